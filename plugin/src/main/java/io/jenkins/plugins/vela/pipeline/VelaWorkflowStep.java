package io.jenkins.plugins.vela.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.Util;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * Runs a {@code WorkflowRun} inside a build: {@code velaWorkflow(file: 'deploy.yaml')} or
 * {@code velaWorkflow(spec: '''…''')}. The step holds neither an executor nor an agent while the workflow runs, except that
 * reading {@code file} needs a workspace. It succeeds with a map ({@code status}, {@code steps}) and fails with the
 * failed step's message.
 */
public final class VelaWorkflowStep extends Step {

    @CheckForNull
    private String spec;

    @CheckForNull
    private String file;

    @DataBoundConstructor
    public VelaWorkflowStep() {
        // both parameters are optional, exactly one of them has to be there
    }

    /** The workflow's text: YAML or JSON, several documents allowed. */
    @CheckForNull
    public String getSpec() {
        return spec;
    }

    @DataBoundSetter
    public void setSpec(@CheckForNull String spec) {
        this.spec = Util.fixEmptyAndTrim(spec) == null ? null : spec;
    }

    /** Path of a file in the workspace. */
    @CheckForNull
    public String getFile() {
        return file;
    }

    @DataBoundSetter
    public void setFile(@CheckForNull String file) {
        this.file = Util.fixEmptyAndTrim(file);
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        if ((spec == null) == (file == null)) {
            throw new AbortException("velaWorkflow needs exactly one of 'spec' (the workflow's text) and 'file' "
                    + "(a file in the workspace)");
        }
        return new VelaWorkflowExecution(context, spec == null ? "" : spec, file == null ? "" : file);
    }

    /** Tells Jenkins about {@code velaWorkflow}. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {

        @Override
        public String getFunctionName() {
            return "velaWorkflow";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return "Run a workflow";
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, FlowNode.class, TaskListener.class);
        }

        @CheckForNull
        @Override
        public String argumentsToString(@NonNull Map<String, Object> arguments) {
            return arguments.get("file") instanceof String path ? path : null;
        }
    }
}
