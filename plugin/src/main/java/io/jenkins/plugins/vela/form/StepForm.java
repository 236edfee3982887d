package io.jenkins.plugins.vela.form;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.model.Queue;
import hudson.model.queue.Tasks;
import hudson.security.ACL;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.vela.config.VelaConfiguration;
import io.jenkins.plugins.vela.cue.CueException;
import io.jenkins.plugins.vela.cue.schema.Schema;
import io.jenkins.plugins.vela.definition.DefinitionException;
import io.jenkins.plugins.vela.definition.DefinitionLibrary;
import io.jenkins.plugins.vela.definition.StepDefinition;
import io.jenkins.plugins.vela.definition.StepSchema;
import io.jenkins.plugins.vela.pipeline.PropertyProblem;
import io.jenkins.plugins.vela.pipeline.StepLibraries;
import io.jenkins.plugins.vela.pipeline.VelaWorkflows;
import io.jenkins.plugins.vela.stepform.FormModel;
import io.jenkins.plugins.vela.stepform.StepValues;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * The form of a step type as a page shows it: its model, and the credentials that can be chosen in it.
 *
 * @param item whose definitions and credentials count; empty outside of any
 */
record StepForm(Optional<Item> item) {
    private static final Logger LOGGER = Logger.getLogger(StepForm.class.getName());
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    static StepForm in(@CheckForNull Item item) {
        return new StepForm(Optional.ofNullable(item));
    }

    /** For a page; the part of one that is drawn later knows the page's object, but is not below it. */
    static StepForm of(@CheckForNull Object page) {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        Item above = request == null ? null : request.findAncestorObject(Item.class);
        return in(above == null && page instanceof Item item ? item : above);
    }

    /** The step types that can be chosen, and the one that is chosen even when there is no such type any more. */
    ListBoxModel types(String chosen) {
        Set<String> types = new TreeSet<>();
        try {
            types.addAll(StepLibraries.of(item.orElse(null)).types());
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "the step types that a job may use cannot be listed", e);
        }
        types.remove(DefinitionLibrary.GROUP);
        ListBoxModel items = new ListBoxModel();
        items.add(Messages.StepForm_choose(), "");
        types.forEach(type -> items.add(new ListBoxModel.Option(type, type, type.equals(chosen))));
        if (!chosen.isEmpty() && !types.contains(chosen)) {
            items.add(new ListBoxModel.Option(Messages.StepForm_gone(chosen), chosen, true));
        }
        return items;
    }

    /** What a type's properties may be; empty when it is not known or cannot be used. */
    Optional<Schema> schema(String type) {
        try {
            Optional<StepDefinition> definition = type.isEmpty()
                    ? Optional.empty()
                    : StepLibraries.of(item.orElse(null)).find(type);
            return definition.map(known -> StepSchema.of(
                            known,
                            VelaWorkflows.get().packages(),
                            VelaConfiguration.get().cueLimits())
                    .parameters());
        } catch (CueException | DefinitionException | IOException e) {
            LOGGER.log(Level.FINE, "no form for " + type, e);
            return Optional.empty();
        }
    }

    /** The form's model, {@code null} when there is no form; and what can be chosen in place of secrets. */
    ObjectNode toJson(String type) {
        ObjectNode json = NODES.objectNode();
        Optional<ObjectNode> model = schema(type).map(FormModel::of);
        json.set("model", model.isPresent() ? model.get() : NODES.nullNode());
        json.set(
                "credentials", model.filter(FormModel::asksForSecrets).isPresent() ? credentials() : NODES.arrayNode());
        return json;
    }

    /** Secret texts and passwords that the item's builds may use; none for who may not choose any. */
    private ArrayNode credentials() {
        ArrayNode found = NODES.arrayNode();
        if (!mayChooseCredentials()) {
            return found;
        }
        StandardListBoxModel items = new StandardListBoxModel();
        var matcher = CredentialsMatchers.anyOf(
                CredentialsMatchers.instanceOf(StringCredentials.class),
                CredentialsMatchers.instanceOf(StandardUsernamePasswordCredentials.class));
        if (item.isPresent()) {
            var user = item.get() instanceof Queue.Task task ? Tasks.getAuthenticationOf2(task) : ACL.SYSTEM2;
            items.includeMatchingAs(user, item.get(), StandardCredentials.class, List.of(), matcher);
        } else {
            items.includeMatchingAs(ACL.SYSTEM2, Jenkins.get(), StandardCredentials.class, List.of(), matcher);
        }
        items.forEach(one -> found.addObject().put("id", one.value).put("name", one.name));
        return found;
    }

    /** Whether the current user may see what credentials there are. */
    private boolean mayChooseCredentials() {
        return item.map(some ->
                        some.hasPermission(Item.EXTENDED_READ) || some.hasPermission(CredentialsProvider.USE_ITEM))
                .orElseGet(() -> Jenkins.get().hasPermission(Jenkins.ADMINISTER));
    }

    /** Whether the current user may let builds use any credential of the item. */
    boolean mayUseCredentials() {
        return item.map(some -> some.hasPermission(CredentialsProvider.USE_ITEM))
                .orElseGet(() -> Jenkins.get().hasPermission(Jenkins.ADMINISTER));
    }

    /**
     * What is wrong with values.
     *
     * @param values as a form submits them
     * @throws IOException when definitions cannot be read
     */
    List<PropertyProblem> problems(String type, String values) throws IOException {
        ObjectNode read;
        try {
            read = StepValues.read(values);
        } catch (IllegalArgumentException e) {
            return List.of(new PropertyProblem(List.of(), e.getMessage()));
        }
        return problems(type, read);
    }

    /** What is wrong with values that were read. */
    List<PropertyProblem> problems(String type, JsonNode values) throws IOException {
        List<PropertyProblem> problems = new ArrayList<>();
        schema(type).ifPresent(schema -> StepValues.plainSecrets(schema, values)
                .forEach(place -> problems.add(new PropertyProblem(segments(place), Messages.StepForm_plainSecret()))));
        problems.addAll(PropertyProblem.of(item.orElse(null), type, values));
        return problems;
    }

    private static List<Object> segments(String place) {
        List<Object> segments = new ArrayList<>();
        for (String part : place.split("[.\\[\\]]+")) {
            if (part.matches("[0-9]{1,9}")) {
                segments.add(Integer.valueOf(part));
            } else {
                segments.add(part);
            }
        }
        return segments;
    }

    /** Problems for the form's script. */
    static ArrayNode toJson(List<PropertyProblem> problems) {
        ArrayNode json = NODES.arrayNode();
        for (PropertyProblem problem : problems) {
            ObjectNode one = json.addObject();
            ArrayNode path = one.putArray("path");
            for (Object segment : problem.path()) {
                if (segment instanceof Integer index) {
                    path.add(index);
                } else {
                    path.add(String.valueOf(segment));
                }
            }
            one.put("message", problem.message());
        }
        return json;
    }
}
