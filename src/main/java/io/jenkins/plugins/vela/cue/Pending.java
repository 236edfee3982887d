package io.jenkins.plugins.vela.cue;

/** Stands in for the evaluator until it is there. */
final class Pending {
    private Pending() {}

    static UnsupportedOperationException notYet(Object on) {
        return new UnsupportedOperationException("not yet: " + on);
    }
}
