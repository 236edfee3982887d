package io.jenkins.plugins.vela.definition;

import io.jenkins.plugins.vela.cue.CueSource;
import io.jenkins.plugins.vela.document.Position;
import java.util.Map;
import java.util.Objects;

/**
 * A step type.
 *
 * @param name the type's name, as steps give it
 * @param description one or two sentences for people; may be empty
 * @param category group in lists and documentation; may be empty
 * @param alias display name; may be empty
 * @param labels without the prefix that the cluster form adds
 * @param annotations likewise, description and category among them
 * @param templateText the CUE template: imports and the body of {@code template}. Padded with blanks where the source allows
 *     it, so that every character stands at the line and column it has in {@code sourceName}
 * @param sourceName what messages call the template's source
 * @param position where the definition begins
 */
public record StepDefinition(
        String name,
        String description,
        String category,
        String alias,
        Map<String, String> labels,
        Map<String, String> annotations,
        String templateText,
        String sourceName,
        Position position) {
    public StepDefinition {
        Objects.requireNonNull(name);
        Objects.requireNonNull(description);
        Objects.requireNonNull(category);
        Objects.requireNonNull(alias);
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
        Objects.requireNonNull(templateText);
        Objects.requireNonNull(sourceName);
        Objects.requireNonNull(position);
    }

    /** Steps that show how the type is used, as they would stand in a workflow, in YAML; may be empty. */
    public String example() {
        return annotations.getOrDefault("example", "");
    }

    /** The template for the evaluator. */
    public CueSource source() {
        return new CueSource(sourceName, templateText);
    }
}
