package io.jenkins.plugins.vela.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.vela.cluster.ObjectEvent;
import io.jenkins.plugins.vela.cluster.ObservedObject;
import io.jenkins.plugins.vela.cluster.Subscription;
import io.jenkins.plugins.vela.provider.ActionContext;
import io.jenkins.plugins.vela.provider.Nature;
import io.jenkins.plugins.vela.provider.Outcome;
import io.jenkins.plugins.vela.workflow.model.Approval;
import io.jenkins.plugins.vela.workflow.model.StepPhase;
import io.jenkins.plugins.vela.workflow.model.StepReason;
import io.jenkins.plugins.vela.workflow.session.PlannedAction;
import io.jenkins.plugins.vela.workflow.session.StepProgram;
import io.jenkins.plugins.vela.workflow.session.StepSession;
import io.jenkins.plugins.vela.workflow.session.Turn;
import io.jenkins.plugins.vela.workflow.state.PlanStep;
import io.jenkins.plugins.vela.workflow.state.RunEvent;
import io.jenkins.plugins.vela.workflow.state.RunState;
import io.jenkins.plugins.vela.workflow.state.StepState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * One attempt of one step under way: asks its session what is next and sees to it. Everything here runs on the run's
 * mailbox; templates are evaluated and actions performed elsewhere and report back. At most one of computing and performing
 * is on its way.
 */
final class StepActivity implements StepWatches.Host {

    private final LiveRun run;
    private final PlanStep step;
    private final String id;
    private final TurnTask task;
    private final StepWork work;
    private final StepWatches watches = new StepWatches(this);

    private Optional<StepSession> session = Optional.empty();
    private boolean computing;
    private boolean again;
    private boolean waiting;
    private boolean held;
    private boolean closed;
    private Set<String> variables = Set.of();
    private final List<Runnable> arrived = new ArrayList<>();
    private int turnOfAction;
    private int repeated;
    private Optional<PlannedAction> performing = Optional.empty();
    private Optional<Future<?>> inFlight = Optional.empty();
    private Optional<Future<?>> wake = Optional.empty();
    private Optional<Future<?>> deadline = Optional.empty();
    private Optional<Turn.Finish> ending = Optional.empty();

    StepActivity(LiveRun run, PlanStep step, String id, StepProgram program) {
        this.run = run;
        this.step = step;
        this.id = id;
        this.task = new TurnTask(run, step, id, program);
        this.work = new StepWork(run, step, id, this::broken);
    }

    // ---- asked by the run ----

    /** Begins, or goes on after a recovery. */
    void begin() {
        now().deadline(step.step().timeout())
                .ifPresent(at -> deadline = Optional.of(run.at(
                        at,
                        () -> end(
                                StepPhase.FAILED, StepReason.TIMEOUT, "")))); // the message of what it was doing stays
        Optional<Instant> retryAt = now().retryAt();
        if (retryAt.isPresent()) {
            wake = Optional.of(run.at(retryAt.get(), this::turn));
        } else {
            turn();
        }
    }

    /** Goes on if it was held, or if what held it is over. */
    void goOn() {
        // a turn under way decided on what was before and is followed by another
        turn();
    }

    /** The same, but only if it was held. */
    void goOnIfHeld() {
        if (held) {
            turn();
        }
    }

    /** A variable of the run was written. */
    void variableWritten(String head) {
        if (waiting && variables.contains(head)) {
            turn();
        }
    }

    /** Ends the attempt from outside: time is up, or a user said so. */
    void end(StepPhase phase, StepReason reason, String message) {
        if (closed || ending.isPresent()) {
            return;
        }
        Turn.Finish finish = new Turn.Finish(phase, reason, message, false);
        ending = Optional.of(finish);
        stop();
        if (performing.isPresent() && performing.get().nature() == Nature.EFFECT_ONCE) {
            run.reports().warn(step, performing.get().call().describe() + " was on its way and may have happened");
        }
        performing = Optional.empty();
        if (!computing) {
            conclude(finish);
        }
    }

