package io.jenkins.plugins.vela.workflow;

import java.time.Duration;

/**
 * Numbers that upstream's controller takes as flags, with its defaults, and pool sizes.
 *
 * @param errorRetries how often a step that failed with an error is tried again before it is {@code FailedAfterRetries}
 * @param maxWaitBackoff bound of the pause between polls of a waiting step
 * @param maxFailedBackoff bound of the pause between attempts of a failing step
 * @param actionThreads how many actions may be on their way at the same time
 */
public record EngineLimits(int errorRetries, Duration maxWaitBackoff, Duration maxFailedBackoff, int actionThreads) {

    public static final EngineLimits DEFAULT =
            new EngineLimits(10, Duration.ofSeconds(60), Duration.ofSeconds(300), 32);

    public EngineLimits {
        if (errorRetries < 0 || actionThreads < 1) {
            throw new IllegalArgumentException("errorRetries must be 0 or more, actionThreads 1 or more");
        }
    }

    public EngineLimits withErrorRetries(int errorRetries) {
        return new EngineLimits(errorRetries, maxWaitBackoff, maxFailedBackoff, actionThreads);
    }
}
