package io.jenkins.plugins.vela.pipeline;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import jenkins.model.Jenkins;
import jenkins.util.Timer;

/**
 * Whether the controller prepares its shutdown. Jenkins tells nobody when that begins or is cancelled, so the first who asks
 * while it does makes us look until it is over. Thread-safe.
 */
final class QuietDown {
    private static final long LOOK_AGAIN_MILLIS = 500;

    private final Runnable begun;
    private final Runnable over;
    private final AtomicBoolean looking = new AtomicBoolean();

    /**
     * @param begun what to do soon after it was noticed
     * @param over what to do when the shutdown was cancelled
     */
    QuietDown(Runnable begun, Runnable over) {
        this.begun = begun;
        this.over = over;
    }

    /** Whether new things may begin. */
    boolean isOver() {
        Jenkins controller = Jenkins.getInstanceOrNull();
        if (controller == null || controller.isTerminating()) {
            return false;
        }
        if (!controller.isQuietingDown()) {
            return true;
        }
        if (looking.compareAndSet(false, true)) {
            Timer.get().execute(begun);
            lookLater();
        }
        return false;
    }

    private void lookLater() {
        Timer.get().schedule(this::look, LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        Jenkins controller = Jenkins.getInstanceOrNull();
        if (controller == null || controller.isTerminating()) {
            return;
        }
        if (controller.isQuietingDown()) {
            lookLater();
        } else {
            looking.set(false);
            over.run();
        }
    }
}
