package io.jenkins.plugins.vela.cluster;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Spares a cluster that does not answer, and those who would wait for it. After {@link #FAILURES} disturbances in a row no
 * request is sent for a while; then one is let through, and its fate decides. Any answer, whatever its status, closes the
 * breaker. Thread-safe.
 */
final class CircuitBreaker {

    static final int FAILURES = 8;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final LongSupplier nanoTime;
    private int failures;
    private Duration pause = FIRST_PAUSE;
    private long openUntil;
    private boolean trying;

    CircuitBreaker(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** How long no request is to be sent; empty when one may be. */
    synchronized Optional<Duration> refuses() {
        if (failures < FAILURES) {
            return Optional.empty();
        }
        long left = openUntil - nanoTime.getAsLong();
        if (left > 0 || trying) {
            return Optional.of(Duration.ofNanos(Math.max(left, FIRST_PAUSE.toNanos())));
        }
        trying = true;
        return Optional.empty();
    }

    /** The cluster answered. */
    synchronized void answered() {
        failures = 0;
        trying = false;
        pause = FIRST_PAUSE;
    }

    /** No answer came. */
    synchronized void disturbed() {
        failures++;
        if (failures >= FAILURES) {
            openUntil = nanoTime.getAsLong() + pause.toNanos();
            if (trying) {
                Duration longer = pause.multipliedBy(2);
                pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
            }
        }
        trying = false;
    }

    /** A request was given up by whoever sent it, which says nothing about the cluster. */
    synchronized void abandoned() {
        trying = false;
    }
}
