package io.jenkins.plugins.vela.workflow.state;

import io.jenkins.plugins.vela.workflow.model.StepPhase;
import io.jenkins.plugins.vela.workflow.model.StepReason;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What the run knows of a step that has a status. Immutable.
 *
 * @param id the session's id; a new attempt has a new one
 * @param order the place among all steps by the time of the first record
 * @param attempt counted from 1; 0 while the step has not started
 * @param firstExecute when the status was first recorded
 * @param lastExecute when it last changed
 * @param started when this attempt started, which its timeout counts from
 * @param failures how often this session failed with an error so far
 * @param retryAt when a failed session or attempt goes on
 * @param held whether a user holds just this step
 * @param chained whether the step and everything it depends on, directly or not, succeeded
 * @param children tally of a group's sub-steps
 * @param suspensions suspends reached by this session, by path of their action
 * @param actions effects of this session, by path
 */
public record StepState(
        String id,
        int order,
        int attempt,
        StepPhase phase,
        StepReason reason,
        String message,
        Instant firstExecute,
        Instant lastExecute,
        Optional<Instant> started,
        int failures,
        Optional<Instant> retryAt,
        boolean held,
        boolean chained,
        Tally children,
        Map<String, Suspension> suspensions,
        Map<String, ActionRecord> actions) {

    public StepState {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(phase, "phase");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(firstExecute, "firstExecute");
        Objects.requireNonNull(lastExecute, "lastExecute");
        Objects.requireNonNull(started, "started");
        Objects.requireNonNull(retryAt, "retryAt");
        Objects.requireNonNull(children, "children");
    }

    static StepState recorded(String id, int order, StepPhase phase, StepReason reason, String message, Instant time) {
        return new StepState(
                id,
                order,
                0,
                phase,
                reason,
                message,
                time,
                time,
                Optional.empty(),
                0,
                Optional.empty(),
                false,
                false,
                Tally.EMPTY,
                Map.of(),
                Map.of());
    }

    /** Over for good: a failure that is still being retried is not. */
    public boolean isFinished() {
        return switch (phase) {
            case SUCCEEDED, SKIPPED -> true;
            case FAILED -> reason != StepReason.NONE && reason != StepReason.EXECUTE;
            case PENDING, RUNNING, SUSPENDING -> false;
        };
    }

    /** Begun and not over. */
    public boolean isActive() {
        return attempt > 0 && !isFinished();
    }

    /** When the attempt's time runs out. */
    public Optional<Instant> deadline(Optional<Duration> timeout) {
        return isActive() ? started.flatMap(from -> timeout.map(from::plus)) : Optional.empty();
    }

    /** When the first open suspension ends by itself. */
    public Optional<Instant> suspendedUntil() {
        return suspensions.values().stream()
                .filter(suspension -> !suspension.released())
                .flatMap(suspension -> suspension.until().stream())
                .min(Instant::compareTo);
    }

    // ---- the changes an event may ask for ----

    StepState in(StepPhase newPhase, StepReason newReason, String newMessage, Instant time) {
        return new StepState(
                id,
                order,
                attempt,
                newPhase,
                newReason,
                newMessage,
                firstExecute,
                time,
                started,
                failures,
                Optional.empty(),
                held,
                chained,
                children,
                suspensions,
                actions);
    }

    StepState startedAs(String newId, int newAttempt, Instant time) {
        return new StepState(
                newId,
                order,
                newAttempt,
                StepPhase.RUNNING,
                StepReason.NONE,
                "",
                firstExecute,
                time,
                Optional.of(time),
                0,
                Optional.empty(),
                held,
                false,
                children,
                Map.of(),
                Map.of());
    }

    StepState failing(int newFailures, Optional<Instant> newRetryAt) {
        return new StepState(
                id,
                order,
                attempt,
                phase,
                reason,
                message,
                firstExecute,
                lastExecute,
                started,
                newFailures,
                newRetryAt,
                held,
                chained,
                children,
                suspensions,
                actions);
    }

    StepState holding(boolean newHeld) {
        return new StepState(
                id,
                order,
                attempt,
                phase,
                reason,
                message,
                firstExecute,
                lastExecute,
                started,
                failures,
                retryAt,
                newHeld,
                chained,
                children,
                suspensions,
                actions);
    }

    StepState withChildren(Tally newChildren) {
        return new StepState(
                id,
                order,
                attempt,
                phase,
                reason,
                message,
                firstExecute,
                lastExecute,
                started,
                failures,
                retryAt,
                held,
                chained,
                newChildren,
                suspensions,
                actions);
    }

    StepState withSuspensions(Map<String, Suspension> newSuspensions) {
        return new StepState(
                id,
                order,
                attempt,
                phase,
                reason,
                message,
                firstExecute,
                lastExecute,
                started,
                failures,
                retryAt,
                held,
                chained,
                children,
                Map.copyOf(newSuspensions),
                actions);
    }

    StepState withAction(ActionRecord record) {
        Map<String, ActionRecord> all = new LinkedHashMap<>(actions);
        all.put(record.path(), record);
        return withActions(Map.copyOf(all));
    }

    StepState withoutAction(String path) {
        Map<String, ActionRecord> all = new LinkedHashMap<>(actions);
        all.remove(path);
        return withActions(Map.copyOf(all));
    }

    private StepState withActions(Map<String, ActionRecord> newActions) {
        return new StepState(
                id,
                order,
                attempt,
                phase,
                reason,
                message,
                firstExecute,
                lastExecute,
                started,
                failures,
                retryAt,
                held,
                chained,
                children,
                suspensions,
                newActions);
    }

    /** Over: what the session remembered is dropped, since nobody asks for it any more. */
    StepState over(boolean newChained) {
        return new StepState(
                id,
                order,
                attempt,
                phase,
                reason,
                message,
                firstExecute,
                lastExecute,
                started,
                failures,
                Optional.empty(),
                false,
                newChained,
                children,
                Map.of(),
                Map.of());
    }
}
