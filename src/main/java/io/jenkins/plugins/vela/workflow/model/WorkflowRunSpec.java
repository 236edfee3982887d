package io.jenkins.plugins.vela.workflow.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A decoded {@code WorkflowRun}: what to run, with names filled in and the modes resolved.
 *
 * @param name the run's name, part of its identity
 * @param namespace the run's namespace; {@code default} when the document says none
 * @param labels labels of the document
 * @param annotations annotations of the document
 * @param context extra values for {@code context}; they win over built-in ones of the same name
 * @param mode resolved modes
 * @param steps top-level steps in their order
 * @param timeout how long the run may take, counted from its start
 * @param concurrency what happens when another run with the same key is under way
 * @param document the document this was decoded from, with a referenced workflow's steps filled in; never mutated
 */
public record WorkflowRunSpec(
        String name,
        String namespace,
        Map<String, String> labels,
        Map<String, String> annotations,
        ObjectNode context,
        WorkflowMode mode,
        List<WorkflowStep> steps,
        Optional<Duration> timeout,
        Optional<RunConcurrency> concurrency,
        ObjectNode document) {

    public WorkflowRunSpec {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(namespace, "namespace");
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
        Objects.requireNonNull(context, "context");
        Objects.requireNonNull(mode, "mode");
        steps = List.copyOf(steps);
        Objects.requireNonNull(timeout, "timeout");
        Objects.requireNonNull(concurrency, "concurrency");
        Objects.requireNonNull(document, "document");
    }

    /**
     * Decodes a {@code WorkflowRun} document. Everything that is wrong is told to {@code findings}; unknown fields are
     * warnings. Unnamed steps get {@code step-<i>}, unnamed sub-steps {@code step-<i>-<j>}, counted from zero.
     *
     * @param document the parsed document
     * @param workflows gives the {@code Workflow} document of a name, for {@code spec.workflowRef}
     * @param findings receives all findings in document order
     * @return the specification, or empty when there was an error
     */
    public static Optional<WorkflowRunSpec> decode(
            JsonNode document, Function<String, Optional<JsonNode>> workflows, Consumer<Finding> findings) {
        return new SpecDecoder(findings).run(document, workflows);
    }
}
