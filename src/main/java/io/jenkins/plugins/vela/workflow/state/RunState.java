package io.jenkins.plugins.vela.workflow.state;

import io.jenkins.plugins.vela.workflow.model.ExecutionMode;
import io.jenkins.plugins.vela.workflow.model.RunPhase;
import java.time.Instant;
import java.util.Optional;

/**
 * Everything that is true of a run at one moment. Immutable; {@link #apply} gives the state after an event. Two runs that
 * saw the same events are in the same state.
 */
public final class RunState {

    /** Why a run is to end before its last step. */
    public enum Ending {
        NONE,
        /** A step failed for good. */
        FAILURE,
        /** A step said {@code #Break}: what has not started is skipped, except {@code if: always}. */
        BREAK,
        /** The run's own time was up: what has not started is skipped, except steps with an {@code if} that holds. */
        TIMEOUT,
        /** A user said so: what has not started is skipped, except steps with an {@code if} that holds. */
        USER
    }

    final Plan plan;
    final RunPhase phase;
    final String message;
    final boolean suspended;
    final Ending ending;
    final boolean finished;
    final Optional<Instant> startTime;
    final Optional<Instant> endTime;
    final Optional<Instant> countsFrom;
    final StepTable steps;
    final Variables variables;
    final Agenda agenda;
    final Tally top;
    final Tally leaves;
    final int recorded;

    RunState(Draft draft) {
        this.plan = draft.plan;
        this.phase = draft.phase;
        this.message = draft.message;
        this.suspended = draft.suspended;
        this.ending = draft.ending;
        this.finished = draft.finished;
        this.startTime = draft.startTime;
        this.endTime = draft.endTime;
        this.countsFrom = draft.countsFrom;
        this.steps = draft.steps;
        this.variables = draft.variables;
        this.agenda = draft.agenda;
        this.top = draft.top;
        this.leaves = draft.leaves;
        this.recorded = draft.recorded;
    }

    /** A run that has not started. */
    public static RunState initial(Plan plan) {
        return new RunState(new Draft(plan));
    }

    /**
     * The state after an event.
     *
     * @throws IllegalArgumentException when the event names a step the run does not have
     */
    public RunState apply(RunEvent event) {
        return new RunState(new Reducer(new Draft(this)).apply(event));
    }

    /** The state with the agenda's first step looked at. */
    public RunState lookedAtFirst() {
        Draft draft = new Draft(this);
        draft.agenda = agenda.withoutFirst();
        return new RunState(draft);
    }

    /** The state as a recovered run needs it: everything that is not over is on the agenda. */
    public RunState recovered() {
        Draft draft = new Draft(this);
        draft.agenda = Agenda.EMPTY;
        if (startTime.isPresent() && !finished) {
            draft.askEverything();
        }
        return new RunState(draft);
    }

    public Plan plan() {
        return plan;
    }

    /** The phase as a user sees it. */
    public RunPhase phase() {
        return phase != RunPhase.EXECUTING || !isSuspended() ? phase : RunPhase.SUSPENDING;
    }

    public String message() {
        return message;
    }

    /** A user holds the whole run. */
    public boolean isHeld() {
        return suspended;
    }

    /** A user or a step holds something. */
    public boolean isSuspended() {
        return !finished && (suspended || leaves.suspending() > 0);
    }

    public Ending ending() {
        return ending;
    }

    public boolean isFinished() {
        return finished;
    }

    public Optional<Instant> startTime() {
        return startTime;
    }

    public Optional<Instant> endTime() {
        return endTime;
    }

    /** When the run began, was last begun again, or began to wait for another one; its timeout counts from there. */
    public Optional<Instant> countsFrom() {
        return countsFrom;
    }

    /** The state of a step that has a status. */
    public Optional<StepState> step(int index) {
        return steps.get(index);
    }

    public Variables variables() {
        return variables;
    }

    public Agenda agenda() {
        return agenda;
    }

    /** Tally of a level: of the run's own steps ({@link Plan#TOP}) or of a group's. */
    public Tally tally(int parent) {
        return parent == Plan.TOP ? top : step(parent).map(StepState::children).orElse(Tally.EMPTY);
    }

    /** Tally of all steps that are no groups. */
    public Tally leaves() {
        return leaves;
    }

    /** Whether a step is over for good. */
    public boolean isFinished(int index) {
        return step(index).map(StepState::isFinished).orElse(false);
    }

    /** How the steps of a level follow each other. */
    public ExecutionMode mode(int parent) {
        return plan.mode(parent);
    }
}
