package io.jenkins.plugins.vela.workflow;

import io.jenkins.plugins.vela.workflow.model.RunConcurrency;
import io.jenkins.plugins.vela.workflow.model.StepReason;
import io.jenkins.plugins.vela.workflow.state.RunEvent;
import io.jenkins.plugins.vela.workflow.state.RunState;
import java.util.Optional;
import java.util.concurrent.Future;

/** When a run starts and when its time is up. Used on the run's mailbox. */
final class RunTimes {

    private final LiveRun run;
    private final ConcurrencyKeys keys;
    private final Optional<RunConcurrency> concurrency;
    private Optional<Future<?>> end = Optional.empty();
    private boolean cancelled;

    RunTimes(LiveRun run, ConcurrencyKeys keys, Optional<RunConcurrency> concurrency) {
        this.run = run;
        this.keys = keys;
        this.concurrency = concurrency;
    }

    /** Starts a run that has not started, unless it has to wait for another one. */
    void begin() {
        if (run.state().isFinished() || run.state().startTime().isPresent()) {
            return;
        }
        Optional<String> before = concurrency.flatMap(own -> keys.enter(run, own.key()));
        if (before.isEmpty()) {
            run.apply(new RunEvent.RunStarted(run.time()));
            return;
        }
        String message = "waits for " + before.get() + ", which has the concurrency key "
                + concurrency.orElseThrow().key();
        if (!run.state().message().equals(message)) {
            run.apply(new RunEvent.RunQueued(run.time(), message));
        }
        boolean cancels = concurrency.orElseThrow().policy() == RunConcurrency.Policy.CANCEL_OLDER;
        if (cancels && !cancelled) {
            cancelled = true;
            keys.before(run.id(), concurrency.orElseThrow().key()).forEach(LiveRun::terminate);
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
            concurrency.ifPresent(own -> keys.enter(run, own.key()));
            count();
        }
    }

    /** Takes the concurrency key again for a run that goes on from a step, if it is free. */
    void takeKeyAgain() {
        Optional<String> before = concurrency.flatMap(own -> keys.enter(run, own.key()));
        if (before.isPresent()) {
            keys.leave(run.id(), concurrency.orElseThrow().key());
            throw new OperationRefusedException(before.get() + " has the concurrency key "
                    + concurrency.orElseThrow().key());
        }
    }

    void happened(RunEvent event) {
        if (event instanceof RunEvent.RunStarted || event instanceof RunEvent.RunRestarted) {
            count();
        } else if (event instanceof RunEvent.RunFinished) {
            close();
            concurrency.ifPresent(own -> keys.leave(run.id(), own.key()));
        }
    }

    private void count() {
        close();
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

    void close() {
        end.ifPresent(timer -> timer.cancel(false));
        end = Optional.empty();
    }
}
