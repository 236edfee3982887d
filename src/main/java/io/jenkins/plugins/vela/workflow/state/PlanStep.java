package io.jenkins.plugins.vela.workflow.state;

import io.jenkins.plugins.vela.workflow.model.OpenMatrix;
import io.jenkins.plugins.vela.workflow.model.StepMatrix;
import io.jenkins.plugins.vela.workflow.model.StepOutput;
import io.jenkins.plugins.vela.workflow.model.WorkflowStep;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A step with its place in the plan. Steps are referred to by their index in the plan.
 *
 * @param index place in {@link Plan#steps()}
 * @param step as written
 * @param parent index of the group it belongs to, or {@link Plan#TOP}
 * @param place among its siblings, from 0
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
        int place,
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

    /** The group that people know it by: the outermost one; empty for a step of the run itself. */
    public Optional<PlanStep> outermost(Plan plan) {
        if (isTopLevel()) {
            return Optional.empty();
        }
        PlanStep group = plan.step(parent);
        while (!group.isTopLevel()) {
            group = plan.step(group.parent());
        }
        return Optional.of(group);
    }

    /** The type of the definition that it runs, or that its instances will run; empty for a group. */
    public Optional<String> definition() {
        return isGroup() ? open().map(matrix -> matrix.step().type()) : Optional.of(step.type());
    }

    /** What it outputs itself; for a matrix that is still open, what its instances output together. */
    public List<String> outputs() {
        Stream<StepOutput> later = open().stream().flatMap(matrix -> matrix.step().outputs().stream());
        return Stream.concat(step.outputs().stream(), later)
                .map(StepOutput::name)
                .toList();
    }

    private Optional<OpenMatrix> open() {
        return step.matrix().flatMap(StepMatrix::open);
    }
}
