package io.jenkins.plugins.vela.sandbox.log;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The log of one container. Thread-safe. */
public final class ContainerLog {

    /** One line without its line break. */
    public record Line(Instant time, String text) {}

    private final List<Line> lines = new ArrayList<>();
    private boolean finished;

    public synchronized void append(Instant time, String text) {
        lines.add(new Line(time, text));
        notifyAll();
    }

    /** Nothing more will come: readers that follow see the end. */
    public synchronized void finish() {
        finished = true;
        notifyAll();
    }

    /** The lines from a position on. */
    public synchronized List<Line> from(int position) {
        return position >= lines.size() ? List.of() : List.copyOf(lines.subList(position, lines.size()));
    }

    public synchronized boolean finished() {
        return finished;
    }

    /** Waits until there are lines after this position or the log is finished, but not longer than told. */
    public synchronized void awaitMore(int position, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        long left = patience.toNanos();
        while (lines.size() <= position && !finished && left > 0) {
            wait(left / 1_000_000 + 1);
            left = end - System.nanoTime();
        }
    }
}
