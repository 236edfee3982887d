package io.jenkins.plugins.vela.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import java.io.IOException;
import java.util.List;

/**
 * Something that is wrong with the properties of a step.
 *
 * @param path where: names of fields, and numbers of elements; empty for the properties as a whole
 * @param message what, without the place
 */
public record PropertyProblem(List<Object> path, String message) {
    public PropertyProblem {
        path = List.copyOf(path);
    }

    /**
     * All problems of some properties.
     *
     * @param item whose definitions count
     * @param type the step type
     * @param properties an object
     */
    public static List<PropertyProblem> of(@CheckForNull Item item, String type, JsonNode properties)
            throws IOException {
        return new OneStep(WorkflowRequest.step(type, type, properties), "form")
                .problems(StepLibraries.of(item), VelaWorkflows.get().packages());
    }

    /** The place as a person would write it, such as {@code ports[0].name}. */
    public String name() {
        StringBuilder name = new StringBuilder();
        for (Object segment : path) {
            if (segment instanceof Integer index) {
                name.append('[').append(index).append(']');
            } else {
                name.append(name.isEmpty() ? "" : ".").append(segment);
            }
        }
        return name.toString();
    }

    /** Place and message. */
    public String text() {
        return path.isEmpty() ? message : name() + ": " + message;
    }
}
