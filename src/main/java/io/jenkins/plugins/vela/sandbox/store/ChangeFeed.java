package io.jenkins.plugins.vela.sandbox.store;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The changes of a scope, in order, for one reader. Closing it lets the reader see the end. */
public final class ChangeFeed implements AutoCloseable {

    private final Scope scope;
    private final ObjectStore store;
    private final LinkedBlockingQueue<Optional<Change>> queue = new LinkedBlockingQueue<>();
    private volatile boolean closed;

    ChangeFeed(Scope scope, ObjectStore store) {
        this.scope = scope;
        this.store = store;
    }

    void offer(Change change) {
        if (scope.covers(change.key())) {
            queue.add(Optional.of(change));
        }
    }

    /** The next change; empty when none came in time or the feed was closed. */
    public Optional<Change> poll(Duration patience) throws InterruptedException {
        Optional<Change> next = queue.poll(Math.max(0, patience.toNanos()), TimeUnit.NANOSECONDS);
        return next == null ? Optional.empty() : next;
    }

    /** Whether nothing more will come. */
    public boolean closed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        store.drop(this);
        queue.add(Optional.empty());
    }
}
