/**
 * The text of a step definition of this library, for a workflow that is to carry its definitions along.
 *
 * @param name the step type, for example 'apply-object'
 */
String call(String name) {
    if (!(name ==~ /[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?/)) {
        error("'${name}' is not the name of a step type")
    }
    return libraryResource("vela/definitions/${name}.cue")
}
