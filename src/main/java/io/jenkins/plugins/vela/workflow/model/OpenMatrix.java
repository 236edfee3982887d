package io.jenkins.plugins.vela.workflow.model;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A step with a {@code matrix} before its instances are made: at once where the document has all values, otherwise when the
 * step starts.
 *
 * @param step the step as written, but for the matrix
 * @param axes what varies
 * @param sizes of the waves as written; empty for one wave
 * @param maxFailures how many instances may fail
 */
public record OpenMatrix(WorkflowStep step, List<MatrixAxis> axes, List<Integer> sizes, int maxFailures) {
    public OpenMatrix {
        Objects.requireNonNull(step, "step");
        axes = List.copyOf(axes);
        sizes = List.copyOf(sizes);
    }

    /** The group that stands for the step until the values are known. */
    WorkflowStep waiting() {
        return group(List.of(), Optional.of(this));
    }

    /** The group with an instance for each combination of values. */
    public WorkflowStep of(List<MatrixInstance> instances) {
        boolean later = axes.stream().anyMatch(axis -> axis.from().isPresent());
        return group(instances, later ? Optional.of(this) : Optional.empty());
    }

    private WorkflowStep group(List<MatrixInstance> instances, Optional<OpenMatrix> open) {
        List<StepInput> inputs = new ArrayList<>(step.inputs());
        axes.forEach(axis -> axis.from().ifPresent(inputs::add));
        return new WorkflowStep(
                step.name(),
                WorkflowStep.GROUP,
                step.alias(),
                step.condition(),
                Optional.empty(),
                step.dependsOn(),
                inputs,
                List.of(),
                JsonNodeFactory.instance.objectNode(),
                Optional.of(ExecutionMode.DAG),
                instances.stream().map(this::instance).toList(),
                Optional.empty(),
                Optional.of(StepMatrix.of(instances.size(), sizes, maxFailures, open)),
                JsonNodeFactory.instance.objectNode(),
                step.pointer());
    }

    private WorkflowStep instance(MatrixInstance instance) {
        ObjectNode properties = step.properties().deepCopy();
        properties.setAll(instance.values());
        List<StepOutput> outputs = step.outputs().stream()
                .map(output ->
                        new StepOutput(output.name() + "." + instance.key(), output.valueFrom(), output.pointer()))
                .toList();
        return new WorkflowStep(
                step.name() + "-" + instance.key(),
                step.type(),
                step.alias(),
                Optional.empty(),
                step.timeout(),
                List.of(),
                step.inputs(),
                outputs,
                properties,
                Optional.empty(),
                List.of(),
                step.retry(),
                Optional.empty(),
                instance.values(),
                step.pointer());
    }
}
