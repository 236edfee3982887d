package io.jenkins.plugins.vela.pipeline;

import io.jenkins.plugins.vela.workflow.Engine;
import io.jenkins.plugins.vela.workflow.OperationRefusedException;
import io.jenkins.plugins.vela.workflow.Run;
import io.jenkins.plugins.vela.workflow.model.RunStatus;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * A workflow of a build while it lives in this controller: its own engine, whose state directory lies in the build's
 * directory. Closing stops it where it stands; it can be taken up again from there. Thread-safe.
 */
final class BuildWorkflow implements AutoCloseable {
    private final Engine engine;
    private final Run run;
    private final Consumer<BuildWorkflow> closed;

    /**
     * @param closed told after the engine was closed, maybe several times
     */
    BuildWorkflow(Engine engine, Run run, Consumer<BuildWorkflow> closed) {
        this.engine = engine;
        this.run = run;
        this.closed = closed;
    }

    RunStatus status() {
        return run.status();
    }

    CompletionStage<RunStatus> finished() {
        return run.finished();
    }

    /** Ends the workflow in an orderly way; one that has ended already stays as it is. */
    void terminate() {
        try {
            run.terminate();
        } catch (OperationRefusedException finishedAlready) {
            // its result is on the way to the build
        }
    }

    @Override
    public void close() {
        engine.close();
        closed.accept(this);
    }
}
