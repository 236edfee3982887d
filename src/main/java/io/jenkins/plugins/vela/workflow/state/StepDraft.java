package io.jenkins.plugins.vela.workflow.state;

import io.jenkins.plugins.vela.workflow.model.Approval;
import io.jenkins.plugins.vela.workflow.model.StepPhase;
import io.jenkins.plugins.vela.workflow.model.StepReason;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A step's state in the making: begins as a copy, and is seen by one change only. */
final class StepDraft {

    String id;
    final int order;
    int attempt;
    StepPhase phase;
    StepReason reason;
    String message;
    final Instant firstExecute;
    Instant lastExecute;
    Optional<Instant> started;
    int failures;
    Optional<Instant> retryAt;
    boolean held;
    boolean chained;
    Tally children;
    Map<String, Suspension> suspensions;
    Map<String, ActionRecord> actions;
    Optional<Approval> approval;

    StepDraft(StepState state) {
        this.id = state.id();
        this.order = state.order();
        this.attempt = state.attempt();
        this.phase = state.phase();
        this.reason = state.reason();
        this.message = state.message();
        this.firstExecute = state.firstExecute();
        this.lastExecute = state.lastExecute();
        this.started = state.started();
        this.failures = state.failures();
        this.retryAt = state.retryAt();
        this.held = state.held();
        this.chained = state.chained();
        this.children = state.children();
        this.suspensions = state.suspensions();
        this.actions = state.actions();
        this.approval = state.approval();
    }

    StepState state() {
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
                actions,
                approval);
    }
}
