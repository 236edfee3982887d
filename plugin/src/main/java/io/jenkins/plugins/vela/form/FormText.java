package io.jenkins.plugins.vela.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Descriptor;
import hudson.model.Item;
import io.jenkins.plugins.vela.cue.schema.Schema;
import io.jenkins.plugins.vela.pipeline.PropertyProblem;
import io.jenkins.plugins.vela.stepform.StepValues;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/** The text in which forms submit values and configurations keep them: JSON. */
final class FormText {
    private static final Logger LOGGER = Logger.getLogger(FormText.class.getName());

    private FormText() {}

    /** JSON for what was given as JSON or YAML; what cannot be read stays as it is. */
    static String canonical(@CheckForNull String text) {
        if (text == null || text.isBlank()) {
            return "{}";
        }
        try {
            return StepValues.read(text).toString();
        } catch (IllegalArgumentException kept) {
            return text;
        }
    }

    /** A secret that is written into a form must not reach the disk. */
    static void refusePlainSecrets(StepForm form, String type, String values, String field)
            throws Descriptor.FormException {
        Optional<Schema> schema = form.schema(type);
        if (schema.isEmpty()) {
            return;
        }
        try {
            for (String place : StepValues.plainSecrets(schema.get(), StepValues.read(values))) {
                throw new Descriptor.FormException(type + ": " + place + ": " + Messages.StepForm_plainSecret(), field);
            }
        } catch (IllegalArgumentException notRead) {
            // kept as it is; the form tells, and no build runs with it
            LOGGER.log(Level.FINE, "values of " + type + " cannot be read", notRead);
        }
    }

    /** The problems without those of values that are only known when variables have been replaced. */
    static List<PropertyProblem> withoutVariables(List<PropertyProblem> problems, String values) {
        JsonNode read;
        try {
            read = StepValues.read(values);
        } catch (IllegalArgumentException told) {
            return problems;
        }
        return problems.stream()
                .filter(problem -> !at(read, problem.path()).asText().contains("$"))
                .toList();
    }

    private static JsonNode at(JsonNode values, List<Object> path) {
        JsonNode at = values;
        for (Object segment : path) {
            at = segment instanceof Integer index ? at.path(index) : at.path(String.valueOf(segment));
        }
        return at.isMissingNode() ? JsonNodeFactory.instance.nullNode() : at;
    }

    static void checkMayConfigure(@CheckForNull Item item) {
        if (item == null) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        } else {
            item.checkPermission(Item.CONFIGURE);
        }
    }

    static HttpResponse json(JsonNode json) {
        return new HttpResponse() {
            @Override
            public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object node)
                    throws IOException {
                response.setContentType("application/json;charset=UTF-8");
                response.setHeader("Cache-Control", "no-store");
                response.getWriter().write(json.toString());
            }
        };
    }
}
