package io.jenkins.plugins.vela.workflow.state;

import io.jenkins.plugins.vela.workflow.model.Approval;
import io.jenkins.plugins.vela.workflow.model.StepPhase;
import io.jenkins.plugins.vela.workflow.model.StepReason;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
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
 * @param approval what was decided about the last suspend that asked for an approval
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
        Map<String, ActionRecord> actions,
        Optional<Approval> approval) {

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
        Objects.requireNonNull(approval, "approval");
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
                Map.of(),
                Optional.empty());
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

    /** Whether an open suspension of it lets only certain people decide. */
    public boolean asksForApproval() {
        return suspensions.values().stream()
                .anyMatch(suspension ->
                        !suspension.released() && !suspension.approvers().isEmpty());
    }

    // ---- the changes an event may ask for ----

    StepState in(StepPhase newPhase, StepReason newReason, String newMessage, Instant time) {
        StepDraft draft = new StepDraft(this);
        draft.phase = newPhase;
        draft.reason = newReason;
        draft.message = newMessage;
        draft.lastExecute = time;
        draft.retryAt = Optional.empty();
        return draft.state();
    }

    /** A new attempt, which remembers nothing. */
    StepState startedAs(String newId, int newAttempt, Instant time) {
        StepDraft draft = new StepDraft(this);
        draft.id = newId;
        draft.attempt = newAttempt;
        draft.phase = StepPhase.RUNNING;
        draft.reason = StepReason.NONE;
        draft.message = "";
        draft.lastExecute = time;
        draft.started = Optional.of(time);
        draft.failures = 0;
        draft.retryAt = Optional.empty();
        draft.chained = false;
        draft.suspensions = Map.of();
        draft.actions = Map.of();
        return draft.state();
    }

    StepState failing(int newFailures, Optional<Instant> newRetryAt) {
        StepDraft draft = new StepDraft(this);
        draft.failures = newFailures;
        draft.retryAt = newRetryAt;
        return draft.state();
    }

    StepState holding(boolean newHeld) {
        StepDraft draft = new StepDraft(this);
        draft.held = newHeld;
        return draft.state();
    }

    StepState withChildren(Tally newChildren) {
        StepDraft draft = new StepDraft(this);
        draft.children = newChildren;
        return draft.state();
    }

    StepState withSuspensions(Map<String, Suspension> newSuspensions) {
        StepDraft draft = new StepDraft(this);
        draft.suspensions = Map.copyOf(newSuspensions);
        return draft.state();
    }

    StepState withApproval(Approval newApproval) {
        StepDraft draft = new StepDraft(this);
        draft.approval = Optional.of(newApproval);
        return draft.state();
    }

    /** What was noted before an effect was sent stays known after it took place. */
    StepState withAction(ActionRecord record) {
        Map<String, ActionRecord> all = new HashMap<>(actions);
        ActionRecord before = all.get(record.path());
        boolean same = before != null && before.digest().equals(record.digest());
        all.put(record.path(), same && record.intent().isEmpty() ? record.withIntent(before.intent()) : record);
        return withActions(all);
    }

    StepState withoutAction(String path) {
        Map<String, ActionRecord> all = new HashMap<>(actions);
        all.remove(path);
        return withActions(all);
    }

    private StepState withActions(Map<String, ActionRecord> newActions) {
        StepDraft draft = new StepDraft(this);
        draft.actions = Map.copyOf(newActions);
        return draft.state();
    }

    /** Over: what the session remembered is dropped, since nobody asks for it any more. */
    StepState over(boolean newChained) {
        StepDraft draft = new StepDraft(this);
        draft.retryAt = Optional.empty();
        draft.held = false;
        draft.chained = newChained;
        draft.suspensions = Map.of();
        draft.actions = Map.of();
        return draft.state();
    }
}
