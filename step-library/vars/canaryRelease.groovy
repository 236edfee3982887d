/**
 * Releases a new version by way of a Rollout of OpenKruise: step by step, and between the steps as much looking, waiting and
 * asking as is wanted. Arguments: see the help beside this file. Returns what {@code velaWorkflow} returns.
 */
Map call(Map arguments) {
    Map args = velaArguments(
        'canaryRelease',
        arguments,
        ['rollout', 'steps'],
        ['objects', 'manifest', 'namespace', 'cluster', 'check', 'soak', 'timeout', 'approval', 'approvers'])
    if (args.objects && args.manifest) {
        error("canaryRelease: give either 'objects' or 'manifest', not both")
    }
    if (!(args.steps instanceof Integer) || args.steps < 1) {
        error("canaryRelease: argument 'steps' is the number of steps that the rollout has, not ${args.steps}")
    }

    List steps = []
    if (args.objects || args.manifest) {
        steps.addAll(begin(args))
    }
    for (int i = 1; i <= args.steps; i++) {
        steps.add(move(args, "step-${i}", i))
        if (i < args.steps) {
            steps.addAll(between(args, i))
        }
    }
    // past the last step: the rollout is over when it is healthy
    steps.add(move(args, 'finish', args.steps + 1))
    return velaWorkflow(spec: velaArguments.workflow('canary-release', args, steps))
}

/** Applies the new version. The controller's word about the old one, that all is well, must not end the release. */
private List begin(Map args) {
    Map properties = velaArguments.some(args, ['objects', 'manifest', 'namespace']) + [wait: false]
    Map rollout = [
        apiVersion: 'rollouts.kruise.io/v1beta1',
        kind: 'Rollout',
        name: args.rollout,
        condition: 'status.phase == "Progressing"',
    ]
    if (args.cluster) {
        properties.clusters = [args.cluster]
        rollout.cluster = args.cluster
    }
    return [
        [name: 'new-version', type: 'deploy', properties: properties],
        [name: 'begun', type: 'wait-for', timeout: '2m', properties: rollout],
    ]
}

private Map move(Map args, String name, int to) {
    Map step = [name: name, type: 'canary-step', properties: [rollout: args.rollout, step: to]]
    if (args.cluster) {
        step.properties.cluster = args.cluster
    }
    if (args.timeout) {
        step.timeout = args.timeout
    }
    return step
}

/** What happens between a step and the next one. */
private List between(Map args, int after) {
    List steps = []
    if (args.soak) {
        steps.add([name: "soak-${after}", type: 'suspend', properties: [duration: args.soak]])
    }
    if (args.check) {
        steps.add([name: "check-${after}", type: 'check-metrics', properties: args.check])
    }
    return steps + velaArguments.approval(
        args, "approval-${after}", "${args.rollout} is at step ${after} of ${args.steps}. Go on?")
}
