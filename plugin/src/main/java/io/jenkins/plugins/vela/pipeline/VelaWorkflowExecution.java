package io.jenkins.plugins.vela.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.vela.workflow.model.RunPhase;
import io.jenkins.plugins.vela.workflow.model.RunStatus;
import java.io.IOException;
import java.nio.file.Path;
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
 * One execution of {@link VelaWorkflowStep}. It is written into the build's program, so it holds plain data only: what to
 * run, and only until the engine has written that to its own journal in the build's directory. The live side is a
 * {@link BuildWorkflow}, made anew after a restart.
 *
 * <p>{@link #start}, {@link #stop} and {@link #onResume} are called on the thread that runs the build's Groovy code, which
 * must not wait: they only hand work to a pool.
 */
final class VelaWorkflowExecution extends StepExecution {
    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(VelaWorkflowExecution.class.getName());

    /** How long an aborted workflow may take to end in an orderly way, steps with {@code if: always} included. */
    private static final long GRACE_SECONDS = 20;

    /** A larger file is surely not what was meant; the document reader has a tighter limit of its own. */
    private static final long MAX_FILE_BYTES = 64L * 1024 * 1024;

    private String spec;
    private String file;

    @CheckForNull
    private transient volatile BuildWorkflow workflow;

    @CheckForNull
    private transient volatile Throwable stopped;

    private transient boolean ended;

    VelaWorkflowExecution(StepContext context, String spec, String file) {
        super(context);
        this.spec = spec;
        this.file = file;
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
        if (live != null) {
            inBackground(live::terminate);
        }
        Timer.get().schedule(() -> inBackground(() -> giveUp(cause)), GRACE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public String getStatus() {
        BuildWorkflow live = workflow;
        return live == null ? "starting the workflow" : StatusText.of(live.status());
    }

    // ---- in the background ----

    private void begin() throws IOException, InterruptedException {
        VelaWorkflows workflows = VelaWorkflows.get();
        BuildLog log = new BuildLog(required(TaskListener.class).getLogger());
        WorkflowText text = file.isEmpty() ? new WorkflowText("spec", spec) : readFile();
        LoadedWorkflow loaded = workflows.load(text, log::print);
        Throwable cause = stopped;
        if (cause != null) {
            end(() -> getContext().onFailure(cause));
            return;
        }
        follow(workflows.begin(directory(), loaded, log));
        spec = "";
        file = "";
        getContext().saveState();
    }

    private void goOn() throws IOException, InterruptedException {
        BuildLog log = new BuildLog(required(TaskListener.class).getLogger());
        Optional<BuildWorkflow> taken = VelaWorkflows.get().resume(directory(), log);
        if (taken.isPresent()) {
            follow(taken.get());
        } else if (!spec.isEmpty() || !file.isEmpty()) {
            // the controller stopped before the engine had taken the workflow
            begin();
        } else {
            throw new AbortException("the workflow's journal is missing in the build's directory: cannot go on");
        }
    }

    private void follow(BuildWorkflow live) {
        workflow = live;
        live.finished().whenComplete((status, error) -> {
            live.close();
            if (error != null) {
                fail(error);
            } else {
                complete(status);
            }
        });
        if (stopped != null) {
            live.terminate();
        }
    }

    private void complete(RunStatus status) {
        Throwable cause = stopped;
        if (cause != null) {
            end(() -> getContext().onFailure(cause));
        } else if (status.phase() == RunPhase.SUCCEEDED) {
            end(() -> getContext().onSuccess(StatusText.result(status)));
        } else {
            end(() -> getContext().onFailure(new AbortException(StatusText.failure(status))));
        }
    }

    private void giveUp(Throwable cause) {
        BuildWorkflow live = workflow;
        if (live != null) {
            live.close();
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

    private WorkflowText readFile() throws IOException, InterruptedException {
        FilePath workspace = getContext().get(FilePath.class);
        if (workspace == null) {
            throw new AbortException("velaWorkflow(file: '" + file + "') needs a workspace: call it inside node {…}, "
                    + "or give the text as 'spec'");
        }
        FilePath path = workspace.child(file);
        if (!path.exists() || path.isDirectory()) {
            throw new AbortException("velaWorkflow: no file " + file + " in the workspace");
        }
        if (path.length() > MAX_FILE_BYTES) {
            throw new AbortException("velaWorkflow: " + file + " is larger than " + MAX_FILE_BYTES + " bytes");
        }
        return new WorkflowText(file, path.readToString());
    }

    private Path directory() throws IOException, InterruptedException {
        return required(Run.class)
                .getRootDir()
                .toPath()
                .resolve("vela-workflow")
                .resolve(required(FlowNode.class).getId());
    }

    private <T> T required(Class<T> type) throws IOException, InterruptedException {
        T value = getContext().get(type);
        if (value == null) {
            throw new AbortException("velaWorkflow: the build offers no " + type.getSimpleName());
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
