package io.jenkins.plugins.vela.workflow.model;

import java.util.Objects;

/**
 * One entry of a step's {@code outputs}.
 *
 * @param name the variable that later steps name in {@code inputs.from}
 * @param valueFrom a path or an expression over the evaluated template
 * @param pointer JSON pointer of the entry in its document
 */
public record StepOutput(String name, String valueFrom, String pointer) {
    public StepOutput {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(valueFrom, "valueFrom");
        Objects.requireNonNull(pointer, "pointer");
    }
}
