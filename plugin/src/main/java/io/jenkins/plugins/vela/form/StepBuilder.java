package io.jenkins.plugins.vela.form;

import com.fasterxml.jackson.databind.JsonNode;
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
import hudson.model.Item;
import hudson.model.ParameterValue;
import hudson.model.ParametersAction;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.vela.cue.schema.Schema;
import io.jenkins.plugins.vela.pipeline.BlockingRun;
import io.jenkins.plugins.vela.pipeline.ContextValue;
import io.jenkins.plugins.vela.pipeline.VelaOptions;
import io.jenkins.plugins.vela.pipeline.WorkflowRequest;
import io.jenkins.plugins.vela.stepform.StepValues;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import jenkins.tasks.SimpleBuildStep;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/**
 * "Run a workflow step" in a job that is no Pipeline. What is kept is the step's type and its properties as JSON, so nothing is
 * lost when the definition changes or is gone for a while. Texts in the properties may name environment variables. The build
 * holds its executor while the step runs.
 */
public final class StepBuilder extends Builder implements SimpleBuildStep {
    private final String type;
    private String properties = "{}";
    private String parameter = "";
    private BuilderOptions options = new BuilderOptions();

    /** @param type the step type */
    @DataBoundConstructor
    public StepBuilder(String type) {
        this.type = Util.fixNull(Util.fixEmptyAndTrim(type));
    }

    public String getType() {
        return type;
    }

    /** The properties as JSON. */
    public String getProperties() {
        return properties == null ? "{}" : properties;
    }

    /** JSON or YAML; what cannot be read is kept as it is, for a person to correct. */
    @DataBoundSetter
    public void setProperties(@CheckForNull String properties) {
        this.properties = FormText.canonical(properties);
    }

    /** A parameter of the job whose values are the step's properties, where those given here say nothing. */
    public String getParameter() {
        return Util.fixNull(parameter);
    }

    @DataBoundSetter
    public void setParameter(@CheckForNull String parameter) {
        this.parameter = Util.fixNull(Util.fixEmptyAndTrim(parameter));
    }

    /** Where the step acts and what it gives back. */
    public BuilderOptions getOptions() {
        return options == null ? new BuilderOptions() : options;
    }

    @DataBoundSetter
    public void setOptions(@CheckForNull BuilderOptions options) {
        this.options = options == null ? new BuilderOptions() : options;
    }

    @Override
    public boolean requiresWorkspace() {
        return false;
    }

    @Override
    public void perform(
            @NonNull Run<?, ?> run,
            @NonNull FilePath workspace,
            @NonNull EnvVars environment,
            @NonNull Launcher launcher,
            @NonNull TaskListener listener)
            throws InterruptedException, IOException {
        perform(run, environment, listener);
    }

    @Override
    public void perform(@NonNull Run<?, ?> run, @NonNull EnvVars environment, @NonNull TaskListener listener)
            throws InterruptedException, IOException {
        if (type.isEmpty()) {
            throw new AbortException("Run a workflow step: no step type is chosen");
        }
        Optional<Schema> schema = StepForm.in(run.getParent()).schema(type);
        JsonNode values = values(run);
        if (schema.isPresent()) {
            for (String place : StepValues.plainSecrets(schema.get(), values)) {
                throw new AbortException(type + ": " + place + ": " + Messages.StepForm_plainSecret());
            }
        }
        JsonNode expanded = StepValues.expanded(
                schema.orElseGet(() -> new Schema.Anything(Optional.empty())), values, environment::expand);
        VelaOptions where = getOptions().expanded(environment);
        getOptions()
                .publish(
                        run,
                        new BlockingRun(run, null, environment, listener)
                                .perform(WorkflowRequest.step(type, type, expanded)
                                        .with(where)));
    }

    private JsonNode values(Run<?, ?> run) throws AbortException {
        ObjectNode given;
        try {
            given = StepValues.read(getProperties());
        } catch (IllegalArgumentException e) {
            throw new AbortException(type + ": " + e.getMessage());
        }
        if (getParameter().isEmpty()) {
            return given;
        }
        ParametersAction parameters = run.getAction(ParametersAction.class);
        ParameterValue value = parameters == null ? null : parameters.getParameter(getParameter());
        if (!(value instanceof ContextValue typed) || !(typed.contextValue() instanceof ObjectNode object)) {
            throw new AbortException(type + ": the job has no parameter " + getParameter() + " with values for a step");
        }
        ObjectNode all = object.deepCopy();
        all.setAll(given);
        return all;
    }

    /** The form. */
    @Extension
    @Symbol("velaBuildStep")
    public static final class DescriptorImpl extends BuildStepDescriptor<Builder> {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.StepBuilder_displayName();
        }

        @Override
        @SuppressWarnings("rawtypes")
        public boolean isApplicable(Class<? extends AbstractProject> jobType) {
            return true;
        }

        @Override
        public Builder newInstance(@CheckForNull StaplerRequest2 request, @NonNull JSONObject form)
                throws FormException {
            Builder made = super.newInstance(request, form);
            if (request != null && made instanceof StepBuilder step) {
                FormText.refusePlainSecrets(StepForm.of(null), step.type, step.getProperties(), "properties");
            }
            return made;
        }

        /** The step types to choose from. */
        public List<ListBoxModel.Option> typesOf(@CheckForNull Object page, @CheckForNull String chosen) {
            return StepForm.of(page).types(Util.fixNull(chosen));
        }

        /** The form of a type as JSON. */
        public String formOf(@CheckForNull Object page, @CheckForNull String type) {
            return StepForm.of(page).toJson(Util.fixNull(type)).toString();
        }

        /** The form of a step type, for who may configure the job. */
        @POST
        public HttpResponse doForm(@AncestorInPath Item item, @QueryParameter String type) {
            FormText.checkMayConfigure(item);
            return FormText.json(StepForm.in(item).toJson(Util.fixNull(type)));
        }

        /** What is wrong with values, for who may configure the job. */
        @POST
        public HttpResponse doProblems(
                @AncestorInPath Item item, @QueryParameter String type, @QueryParameter String values)
                throws IOException {
            FormText.checkMayConfigure(item);
            return FormText.json(StepForm.toJson(FormText.withoutVariables(
                    StepForm.in(item).problems(Util.fixNull(type), Util.fixNull(values)), Util.fixNull(values))));
        }
    }
}
