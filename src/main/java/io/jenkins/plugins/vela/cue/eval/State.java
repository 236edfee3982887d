package io.jenkins.plugins.vela.cue.eval;

/** How far a vertex is. */
enum State {
    NEW,
    EXPANDING,
    /** Something could not be finished because it depends on a vertex that is being expanded. */
    PROVISIONAL,
    DONE
}
