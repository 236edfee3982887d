package io.jenkins.plugins.vela.workflow.schedule;

import io.jenkins.plugins.vela.workflow.model.ExecutionMode;
import io.jenkins.plugins.vela.workflow.model.RunPhase;
import io.jenkins.plugins.vela.workflow.model.StepInput;
import io.jenkins.plugins.vela.workflow.model.StepMatrix;
import io.jenkins.plugins.vela.workflow.model.StepPhase;
import io.jenkins.plugins.vela.workflow.model.StepReason;
import io.jenkins.plugins.vela.workflow.state.Plan;
import io.jenkins.plugins.vela.workflow.state.PlanStep;
import io.jenkins.plugins.vela.workflow.state.RunState;
import io.jenkins.plugins.vela.workflow.state.StepState;
import io.jenkins.plugins.vela.workflow.state.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Decides what becomes of a step, in upstream's order: first whether it is pending, then {@code if} or the default rule. All
 * functions are pure and look only at the step, its level's tally and what it depends on.
 */
public final class Scheduler {

    /** Runs in any case, also after a failure, a break or a termination. */
    private static final String ALWAYS = "always";

    private static final Decision NOTHING = new Decision.Nothing();

    private Scheduler() {}

    /** What is to be said about every step on the agenda, in order. */
    public static List<Decision> decisions(RunState state) {
        List<Decision> decisions = new ArrayList<>();
        for (RunState rest = state; !rest.agenda().isEmpty(); rest = rest.lookedAtFirst()) {
            decisions.add(decide(rest, rest.agenda().first()));
        }
        return decisions;
    }

    /** What is to be said about one step. Nothing starts while a user holds the run. */
    public static Decision decide(RunState state, int index) {
        if (state.isHeld() || state.isFinished()) {
            return NOTHING;
        }
        PlanStep step = state.plan().step(index);
        Optional<StepState> now = state.step(index);
        if (now.isPresent() && now.get().phase() != StepPhase.PENDING) {
            return step.isGroup() && now.get().isActive() ? group(step, now.get()) : NOTHING;
        }
        if (!isItsTurn(state, step)) {
            return NOTHING;
        }
        Optional<String> pending = pending(state, step);
        if (pending.isPresent()) {
            boolean told = now.isPresent() && now.get().message().equals(pending.get());
            return told ? NOTHING : new Decision.Pending(index, pending.get());
        }
        return start(state, step);
    }

    /** Whether the level has come as far as this step. */
    private static boolean isItsTurn(RunState state, PlanStep step) {
        if (!step.isTopLevel()) {
            Optional<StepState> group = state.step(step.parent());
            if (group.isEmpty() || !group.get().isActive()) {
                return false;
            }
            Optional<StepMatrix> matrix =
                    state.plan().step(step.parent()).step().matrix();
            if (matrix.isPresent()
                    && group.get().children().finished() < matrix.get().before(step.place())) {
                return false;
            }
        }
        return state.mode(step.parent()) == ExecutionMode.DAG
                || step.previous() == Plan.NONE
                || state.isFinished(step.previous());
    }

    /** What the step waits for: the first dependency that is not over, then the first variable that is not there. */
    private static Optional<String> pending(RunState state, PlanStep step) {
        for (int dependency : step.dependsOn()) {
            if (!state.isFinished(dependency)) {
                return Optional.of(
                        "Pending on DependsOn: " + state.plan().step(dependency).name());
            }
        }
        for (StepInput input : step.step().inputs()) {
            Optional<String> variable = Plan.variable(input);
            if (variable.isPresent() && !isWhole(state, variable.get())) {
                return Optional.of("Pending on Input: " + input.from());
            }
        }
        return Optional.empty();
    }

    /** Whether a variable is there, and not only some of a matrix's instances have written to it. */
    private static boolean isWhole(RunState state, String variable) {
        OptionalInt matrix = state.plan().matrixBehind(variable);
        return state.variables().get(variable).isPresent() && (matrix.isEmpty() || state.isFinished(matrix.getAsInt()));
    }

    private static Decision start(RunState state, PlanStep step) {
        Optional<String> condition = step.step().condition();
        if (condition.isPresent() && condition.get().trim().equals(ALWAYS)) {
            return new Decision.Start(step.index());
        }
        if (state.ending() == RunState.Ending.BREAK) {
            return new Decision.Skip(step.index());
        }
        if (condition.isPresent()) {
            return new Decision.Ask(step.index(), condition.get());
        }
        return skippedByDefault(state, step) ? new Decision.Skip(step.index()) : new Decision.Start(step.index());
    }

