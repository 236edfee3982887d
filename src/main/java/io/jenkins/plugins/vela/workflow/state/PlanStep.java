package io.jenkins.plugins.vela.workflow.state;

import io.jenkins.plugins.vela.workflow.model.WorkflowStep;
import java.util.List;

/**
 * A step with its place in the plan. Steps are referred to by their index in the plan.
 *
 * @param index place in {@link Plan#steps()}
 * @param step as written
 * @param parent index of the group it belongs to, or {@link Plan#TOP}
 * @param next index of the sibling after it, or {@link Plan#NONE}
 * @param previous index of the sibling before it, or {@link Plan#NONE}
 * @param children indexes of a group's sub-steps
 * @param dependsOn indexes of the steps it names in {@code dependsOn}
 * @param dependents indexes of the steps that name it in {@code dependsOn}
 */
public record PlanStep(
        int index,
        WorkflowStep step,
        int parent,
        int previous,
        int next,
        List<Integer> children,
        List<Integer> dependsOn,
        List<Integer> dependents) {

    public String name() {
        return step.name();
    }

    public boolean isGroup() {
        return step.isGroup();
    }

    public boolean isTopLevel() {
        return parent == Plan.TOP;
    }

    /** The place among a group's sub-steps, which follow their group directly. */
    public int placeInGroup() {
        return index - parent - 1;
    }
}
