package io.jenkins.plugins.vela.workflow;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/** Time that passes when a test says so. */
final class ManualTime extends Clock implements Timers {

    private record Due(Instant at, FutureTask<?> task) {}

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final List<Due> due = new ArrayList<>();

    @Override
    public synchronized Future<?> after(Duration delay, Runnable task) {
        FutureTask<Void> future = new FutureTask<>(task, null);
        due.add(new Due(now.plus(delay), future));
        return future;
    }

    /** Lets time pass and runs what is due by then. */
    void pass(Duration duration) {
        List<FutureTask<?>> ready = new ArrayList<>();
        synchronized (this) {
            now = now.plus(duration);
            due.removeIf(one -> {
                if (one.at.isAfter(now)) {
                    return false;
                }
                ready.add(one.task);
                return true;
            });
        }
        ready.forEach(FutureTask::run);
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
