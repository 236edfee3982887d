package io.jenkins.plugins.vela.workflow.model;

/** Why a step is in its phase, in {@code status.steps[].reason}. The words are the upstream controller's. */
public enum StepReason {
    NONE(""),
    WAIT("Wait"),
    SKIP("Skip"),
    RENDERING("Rendering"),
    EXECUTE("Execute"),
    SUSPEND("Suspend"),
    TERMINATE("Terminate"),
    INPUT("Input"),
    OUTPUT("Output"),
    FAILED_AFTER_RETRIES("FailedAfterRetries"),
    TIMEOUT("Timeout"),
    /** The template said {@code #Fail}. */
    ACTION("Action");

    private final String word;

    StepReason(String word) {
        this.word = word;
    }

    /** The word in the status JSON; empty for {@link #NONE}. */
    public String word() {
        return word;
    }

    /** Reads the word of the status JSON. */
    public static StepReason ofWord(String word) {
        for (StepReason reason : values()) {
            if (reason.word.equals(word)) {
                return reason;
            }
        }
        throw new IllegalArgumentException("unknown step reason: " + word);
    }

    @Override
    public String toString() {
        return word;
    }
}
