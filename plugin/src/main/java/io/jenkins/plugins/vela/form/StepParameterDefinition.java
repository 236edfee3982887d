package io.jenkins.plugins.vela.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Failure;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.ParameterDefinition;
import hudson.model.ParameterValue;
import hudson.model.SimpleParameterDefinition;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.vela.cue.schema.Schema;
import io.jenkins.plugins.vela.pipeline.PropertyProblem;
import io.jenkins.plugins.vela.stepcall.PlainValue;
import io.jenkins.plugins.vela.stepform.StepValues;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/**
 * A parameter of a job whose value is everything that a step definition asks for: {@code velaParameters(name: 'DEPLOY',
 * definition: 'apply-deployment')}. Its form is that of the definition; what is given is checked against the definition
 * before the build is scheduled, however it is triggered.
 */
public final class StepParameterDefinition extends SimpleParameterDefinition {
    private static final long serialVersionUID = 1L;

    private final String definition;
    private String defaults = "{}";

    /** @param definition the step type */
    @DataBoundConstructor
    public StepParameterDefinition(String name, String definition) {
        super(Util.fixNull(Util.fixEmptyAndTrim(name)));
        this.definition = Util.fixNull(Util.fixEmptyAndTrim(definition));
    }

    public String getDefinition() {
        return definition;
    }

    /** Values for what nobody gives, as JSON; they win over the defaults of the definition. */
    public String getDefaults() {
        return defaults == null ? "{}" : defaults;
    }

    /** JSON or YAML. */
    @DataBoundSetter
    public void setDefaults(@CheckForNull String defaults) {
        this.defaults = FormText.canonical(defaults);
    }

    private ObjectNode defaultValues() {
        try {
            return StepValues.read(getDefaults());
        } catch (IllegalArgumentException notRead) {
            return JsonNodeFactory.instance.objectNode();
        }
    }

    // ---- values ----

    @Override
    public ParameterValue getDefaultParameterValue() {
        return value(StepForm.in(currentItem()), defaultValues());
    }

    @Override
    public ParameterDefinition copyWithDefaultValue(ParameterValue value) {
        if (!(value instanceof StepParameterValue given)) {
            return this;
        }
        StepParameterDefinition copy = new StepParameterDefinition(getName(), definition);
        copy.setDescription(getDescription());
        copy.setDefaults(given.getJson());
        return copy;
    }

    /** What a page has submitted: JSON, as text or as it is. */
    @Override
    public ParameterValue createValue(StaplerRequest2 request, JSONObject form) {
        Object given = form.opt("value");
        try {
            return checked(String.valueOf(given == null ? "" : given));
        } catch (IllegalArgumentException e) {
            throw new Failure(e.getMessage(), true);
        }
    }

    /** JSON or YAML, from the command line, a request or another build. */
    @Override
    public ParameterValue createValue(String given) {
        try {
            return checked(Util.fixNull(given));
        } catch (IllegalArgumentException e) {
            if (currentItem() == null) {
                throw e;
            }
            throw new RefusedValues(e);
        }
    }

    /** @throws IllegalArgumentException with everything that is wrong, one line each */
    private ParameterValue checked(String text) {
        StepForm form = StepForm.in(currentItem());
        ObjectNode given;
        try {
            given = StepValues.read(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(getName() + ": " + e.getMessage(), e);
        }
        ObjectNode values = defaultValues();
        values.setAll(given);
        checkCredentials(form, values);
        StepParameterValue value = value(form, values);
        if (form.schema(definition).isEmpty() && form.item().isEmpty()) {
            // who triggers the build does not say of which job; the build itself checks what it is given
            return value;
        }
        List<PropertyProblem> problems;
        try {
            problems = form.problems(definition, value.contextValue());
        } catch (IOException e) {
            throw new IllegalArgumentException(getName() + ": " + e.getMessage(), e);
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(problems.stream()
                    .map(problem -> getName() + ": " + problem.text())
                    .distinct()
                    .collect(Collectors.joining("\n")));
        }
        return value;
    }

    /** Who may build may not for that reason use any credential of the job. */
    private void checkCredentials(StepForm form, JsonNode values) {
        Set<String> chosen = new TreeSet<>(StepValues.namedCredentials(values));
        chosen.removeAll(StepValues.namedCredentials(defaultValues()));
        if (!chosen.isEmpty() && !form.mayUseCredentials()) {
            throw new IllegalArgumentException(getName() + ": " + Messages.StepParameterDefinition_credentials());
        }
    }

    private StepParameterValue value(StepForm form, ObjectNode values) {
        Optional<Schema> schema = form.schema(definition);
        JsonNode complete =
                schema.map(known -> StepValues.withDefaults(known, values)).orElse(values);
        return new StepParameterValue(getName(), getDescription(), complete);
    }

    /** The job of the current request. */
    @CheckForNull
    private static Item currentItem() {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        return request == null ? null : request.findAncestorObject(Job.class);
    }

    // ---- for the page ----

    /** The form as JSON. */
    public String getForm() {
        return StepForm.in(currentItem()).toJson(definition).toString();
    }

    /** Tells Jenkins about the parameter. */
    @Extension
    @Symbol("velaParameters")
    public static final class DescriptorImpl extends ParameterDescriptor implements CustomDescribableModel {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.StepParameterDefinition_displayName();
        }

        /** A script may give the defaults as a map. */
        @NonNull
        @Override
        public Map<String, Object> customInstantiate(@NonNull Map<String, Object> arguments) {
            Map<String, Object> changed = new HashMap<>(arguments);
            if (changed.get("defaults") instanceof Map<?, ?> map) {
                changed.put("defaults", PlainValue.toJson(map).toString());
            }
            return changed;
        }

        @Override
        public ParameterDefinition newInstance(@CheckForNull StaplerRequest2 request, @NonNull JSONObject form)
                throws FormException {
            ParameterDefinition made = super.newInstance(request, form);
            if (request != null && made instanceof StepParameterDefinition parameter) {
                FormText.refusePlainSecrets(
                        StepForm.in(currentItem()), parameter.definition, parameter.getDefaults(), "defaults");
            }
            return made;
        }

        /** The definitions to choose from. */
        public List<ListBoxModel.Option> typesOf(@CheckForNull Object page, @CheckForNull String chosen) {
            return StepForm.of(page).types(Util.fixNull(chosen));
        }

        /** The form of a definition as JSON. */
        public String formOf(@CheckForNull Object page, @CheckForNull String type) {
            return StepForm.of(page).toJson(Util.fixNull(type)).toString();
        }

        /** Complains about what cannot be the name of a variable; looks at nothing but it. */
        @POST
        public FormValidation doCheckName(@QueryParameter String value) {
            return Util.fixNull(value).matches("[A-Za-z_][A-Za-z0-9_]*")
                    ? FormValidation.ok()
                    : FormValidation.warning(Messages.StepParameterDefinition_name());
        }

        /** The form of a definition, for who may configure the job. */
        @POST
        public HttpResponse doForm(@AncestorInPath Item item, @QueryParameter String type) {
            FormText.checkMayConfigure(item);
            return FormText.json(StepForm.in(item).toJson(Util.fixNull(type)));
        }

        /** What is wrong with values, for who may configure or build the job. */
        @POST
        public HttpResponse doProblems(
                @AncestorInPath Item item, @QueryParameter String type, @QueryParameter String values)
                throws IOException {
            if (item == null) {
                Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            } else {
                item.checkAnyPermission(Item.BUILD, Item.CONFIGURE);
            }
            return FormText.json(StepForm.toJson(StepForm.in(item).problems(Util.fixNull(type), Util.fixNull(values))));
        }
    }
}
