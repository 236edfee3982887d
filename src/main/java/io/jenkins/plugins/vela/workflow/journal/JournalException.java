package io.jenkins.plugins.vela.workflow.journal;

/** A state directory cannot be read or written; the message names the file and says what to do. */
public final class JournalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public JournalException(String message) {
        super(message);
    }

    public JournalException(String message, Throwable cause) {
        super(message, cause);
    }
}
