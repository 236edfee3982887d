package io.jenkins.plugins.vela.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.workflow.model.Approval;
import io.jenkins.plugins.vela.workflow.model.OpenMatrix;
import io.jenkins.plugins.vela.workflow.model.StepMatrix;
import io.jenkins.plugins.vela.workflow.model.StepPhase;
import io.jenkins.plugins.vela.workflow.model.StepReason;
import io.jenkins.plugins.vela.workflow.model.StepRetry;
import io.jenkins.plugins.vela.workflow.schedule.Decision;
import io.jenkins.plugins.vela.workflow.schedule.Scheduler;
import io.jenkins.plugins.vela.workflow.session.Expressions;
import io.jenkins.plugins.vela.workflow.session.SessionException;
import io.jenkins.plugins.vela.workflow.session.StepScope;
import io.jenkins.plugins.vela.workflow.session.StepSession;
import io.jenkins.plugins.vela.workflow.session.Turn;
import io.jenkins.plugins.vela.workflow.state.PlanStep;
import io.jenkins.plugins.vela.workflow.state.RunEvent;
import io.jenkins.plugins.vela.workflow.state.RunState;
import io.jenkins.plugins.vela.workflow.state.StepState;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;

/**
 * The steps of a live run: takes the scheduler's decisions, keeps what is under way and decides what a failure leads to. Used
 * on the run's mailbox.
 */
final class LiveSteps {

    private final LiveRun run;
    private final StepPrograms programs;
    private final Map<Integer, StepActivity> activities = new HashMap<>();
    private final Map<Integer, Future<?>> groupTimers = new HashMap<>();

    LiveSteps(LiveRun run, StepPrograms programs) {
        this.run = run;
        this.programs = programs;
    }

    // ---- scheduling ----

    /** Does everything that can be done now. */
    void advance() {
        while (!run.state().agenda().isEmpty() && !run.isHeld() && !run.state().isFinished()) {
            take(Scheduler.decide(run.state(), run.nextOnAgenda()));
        }
        if (activities.isEmpty()) {
            Scheduler.stuck(run.state()).forEach(this::giveUp);
        }
        Scheduler.end(run.state()).ifPresent(phase -> run.apply(new RunEvent.RunFinished(run.time(), phase)));
    }

    /** Whether only a person can make the run go on, or nobody. */
    boolean isAtRest() {
        return run.state().isFinished()
                || (run.state().isSuspended() && activities.values().stream().allMatch(StepActivity::isAtRest));
    }

    /** Takes up what a former process left. */
    void resume() {
        for (PlanStep step : run.state().plan().steps()) {
            Optional<StepState> now = run.state().step(step.index()).filter(StepState::isActive);
            if (now.isPresent() && step.isGroup()) {
                watchGroup(step);
            } else if (now.isPresent()) {
                resume(step, now.get());
            } else if (step.isGroup()) {
                skipChildrenOfSkipped(step);
            }
        }
        // the process may have died between the end's cause and the end of what was under way
        if (run.state().ending() == RunState.Ending.USER) {
            endAll(StepReason.TERMINATE);
        } else if (run.state().ending() == RunState.Ending.TIMEOUT) {
            endAll(StepReason.TIMEOUT);
        }
    }

    /** Ends everything that is under way. */
    void endAll(StepReason reason) {
        for (PlanStep step : run.state().plan().steps()) {
            Optional<StepState> now = run.state().step(step.index()).filter(StepState::isActive);
            if (step.isGroup() || now.isEmpty()) {
                continue;
            }
            StepActivity activity = activities.get(step.index());
            if (activity != null) {
                activity.end(StepPhase.FAILED, reason, "");
            } else {
                // between two attempts
                run.apply(new RunEvent.StepFinished(
                        run.time(),
                        step.name(),
                        StepPhase.FAILED,
                        reason,
                        now.get().message()));
            }
        }
    }

    private void skipChildrenOfSkipped(PlanStep group) {
        boolean skipped = run.state()
                .step(group.index())
                .filter(now -> now.phase() == StepPhase.SKIPPED && now.attempt() == 0)
                .isPresent();
        for (int child : run.state().plan().below(group.index())) {
            if (skipped && !run.state().isFinished(child)) {
                run.apply(new RunEvent.StepSkipped(run.time(), name(child), sessionId(child), ""));
            }
        }
    }

