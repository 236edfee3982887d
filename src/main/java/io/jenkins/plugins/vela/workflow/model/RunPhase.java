package io.jenkins.plugins.vela.workflow.model;

import java.util.Locale;

/** Phase of a run, in {@code status.status}. */
public enum RunPhase {
    INITIALIZING,
    EXECUTING,
    SUSPENDING,
    TERMINATED,
    FAILED,
    SUCCEEDED;

    /** The word in the status JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean isFinal() {
        return this == TERMINATED || this == FAILED || this == SUCCEEDED;
    }

    @Override
    public String toString() {
        return word();
    }
}
