package io.jenkins.plugins.vela.workflow.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.jenkins.plugins.vela.workflow.model.Approval;
import io.jenkins.plugins.vela.workflow.model.ExecutionMode;
import io.jenkins.plugins.vela.workflow.model.RunPhase;
import io.jenkins.plugins.vela.workflow.model.StepMatrix;
import io.jenkins.plugins.vela.workflow.model.StepPhase;
import io.jenkins.plugins.vela.workflow.model.StepReason;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Applies one event to one draft and does nothing else. */
final class Reducer {

    private final Draft draft;

    Reducer(Draft draft) {
        this.draft = draft;
    }

    Draft apply(RunEvent event) {
        if (event instanceof RunEvent.OfStep ofStep) {
            step(ofStep);
        } else if (event instanceof RunEvent.RunStarted started) {
            draft.phase = RunPhase.EXECUTING;
            draft.message = "";
            draft.startTime = Optional.of(started.time());
            draft.countsFrom = draft.startTime;
            draft.askLevel(Plan.TOP);
        } else if (event instanceof RunEvent.RunSuspended suspended) {
            draft.suspended = true;
            draft.message = suspended.message();
        } else if (event instanceof RunEvent.RunResumed) {
            draft.suspended = false;
            draft.message = "";
        } else if (event instanceof RunEvent.RunTerminated terminated) {
            terminate(terminated.broken() ? RunState.Ending.BREAK : RunState.Ending.USER);
        } else if (event instanceof RunEvent.RunRestarted restarted) {
            restart(restarted);
        } else if (event instanceof RunEvent.RunQueued queued) {
            draft.message = queued.message();
            draft.countsFrom = draft.countsFrom.or(() -> Optional.of(queued.time()));
        } else if (event instanceof RunEvent.RunExpired) {
            terminate(RunState.Ending.TIMEOUT);
        } else if (event instanceof RunEvent.RunFinished finished) {
            draft.phase = finished.phase();
            draft.finished = true;
            draft.suspended = false;
            draft.endTime = Optional.of(finished.time());
            draft.agenda = Agenda.EMPTY;
        } else {
            throw new IllegalArgumentException("unknown event " + event);
        }
        return draft;
    }

    private void terminate(RunState.Ending ending) {
        // the first cause stays, except that a user's word and the end of the run's time weigh more than a step's
        boolean fromOutside = ending == RunState.Ending.USER || ending == RunState.Ending.TIMEOUT;
        if (draft.ending == RunState.Ending.NONE || (fromOutside && draft.ending != RunState.Ending.USER)) {
            draft.ending = ending;
        }
        if (fromOutside) {
            draft.suspended = false;
            draft.message = ending == RunState.Ending.TIMEOUT ? "the run's time is up" : "";
        }
    }

    private void restart(RunEvent.RunRestarted restarted) {
        if (restarted.from().isEmpty()) {
            draft.reset();
            return;
        }
        Set<Integer> forgotten =
                draft.plan.restingOn(draft.plan.index(restarted.from().get()));
        for (int index : forgotten) {
            draft.forget(index);
            draft.plan.step(index).outputs().forEach(output -> draft.variables = draft.variables.without(output));
        }
        draft.ending = RunState.Ending.NONE;
        draft.finished = false;
        draft.suspended = false;
        draft.message = "";
        draft.phase = RunPhase.EXECUTING;
        draft.endTime = Optional.empty();
        draft.countsFrom = Optional.of(restarted.time());
        draft.agenda = Agenda.EMPTY;
        // sub-steps of a forgotten group that are kept count for it again as soon as it has a state
        draft.askEverything();
    }

