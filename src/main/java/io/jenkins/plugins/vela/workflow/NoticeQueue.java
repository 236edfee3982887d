package io.jenkins.plugins.vela.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a listener, in order and one at a time, what was collected, each batch only after it is durable. Owned by a run's
 * mailbox; the listener is called elsewhere.
 */
final class NoticeQueue {

    private static final Logger LOG = LoggerFactory.getLogger(NoticeQueue.class);

    private final RunListener listener;
    private final Executor executor;
    private List<RunNotice> collected = new ArrayList<>();
    private CompletableFuture<Void> told = CompletableFuture.completedFuture(null);
    private volatile boolean closed;
    private boolean complained;

    NoticeQueue(RunListener listener, Executor executor) {
        this.listener = listener;
        this.executor = executor;
    }

    void add(RunNotice notice) {
        collected.add(notice);
    }

    void addAll(List<RunNotice> notices) {
        collected.addAll(notices);
    }

    /**
     * Tells what was collected as soon as everything before was told and {@code durable} is complete.
     *
     * @return completed when it was told
     */
    CompletableFuture<Void> flush(CompletableFuture<Void> durable) {
        if (!collected.isEmpty()) {
            List<RunNotice> batch = collected;
            collected = new ArrayList<>();
            told = told.thenCombine(durable, (before, forced) -> batch).thenAcceptAsync(this::tell, executor);
        }
        return told;
    }

    private void tell(List<RunNotice> batch) {
        for (RunNotice notice : batch) {
            if (closed) {
                return;
            }
            try {
                listener.onNotice(notice);
            } catch (RuntimeException e) {
                complain(notice, e);
            }
        }
    }

    /** Once per run: a listener that fails, fails all the time. */
    private void complain(RunNotice notice, RuntimeException e) {
        if (!complained) {
            complained = true;
            LOG.warn(
                    "a run listener failed on {} of {}; further failures are not logged",
                    notice.getClass().getSimpleName(),
                    notice.run(),
                    e);
        }
    }

    void close() {
        closed = true;
    }
}
