/**
 * Builds an image in a cluster, pushes it and deploys what uses it; on request a person has to agree between the two.
 * Arguments: see the help beside this file. Returns what {@code velaWorkflow} returns.
 */
Map call(Map arguments) {
    List building = [
        'dockerfile', 'executor', 'executorImage', 'platforms', 'target', 'buildArgs', 'cache', 'credentials', 'resources',
        'serviceAccountName',
    ]
    List deploying = ['clusterLabels', 'namespace', 'overrides', 'parallelism', 'wait']
    Map args = velaArguments(
        'buildAndDeploy',
        arguments,
        ['image', 'context', ['objects', 'manifest']],
        building + ['buildCluster', 'clusters'] + deploying + ['timeout', 'approval', 'approvers'])
    if (args.clusters && args.clusterLabels) {
        error("buildAndDeploy: give either 'clusters' or 'clusterLabels', not both")
    }

    Map build = [
        name: 'build',
        type: 'build-push-image',
        properties: velaArguments.some(args, ['image', 'context'] + building),
        outputs: [[name: 'digest', valueFrom: 'image.digest']],
    ]
    if (args.buildCluster) {
        build.properties.cluster = args.buildCluster
    }

    Map deploy = [name: 'deploy', type: 'deploy', properties: velaArguments.some(args, ['objects'] + deploying)]
    if (args.manifest) {
        deploy.properties.manifest = args.manifest.toString().replace('${IMAGE}', args.image.toString())
    }
    if (args.clusters) {
        deploy.properties.clusters = velaArguments.list(args.clusters)
    }
    if (args.timeout) {
        build.timeout = args.timeout
        deploy.timeout = args.timeout
    }

    List steps = [build] + velaArguments.approval(args, 'approval', "Deploy ${args.image}?") + [deploy]
    return velaWorkflow(spec: velaArguments.workflow('build-and-deploy', args, steps))
}
