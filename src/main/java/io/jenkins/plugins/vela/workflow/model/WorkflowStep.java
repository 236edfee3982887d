package io.jenkins.plugins.vela.workflow.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One step or sub-step as written.
 *
 * @param name unique in the run, steps and sub-steps together
 * @param type name of a step definition, or {@code step-group} or {@code suspend}
 * @param alias display name
 * @param condition the {@code if} field
 * @param timeout counted from the first execution
 * @param dependsOn names of steps or sub-steps that must be finished before
 * @param properties what the template sees as {@code parameter}; never mutated
 * @param mode a group's own mode for its sub-steps
 * @param subSteps a group's steps; empty for every other type
 * @param matrix how a group that stands for a step with a {@code matrix} runs its instances
 * @param instance an instance's values by axis; empty for every other step; never mutated
 * @param pointer JSON pointer of the step in its document
 */
public record WorkflowStep(
        String name,
        String type,
        Optional<String> alias,
        Optional<String> condition,
        Optional<Duration> timeout,
        List<String> dependsOn,
        List<StepInput> inputs,
        List<StepOutput> outputs,
        ObjectNode properties,
        Optional<ExecutionMode> mode,
        List<WorkflowStep> subSteps,
        Optional<StepRetry> retry,
        Optional<StepMatrix> matrix,
        ObjectNode instance,
        String pointer) {

    /** The type whose sub-steps the engine runs itself. */
    public static final String GROUP = "step-group";

    public WorkflowStep {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(alias, "alias");
        Objects.requireNonNull(condition, "condition");
        Objects.requireNonNull(timeout, "timeout");
        dependsOn = List.copyOf(dependsOn);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        Objects.requireNonNull(properties, "properties");
        Objects.requireNonNull(mode, "mode");
        subSteps = List.copyOf(subSteps);
        Objects.requireNonNull(retry, "retry");
        Objects.requireNonNull(matrix, "matrix");
        Objects.requireNonNull(instance, "instance");
        Objects.requireNonNull(pointer, "pointer");
    }

    public boolean isGroup() {
        return type.equals(GROUP);
    }
}