    Collection<StepActivity> activities() {
        return List.copyOf(activities.values());
    }

    Optional<StepActivity> activity(int step) {
        return Optional.ofNullable(activities.get(step));
    }

    void close() {
        activities.values().forEach(StepActivity::close);
        activities.clear();
        groupTimers.values().forEach(timer -> timer.cancel(false));
        groupTimers.clear();
    }

    /** Drops work under way, for a restart. */
    void drop(Set<Integer> steps) {
        for (int index : steps) {
            Optional.ofNullable(activities.remove(index)).ifPresent(StepActivity::close);
            Optional.ofNullable(groupTimers.remove(index)).ifPresent(timer -> timer.cancel(false));
        }
        run.begunAgain();
    }

    private void take(Decision decision) {
        if (decision instanceof Decision.Pending pending) {
            run.apply(new RunEvent.StepPending(
                    run.time(), name(pending.step()), sessionId(pending.step()), pending.message()));
        } else if (decision instanceof Decision.Start start) {
            begin(start.step());
        } else if (decision instanceof Decision.Skip skip) {
            skip(skip.step(), "");
        } else if (decision instanceof Decision.Ask ask) {
            ask(ask);
        } else if (decision instanceof Decision.EndGroup end) {
            endGroup(end);
        }
    }

    /** Decided here and now, so that steps are recorded in the order in which the scheduler looks at them. */
    private void ask(Decision.Ask ask) {
        Expressions expressions = run.services().expressions();
        boolean holds = false;
        String problem = "";
        try {
            StepScope scope = new StepScope(run.state(), ask.step(), sessionId(ask.step()), expressions);
            holds = expressions.holds(ask.condition(), scope.names(ask.condition()));
        } catch (SessionException e) {
            problem = e.getMessage();
        } catch (RuntimeException | StackOverflowError e) {
            run.reports().logFailure(run.state().plan().step(ask.step()), e);
            problem = "pre check error: " + e.getClass().getSimpleName();
        }
        if (holds) {
            begin(ask.step());
        } else {
            skip(ask.step(), problem);
        }
    }

    private void skip(int index, String message) {
        run.apply(new RunEvent.StepSkipped(
                run.time(), name(index), sessionId(index), run.masker().mask(message)));
        for (int child : run.state().plan().below(index)) {
            if (!run.state().isFinished(child)) {
                run.apply(new RunEvent.StepSkipped(run.time(), name(child), sessionId(child), ""));
            }
        }
    }

    private void begin(int index) {
        String session = sessionId(index);
        try {
            expand(run.state().plan().step(index), session);
        } catch (SessionException e) {
            run.apply(new RunEvent.StepStarted(run.time(), name(index), session, 1));
            String message = run.masker().mask(e.getMessage());
            run.apply(new RunEvent.StepFinished(
                    run.time(), name(index), StepPhase.FAILED, e.reason(), message, Map.of(), Set.of()));
            return;
        }
        PlanStep step = run.state().plan().step(index);
        run.apply(new RunEvent.StepStarted(run.time(), step.name(), session, 1));
        if (step.isGroup()) {
            watchGroup(step);
        } else {
            act(step, session);
        }
    }

    /** Makes the instances of a matrix whose values are known only now. */
    private void expand(PlanStep step, String session) {
        Optional<OpenMatrix> open = step.step().matrix().flatMap(StepMatrix::open);
        if (open.isPresent()) {
            StepScope scope = new StepScope(
                    run.state(), step.index(), session, run.services().expressions());
            MatrixValues values = new MatrixValues(open.get(), scope, run::isSecretOutput);
            run.apply(new RunEvent.MatrixExpanded(
                    run.time(), step.name(), values.instances(run.state().plan())));
        }
    }

    private void act(PlanStep step, String session) {
        StepActivity activity =
                new StepActivity(run, step, session, programs.of(run.state().plan(), step));
        activities.put(step.index(), activity);
        activity.begin();
    }

    private void later(Instant time, PlanStep step) {
        Future<?> unused = run.at(time, () -> startAgain(step));
    }

