/**
 * Checks the arguments of one of this library's tasks, and gives those back that have a value.
 *
 * @param task what the task is called, for messages
 * @param given what it was called with; an argument that is null counts as not given
 * @param required names that must be given; a list in it means exactly one of its names
 * @param optional further names
 */
Map call(String task, Map given, List required, List optional) {
    List known = required.flatten() + optional
    List unknown = given.keySet().findAll { !known.contains(it) } as List
    if (unknown) {
        error("${task}: unknown argument '${unknown[0]}'; it takes ${known.join(', ')}")
    }
    Map args = given.findAll { it.value != null }
    List wrong = required.collect { problem(it instanceof List ? it : [it], args) }.findAll { it }
    if (wrong) {
        error("${task}: ${wrong[0]}")
    }
    return args
}

/** What is wrong with arguments of which exactly one must be given; empty if nothing is. */
private String problem(List names, Map args) {
    List present = names.findAll { args.containsKey(it) }
    if (present.size() == 1) {
        return ''
    }
    String list = names.collect { "'${it}'" }.join(' or ')
    return present ? "give either ${list}, not both" : "missing argument ${list}"
}

/** The arguments of some names. */
Map some(Map args, List names) {
    return args.findAll { names.contains(it.key) }
}

/** A list, also where one value was given without brackets. */
List list(Object value) {
    return value instanceof Collection ? value as List : [value]
}

/** The step that asks a person, as a list of one; an empty list where nobody is to be asked. */
List approval(Map args, String name, String question) {
    if (!args.approval && !args.approvers) {
        return []
    }
    Map properties = [message: args.approval instanceof CharSequence ? args.approval : question]
    if (args.approvers) {
        properties.approvers = list(args.approvers)
    }
    return [[name: name, type: 'approve', properties: properties]]
}

/** A workflow of these steps. */
Map workflow(String name, Map args, List steps) {
    return [
        apiVersion: 'core.oam.dev/v1alpha1',
        kind: 'WorkflowRun',
        metadata: [name: name, namespace: args.namespace ?: 'default'],
        spec: [workflowSpec: [steps: steps]],
    ]
}
