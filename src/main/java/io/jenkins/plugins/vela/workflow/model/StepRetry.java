package io.jenkins.plugins.vela.workflow.model;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A step's own {@code retry}; not in the upstream API.
 *
 * @param limit how many times the step is tried again at most, {@code 0} or more
 * @param delay pause before the first repetition, doubled each time; absent: the run's back-off
 * @param maxDelay bound of the doubled pause; absent: the run's bound
 * @param on what is tried again
 * @param pointer JSON pointer of the field in its document
 */
public record StepRetry(
        int limit, Optional<Duration> delay, Optional<Duration> maxDelay, Set<Cause> on, String pointer) {

    /** What ended an attempt. */
    public enum Cause {
        /** An action or the template reported an error: the session and its results are kept. */
        ERROR,
        /** The template said {@code #Fail}: the next attempt starts from nothing. */
        FAIL,
        /** The step's time ran out: the next attempt starts from nothing. */
        TIMEOUT
    }

    public StepRetry {
        if (limit < 0) {
            throw new IllegalArgumentException("retry limit " + limit + " is negative");
        }
        Objects.requireNonNull(delay, "delay");
        Objects.requireNonNull(maxDelay, "maxDelay");
        on = Set.copyOf(on);
        Objects.requireNonNull(pointer, "pointer");
    }
}
