package io.jenkins.plugins.vela.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.console.HyperlinkNote;
import hudson.model.Computer;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.vela.definition.DefinitionException;
import io.jenkins.plugins.vela.definition.DefinitionLibrary;
import io.jenkins.plugins.vela.document.Position;
import io.jenkins.plugins.vela.workflow.RunListener;
import io.jenkins.plugins.vela.workflow.model.RunPhase;
import io.jenkins.plugins.vela.workflow.model.RunStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.util.Timer;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * Runs a {@link WorkflowRequest} inside a build: one execution of {@code velaWorkflow}, {@code velaStep} or a step of a
 * definition. It is written into the build's program, so it holds plain data only: what to run, and only until the engine has
 * written that to its own journal in the build's directory. The live side is a {@link BuildWorkflow}, made anew after a
 * restart.
 *
 * <p>{@link #start}, {@link #stop} and {@link #onResume} are called on the thread that runs the build's Groovy code, which
 * must not wait: they only hand work to a pool.
 */
public final class VelaWorkflowExecution extends StepExecution {
    private static final long serialVersionUID = 2L;
    private static final Logger LOGGER = Logger.getLogger(VelaWorkflowExecution.class.getName());

    /** How long an aborted workflow may take to end in an orderly way, steps with {@code if: always} included. */
    private static final long GRACE_SECONDS = 20;

    private final WorkflowRequest request;

    /** Missing in what an older version wrote. */
    @CheckForNull
    private final String home = HomeIdentity.current();

    private boolean begun;

    @CheckForNull
    private transient volatile BuildWorkflow workflow;

    @CheckForNull
    private transient volatile Throwable stopped;

    private transient boolean ended;

    public VelaWorkflowExecution(StepContext context, WorkflowRequest request) {
        super(context);
        this.request = Objects.requireNonNull(request, "request");
    }

    @Override
    public boolean start() {
        inBackground(this::begin);
        return false;
    }

    @Override
    public void onResume() {
        inBackground(this::goOn);
    }

    @Override
    public void stop(@NonNull Throwable cause) {
        synchronized (this) {
            if (stopped != null) {
                return;
            }
            stopped = cause;
        }
        BuildWorkflow live = workflow;
        if (live != null && live.doubt().isPresent()) {
            // what is not certain to be ours must not be cleaned up either
            inBackground(() -> giveUp(cause));
            return;
        }
        if (live != null) {
            inBackground(live::terminate);
        }
        Timer.get().schedule(() -> inBackground(() -> giveUp(cause)), GRACE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public String getStatus() {
        BuildWorkflow live = workflow;
        if (live == null) {
            return "starting the workflow";
        }
        return live.doubt().isPresent() ? "held until an administrator confirms" : StatusText.of(live.status());
    }

    /** The id of the node in the build's graph at which the workflow runs, which names its state directory too. */
    private String nodeId() throws IOException, InterruptedException {
        return required(FlowNode.class).getId();
    }

    // ---- in the background ----

    private void begin() throws IOException, InterruptedException {
        BuildLog log = log();
        BuildScope scope = BuildScope.of(getContext(), request.function());
        LoadedWorkflow loaded = scope.load(request, log::print);
        Throwable cause = stopped;
        if (cause != null) {
            end(() -> getContext().onFailure(cause));
            return;
        }
        RunListener listener = log.andThen(pauses());
        Optional<AdoptedWorkflows.Adopted> adopted =
                AdoptedWorkflows.find(required(Run.class), nodeId(), request.function(), loaded.spec());
        follow(
                adopted.isPresent()
                        ? adopt(adopted.get(), scope, log, listener)
                        : VelaWorkflows.get()
                                .begin(
                                        directory(),
                                        scope.clusters(request),
                                        scope.origin(request),
                                        loaded,
                                        () -> definitions(scope),
                                        listener));
        begun = true;
        getContext().saveState();
    }

    private BuildWorkflow adopt(AdoptedWorkflows.Adopted adopted, BuildScope scope, BuildLog log, RunListener listener)
            throws IOException, InterruptedException {
        String build = HyperlinkNote.encodeTo(
                "/" + adopted.from().getUrl(), adopted.from().getDisplayName());
        log.print(adopted.step()
                .map(step -> request.function() + " goes on from step " + step + " of build " + build
                        + "; what was done there is not repeated")
                .orElse(request.function() + " succeeded in build " + build + " and is not repeated"));
        adopted.copyTo(directory());
        BuildWorkflow live = VelaWorkflows.get()
                .adopt(directory(), scope.clusters(request), scope.origin(request), () -> definitions(scope), listener);
        adopted.step().ifPresent(live::restart);
        return live;
    }

    private void goOn() throws IOException, InterruptedException {
        BuildLog log = log();
        BuildScope scope = BuildScope.of(getContext(), request.function());
        Pauses pauses = pauses();
        Optional<BuildWorkflow> taken = VelaWorkflows.get()
                .resume(
                        directory(),
                        scope.clusters(request),
                        scope.origin(request),
                        () -> definitions(scope),
                        log.andThen(pauses));
        if (taken.isPresent()) {
            BuildWorkflow live = taken.get();
            pauses.takeUp(live.status());
            if (!begun && live.status().finished()) {
                // maybe the controller stopped between taking the workflow over and starting it again
                AdoptedWorkflows.taken(required(Run.class), nodeId())
                        .flatMap(AdoptedWorkflows.Adopted::step)
                        .ifPresent(live::restart);
            }
            follow(live);
        } else if (home != null && !home.equals(HomeIdentity.current())) {
            throw new AbortException(
                    "the controller's home directory is a copy of the one in which " + request.function()
                            + " was called, and the workflow had not begun there: it does not begin here by itself");
        } else if (begun) {
            throw new AbortException("the workflow's journal is missing in the build's directory: cannot go on");
        } else {
            // the controller stopped before the engine had taken the workflow
            begin();
        }
    }

    /** What the same request would find now. */
    private DefinitionLibrary definitions(BuildScope scope) {
        try {
            return scope.load(request, warning -> {}).library();
        } catch (IOException e) {
            throw new DefinitionException(Position.start(request.function()), Objects.toString(e.getMessage(), "" + e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DefinitionException(Position.start(request.function()), "interrupted");
        }
    }

    private BuildLog log() throws IOException, InterruptedException {
        String page = "/" + required(Run.class).getUrl() + "vela/" + nodeId() + "/";
        return new BuildLog(required(TaskListener.class), page);
    }

    private Pauses pauses() throws IOException, InterruptedException {
        return new Pauses(required(FlowNode.class));
    }

    private void follow(BuildWorkflow live) throws IOException, InterruptedException {
        workflow = live;
        WorkflowsOfBuild.of(required(Run.class)).began(nodeId(), request.function());
        if (request.isFailingFast()) {
            live.terminateAtFailure();
        }
        live.onDrop(why -> {
            letGo(live);
            Throwable cause = stopped;
            end(() -> getContext().onFailure(cause != null ? cause : new AbortException("workflow dropped: " + why)));
        });
        live.onQuietDown(
                () -> say("Jenkins prepares to shut down: nothing new begins, until that is cancelled or after the"
                        + " restart"));
        if (live.doubt().isPresent()) {
            say("nothing happens until an administrator has confirmed, under Manage Jenkins, that it may go on");
        }
        if (live.doubt().isEmpty() && !VelaWorkflows.get().isTurnOf(directory())) {
            say("as many workflows as may be are under way: this one waits for its turn");
        }
        await(live);
        if (stopped != null) {
            live.terminate();
        }
    }

    private void await(BuildWorkflow live) {
        live.finished().whenComplete((status, error) -> {
            if (error != null) {
                live.close();
                fail(error);
            } else if (staysOpen(status)) {
                // a restart makes a new end to wait for
                live.stayOpen(() -> await(live), () -> ended(live, status));
                say("the failed workflow stays open until somebody restarts it from a step, or ends it");
            } else {
                ended(live, status);
            }
        });
    }

    private void ended(BuildWorkflow live, RunStatus status) {
        Map<String, JsonNode> outputs = live.outputs();
        letGo(live);
        complete(status, outputs);
    }

    private void letGo(BuildWorkflow live) {
        try {
            WorkflowPicture.keep(directory(), live);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "the page of a workflow that has ended will be empty", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        live.close();
    }

    private void say(String line) {
        try {
            log().print(line);
        } catch (IOException e) {
            LOGGER.log(Level.FINE, "the build's log is closed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean staysOpen(RunStatus status) {
        return request.isPausingOnFailure() && status.phase() == RunPhase.FAILED && stopped == null;
    }

    private void complete(RunStatus status, Map<String, JsonNode> outputs) {
        Throwable cause = stopped;
        if (cause != null) {
            end(() -> getContext().onFailure(cause));
        } else if (status.phase() == RunPhase.SUCCEEDED) {
            boolean one = request.source() == WorkflowRequest.Source.STEP;
            end(() -> getContext()
                    .onSuccess(
                            one ? StatusText.outputs(OneStep.returned(outputs)) : StatusText.result(status, outputs)));
        } else {
            end(() -> getContext().onFailure(new AbortException(StatusText.failure(status))));
        }
    }

    private void giveUp(Throwable cause) {
        BuildWorkflow live = workflow;
        if (live != null) {
            letGo(live);
        }
        end(() -> getContext().onFailure(cause));
    }

    /** The first end counts: an abort and the workflow's own end may come together. */
    private void end(Runnable report) {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
        }
        report.run();
    }

    private void fail(Throwable error) {
        if (error instanceof IOException || error instanceof InterruptedException) {
            end(() -> getContext().onFailure(error));
        } else {
            // what a person gets to read is one message; the rest is for the controller's log
            LOGGER.log(Level.FINE, "workflow failed to start", error);
            end(() ->
                    getContext().onFailure(new AbortException(Objects.toString(error.getMessage(), error.toString()))));
        }
    }

    private Path directory() throws IOException, InterruptedException {
        return WorkflowsOfBuild.directory(required(Run.class), nodeId());
    }

    private <T> T required(Class<T> type) throws IOException, InterruptedException {
        T value = getContext().get(type);
        if (value == null) {
            throw new AbortException(request.function() + ": the build offers no " + type.getSimpleName());
        }
        return value;
    }

    private void inBackground(Work work) {
        Computer.threadPoolForRemoting.execute(() -> {
            try {
                work.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                fail(e);
            } catch (IOException | RuntimeException e) {
                fail(e);
            }
        });
    }

    /** Something that may wait and fail. */
    @FunctionalInterface
    private interface Work {
        void run() throws IOException, InterruptedException;
    }
}
