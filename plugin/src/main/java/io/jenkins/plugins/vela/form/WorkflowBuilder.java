package io.jenkins.plugins.vela.form;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.Launcher;
import hudson.Util;
import hudson.model.AbstractProject;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.vela.cue.schema.Schema;
import io.jenkins.plugins.vela.pipeline.BlockingRun;
import io.jenkins.plugins.vela.pipeline.WorkflowRequest;
import io.jenkins.plugins.vela.stepform.StepValues;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import jenkins.tasks.SimpleBuildStep;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * "Run a workflow" in a job that is no Pipeline: {@code velaWorkflow} as a build step. The build holds its executor while the
 * workflow runs.
 */
public final class WorkflowBuilder extends Builder implements SimpleBuildStep {
    private static final String NAME = "workflow";
    private static final List<String> MODES = List.of("StepByStep", "DAG");

    private String spec = "";
    private String file = "";
    private String context = "";
    private String clusters = "";
    private String mode = "";
    private boolean failFast;
    private BuilderOptions options = new BuilderOptions();

    @DataBoundConstructor
    public WorkflowBuilder() {
        // exactly one of spec and file has to be there
    }

    /** The workflow's text: YAML or JSON, several documents allowed. */
    public String getSpec() {
        return Util.fixNull(spec);
    }

    @DataBoundSetter
    public void setSpec(@CheckForNull String spec) {
        this.spec = Util.fixNull(spec);
    }

    /** Path of a file in the workspace. */
    public String getFile() {
        return Util.fixNull(file);
    }

    @DataBoundSetter
    public void setFile(@CheckForNull String file) {
        this.file = Util.fixNull(Util.fixEmptyAndTrim(file));
    }

    /** Values for {@code context}, as YAML, which win over those of the text. */
    public String getContext() {
        return Util.fixNull(context);
    }

    @DataBoundSetter
    public void setContext(@CheckForNull String context) {
        this.context = Util.fixNull(context);
    }

    /** The workflow's name for a cluster and the configured one, as {@code eu=prod-eu}, one a line. */
    public String getClusters() {
        return Util.fixNull(clusters);
    }

    @DataBoundSetter
    public void setClusters(@CheckForNull String clusters) {
        this.clusters = Util.fixNull(clusters);
    }

    /** How steps of the top level run; empty for what the text says. */
    public String getMode() {
        return Util.fixNull(mode);
    }

    @DataBoundSetter
    public void setMode(@CheckForNull String mode) {
        this.mode = Util.fixNull(Util.fixEmptyAndTrim(mode));
    }

    /** Whether the first failure ends everything, steps on their way included. */
    public boolean isFailFast() {
        return failFast;
    }

    @DataBoundSetter
    public void setFailFast(boolean failFast) {
        this.failFast = failFast;
    }

    /** Where steps act and what the workflow gives back. */
    public BuilderOptions getOptions() {
        return options == null ? new BuilderOptions() : options;
    }

    @DataBoundSetter
    public void setOptions(@CheckForNull BuilderOptions options) {
        this.options = options == null ? new BuilderOptions() : options;
    }

    /** A workflow whose text is given needs no workspace. */
    @Override
    public boolean requiresWorkspace() {
        return !getFile().isEmpty();
    }

    @Override
    public void perform(
            @NonNull Run<?, ?> run,
            @NonNull FilePath workspace,
            @NonNull EnvVars environment,
            @NonNull Launcher launcher,
            @NonNull TaskListener listener)
            throws InterruptedException, IOException {
        run(run, workspace, environment, listener);
    }

    @Override
    public void perform(@NonNull Run<?, ?> run, @NonNull EnvVars environment, @NonNull TaskListener listener)
            throws InterruptedException, IOException {
        run(run, null, environment, listener);
    }

    private void run(Run<?, ?> run, @CheckForNull FilePath workspace, EnvVars environment, TaskListener listener)
            throws InterruptedException, IOException {
        boolean hasText = !getSpec().isBlank();
        if (hasText != getFile().isEmpty()) {
            throw new AbortException("Run a workflow: give either the workflow's text or a file in the workspace");
        }
        if (!getMode().isEmpty() && !MODES.contains(getMode())) {
            throw new AbortException(
                    "Run a workflow: the mode is " + String.join(" or ", MODES) + ", not \"" + getMode() + "\"");
        }
        WorkflowRequest request = hasText
                ? WorkflowRequest.text(NAME, getSpec())
                : WorkflowRequest.file(NAME, environment.expand(getFile()));
        try {
            request = request.withContext(StepValues.expanded(
                            new Schema.Anything(Optional.empty()), StepValues.read(getContext()), environment::expand))
                    .withClusters(names(environment.expand(getClusters())));
        } catch (IllegalArgumentException e) {
            throw new AbortException("Run a workflow: " + e.getMessage());
        }
        request = request.withMode(getMode()).with(getOptions().expanded(environment));
        if (failFast) {
            request = request.failingFast();
        }
        getOptions().publish(run, new BlockingRun(run, workspace, environment, listener).perform(request));
    }

    private static ObjectNode names(String text) {
        ObjectNode names = JsonNodeFactory.instance.objectNode();
        for (String line : text.lines().map(String::trim).toList()) {
            int equals = line.indexOf('=');
            if (equals > 0 && equals < line.length() - 1) {
                names.put(
                        line.substring(0, equals).trim(),
                        line.substring(equals + 1).trim());
            } else if (!line.isEmpty()) {
                throw new IllegalArgumentException("clusters: expected NAME=CLUSTER, not \"" + line + "\"");
            }
        }
        return names;
    }

    /** The form. */
    @Extension
    @Symbol("velaBuildWorkflow")
    public static final class DescriptorImpl extends BuildStepDescriptor<Builder> {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.WorkflowBuilder_displayName();
        }

        @Override
        @SuppressWarnings("rawtypes")
        public boolean isApplicable(Class<? extends AbstractProject> jobType) {
            return true;
        }

        /** Ways to run steps. */
        @POST
        public ListBoxModel doFillModeItems() {
            ListBoxModel items = new ListBoxModel();
            items.add(Messages.WorkflowBuilder_modeOfText(), "");
            MODES.forEach(items::add);
            return items;
        }

        /** Says what is wrong with values; looks at nothing but them. */
        @POST
        public FormValidation doCheckContext(@QueryParameter String value) {
            try {
                StepValues.read(Util.fixNull(value));
                return FormValidation.ok();
            } catch (IllegalArgumentException e) {
                return FormValidation.error(e.getMessage());
            }
        }

        /** Says what is wrong with names of clusters; looks at nothing but them. */
        @POST
        public FormValidation doCheckClusters(@QueryParameter String value) {
            try {
                names(Util.fixNull(value));
                return FormValidation.ok();
            } catch (IllegalArgumentException e) {
                return FormValidation.error(e.getMessage());
            }
        }
    }
}