    /** Does something with the session as soon as no turn is under way; nothing when the activity ends before. */
    void withSession(Consumer<StepSession> task) {
        if (computing || session.isEmpty()) {
            arrived.add(() -> session.ifPresent(task));
        } else {
            task.accept(session.get());
        }
    }

    /** The session, once no turn is under way any more. */
    Optional<StepSession> session() {
        return session;
    }

    /** Nobody but a person can make it go on; that an approval is rejected after a while is no way on. */
    boolean isAtRest() {
        return held || (!isBusy() && !waiting && (wake.isEmpty() || now().asksForApproval()));
    }

    private boolean isBusy() {
        return computing || performing.isPresent() || ending.isPresent();
    }

    /** Lets go of everything; what still reports back is ignored. */
    void close() {
        closed = true;
        stop();
        deadline.ifPresent(timer -> timer.cancel(false));
    }

    private void stop() {
        inFlight.ifPresent(future -> future.cancel(true));
        wake.ifPresent(timer -> timer.cancel(false));
        wake = Optional.empty();
        watches.close();
    }

    private StepState now() {
        return run.state().step(step.index()).orElseThrow();
    }

    // ---- turns ----

    private void turn() {
        if (closed) {
            return;
        }
        if (isBusy()) {
            again = true;
            return;
        }
        wake.ifPresent(timer -> timer.cancel(false));
        wake = Optional.empty();
        waiting = false;
        held = run.isHeld() || now().held();
        if (held) {
            return;
        }
        again = false;
        computing = true;
        RunState state = run.state();
        Optional<StepSession> current = session;
        run.compute(() -> task.turn(current, state), this::answered);
    }

    private void answered(TurnTask.Answer answer) {
        computing = false;
        session = answer.session();
        if (closed) {
            return;
        }
        arrived.forEach(Runnable::run);
        arrived.clear();
        if (ending.isPresent()) {
            conclude(ending.get());
            return;
        }
        answer.turn().said().forEach(said -> run.reports().say(step, said));
        Turn.Next next = answer.turn().next();
        if (next instanceof Turn.Finish finish) {
            run.steps().finish(this, step, finish.withLastWords(answer.turn().said()), answer.outputs());
        } else if (run.isHeld() || now().held()) {
            held = true;
        } else if (next instanceof Turn.Perform perform) {
            perform(perform.action());
        } else if (next instanceof Turn.Write write) {
            write(write);
        } else if (next instanceof Turn.Wait wait) {
            await(wait);
        } else if (next instanceof Turn.Suspend suspend) {
            suspend(suspend);
        } else if (next instanceof Turn.Err err) {
            watches.watch(err.watched());
            err(err.message(), err.retryable(), Optional.empty());
        }
        if (again) {
            turn();
        }
    }

    private void over(StepPhase phase, StepReason reason, String message) {
        Turn.Finish finish = new Turn.Finish(phase, reason, message, false);
        ending = Optional.of(finish);
        stop();
        conclude(finish);
    }

    /** What a cancelled step created and its template wants deleted goes first. */
    private void conclude(Turn.Finish finish) {
        Cancellation cancellation = Cancellation.of(finish, now());
        if (cancellation.isEmpty()) {
            readOutputs(finish);
            return;
        }
        Future<?> unused = work.blocking(() -> cancellation.carryOut(run, step, id), lines -> {
            lines.forEach(line -> run.reports().warn(step, line));
            readOutputs(finish);
        });
    }

    private void readOutputs(Turn.Finish finish) {
        RunState state = run.state();
        Optional<StepSession> current = session;
        run.compute(() -> task.outputs(current, state), outputs -> {
            if (!closed) {
                run.steps().finish(this, step, finish, outputs);
            }
        });
    }

    // ---- what comes next ----

