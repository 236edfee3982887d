package io.jenkins.plugins.vela.cluster;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How many requests a cluster may be sent: so many a second on average, so many at once. Who comes too early waits, in order.
 * Thread-safe.
 */
final class RequestBudget {

    private final double perNano;
    private final double burst;
    private final LongSupplier nanoTime;
    private double left;
    private long counted;

    /**
     * A full budget.
     *
     * @param nanoTime a clock that never goes back
     */
    RequestBudget(int perSecond, int burst, LongSupplier nanoTime) {
        this.perNano = perSecond / 1e9;
        this.burst = burst;
        this.nanoTime = nanoTime;
        this.left = burst;
        this.counted = nanoTime.getAsLong();
    }

    /** Takes one request out of the budget, and says in how many nanoseconds it may be sent. */
    synchronized long take() {
        long now = nanoTime.getAsLong();
        left = Math.min(burst, left + (now - counted) * perNano);
        counted = now;
        left -= 1;
        return left >= 0 ? 0 : (long) Math.ceil(-left / perNano);
    }

    void await() throws InterruptedException {
        long nanos = take();
        if (nanos > 0) {
            TimeUnit.NANOSECONDS.sleep(nanos);
        }
    }
}
