package io.jenkins.plugins.vela.workflow;

import io.jenkins.plugins.vela.workflow.model.RunConcurrency;
import io.jenkins.plugins.vela.workflow.model.RunStatus;
import io.jenkins.plugins.vela.workflow.model.StepReason;
import io.jenkins.plugins.vela.workflow.state.RunEvent;
import io.jenkins.plugins.vela.workflow.state.RunState;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** When a run starts and when its time is up. Used on the run's mailbox. */
final class RunTimes {

    private final LiveRun run;
    private final ConcurrencyKeys keys;
    private Optional<ConcurrencyKeys.Ticket> ticket = Optional.empty();
    private Optional<Future<?>> end = Optional.empty();
    private boolean cancelled;
    private boolean othersRest;

    RunTimes(LiveRun run, ConcurrencyKeys keys) {
        this.run = run;
        this.keys = keys;
    }

    void standInLine(ConcurrencyKeys.Ticket place) {
        ticket = Optional.of(place);
        keys.belongs(place, run);
    }

    private Optional<RunConcurrency> concurrency() {
        return run.state().plan().spec().concurrency();
    }

    /** Stands in line, again if the run was over, and says who is before it. */
    private Optional<String> before() {
        ticket = ticket.or(() -> concurrency().map(own -> keys.takeAgain(run.id(), own.key())));
        return ticket.flatMap(own -> keys.before(own, run));
    }

    private void leave() {
        ticket.ifPresent(keys::leave);
        ticket = Optional.empty();
    }

    /** Starts a run that has not started, unless it has to wait for another one. */
    void begin() {
        if (run.state().isFinished() || run.state().startTime().isPresent()) {
            return;
        }
        Optional<String> before = before();
        if (before.isEmpty()) {
            run.apply(new RunEvent.RunStarted(run.time()));
            return;
        }
        String message = "waits for " + before.get() + ", which has the concurrency key "
                + ticket.orElseThrow().key();
        if (!run.state().message().equals(message)) {
            run.apply(new RunEvent.RunQueued(run.time(), message));
        }
        boolean cancels = concurrency()
                .filter(own -> own.policy() == RunConcurrency.Policy.CANCEL_OLDER)
                .isPresent();
        if (cancels && !cancelled) {
            cancelled = true;
            keys.older(ticket.orElseThrow()).forEach(LiveRun::terminate);
        }
    }

    /** Whether the run waits for one that only a person can make go on. */
    boolean isAtRest() {
        return othersRest && run.state().startTime().isEmpty();
    }

    /** Finds out whether the runs before this one rest. */
    void restWithOthers() {
        othersRest = false;
        List<LiveRun> older = ticket.map(keys::older).orElse(List.of());
        if (!older.isEmpty() && run.state().startTime().isEmpty()) {
            // where the other one is over by then, this one has been told to begin before
            CompletableFuture<RunStatus> unused = older.get(older.size() - 1)
                    .atRest()
                    .whenComplete((status, problem) -> run.tell(() -> othersRest = true));
        }
    }

    /** Takes up a run that a former process left. */
    void resume() {
        if (run.state().isFinished()) {
            return;
        }
        if (run.state().startTime().isEmpty()) {
            begin();
        } else {
            Optional<String> unused = before();
            count();
        }
    }

    /** Takes the concurrency key again for a run that goes on from a step, if it is free. */
    void takeKeyAgain() {
        Optional<String> before = before();
        if (before.isPresent()) {
            String key = ticket.orElseThrow().key();
            leave();
            throw new OperationRefusedException(before.get() + " has the concurrency key " + key);
        }
    }

    void happened(RunEvent event) {
        if (event instanceof RunEvent.RunStarted || event instanceof RunEvent.RunRestarted) {
            count();
        } else if (event instanceof RunEvent.RunFinished) {
            stop();
            leave();
        }
    }

    private void count() {
        stop();
        RunState state = run.state();
        end = state.plan().spec().timeout().flatMap(timeout -> state.countsFrom()
                .map(from -> run.at(from.plus(timeout), this::expire)));
    }

    private void expire() {
        RunState state = run.state();
        boolean endsAlready = state.ending() == RunState.Ending.USER || state.ending() == RunState.Ending.TIMEOUT;
        if (!state.isFinished() && !endsAlready) {
            run.apply(new RunEvent.RunExpired(run.time()));
            run.steps().endAll(StepReason.TIMEOUT);
        }
    }

    /** Stops where it stands. */
    void close() {
        stop();
        ticket.ifPresent(keys::drop);
    }

    private void stop() {
        end.ifPresent(timer -> timer.cancel(false));
        end = Optional.empty();
    }
}
