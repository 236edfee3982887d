package io.jenkins.plugins.vela.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.vela.workflow.model.RunPhase;
import io.jenkins.plugins.vela.workflow.model.RunStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs a workflow for a build that waits for it on its executor, as freestyle builds do. Such a build does not survive a
 * restart of the controller, and its workflow ends with it.
 */
public final class BlockingRun {
    /** How long an aborted workflow may take to end in an orderly way. */
    private static final long GRACE_SECONDS = 20;

    private final Run<?, ?> run;
    private final Optional<FilePath> workspace;
    private final EnvVars environment;
    private final TaskListener listener;

    /**
     * @param run the build
     * @param workspace none where the build has none
     * @param environment the build's variables
     * @param listener the build's log
     */
    public BlockingRun(Run<?, ?> run, @CheckForNull FilePath workspace, EnvVars environment, TaskListener listener) {
        this.run = Objects.requireNonNull(run, "run");
        this.workspace = Optional.ofNullable(workspace);
        this.environment = Objects.requireNonNull(environment, "environment");
        this.listener = Objects.requireNonNull(listener, "listener");
    }

    /**
     * Runs what is asked for and waits until it has ended.
     *
     * @return what its steps have published, except for what is secret
     * @throws AbortException with the failed step's message, or with what is wrong with the request
     * @throws InterruptedException when the build was aborted; the workflow has ended then
     */
    public Map<String, JsonNode> perform(WorkflowRequest request) throws IOException, InterruptedException {
        String node = nextNode();
        BuildScope scope = new BuildScope(
                request.function(), run, workspace, node, VelaOptions.NONE, BuildSecrets.of(run, environment));
        BuildLog log = new BuildLog(listener, "/" + run.getUrl() + "vela/" + node + "/");
        try {
            LoadedWorkflow loaded = scope.load(request, log::print);
            Path directory = WorkflowsOfBuild.directory(run, node);
            try (BuildWorkflow live = VelaWorkflows.get()
                    .begin(directory, scope.clusters(request), scope.origin(request), loaded, loaded::library, log)) {
                WorkflowsOfBuild.of(run).began(node, request.function());
                if (request.isFailingFast()) {
                    live.terminateAtFailure();
                }
                RunStatus status = await(live);
                WorkflowPicture.keep(directory, live);
                if (status.phase() != RunPhase.SUCCEEDED) {
                    throw new AbortException(StatusText.failure(status));
                }
                return request.source() == WorkflowRequest.Source.STEP
                        ? OneStep.returned(live.outputs())
                        : live.outputs();
            }
        } catch (RuntimeException broken) {
            // what a person gets to read is one message
            AbortException told = new AbortException(Objects.toString(broken.getMessage(), broken.toString()));
            told.initCause(broken);
            throw told;
        }
    }

    /** A name for the place in the build, unique in it: a freestyle build has no graph whose nodes would have ids. */
    private String nextNode() {
        WorkflowsOfBuild before = run.getAction(WorkflowsOfBuild.class);
        return "step-" + (before == null ? 1 : before.all().size() + 1);
    }

    private static RunStatus await(BuildWorkflow live) throws InterruptedException {
        CompletableFuture<RunStatus> finished = live.finished().toCompletableFuture();
        try {
            return finished.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(Objects.toString(e.getCause().getMessage(), "the workflow broke off"), e);
        } catch (InterruptedException abort) {
            live.terminate();
            try {
                finished.get(GRACE_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException over) {
                abort.addSuppressed(over);
            }
            throw abort;
        }
    }
}
