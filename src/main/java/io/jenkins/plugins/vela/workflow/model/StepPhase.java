package io.jenkins.plugins.vela.workflow.model;

import java.util.Locale;

/** Phase of a step or sub-step, in {@code status.steps[].phase}. */
public enum StepPhase {
    PENDING,
    RUNNING,
    SUSPENDING,
    SUCCEEDED,
    FAILED,
    SKIPPED;

    /** The word in the status JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads the word of the status JSON. */
    public static StepPhase ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return word();
    }
}
