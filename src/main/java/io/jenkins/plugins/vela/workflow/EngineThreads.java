package io.jenkins.plugins.vela.workflow;

import io.jenkins.plugins.vela.workflow.journal.Forcing;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that engines run on. Several engines may share one; its threads are daemons and end when idle, except for one
 * that keeps time.
 */
public final class EngineThreads implements AutoCloseable {

    private static final Duration IDLE = Duration.ofSeconds(30);

    private final ThreadPoolExecutor computing;
    private final ThreadPoolExecutor actions;
    private final ThreadPoolExecutor forcing;
    private final ThreadPoolExecutor telling;
    private final ScheduledThreadPoolExecutor timers;
    private final Forcing forces;

    private EngineThreads(int actionThreads) {
        int processors = Math.max(2, Runtime.getRuntime().availableProcessors());
        this.computing = pool("vela-run", processors);
        this.actions = pool("vela-action", actionThreads);
        this.forcing = pool("vela-journal", 2);
        this.telling = pool("vela-notice", 2);
        this.timers = new ScheduledThreadPoolExecutor(1, named("vela-timer"));
        timers.setRemoveOnCancelPolicy(true);
        timers.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        this.forces = Forcing.on(forcing, timers);
    }

    /**
     * Makes threads on demand.
     *
     * @param actionThreads how many actions may be on their way at the same time
     */
    public static EngineThreads create(int actionThreads) {
        return new EngineThreads(actionThreads);
    }

    private static ThreadPoolExecutor pool(String name, int size) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                size, size, IDLE.toMillis(), TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(), named(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static ThreadFactory named(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** How often the disk was asked to have journals for good, since these threads were made. */
    public long forces() {
        return forces.count();
    }

    /** For what only computes: runs' mailboxes, templates. */
    ExecutorService computing() {
        return computing;
    }

    /** For what talks to the world. */
    ExecutorService actions() {
        return actions;
    }

    /** For waiting until the disk has the data. */
    Forcing forcing() {
        return forces;
    }

    /** For listeners, which may take their time. */
    ExecutorService telling() {
        return telling;
    }

    ScheduledThreadPoolExecutor timers() {
        return timers;
    }

    /** Ends all threads; what is on its way is interrupted. */
    @Override
    public void close() {
        timers.shutdownNow();
        actions.shutdownNow();
        computing.shutdown();
        forcing.shutdown();
        telling.shutdown();
    }
}