    private void write(Turn.Write write) {
        Optional<String> conflict = run.state().variables().conflict(write.variable(), write.value());
        if (conflict.isPresent()) {
            err(write.path() + ": " + conflict.get(), false, Optional.empty());
            return;
        }
        run.apply(new RunEvent.VariableWritten(run.time(), step.name(), write.variable(), write.value()));
        observe(write.path(), write.digest(), JsonNodeFactory.instance.objectNode(), false);
        turn();
    }

    private void observe(String path, String digest, JsonNode result, boolean sensitive) {
        if (sensitive) {
            run.masker().add(result);
        }
        session.orElseThrow().observed(path, digest, result, sensitive);
    }

    private void await(Turn.Wait wait) {
        waiting = true;
        variables = wait.variables();
        String message = wait.message().isEmpty() ? now().message() : wait.message();
        run.reports().progress(step, StepReason.WAIT, message);
        watches.watch(wait.watched());
        if (session.filter(StepSession::repeats).isPresent()) {
            wake = Optional.of(later(pause(repeated++), this::turn));
        }
    }

    private void suspend(Turn.Suspend suspend) {
        if (now().suspensions().containsKey(suspend.path())) {
            // told before the process died
            wakeAtSuspensionsEnd();
            return;
        }
        Instant time = run.time();
        run.apply(new RunEvent.StepSuspended(
                time,
                step.name(),
                suspend.path(),
                run.masker().mask(suspend.text()),
                suspend.duration().map(time::plus),
                suspend.approvers()));
        wakeAtSuspensionsEnd();
    }

    private void wakeAtSuspensionsEnd() {
        now().suspendedUntil().ifPresent(until -> wake = Optional.of(run.at(until, this::suspensionEnded)));
    }

    private void suspensionEnded() {
        wake = Optional.empty();
        // what a rejected step has created is deleted; that has time until the gate opens
        held = run.isGateClosed();
        if (held || closed || now().phase() != StepPhase.SUSPENDING) {
            return;
        }
        if (now().asksForApproval()) {
            run.apply(new RunEvent.StepDecided(run.time(), step.name(), Approval.Verdict.EXPIRED, "", ""));
            rejected();
        } else {
            run.apply(new RunEvent.StepReleased(run.time(), step.name()));
            turn();
        }
    }

    /** Somebody rejected it, or nobody approved in time; who said so stands in its state. */
    void rejected() {
        String words = now().approval()
                .flatMap(Approval::decision)
                .map(Approval.Decision::text)
                .orElse("");
        end(StepPhase.FAILED, StepReason.TERMINATE, words);
    }

    private void err(String message, boolean retryable, Optional<Duration> after) {
        Optional<Instant> retryAt = run.steps().retryAt(step, retryable, after);
        if (retryAt.isEmpty()) {
            over(StepPhase.FAILED, StepReason.FAILED_AFTER_RETRIES, message);
            return;
        }
        run.apply(new RunEvent.StepErred(run.time(), step.name(), run.masker().mask(message), retryAt.get()));
        wake = Optional.of(run.at(retryAt.get(), this::retry));
    }

    private void retry() {
        wake = Optional.empty();
        if (watches.isEmpty()) {
            turn();
        } else {
            // what the error rests on may have changed meanwhile
            watches.refreshAll(this::turn);
        }
    }

    // ---- actions ----

    private void perform(PlannedAction action) {
        performing = Optional.of(action);
        int mine = ++turnOfAction;
        inFlight = Optional.of(work.blocking(
                () -> {
                    ActionContext context = context(action);
                    return action.interrupted().isPresent() && !action.isRepeatable()
                            ? action.provider()
                                    .recover(
                                            context,
                                            action.call(),
                                            action.interrupted().get().intent())
                            : action.provider().perform(context, action.call());
                },
                outcome -> performed(mine, action, outcome)));
    }

    @Override
    public ActionContext context(PlannedAction action) {
        // an effect that may be repeated with other parameters is another effect then
        String key =
                id + "/" + action.path() + (action.nature() == Nature.EFFECT_IDEMPOTENT ? "/" + action.digest() : "");
        return new StepActionContext(
                run.services(),
                run.state().plan().spec(),
                step.name(),
                id,
                key,
                action.deletedOnCancel(),
                intent -> run.reports().recordIntent(step, id, action, intent));
    }