    private void step(RunEvent.OfStep event) {
        int index = draft.plan.index(event.step());
        Instant time = event.time();
        if (event instanceof RunEvent.StepPending pending) {
            draft.put(
                    index,
                    known(index, pending.id(), time).in(StepPhase.PENDING, StepReason.WAIT, pending.message(), time));
        } else if (event instanceof RunEvent.MatrixExpanded expanded) {
            draft.grow(draft.plan.with(index, expanded.instances()));
        } else if (event instanceof RunEvent.StepStarted started) {
            start(index, started);
        } else if (event instanceof RunEvent.StepSkipped skipped) {
            StepState state = known(index, skipped.id(), time);
            finish(index, state.in(StepPhase.SKIPPED, StepReason.SKIP, skipped.message(), time));
            draft.plan.step(index).outputs().forEach(output -> {
                // what a skipped step would have said is null, so that nobody waits for it
                if (draft.variables.get(output).isEmpty()) {
                    write(output, NullNode.getInstance());
                }
            });
        } else if (event instanceof RunEvent.StepProgressed progressed) {
            draft.put(index, existing(index).in(StepPhase.RUNNING, progressed.reason(), progressed.message(), time));
        } else if (event instanceof RunEvent.StepErred erred) {
            StepState state = existing(index);
            draft.put(
                    index,
                    state.in(StepPhase.FAILED, StepReason.EXECUTE, erred.message(), time)
                            .failing(state.failures() + 1, Optional.of(erred.retryAt())));
        } else if (event instanceof RunEvent.AttemptFailed failed) {
            // shown as a failure that is still being retried; the reason of the attempt stands in the message
            draft.put(
                    index,
                    existing(index)
                            .withSuspensions(Map.of())
                            .in(StepPhase.FAILED, StepReason.EXECUTE, failed.message(), time)
                            .failing(0, Optional.of(failed.retryAt())));
        } else if (event instanceof RunEvent.StepSuspended suspended) {
            StepState state = existing(index);
            Map<String, Suspension> all = new LinkedHashMap<>(state.suspensions());
            all.put(suspended.path(), new Suspension(suspended.until(), suspended.approvers(), false));
            StepState asking = suspended.approvers().isEmpty()
                    ? state
                    : state.withApproval(new Approval(suspended.approvers(), Optional.empty()));
            draft.put(
                    index,
                    asking.withSuspensions(all)
                            .in(StepPhase.SUSPENDING, StepReason.SUSPEND, suspended.message(), time));
        } else if (event instanceof RunEvent.StepDecided decided) {
            StepState state = existing(index);
            Approval asked = state.approval().orElse(new Approval(List.of(), Optional.empty()));
            draft.put(
                    index,
                    state.withApproval(asked.decided(
                            new Approval.Decision(decided.verdict(), decided.by(), decided.comment(), time))));
        } else if (event instanceof RunEvent.StepReleased) {
            StepState state = existing(index);
            Map<String, Suspension> all = new LinkedHashMap<>(state.suspensions());
            all.replaceAll((path, suspension) -> suspension.release());
            draft.put(
                    index,
                    state.withSuspensions(all)
                            .holding(false)
                            .in(StepPhase.RUNNING, StepReason.NONE, state.message(), time));
        } else if (event instanceof RunEvent.StepHeld) {
            StepState state = existing(index);
            draft.put(
                    index,
                    state.holding(true)
                            .in(StepPhase.SUSPENDING, state.reason(), state.message(), time)
                            .failing(state.failures(), state.retryAt()));
        } else if (event instanceof RunEvent.StepFinished finished) {
            finished(index, finished);
        } else if (event instanceof RunEvent.ActionIntended intended) {
            act(index, intended.session(), intended.action());
        } else if (event instanceof RunEvent.ActionRecorded recorded) {
            act(index, recorded.session(), recorded.action());
        } else if (event instanceof RunEvent.ActionWithdrawn withdrawn) {
            draft.step(index)
                    .filter(state -> state.isActive() && state.id().equals(withdrawn.session()))
                    .ifPresent(state -> draft.put(index, state.withoutAction(withdrawn.path())));
        } else if (event instanceof RunEvent.VariableWritten written) {
            write(written.path(), written.value());
        }
    }

    private void start(int index, RunEvent.StepStarted event) {
        boolean first = !draft.step(index).map(StepState::isActive).orElse(false);
        draft.put(index, known(index, event.id(), event.time()).startedAs(event.id(), event.attempt(), event.time()));
        PlanStep step = draft.plan.step(index);
        if (first && step.isGroup()) {
            // sub-steps kept by a restart are there before their group is
            Tally children = Tally.EMPTY;
            for (int child : step.children()) {
                Optional<StepState> kept = draft.step(child);
                if (kept.isPresent()) {
                    children = children.plus(kept.get());
                }
            }
            draft.put(index, existing(index).withChildren(children));
            if (children.recorded() > 0) {
                draft.ask(step.children());
            } else {
                draft.askLevel(index);
            }
            draft.ask(index);
        }
    }

    private void finished(int index, RunEvent.StepFinished event) {
        finish(index, existing(index).in(event.phase(), event.reason(), event.message(), event.time()));
        event.outputs().forEach(this::write);
        // a matrix decides itself how many of its instances may fail
        boolean tolerated = !draft.plan.step(index).step().instance().isEmpty();
        if (event.phase() == StepPhase.FAILED && draft.ending == RunState.Ending.NONE && !tolerated) {
            draft.ending = RunState.Ending.FAILURE;
        }
    }

    /** A step is over: everything that may have waited for that is asked again. */
    private void finish(int index, StepState state) {
        PlanStep step = draft.plan.step(index);
        boolean chained = state.phase() == StepPhase.SUCCEEDED;
        for (int dependency : step.dependsOn()) {
            chained &= draft.step(dependency).map(StepState::chained).orElse(false);
        }
        draft.put(index, state.over(chained));
        draft.ask(step.dependents());
        if (step.next() != Plan.NONE && draft.plan.mode(step.parent()) == ExecutionMode.STEP_BY_STEP) {
            draft.ask(step.next());
        }
        if (!step.isTopLevel()) {
            askNextWave(step.parent());
            draft.ask(step.parent());
        }
    }

    private void askNextWave(int group) {
        Optional<StepMatrix> matrix = draft.plan.step(group).step().matrix();
        Optional<StepState> state = draft.step(group);
        if (matrix.isPresent() && state.isPresent()) {
            int over = state.get().children().finished();
            List<Integer> instances = draft.plan.level(group);
            draft.ask(instances.subList(over, over + matrix.get().waveAfter(over)));
        }
    }

    private void act(int index, String session, ActionRecord action) {
        Optional<StepState> state = draft.step(index);
        // what an attempt did that is over no longer matters
        if (state.isPresent() && state.get().isActive() && state.get().id().equals(session)) {
            draft.put(index, state.get().withAction(action));
        }
    }

    private void write(String path, JsonNode value) {
        if (draft.variables.conflict(path, value).isEmpty()) {
            draft.variables = draft.variables.with(path, value);
            draft.ask(draft.plan.readers(Variables.head(path)));
        }
    }

    private StepState known(int index, String id, Instant time) {
        Optional<StepState> state = draft.step(index);
        if (state.isPresent()) {
            return state.get();
        }
        StepState fresh = StepState.recorded(id, draft.recorded, StepPhase.PENDING, StepReason.NONE, "", time);
        draft.recorded++;
        return fresh;
    }

    private StepState existing(int index) {
        return draft.step(index)
                .orElseThrow(() -> new IllegalArgumentException(
                        "step " + draft.plan.step(index).name() + " has no status yet"));
    }
}
