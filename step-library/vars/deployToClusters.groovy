/**
 * Brings objects to many clusters, so many at a time, each wave after the one before is healthy; on request only after a
 * person has agreed. Arguments: see the help beside this file. Returns what {@code velaWorkflow} returns.
 */
Map call(Map arguments) {
    Map args = velaArguments(
        'deployToClusters',
        arguments,
        [['objects', 'manifest'], ['clusters', 'clusterLabels']],
        ['namespace', 'overrides', 'parallelism', 'wait', 'timeout', 'approval', 'approvers'])
    Map properties = velaArguments.some(
        args, ['objects', 'manifest', 'clusterLabels', 'namespace', 'overrides', 'parallelism', 'wait'])
    String where = 'the clusters with the given labels'
    if (args.clusters) {
        properties.clusters = velaArguments.list(args.clusters)
        where = properties.clusters.join(', ')
    }
    Map deploy = [name: 'deploy', type: 'deploy', properties: properties]
    if (args.timeout) {
        deploy.timeout = args.timeout
    }
    List steps = velaArguments.approval(args, 'approval', "Deploy to ${where}?") + [deploy]
    return velaWorkflow(spec: velaArguments.workflow('deploy-to-clusters', args, steps))
}
