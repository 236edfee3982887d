package io.jenkins.plugins.vela.workflow;

import java.time.Duration;
import java.util.concurrent.Future;

/** Runs something after a while; the clock of the engine goes with it. */
@FunctionalInterface
interface Timers {

    /**
     * Runs a task once, after a delay that may be zero or less.
     *
     * @return cancels the task
     */
    Future<?> after(Duration delay, Runnable task);
}
