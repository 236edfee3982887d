package io.jenkins.plugins.vela.workflow.session;

import io.jenkins.plugins.vela.cue.CueError;
import io.jenkins.plugins.vela.cue.CueException;

/** Errors of the evaluator as one line for a step's message: position, path and cause, never a whole value. */
final class CueMessages {

    private CueMessages() {}

    static String of(CueException e) {
        return e.errors().isEmpty()
                ? "the template cannot be evaluated"
                : of(e.errors().get(0));
    }

    static String of(CueError error) {
        return error.summary();
    }
}