    private void performed(int mine, PlannedAction action, Outcome outcome) {
        if (closed || performing.isEmpty() || turnOfAction != mine) {
            return;
        }
        performing = Optional.empty();
        inFlight = Optional.empty();
        if (outcome instanceof Outcome.Done done) {
            if (action.isEffect()) {
                run.reports().effect(step, id, action, done);
            } else {
                observe(action.path(), action.digest(), done.result(), done.sensitive());
            }
            turn();
        } else if (outcome instanceof Outcome.Retry retry) {
            withdraw(action);
            err(action.path() + ": " + retry.error().message(), retry.error().retryable(), retry.after());
        } else if (outcome instanceof Outcome.Failed failed) {
            withdraw(action);
            err(action.path() + ": " + failed.error().message(), failed.error().retryable(), Optional.empty());
        } else if (outcome instanceof Outcome.MayHaveHappened maybe && action.isRepeatable()) {
            withdraw(action);
            err(action.path() + ": " + maybe.error().message(), true, Optional.empty());
        } else if (outcome instanceof Outcome.MayHaveHappened maybe) {
            run.reports().audit(step, id, action, "may have happened");
            over(
                    StepPhase.FAILED,
                    StepReason.FAILED_AFTER_RETRIES,
                    action.path() + ": " + maybe.error().message());
        } else if (outcome instanceof Outcome.Wait wait) {
            run.reports().progress(step, StepReason.WAIT, wait.message());
            wake = Optional.of(later(pause(0), this::turn));
        } else if (outcome instanceof Outcome.Fail fail) {
            over(StepPhase.FAILED, StepReason.ACTION, fail.message());
        } else {
            err(
                    action.call().describe() + " gave an answer that does not fit: "
                            + outcome.getClass().getSimpleName(),
                    false,
                    Optional.empty());
        }
    }

    private void withdraw(PlannedAction action) {
        if (now().actions().containsKey(action.path())) {
            run.reports().audit(step, id, action, "not done");
            run.apply(new RunEvent.ActionWithdrawn(run.time(), step.name(), id, action.path()));
        }
    }

    // ---- for the watches ----

    @Override
    public <T> Future<?> blocking(StepWatches.Work<T> task, Consumer<T> then) {
        return work.blocking(task, then);
    }

    @Override
    public <T> void quick(StepWatches.Work<T> task, Consumer<T> then) {
        work.quick(task, then);
    }

    /** An action failed in a way it must not. */
    private void broken(RuntimeException e) {
        run.reports().logFailure(step, e);
        if (closed) {
            return;
        }
        performing = Optional.empty();
        over(
                StepPhase.FAILED,
                StepReason.RENDERING,
                "an action failed unexpectedly: " + e.getClass().getSimpleName());
    }

    @Override
    public Future<?> later(Duration delay, Runnable mail) {
        return run.at(run.time().plus(delay), mail);
    }

    @Override
    public void tell(Runnable mail) {
        run.tell(mail);
    }

    @Override
    public void refreshed(PlannedAction action, JsonNode result, boolean sensitive) {
        if (closed || session.isEmpty()) {
            return;
        }
        if (computing) {
            // the session is busy in another thread
            arrived.add(() -> observe(action.path(), action.digest(), result, sensitive));
            again = true;
            return;
        }
        observe(action.path(), action.digest(), result, sensitive);
        if (waiting) {
            turn();
        }
    }

    @Override
    public void warn(String message) {
        run.reports().warn(step, message);
    }

    @Override
    public Subscription subscribe(ObservedObject what, Optional<String> seen, Consumer<ObjectEvent> listener) {
        return run.services().clusters().watches().subscribe(what, seen, listener);
    }

    @Override
    public Duration pause(int polls) {
        return run.services().backoff().afterPoll(polls);
    }
}
