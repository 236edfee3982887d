package io.jenkins.plugins.vela.pipeline;

import hudson.model.Computer;
import io.jenkins.plugins.vela.workflow.RunListener;
import io.jenkins.plugins.vela.workflow.RunNotice;
import io.jenkins.plugins.vela.workflow.model.StepPhase;
import java.util.concurrent.atomic.AtomicReference;

/** Does something once a step has failed. Thread-safe. */
final class FailureWatch implements RunListener {
    private final AtomicReference<Runnable> action = new AtomicReference<>(() -> {});

    void onFailure(Runnable what) {
        action.set(what);
    }

    @Override
    public void onNotice(RunNotice notice) {
        if (notice instanceof RunNotice.StepPhaseChanged change && change.phase() == StepPhase.FAILED) {
            Runnable once = action.getAndSet(() -> {});
            // an operation waits for the run, which waits for its listeners
            Computer.threadPoolForRemoting.execute(once);
        }
    }
}
