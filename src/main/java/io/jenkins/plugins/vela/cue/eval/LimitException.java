package io.jenkins.plugins.vela.cue.eval;

/** Ends an evaluation that used too much. Not a value, so that no guard can swallow it. */
public final class LimitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LimitException(String message) {
        super(message, null, false, false);
    }
}