    /** Upstream's rule for steps without {@code if}. */
    private static boolean skippedByDefault(RunState state, PlanStep step) {
        if (state.ending() == RunState.Ending.USER || state.ending() == RunState.Ending.TIMEOUT) {
            return true;
        }
        if (!step.isTopLevel()) {
            Optional<StepMatrix> matrix =
                    state.plan().step(step.parent()).step().matrix();
            if (matrix.isPresent()) {
                // a wave that failed more than the step may stops the waves after it, not itself
                return matrix.get().before(step.place()) > 0
                        && state.tally(step.parent()).failed() > matrix.get().maxFailures();
            }
        }
        if (!step.dependsOn().isEmpty()) {
            // a skipped dependency, however far away, skips as a failed one does
            for (int dependency : step.dependsOn()) {
                if (!state.step(dependency).map(StepState::chained).orElse(false)) {
                    return true;
                }
            }
            return false;
        }
        return state.mode(step.parent()) == ExecutionMode.STEP_BY_STEP
                && state.tally(step.parent()).failed() > 0;
    }

    // ---- groups ----

    private static Decision group(PlanStep group, StepState now) {
        Tally children = now.children();
        if (children.finished() < group.children().size()) {
            return NOTHING;
        }
        int tolerated = group.step().matrix().map(StepMatrix::maxFailures).orElse(0);
        String failed = group.step().matrix().isPresent() && children.failed() > 0
                ? children.failed() + " of " + group.children().size() + " failed"
                : group.step().matrix().isPresent() && group.children().isEmpty() ? "the matrix has no values" : "";
        if (children.failed() > tolerated) {
            return new Decision.EndGroup(group.index(), StepPhase.FAILED, worst(children), failed);
        }
        if (children.skipped() > 0 && children.succeeded() == 0) {
            return new Decision.EndGroup(group.index(), StepPhase.SKIPPED, StepReason.SKIP, failed);
        }
        return new Decision.EndGroup(group.index(), StepPhase.SUCCEEDED, StepReason.NONE, failed);
    }

    /** Upstream's order of precedence first, then what it leaves open. */
    private static StepReason worst(Tally children) {
        for (StepReason reason : List.of(
                StepReason.FAILED_AFTER_RETRIES,
                StepReason.TIMEOUT,
                StepReason.ACTION,
                StepReason.TERMINATE,
                StepReason.INPUT,
                StepReason.OUTPUT)) {
            if (children.failedWith(reason)) {
                return reason;
            }
        }
        return StepReason.RENDERING;
    }

    // ---- the end ----

    /** How the run ends, once every top-level step is over. */
    public static Optional<RunPhase> end(RunState state) {
        if (state.isFinished()
                || state.startTime().isEmpty()
                || state.tally(Plan.TOP).finished() < state.plan().top().size()) {
            return Optional.empty();
        }
        Tally top = state.tally(Plan.TOP);
        RunState.Ending ending = state.ending();
        if (ending == RunState.Ending.NONE) {
            return Optional.of(RunPhase.SUCCEEDED);
        }
        // failures that a person asked for do not count as such
        int terminated = top.failures().getOrDefault(StepReason.TERMINATE, 0);
        boolean askedFor = top.failed() == terminated
                && ending != RunState.Ending.TIMEOUT
                && (top.failed() > 0 || ending != RunState.Ending.FAILURE);
        return Optional.of(askedFor ? RunPhase.TERMINATED : RunPhase.FAILED);
    }

    /**
     * Steps that wait for a variable which nobody can provide any more, because nothing else is under way. Upstream leaves
     * such a run hanging for ever.
     */
    public static List<Integer> stuck(RunState state) {
        Tally leaves = state.leaves();
        boolean moving = leaves.running() + leaves.suspending() + leaves.retrying() > 0
                || state.isHeld()
                || state.isFinished()
                || !state.agenda().isEmpty()
                || (leaves.pending() + state.tally(Plan.TOP).pending() == 0
                        && !state.plan().isNested());
        if (moving) {
            return List.of();
        }
        List<Integer> stuck = new ArrayList<>();
        for (PlanStep step : state.plan().steps()) {
            boolean waits = state.step(step.index())
                    .filter(now -> now.phase() == StepPhase.PENDING)
                    .isPresent();
            if (waits
                    && step.dependsOn().stream().allMatch(state::isFinished)
                    && isItsTurn(state, step)
                    && pending(state, step).isPresent()) {
                stuck.add(step.index());
            }
        }
        return stuck;
    }
}
