package io.jenkins.plugins.vela.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.cue.Cue;
import io.jenkins.plugins.vela.cue.CueException;
import io.jenkins.plugins.vela.cue.CueLimits;
import io.jenkins.plugins.vela.cue.CueOptions;
import io.jenkins.plugins.vela.cue.CuePackages;
import io.jenkins.plugins.vela.cue.CuePath;
import io.jenkins.plugins.vela.cue.CueValue;
import io.jenkins.plugins.vela.cue.schema.Schema;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a step type takes and gives.
 *
 * @param parameters what the step's properties may hold; mostly a {@link Schema.Struct}, or alternatives of some
 * @param outputs what {@code outputs} of the template declares; empty when it declares none
 */
public record StepSchema(Schema parameters, Optional<Schema> outputs) {

    private static final Set<String> CONTEXT =
            Set.of("name", "namespace", "workflowName", "stepName", "stepGroupName", "stepSessionID", "spanID");

    public StepSchema {
        Objects.requireNonNull(parameters);
        Objects.requireNonNull(outputs);
    }

    /** The schema of a definition, within the usual limits. */
    public static StepSchema of(StepDefinition definition, CuePackages packages) {
        return of(definition, packages, CueLimits.defaults());
    }

    /**
     * The schema of a definition.
     *
     * @param packages where the template's imports come from
     * @param limits what looking at the template may use
     * @throws CueException when the template does not compile
     */
    public static StepSchema of(StepDefinition definition, CuePackages packages, CueLimits limits) {
        CueOptions options = CueOptions.defaults()
                .packages(packages)
                .legacyTemplates(true)
                .inputs("context", "parameter")
                .limits(limits);
        CueValue template =
                Cue.compile(options, definition.source()).evaluate(Map.of(CuePath.of("context"), sampleContext()));
        CueValue parameter = template.lookup("parameter");
        CueValue outputs = template.lookup("outputs");
        Schema none = new Schema.Struct(List.of(), Optional.empty(), Optional.empty());
        return new StepSchema(
                parameter.exists() ? parameter.schema() : none,
                outputs.exists() ? Optional.of(outputs.schema()) : Optional.empty());
    }

    /** A context whose values name themselves, for looking at templates without a run: {@code <context.name>}. */
    public static ObjectNode sampleContext() {
        ObjectNode context = JsonNodeFactory.instance.objectNode();
        CONTEXT.forEach(name -> context.put(name, "<context." + name + ">"));
        return context;
    }

    /**
     * Whether a default is not known before there is a run, such as {@code <context.namespace>}: it names what the run
     * puts in its place. Forms show such a default, but do not send it.
     */
    public static boolean isFromRun(JsonNode defaultValue) {
        return defaultValue.isTextual()
                && CONTEXT.stream().anyMatch(name -> defaultValue.textValue().contains("<context." + name + ">"));
    }
}
