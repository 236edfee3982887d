package io.jenkins.plugins.vela.workflow.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One of the properties that a {@code matrix} varies.
 *
 * @param name the property
 * @param values what it takes, as far as the document says it
 * @param from where the values come from otherwise; they are known when the step starts
 * @param secret whether the values must not show in the names of instances
 */
public record MatrixAxis(String name, List<JsonNode> values, Optional<StepInput> from, boolean secret) {
    public MatrixAxis {
        Objects.requireNonNull(name, "name");
        values = List.copyOf(values);
        Objects.requireNonNull(from, "from");
    }

    /** One whose values stand in the document. */
    static MatrixAxis of(String name, List<JsonNode> values) {
        return new MatrixAxis(name, values, Optional.empty(), false);
    }

    /** One whose values come later. */
    static MatrixAxis later(String name, StepInput from) {
        return new MatrixAxis(name, List.of(), Optional.of(from), false);
    }

    /** The same with its values. */
    public MatrixAxis with(List<JsonNode> found, boolean theyAreSecret) {
        return new MatrixAxis(name, found, from, theyAreSecret);
    }

    /** What a value is called in the name of an instance, which may stand in the name of an object and in a path. */
    String key(int index) {
        JsonNode value = values.get(index);
        String text = secret
                ? ""
                : value.isValueNode() ? value.asText() : value.path("name").asText();
        String safe = text.replaceAll("[^A-Za-z0-9_-]+", "-").replaceAll("^-+|-+$", "");
        return safe.isEmpty() ? Integer.toString(index) : safe;
    }
}