    private void startAgain(PlanStep step) {
        Optional<StepState> now = run.state().step(step.index()).filter(StepState::isActive);
        if (now.isPresent() && !activities.containsKey(step.index())) {
            String session = SessionIds.next();
            run.apply(new RunEvent.StepStarted(
                    run.time(), step.name(), session, now.get().attempt() + 1));
            act(step, session);
        }
    }

    private String name(int index) {
        return run.state().plan().step(index).name();
    }

    private String sessionId(int index) {
        return run.state().step(index).map(StepState::id).orElseGet(SessionIds::next);
    }

    /** Nobody can provide what it waits for any more. */
    private void giveUp(int index) {
        if (isEndedFromOutside()) {
            skip(index, "");
            return;
        }
        String message = run.state().step(index).map(StepState::message).orElse("");
        run.apply(new RunEvent.StepFinished(
                run.time(), name(index), StepPhase.FAILED, StepReason.INPUT, message + ", which no step provides"));
    }

    // ---- groups ----

    private void watchGroup(PlanStep group) {
        StepState now = run.state().step(group.index()).orElseThrow();
        now.deadline(group.step().timeout())
                .ifPresent(at -> groupTimers.put(group.index(), run.at(at, () -> expire(group))));
    }

    private void expire(PlanStep group) {
        if (run.state().step(group.index()).filter(StepState::isActive).isEmpty()) {
            return;
        }
        for (int child : run.state().plan().step(group.index()).children()) {
            StepActivity activity = activities.get(child);
            PlanStep step = run.state().plan().step(child);
            if (activity != null) {
                activity.end(StepPhase.FAILED, StepReason.TIMEOUT, "");
            } else if (run.state().step(child).isEmpty()) {
                skip(child, "");
            } else if (step.isGroup()
                    && run.state().step(child).filter(StepState::isActive).isPresent()) {
                // ends when its sub-steps have
                expire(step);
            } else if (!run.state().isFinished(child)) {
                run.apply(new RunEvent.StepFinished(
                        run.time(), name(child), StepPhase.FAILED, StepReason.TIMEOUT, "", Map.of(), Set.of()));
            }
        }
    }

    private void endGroup(Decision.EndGroup end) {
        Optional.ofNullable(groupTimers.remove(end.step())).ifPresent(timer -> timer.cancel(false));
        GroupOutputs outputs =
                GroupOutputs.of(run.state(), end.step(), run.services().expressions());
        boolean failed = !outputs.problem().isEmpty() && end.phase() != StepPhase.FAILED;
        run.apply(new RunEvent.StepFinished(
                run.time(),
                name(end.step()),
                failed ? StepPhase.FAILED : end.phase(),
                failed ? StepReason.OUTPUT : end.reason(),
                outputs.problem().isEmpty() ? end.message() : outputs.problem(),
                outputs.values(),
                Set.of()));
    }

    private void resume(PlanStep step, StepState now) {
        boolean nextAttempt = now.retryAt().isPresent() && now.failures() == 0;
        if (nextAttempt) {
            later(now.retryAt().get(), step);
        } else {
            act(step, now.id());
        }
    }

    /** When a failed session is tried again; empty when it is not. */
    Optional<Instant> retryAt(PlanStep step, boolean retryable, Optional<Duration> after) {
        int failures = run.state().step(step.index()).map(StepState::failures).orElse(0) + 1;
        Optional<StepRetry> own = step.step().retry().filter(retry -> retry.on().contains(StepRetry.Cause.ERROR));
        int limit = own.map(StepRetry::limit).orElse(run.services().limits().errorRetries());
        if (failures > limit || (!retryable && own.isEmpty())) {
            return Optional.empty();
        }
        Duration pause = own.map(retry -> run.services().backoff().afterFailure(failures, retry))
                .orElseGet(() -> run.services().backoff().afterFailure(failures));
        return Optional.of(run.time()
                .plus(after.filter(asked -> asked.compareTo(pause) > 0).orElse(pause)));
    }

