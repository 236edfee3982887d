package io.jenkins.plugins.vela.workflow.model;

import java.util.Objects;
import java.util.Optional;

/**
 * One entry of a step's {@code inputs}.
 *
 * @param from a variable of the run, or an expression over {@code context} and {@code parameter}
 * @param parameterKey where in {@code parameter} the value is put; absent: the input only orders steps and serves {@code if}
 * @param pointer JSON pointer of the entry in its document
 */
public record StepInput(String from, Optional<String> parameterKey, String pointer) {
    public StepInput {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(parameterKey, "parameterKey");
        Objects.requireNonNull(pointer, "pointer");
    }
}
