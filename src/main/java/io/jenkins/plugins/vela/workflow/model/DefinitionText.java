package io.jenkins.plugins.vela.workflow.model;

import java.util.Objects;

/**
 * The template of a step type, as a run keeps it.
 *
 * @param source where it came from, for messages
 * @param template the CUE text
 */
public record DefinitionText(String source, String template) {
    public DefinitionText {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(template, "template");
    }
}
