package io.jenkins.plugins.vela.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.workflow.Engine;
import io.jenkins.plugins.vela.workflow.OperationRefusedException;
import io.jenkins.plugins.vela.workflow.Run;
import io.jenkins.plugins.vela.workflow.model.Decider;
import io.jenkins.plugins.vela.workflow.model.RunStatus;
import io.jenkins.plugins.vela.workflow.model.WorkflowRunSpec;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * A workflow of a build while it lives in this controller: its own engine, whose state directory lies in the build's
 * directory. Closing stops it where it stands; it can be taken up again from there. Thread-safe.
 *
 * <p>Operations wait until they are taken and throw {@link OperationRefusedException} where they make no sense.
 */
public final class BuildWorkflow implements AutoCloseable {
    private final Engine engine;
    private final Run run;
    private final Consumer<BuildWorkflow> closed;
    private final FailureWatch failures;
    private final AtomicReference<Runnable> restarted = new AtomicReference<>(() -> {});
    private final AtomicReference<Runnable> givenUp = new AtomicReference<>(() -> {});

    /**
     * @param failures told of everything that happens in the run
     * @param closed told after the engine was closed, maybe several times
     */
    BuildWorkflow(Engine engine, Run run, FailureWatch failures, Consumer<BuildWorkflow> closed) {
        this.engine = engine;
        this.run = run;
        this.failures = failures;
        this.closed = closed;
    }

    public RunStatus status() {
        return run.status();
    }

    /** What runs. */
    public WorkflowRunSpec spec() {
        return run.spec();
    }

    Map<String, JsonNode> outputs() {
        return run.outputs();
    }

    CompletionStage<RunStatus> finished() {
        return run.finished();
    }

    /** Ends the workflow as soon as a step has failed. */
    void terminateAtFailure() {
        failures.onFailure(this::terminate);
    }

    /**
     * Leaves the workflow open although it has failed.
     *
     * @param again what to do when somebody starts it again
     * @param end what to do when somebody ends it
     */
    void stayOpen(Runnable again, Runnable end) {
        restarted.set(again);
        givenUp.set(end);
    }

    /** Ends the workflow in an orderly way; one that has ended already stays as it is, but does not stay open. */
    public void terminate() {
        if (run.status().finished()) {
            givenUp.getAndSet(() -> {}).run();
            return;
        }
        try {
            run.terminate();
        } catch (OperationRefusedException finishedMeanwhile) {
            // its result is on the way to the build
        }
    }

    /** Holds everything. */
    public void suspend() {
        run.suspend();
    }

    /** Lets everything go on. */
    public void resume() {
        run.resume();
    }

    /** Lets a suspended step go on in somebody's name. */
    public void approve(String step, Decider by, String comment) {
        run.approve(step, by, comment);
    }

    /** Ends a suspended step in somebody's name. */
    public void reject(String step, Decider by, String comment) {
        run.reject(step, by, comment);
    }

    /** Starts a failed workflow again, from a step. */
    public void restart(String step) {
        run.restart(step);
        givenUp.set(() -> {});
        restarted.getAndSet(() -> {}).run();
    }

    @Override
    public void close() {
        engine.close();
        closed.accept(this);
    }
}
