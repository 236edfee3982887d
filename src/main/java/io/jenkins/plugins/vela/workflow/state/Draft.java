package io.jenkins.plugins.vela.workflow.state;

import io.jenkins.plugins.vela.workflow.model.ExecutionMode;
import io.jenkins.plugins.vela.workflow.model.RunPhase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A state in the making, seen by one event only. Keeps tallies and agenda in step with every change of a step. */
final class Draft {

    Plan plan;
    RunPhase phase;
    String message;
    boolean suspended;
    RunState.Ending ending;
    boolean finished;
    Optional<Instant> startTime;
    Optional<Instant> endTime;
    Optional<Instant> countsFrom;
    StepTable steps;
    Variables variables;
    Agenda agenda;
    Tally top;
    Tally leaves;
    int recorded;

    Draft(Plan plan) {
        this.plan = plan;
        reset();
    }

    Draft(RunState state) {
        this.plan = state.plan;
        this.phase = state.phase;
        this.message = state.message;
        this.suspended = state.suspended;
        this.ending = state.ending;
        this.finished = state.finished;
        this.startTime = state.startTime;
        this.endTime = state.endTime;
        this.countsFrom = state.countsFrom;
        this.steps = state.steps;
        this.variables = state.variables;
        this.agenda = state.agenda;
        this.top = state.top;
        this.leaves = state.leaves;
        this.recorded = state.recorded;
    }

    void reset() {
        phase = RunPhase.INITIALIZING;
        message = "";
        suspended = false;
        ending = RunState.Ending.NONE;
        finished = false;
        startTime = Optional.empty();
        endTime = Optional.empty();
        countsFrom = Optional.empty();
        steps = StepTable.ofSize(plan.size());
        variables = Variables.EMPTY;
        agenda = Agenda.EMPTY;
        top = Tally.EMPTY;
        leaves = Tally.EMPTY;
        recorded = 0;
    }

    /** Goes on with a plan that has more steps. */
    void grow(Plan grown) {
        plan = grown;
        steps = steps.grown(grown.size());
    }

    Optional<StepState> step(int index) {
        return steps.get(index);
    }

    /** Puts a step's new state and keeps the tallies right. */
    void put(int index, StepState state) {
        Optional<StepState> old = steps.get(index);
        steps = steps.with(index, Optional.of(state));
        tally(index, old, Optional.of(state));
    }

    void forget(int index) {
        Optional<StepState> old = steps.get(index);
        if (old.isPresent()) {
            steps = steps.with(index, Optional.empty());
            tally(index, old, Optional.empty());
        }
    }

    private void tally(int index, Optional<StepState> old, Optional<StepState> now) {
        PlanStep step = plan.step(index);
        if (!step.isGroup()) {
            leaves = change(leaves, old, now);
        }
        if (step.isTopLevel()) {
            top = change(top, old, now);
        } else {
            steps.get(step.parent()).ifPresent(group -> {
                steps = steps.with(step.parent(), Optional.of(group.withChildren(change(group.children(), old, now))));
            });
        }
    }

    private static Tally change(Tally tally, Optional<StepState> old, Optional<StepState> now) {
        Tally without = old.map(tally::minus).orElse(tally);
        return now.map(without::plus).orElse(without);
    }

    void ask(int index) {
        agenda = agenda.plus(index);
    }

    void ask(List<Integer> indexes) {
        indexes.forEach(this::ask);
    }

    /** Puts a level's first steps on the agenda. */
    void askLevel(int parent) {
        List<Integer> level = plan.level(parent);
        if (plan.mode(parent) == ExecutionMode.DAG) {
            ask(level);
        } else if (!level.isEmpty()) {
            ask(level.get(0));
        }
    }

    /** Puts everything that is not over on the agenda. */
    void askEverything() {
        for (PlanStep step : plan.steps()) {
            if (!step(step.index()).map(StepState::isFinished).orElse(false)) {
                ask(step.index());
            }
        }
    }
}
