package io.jenkins.plugins.vela.workflow.model;

import java.util.Objects;

/**
 * The resolved pair of modes.
 *
 * @param steps for the top level; upstream's default is one after the other
 * @param subSteps for step groups that do not say their own; upstream's default is DAG
 */
public record WorkflowMode(ExecutionMode steps, ExecutionMode subSteps) {

    /** What holds when nobody says anything. */
    public static final WorkflowMode DEFAULT = new WorkflowMode(ExecutionMode.STEP_BY_STEP, ExecutionMode.DAG);

    public WorkflowMode {
        Objects.requireNonNull(steps, "steps");
        Objects.requireNonNull(subSteps, "subSteps");
    }
}
