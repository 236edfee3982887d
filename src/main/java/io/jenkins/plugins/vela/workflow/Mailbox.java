package io.jenkins.plugins.vela.workflow;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs mails one at a time, in order, on a shared executor. A thread serves a bounded number of mails before it lets others
 * go first; after each such batch {@code afterBatch} runs.
 */
final class Mailbox {

    private static final int BATCH = 64;

    private final Executor executor;
    private final Runnable afterBatch;
    private final ConcurrentLinkedQueue<Runnable> mails = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Object turn = new Object();

    Mailbox(Executor executor, Runnable afterBatch) {
        this.executor = executor;
        this.afterBatch = afterBatch;
    }

    /** Takes a mail; false when the box is closed. */
    boolean tell(Runnable mail) {
        if (closed.get()) {
            return false;
        }
        mails.add(mail);
        if (size.getAndIncrement() == 0) {
            schedule();
        }
        return true;
    }

    private void schedule() {
        try {
            executor.execute(this::serve);
        } catch (RejectedExecutionException down) {
            closed.set(true);
        }
    }

    private void serve() {
        int served = 0;
        synchronized (turn) {
            while (served < BATCH) {
                Runnable mail = mails.poll();
                if (mail == null) {
                    break;
                }
                served++;
                if (!closed.get()) {
                    mail.run();
                }
            }
            if (!closed.get()) {
                afterBatch.run();
            }
        }
        if (size.addAndGet(-served) > 0) {
            schedule();
        }
    }

    /** No mail is served after this returns; what is on its turn is waited for. */
    void close() {
        closed.set(true);
        synchronized (turn) {
            mails.clear();
        }
    }
}
