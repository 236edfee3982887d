package io.jenkins.plugins.vela.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.Nullable;
import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.vela.stepcall.StepFunction;
import io.jenkins.plugins.vela.stepform.FormField;
import io.jenkins.plugins.vela.stepform.FormValues;
import io.jenkins.plugins.vela.text.Suggestion;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/** Tells Jenkins about the step of a definition. */
public abstract class DefinitionStepDescriptor extends StepDescriptor implements CustomDescribableModel {
    private static final String ID_PREFIX = "vela.step.";
    private static final int LONGEST_NAME = 100;

    private final StepFunction definition;

    protected DefinitionStepDescriptor(StepFunction definition) {
        this.definition = definition;
    }

    /** What this step is made of. */
    public final StepFunction definition() {
        return definition;
    }

    /** The same for every class that is made for this function; it is what builds store. */
    @Override
    public final String getId() {
        return ID_PREFIX + definition.name();
    }

    @Override
    public final String getFunctionName() {
        return definition.name();
    }

    @NonNull
    @Override
    public final String getDisplayName() {
        String first = definition.description().lines().findFirst().orElse("").trim();
        if (first.isEmpty()) {
            return harmless(Messages.DefinitionStep_displayName(definition.type()));
        }
        return harmless(first.length() > LONGEST_NAME ? first.substring(0, LONGEST_NAME) + "…" : first);
    }

    /** The Steps Reference of Jenkins shows names of steps as HTML, and other pages as text. */
    private static String harmless(String name) {
        return name.replace('<', '‹').replace('>', '›').replace("&", "＆");
    }

    @Override
    public final Set<? extends Class<?>> getRequiredContext() {
        return Set.of(Run.class, FlowNode.class, TaskListener.class);
    }

    /** The name by which a person knows the call among others: the first required text. */
    @CheckForNull
    @Override
    public final String argumentsToString(@NonNull Map<String, Object> arguments) {
        return definition.fields().stream()
                .filter(field -> field.isRequired() && !field.isSecret())
                .map(field -> arguments.get(field.name()))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .findFirst()
                .orElse(null);
    }

    /** A misspelt parameter must never be ignored. */
    @NonNull
    @Override
    public final Map<String, Object> customInstantiate(@NonNull Map<String, Object> arguments) {
        List<String> names = definition.names();
        for (String given : arguments.keySet()) {
            if (!names.contains(given) && !given.equals(UninstantiatedDescribable.ANONYMOUS_KEY)) {
                // a build shows an AbortException as one line, anything else with a stack trace
                throw DefinitionStepDescriptor.<RuntimeException>unchecked(new AbortException(definition.name()
                        + ": there is no parameter \"" + given + "\"" + Suggestion.didYouMean(given, names)));
            }
        }
        return arguments;
    }

    @SuppressWarnings("unchecked")
    private static <X extends Throwable> X unchecked(AbortException refused) throws X {
        throw (X) refused;
    }

    /** The fields of the form, groups before what they hold. */
    public final List<FormField> getFormFields() {
        return FormField.flat(FormField.of(definition.fields()));
    }

    @Override
    public final Step newInstance(@Nullable StaplerRequest2 request, @NonNull JSONObject form) throws FormException {
        try {
            Map<String, Object> values = new LinkedHashMap<>(FormValues.read(FormField.of(definition.fields()), form));
            return (Step) new DescribableModel<>(clazz).instantiate(values, null);
        } catch (IllegalArgumentException e) {
            throw new FormException(e.getMessage(), e, definition.name());
        } catch (ClassCastException | UnsupportedOperationException e) {
            throw new FormException(e, definition.name());
        }
    }

    /** What the form shows for a value that was given before. */
    public final Map<String, Object> valuesOf(@CheckForNull Object step) {
        return step instanceof DefinitionStep ours ? ours.values() : Map.of();
    }

    /** The definition's own words, through the markup formatter. */
    @Override
    public final void doHelp(org.kohsuke.stapler.StaplerRequest2 request, StaplerResponse2 response)
            throws IOException, jakarta.servlet.ServletException {
        StepHelp.write(definition, request.getRestOfPath(), response);
    }

    @CheckForNull
    @Override
    public final String getHelpFile(String field) {
        return field == null || definition.names().contains(field)
                ? "/" + getDescriptorUrl() + "/help" + (field == null ? "" : "/" + hudson.Util.rawEncode(field))
                : null;
    }
}
