package io.jenkins.plugins.vela.workflow;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Runs mails one at a time, in order, on a shared executor. A thread serves a bounded number of mails before it lets others
 * go first; after each such batch {@code afterBatch} runs.
 */
final class Mailbox {

    private static final int BATCH = 64;

    private final Executor executor;
    private final Runnable afterBatch;
    private final Consumer<Throwable> failed;
    private final ConcurrentLinkedQueue<Runnable> mails = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Object turn = new Object();

    /**
     * Makes an empty box.
     *
     * @param failed told of what a mail threw
     */
    Mailbox(Executor executor, Runnable afterBatch, Consumer<Throwable> failed) {
        this.executor = executor;
        this.afterBatch = afterBatch;
        this.failed = failed;
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
                serve(mail);
            }
            serve(afterBatch);
        }
        if (size.addAndGet(-served) > 0) {
            schedule();
        }
    }

    /** A mail that fails must not take those after it along. */
    private void serve(Runnable mail) {
        if (!closed.get()) {
            try {
                mail.run();
            } catch (RuntimeException | StackOverflowError e) {
                failed.accept(e);
            }
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
