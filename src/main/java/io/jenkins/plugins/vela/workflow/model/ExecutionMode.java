package io.jenkins.plugins.vela.workflow.model;

import java.util.Optional;

/** How the steps of one level follow each other. */
public enum ExecutionMode {
    STEP_BY_STEP("StepByStep"),
    DAG("DAG");

    private final String word;

    ExecutionMode(String word) {
        this.word = word;
    }

    /** The word in the API. */
    public String word() {
        return word;
    }

    /** Reads the API's word, which is case-sensitive there. */
    public static Optional<ExecutionMode> ofWord(String word) {
        for (ExecutionMode mode : values()) {
            if (mode.word.equals(word)) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return word;
    }
}
