package io.jenkins.plugins.vela.workflow.journal;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * When and where journals are forced to the disk. Shared by the journals of an engine; thread-safe.
 *
 * <p>What an effect waits for is forced at once. What only has to be on the disk before it is shown is forced at once too
 * when the journal has been quiet, and otherwise together with what follows within {@link #BATCH}.
 */
public final class Forcing {

    /** How long a record may wait for others before it is forced with them. */
    static final Duration BATCH = Duration.ofMillis(5);

    /** Runs something after a delay in nanoseconds. */
    private interface Timer {
        void after(long nanos, Runnable task);
    }

    private final Executor executor;
    private final Timer timer;
    private final LongAdder forces = new LongAdder();

    private Forcing(Executor executor, Timer timer) {
        this.executor = executor;
        this.timer = timer;
    }

    /**
     * Forces on threads of their own.
     *
     * @param executor runs the calls that block until the disk has the data
     * @param timers starts those that are due later; never blocked
     */
    public static Forcing on(Executor executor, ScheduledExecutorService timers) {
        return new Forcing(executor, (nanos, task) -> {
            Object unused = timers.schedule(task, nanos, TimeUnit.NANOSECONDS);
        });
    }

    /** Forces on the thread that asks, at once. */
    public static Forcing direct() {
        return new Forcing(Runnable::run, (nanos, task) -> task.run());
    }

    /** How often the disk was asked so far. */
    public long count() {
        return forces.sum();
    }

    void forced() {
        forces.increment();
    }

    /** Runs a force; false when the engine is being closed, which forces by itself. */
    boolean run(Runnable force) {
        try {
            executor.execute(force);
            return true;
        } catch (RejectedExecutionException closing) {
            return false;
        }
    }

    /** Runs something after a while, with the same answer. */
    boolean later(long nanos, Runnable task) {
        try {
            timer.after(nanos, task);
            return true;
        } catch (RejectedExecutionException closing) {
            return false;
        }
    }
}
