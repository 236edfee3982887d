package io.jenkins.plugins.vela.workflow;

import io.jenkins.plugins.vela.workflow.model.Approval;
import io.jenkins.plugins.vela.workflow.model.RunPhase;
import io.jenkins.plugins.vela.workflow.model.StepPhase;
import io.jenkins.plugins.vela.workflow.model.StepReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something that happened in a run, told to a {@link RunListener}. Every text is free of values known to be secret. After a
 * recovery what was told before is not told again, except {@link RunPhaseChanged} once, so that a listener knows it goes on.
 */
public sealed interface RunNotice {

    /** The run's id, see {@link Run#id()}. */
    String run();

    /** When it happened. */
    Instant time();

    /** The run entered a phase; {@code message} is empty or says why. */
    record RunPhaseChanged(String run, Instant time, RunPhase phase, String message) implements RunNotice {}

    /**
     * An attempt of a step began; {@code attempt} counts from 1. Like every change of a phase it was told as
     * {@link StepPhaseChanged} just before.
     */
    record StepStarted(String run, Instant time, StepRef step, int attempt) implements RunNotice {}

    /**
     * A step's phase, reason or both changed, whatever the cause; {@code message} is its message at that moment, possibly
     * empty. Who only keeps statuses needs no other notice of steps but this one and {@link StepMessage}.
     */
    record StepPhaseChanged(String run, Instant time, StepRef step, StepPhase phase, StepReason reason, String message)
            implements RunNotice {}

    /** A step's message changed while its phase stayed. */
    record StepMessage(String run, Instant time, StepRef step, String message) implements RunNotice {}

    /** One line of a log that belongs to a step; {@code source} names a pod ({@code pod/container}), or is empty. */
    record StepLog(String run, Instant time, StepRef step, String source, String line) implements RunNotice {}

    /** An action changed something outside: {@code summary} is one line such as {@code apply Pod default/build}. */
    record StepEffect(String run, Instant time, StepRef step, String action, String summary) implements RunNotice {}

    /**
     * An attempt of a step or of one of its actions failed and is repeated.
     *
     * @param failures how many attempts have failed so far
     * @param delay pause before the next one
     */
    record StepRetrying(String run, Instant time, StepRef step, String error, int failures, Duration delay)
            implements RunNotice {}

    /**
     * A step holds itself until somebody resumes it, or until {@code until}.
     *
     * @param approvers who may let it go on; empty: everybody
     */
    record StepSuspended(
            String run, Instant time, StepRef step, String message, Optional<Instant> until, List<String> approvers)
            implements RunNotice {
        public StepSuspended {
            approvers = List.copyOf(approvers);
        }

        /** A suspend that asks for nobody in particular. */
        public StepSuspended(String run, Instant time, StepRef step, String message, Optional<Instant> until) {
            this(run, time, step, message, until, List.of());
        }
    }

    /** Somebody decided about a suspended step, or nobody did in time. */
    record StepDecided(String run, Instant time, StepRef step, Approval.Decision decision) implements RunNotice {}

    /** Something a person should know that changes no phase, such as an effect that may have happened before a crash. */
    record StepWarning(String run, Instant time, StepRef step, String message) implements RunNotice {}
}
