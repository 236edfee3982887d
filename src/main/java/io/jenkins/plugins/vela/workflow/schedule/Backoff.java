package io.jenkins.plugins.vela.workflow.schedule;

import io.jenkins.plugins.vela.workflow.model.StepRetry;
import java.time.Duration;
import java.util.Objects;

/**
 * How long to pause: upstream's curve of {@code 0.05 s × 2^n}, in whole seconds, at least one.
 *
 * @param maxWait bound between polls of a waiting step
 * @param maxFailed bound between attempts of a failing step
 */
public record Backoff(Duration maxWait, Duration maxFailed) {

    /** Upstream's flags by default. */
    public static final Backoff DEFAULT = new Backoff(Duration.ofSeconds(60), Duration.ofSeconds(300));

    public Backoff {
        Objects.requireNonNull(maxWait, "maxWait");
        Objects.requireNonNull(maxFailed, "maxFailed");
    }

    /** The pause before the next poll, after {@code polls} of them without a change. */
    public Duration afterPoll(int polls) {
        return min(curve(polls), maxWait);
    }

    /** The pause before the next attempt, after {@code failures} of them (1 or more). */
    public Duration afterFailure(int failures) {
        return min(curve(failures - 1), maxFailed);
    }

    /** The same with a step's own words, which double from its delay. */
    public Duration afterFailure(int failures, StepRetry retry) {
        if (retry.delay().isEmpty()) {
            return min(afterFailure(failures), retry.maxDelay().orElse(maxFailed));
        }
        Duration delay = retry.delay().get();
        Duration max = retry.maxDelay().orElse(maxFailed);
        for (int i = 1; i < failures && delay.compareTo(max) < 0; i++) {
            delay = delay.multipliedBy(2);
        }
        // a first delay above the engine's bound is meant as it is written
        return retry.maxDelay().isEmpty() && retry.delay().get().compareTo(max) > 0
                ? retry.delay().get()
                : min(delay, max);
    }

    private static Duration curve(int n) {
        double seconds = 0.05 * Math.pow(2, Math.min(Math.max(n, 0), 15));
        return Duration.ofSeconds(Math.max(1, (long) seconds));
    }

    private static Duration min(Duration left, Duration right) {
        return left.compareTo(right) <= 0 ? left : right;
    }
}
