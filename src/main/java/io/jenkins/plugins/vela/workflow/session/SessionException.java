package io.jenkins.plugins.vela.workflow.session;

import io.jenkins.plugins.vela.workflow.model.StepReason;

/** A step cannot be executed, and trying again will not help. */
public final class SessionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final StepReason reason;

    public SessionException(StepReason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public StepReason reason() {
        return reason;
    }
}
