package io.jenkins.plugins.vela.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.workflow.model.Decider;
import io.jenkins.plugins.vela.workflow.model.RunStatus;
import io.jenkins.plugins.vela.workflow.model.WorkflowRunSpec;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A run as its users see it. */
final class RunHandle implements Run {

    private final LiveRun run;

    RunHandle(LiveRun run) {
        this.run = run;
    }

    @Override
    public String id() {
        return run.id();
    }

    @Override
    public WorkflowRunSpec spec() {
        return run.spec();
    }

    @Override
    public RunStatus status() {
        return run.status();
    }

    @Override
    public Map<String, JsonNode> outputs() {
        return run.outputs();
    }

    @Override
    public Optional<String> doubt() {
        return run.doubt();
    }

    @Override
    public CompletionStage<RunStatus> finished() {
        return run.finished().minimalCompletionStage();
    }

    @Override
    public Optional<RunStatus> await(Duration timeout) throws InterruptedException {
        return await(run.finished(), timeout);
    }

    @Override
    public Optional<RunStatus> awaitRest(Duration timeout) throws InterruptedException {
        return await(run.atRest(), timeout);
    }

    private static Optional<RunStatus> await(CompletableFuture<RunStatus> status, Duration timeout)
            throws InterruptedException {
        try {
            return Optional.of(status.get(timeout.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void suspend() {
        run.operate(RunOperations::suspend);
    }

    @Override
    public void suspend(String step) {
        run.operate(operations -> operations.suspend(step));
    }

    @Override
    public void resume() {
        run.operate(RunOperations::resume);
    }

    @Override
    public void resume(String step) {
        run.operate(operations -> operations.resume(step));
    }

    @Override
    public void approve(String step, Decider by, String comment) {
        run.operate(operations -> operations.approve(step, by, comment));
    }

    @Override
    public void reject(String step, Decider by, String comment) {
        run.operate(operations -> operations.reject(step, by, comment));
    }

    @Override
    public void terminate() {
        run.operate(RunOperations::terminate);
    }

    @Override
    public void restart() {
        run.restart(Optional.empty());
    }

    @Override
    public void restart(String step) {
        run.restart(Optional.of(step));
    }

    @Override
    public JsonNode evaluated(String step) {
        return run.evaluated(step);
    }
}
