package io.jenkins.plugins.vela.workflow.state;

import io.jenkins.plugins.vela.workflow.model.RunStatus;
import io.jenkins.plugins.vela.workflow.model.StepPhase;
import io.jenkins.plugins.vela.workflow.model.StepReason;
import io.jenkins.plugins.vela.workflow.model.StepStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Shows a state as the status that the API has. */
public final class StatusView {

    private StatusView() {}

    /** The whole status; costs time in proportion to the run's size. */
    public static RunStatus of(RunState state) {
        return new RunStatus(
                state.phase(),
                state.plan().spec().mode(),
                state.message(),
                state.isSuspended(),
                state.ending() != RunState.Ending.NONE,
                state.isFinished(),
                level(state, state.plan().top()),
                state.startTime(),
                state.endTime());
    }

    private static List<StepStatus> level(RunState state, List<Integer> indexes) {
        record Entry(int order, StepStatus status) {}
        List<Entry> entries = new ArrayList<>();
        for (int index : indexes) {
            state.step(index).ifPresent(step -> entries.add(new Entry(step.order(), step(state, index, step))));
        }
        entries.sort(Comparator.comparingInt(Entry::order));
        return entries.stream().map(Entry::status).toList();
    }

    /** The status of one step. */
    public static Optional<StepStatus> step(RunState state, int index) {
        return state.step(index).map(step -> step(state, index, step));
    }

    private static StepStatus step(RunState state, int index, StepState step) {
        PlanStep planned = state.plan().step(index);
        Shown shown = shown(state, planned, step);
        return new StepStatus(
                step.id(),
                planned.name(),
                planned.step().type(),
                shown.phase,
                shown.reason,
                step.message(),
                Optional.of(step.firstExecute()),
                Optional.of(step.lastExecute()),
                // instances in a group stand beside the step they are of
                planned.isTopLevel() ? level(state, state.plan().below(index)) : List.of(),
                step.attempt(),
                step.approval());
    }

    private static boolean isSuspendedBelow(RunState state, PlanStep planned) {
        return state.plan().isNested()
                && state.plan().below(planned.index()).stream().anyMatch(index -> state.step(index)
                        .filter(step -> step.phase() == StepPhase.SUSPENDING)
                        .isPresent());
    }

    private record Shown(StepPhase phase, StepReason reason) {}

    /** A group that is under way shows what its sub-steps do; a run that is held shows its running steps as held. */
    private static Shown shown(RunState state, PlanStep planned, StepState step) {
        if (planned.isGroup() && step.phase() == StepPhase.RUNNING) {
            Tally children = step.children();
            if (children.suspending() > 0 || isSuspendedBelow(state, planned)) {
                return new Shown(StepPhase.SUSPENDING, StepReason.NONE);
            }
            boolean allRecorded = children.recorded() == planned.children().size();
            if (allRecorded && children.pending() > 0 && children.running() + children.retrying() == 0) {
                return new Shown(StepPhase.PENDING, StepReason.NONE);
            }
        }
        if (state.isHeld() && !state.isFinished() && step.phase() == StepPhase.RUNNING) {
            return new Shown(StepPhase.SUSPENDING, step.reason());
        }
        return new Shown(step.phase(), step.reason());
    }
}
