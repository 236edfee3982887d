package io.jenkins.plugins.vela.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.Util;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.ComboBoxModel;
import io.jenkins.plugins.vela.config.DefinitionSources;
import io.jenkins.plugins.vela.pipeline.VelaWorkflowExecution;
import io.jenkins.plugins.vela.pipeline.WorkflowRequest;
import io.jenkins.plugins.vela.stepcall.PlainValue;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.verb.POST;

/**
 * Runs one step of any type that the build may use: {@code velaStep(type: 'apply-object', properties: [value: …])}. The form
 * for types that are no functions of their own.
 */
public final class VelaStep extends Step {
    static final String FUNCTION = "velaStep";

    private final String type;
    private Map<String, Object> properties = Map.of();

    @DataBoundConstructor
    public VelaStep(String type) {
        this.type = Util.fixNull(Util.fixEmptyAndTrim(type));
    }

    /** The step type. */
    public String getType() {
        return type;
    }

    /** The step's properties. */
    @SuppressWarnings("rawtypes")
    public Map getProperties() {
        return properties;
    }

    @DataBoundSetter
    @SuppressWarnings({"rawtypes", "unchecked"})
    public void setProperties(@CheckForNull Map properties) {
        this.properties = properties == null ? Map.of() : new HashMap<>(properties);
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        if (type.isEmpty()) {
            throw new AbortException("velaStep needs 'type', the step type");
        }
        try {
            return new VelaWorkflowExecution(
                    context, WorkflowRequest.step(FUNCTION, type, PlainValue.toJson(properties)));
        } catch (IllegalArgumentException e) {
            throw new AbortException("velaStep: " + e.getMessage());
        }
    }

    /** Tells Jenkins about {@code velaStep}. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {

        @Override
        public String getFunctionName() {
            return FUNCTION;
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.VelaStep_displayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, FlowNode.class, TaskListener.class);
        }

        @CheckForNull
        @Override
        public String argumentsToString(@NonNull Map<String, Object> arguments) {
            return arguments.get("type") instanceof String type ? type : null;
        }

        /** The types that all builds may use. */
        @POST
        public ComboBoxModel doFillTypeItems() {
            return new ComboBoxModel(DefinitionSources.get().library().types());
        }
    }
}
