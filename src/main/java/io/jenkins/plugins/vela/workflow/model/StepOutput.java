package io.jenkins.plugins.vela.workflow.model;

import java.util.Objects;
import java.util.Optional;

/**
 * One entry of a step's {@code outputs}.
 *
 * @param name the variable that later steps name in {@code inputs.from}
 * @param valueFrom a path or an expression over the evaluated template, or {@code *} or {@code path.*}
 * @param pointer JSON pointer of the entry in its document
 */
public record StepOutput(String name, String valueFrom, String pointer) {
    private static final String EVERYTHING = "*";

    public StepOutput {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(valueFrom, "valueFrom");
        Objects.requireNonNull(pointer, "pointer");
    }

    /**
     * The path below which all plain data is meant: {@code *} is the whole template, {@code a.b.*} what is at {@code a.b}.
     * Empty for every other output.
     */
    public Optional<String> everything() {
        String text = valueFrom.trim();
        if (text.equals(EVERYTHING)) {
            return Optional.of("");
        }
        return text.endsWith("." + EVERYTHING)
                ? Optional.of(text.substring(0, text.length() - EVERYTHING.length() - 1))
                : Optional.empty();
    }
}
