package io.jenkins.plugins.vela.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.Util;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.vela.stepcall.PlainValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.verb.POST;

/**
 * Runs a {@code WorkflowRun} inside a build: {@code velaWorkflow(file: 'deploy.yaml')} or
 * {@code velaWorkflow(spec: '''…''')}. The step holds neither an executor nor an agent while the workflow runs, except that
 * reading files needs a workspace. It succeeds with a map ({@code status}, {@code steps}, {@code outputs}) and fails with the
 * failed step's message.
 */
public final class VelaWorkflowStep extends Step {
    private static final String FUNCTION = "velaWorkflow";

    @CheckForNull
    private String spec;

    @CheckForNull
    private String file;

    @CheckForNull
    private String library;

    private Map<String, Object> context = Map.of();
    private Map<String, Object> clusters = Map.of();

    @CheckForNull
    private String definitions;

    @CheckForNull
    private String mode;

    private boolean failFast;
    private String onFailure = OnFailure.FAIL;

    @DataBoundConstructor
    public VelaWorkflowStep() {
        // all parameters are optional, exactly one of spec, file and library has to be there
    }

    /** What happens when the workflow has failed. */
    private static final class OnFailure {
        static final String FAIL = "fail";
        static final String PAUSE = "pause";
    }

    /** The workflow's text: YAML or JSON, several documents allowed. A script may also give a map. */
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

    /** Path of a resource of a shared library that the build has loaded. */
    @CheckForNull
    public String getLibrary() {
        return library;
    }

    @DataBoundSetter
    public void setLibrary(@CheckForNull String library) {
        this.library = Util.fixEmptyAndTrim(library);
    }

    /** Values for {@code context}, which win over those of the text. */
    @SuppressWarnings("rawtypes")
    public Map getContext() {
        return context;
    }

    @DataBoundSetter
    @SuppressWarnings({"rawtypes", "unchecked"})
    public void setContext(@CheckForNull Map context) {
        this.context = context == null ? Map.of() : new HashMap<>(context);
    }

    /** The workflow's name for a cluster, and the configured one. */
    @SuppressWarnings("rawtypes")
    public Map getClusters() {
        return clusters;
    }

    @DataBoundSetter
    @SuppressWarnings({"rawtypes", "unchecked"})
    public void setClusters(@CheckForNull Map clusters) {
        this.clusters = clusters == null ? Map.of() : new HashMap<>(clusters);
    }

    /** A file or directory of step definitions in the workspace. */
    @CheckForNull
    public String getDefinitions() {
        return definitions;
    }

    @DataBoundSetter
    public void setDefinitions(@CheckForNull String definitions) {
        this.definitions = Util.fixEmptyAndTrim(definitions);
    }

    /** How steps of the top level run: {@code StepByStep} or {@code DAG}. */
    @CheckForNull
    public String getMode() {
        return mode;
    }

    @DataBoundSetter
    public void setMode(@CheckForNull String mode) {
        this.mode = Util.fixEmptyAndTrim(mode);
    }

    /** Whether the first failure ends everything, steps on their way included. */
    public boolean isFailFast() {
        return failFast;
    }

    @DataBoundSetter
    public void setFailFast(boolean failFast) {
        this.failFast = failFast;
    }

    /** {@code fail}, or {@code pause}: the failed workflow stays open until a person restarts or ends it. */
    public String getOnFailure() {
        return onFailure;
    }

    @DataBoundSetter
    public void setOnFailure(@CheckForNull String onFailure) {
        this.onFailure = Util.fixEmptyAndTrim(onFailure) == null ? OnFailure.FAIL : onFailure.trim();
    }

    @Override
    public StepExecution start(StepContext stepContext) throws Exception {
        if (Stream.of(spec == null, file == null, library == null)
                        .filter(missing -> !missing)
                        .count()
                != 1) {
            throw new AbortException("velaWorkflow needs exactly one of 'spec' (the workflow's text), 'file' "
                    + "(a file in the workspace) and 'library' (a resource of a shared library)");
        }
        WorkflowRequest request = spec != null
                ? WorkflowRequest.text(FUNCTION, spec)
                : file != null
                        ? WorkflowRequest.file(FUNCTION, file)
                        : WorkflowRequest.libraryResource(FUNCTION, library);
        request = request.withContext(object("context", context)).withClusters(object("clusters", clusters));
        if (definitions != null) {
            request = request.withDefinitions(definitions);
        }
        if (mode != null) {
            if (!DescriptorImpl.MODES.contains(mode)) {
                throw new AbortException("velaWorkflow: mode is " + String.join(" or ", DescriptorImpl.MODES)
                        + ", not \"" + mode + "\"");
            }
            request = request.withMode(mode);
        }
        if (failFast) {
            request = request.failingFast();
        }
        if (onFailure.equals(OnFailure.PAUSE)) {
            request = request.pausingOnFailure();
        } else if (!onFailure.equals(OnFailure.FAIL)) {
            throw new AbortException("velaWorkflow: onFailure is fail or pause, not \"" + onFailure + "\"");
        }
        return new VelaWorkflowExecution(stepContext, request);
    }

    private static JsonNode object(String parameter, Map<String, Object> value) throws AbortException {
        try {
            return PlainValue.toJson(value);
        } catch (IllegalArgumentException e) {
            throw new AbortException("velaWorkflow: " + parameter + ": " + e.getMessage());
        }
    }

    /** Tells Jenkins about {@code velaWorkflow}. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor implements CustomDescribableModel {
        private static final List<String> MODES = List.of("StepByStep", "DAG");

        @Override
        public String getFunctionName() {
            return FUNCTION;
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.VelaWorkflowStep_displayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, FlowNode.class, TaskListener.class);
        }

        @CheckForNull
        @Override
        public String argumentsToString(@NonNull Map<String, Object> arguments) {
            return arguments.get("file") instanceof String path
                    ? path
                    : arguments.get("library") instanceof String resource ? resource : null;
        }

        /** A specification may be a map, and the clusters a list of those to be used under their own names. */
        @NonNull
        @Override
        public Map<String, Object> customInstantiate(@NonNull Map<String, Object> arguments) {
            Map<String, Object> changed = new HashMap<>(arguments);
            if (changed.get("spec") instanceof Map<?, ?> map) {
                ObjectNode document = (ObjectNode) PlainValue.toJson(map);
                changed.put("spec", (document.has("kind") ? document : workflowRun(document)).toPrettyString());
            }
            return changed;
        }

        /** What a map without a kind means: the {@code workflowSpec}, or the {@code spec} of a run. */
        private static ObjectNode workflowRun(ObjectNode spec) {
            ObjectNode run = JsonNodeFactory.instance.objectNode();
            run.put("apiVersion", "core.oam.dev/v1alpha1").put("kind", "WorkflowRun");
            run.putObject("metadata").put("name", "pipeline");
            if (spec.has("steps")) {
                run.putObject("spec").set("workflowSpec", spec);
            } else {
                run.set("spec", spec);
            }
            return run;
        }

        /** Ways to run steps. */
        @POST
        public ListBoxModel doFillModeItems() {
            ListBoxModel items = new ListBoxModel();
            items.add("As the workflow says", "");
            MODES.forEach(items::add);
            return items;
        }

        /** Ways to fail. */
        @POST
        public ListBoxModel doFillOnFailureItems() {
            ListBoxModel items = new ListBoxModel();
            items.add("The build fails", OnFailure.FAIL);
            items.add("The workflow stays open until a person restarts or ends it", OnFailure.PAUSE);
            return items;
        }
    }
}
