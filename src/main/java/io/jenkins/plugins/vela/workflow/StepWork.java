package io.jenkins.plugins.vela.workflow;

import io.jenkins.plugins.vela.workflow.state.PlanStep;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** What an activity has done away from the run's mailbox; results, and failures of a kind that must not be, come back as mails. */
final class StepWork {

    private final LiveRun run;
    private final PlanStep step;
    private final String session;
    private final Consumer<RuntimeException> broken;

    /** @param broken told on the mailbox of a failure that the work should have turned into a result */
    StepWork(LiveRun run, PlanStep step, String session, Consumer<RuntimeException> broken) {
        this.run = run;
        this.step = step;
        this.session = session;
        this.broken = broken;
    }

    /** Does something that may block, on the threads for actions. */
    <T> Future<?> blocking(StepWatches.Work<T> work, Consumer<T> then) {
        return run.services().threads().actions().submit(() -> carryOut(work, then));
    }

    /** Does something that only computes. */
    <T> void quick(StepWatches.Work<T> work, Consumer<T> then) {
        run.services().threads().computing().execute(() -> carryOut(work, then));
    }

    private <T> void carryOut(StepWatches.Work<T> work, Consumer<T> then) {
        LogContext.within(run.id(), step.name(), session, () -> carriedOut(work, then));
    }

    private <T> void carriedOut(StepWatches.Work<T> work, Consumer<T> then) {
        try {
            T result = work.run();
            run.tell(() -> then.accept(result));
        } catch (InterruptedException e) {
            // cancelled: nobody waits for an answer
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            run.tell(() -> broken.accept(e));
        }
    }
}
