package io.jenkins.plugins.vela.workflow;

/** An operation's precondition does not hold; the message is the sentence that KubeVela's command line prints. */
public final class OperationRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public OperationRefusedException(String message) {
        super(message);
    }
}
