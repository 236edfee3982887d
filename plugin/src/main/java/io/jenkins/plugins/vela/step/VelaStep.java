package io.jenkins.plugins.vela.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.Nullable;
import hudson.AbortException;
import hudson.Extension;
import hudson.Util;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.vela.pipeline.VelaWorkflowExecution;
import io.jenkins.plugins.vela.pipeline.WorkflowRequest;
import io.jenkins.plugins.vela.stepcall.PlainValue;
import io.jenkins.plugins.vela.stepform.StepValues;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

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

        /** What the form shows for the properties that are there: JSON. */
        public String textOf(@CheckForNull Object step) {
            return step instanceof VelaStep ours
                    ? PlainValue.toJson(ours.properties).toString()
                    : "{}";
        }

        /** The form submits the properties as one text. */
        @Override
        @SuppressWarnings("unchecked")
        public Step newInstance(@Nullable StaplerRequest2 request, @NonNull JSONObject form) throws FormException {
            VelaStep step = new VelaStep(form.optString("type"));
            try {
                step.setProperties(
                        (Map<String, Object>) PlainValue.toScript(StepValues.read(form.optString("properties"))));
            } catch (IllegalArgumentException e) {
                throw new FormException(e.getMessage(), e, "properties");
            }
            return step;
        }
    }
}