    /** An attempt is over: the step is too, unless another attempt is due. */
    void finish(StepActivity activity, PlanStep step, Turn.Finish finish, StepSession.Outputs outputs) {
        activity.close();
        if (run.logs().isDraining(step)) {
            // a pod that has ended has a last word, which belongs before the end of its step
            run.logs().whenDrained(step, () -> {
                if (activities.get(step.index()) == activity) {
                    finish(activity, step, finish, outputs);
                }
            });
            return;
        }
        activities.remove(step.index(), activity);
        run.logs().over(step);
        run.evaluations().keep(step, finish.phase(), activity.session());
        StepState now = run.state().step(step.index()).orElseThrow();
        String message = run.masker().mask(message(finish, now));
        // that a failed step has no outputs is no news; why it failed is
        boolean saysWhy = finish.phase() == StepPhase.FAILED && !message.isEmpty();
        Optional<Instant> again = nextAttempt(step, now, finish);
        if (again.isPresent()) {
            run.apply(new RunEvent.AttemptFailed(run.time(), step.name(), finish.reason(), message, again.get()));
            later(again.get(), step);
            return;
        }
        if (finish.breaks()) {
            run.apply(new RunEvent.RunTerminated(run.time(), true));
        }
        Map<String, JsonNode> values = new LinkedHashMap<>(outputs.values());
        // why a step failed weighs more than that it has no outputs because of that
        String problem = finish.phase() == StepPhase.FAILED && !message.isEmpty() ? "" : outputs.problem();
        StepPhase phase = finish.phase();
        StepReason reason = finish.reason();
        for (Map.Entry<String, JsonNode> value : outputs.values().entrySet()) {
            Optional<String> conflict = run.state().variables().conflict(value.getKey(), value.getValue());
            if (conflict.isPresent() && !value.getValue().isNull()) {
                problem = "failed to set output " + value.getKey() + ": " + conflict.get();
                reason = phase == StepPhase.SUCCEEDED ? StepReason.OUTPUT : reason;
                phase = StepPhase.FAILED;
            }
            if (conflict.isPresent()) {
                values.remove(value.getKey());
            }
        }
        outputs.secrets().stream().map(values::get).filter(Objects::nonNull).forEach(run.masker()::add);
        run.apply(new RunEvent.StepFinished(
                run.time(),
                step.name(),
                phase,
                reason,
                problem.isEmpty() || saysWhy ? message : run.masker().mask(problem),
                values,
                outputs.secrets()));
    }

    /**
     * What it waited for, or failed with before, is not what a step that succeeded has to say; who let it go on may be.
     */
    private static String message(Turn.Finish finish, StepState now) {
        if (!finish.message().isEmpty()) {
            return finish.message();
        }
        return finish.phase() == StepPhase.SUCCEEDED
                ? now.approval()
                        .flatMap(Approval::decision)
                        .map(Approval.Decision::text)
                        .orElse("")
                : now.message();
    }

    private boolean isEndedFromOutside() {
        return run.state().ending() == RunState.Ending.USER || run.state().ending() == RunState.Ending.TIMEOUT;
    }

    /** Whether the step's group has no time left either; only those of the run itself have a timeout. */
    private boolean isGroupExpired(PlanStep step) {
        return step.outermost(run.state().plan())
                .flatMap(group -> run.state()
                        .step(group.index())
                        .flatMap(now -> now.deadline(group.step().timeout())))
                .filter(deadline -> !deadline.isAfter(run.time()))
                .isPresent();
    }

    private Optional<Instant> nextAttempt(PlanStep step, StepState now, Turn.Finish finish) {
        boolean over = finish.phase() != StepPhase.FAILED || isEndedFromOutside() || isGroupExpired(step);
        Optional<StepRetry.Cause> cause = over
                ? Optional.empty()
                : switch (finish.reason()) {
                    case ACTION -> Optional.of(StepRetry.Cause.FAIL);
                    case TIMEOUT -> Optional.of(StepRetry.Cause.TIMEOUT);
                    default -> Optional.empty();
                };
        return cause.flatMap(
                        why -> step.step().retry().filter(retry -> retry.on().contains(why)))
                .filter(retry -> now.attempt() <= retry.limit())
                .map(retry -> run.time().plus(run.services().backoff().afterFailure(now.attempt(), retry)));
    }
}
