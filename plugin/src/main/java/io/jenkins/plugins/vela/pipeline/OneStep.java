package io.jenkins.plugins.vela.pipeline;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.AbortException;
import io.jenkins.plugins.vela.config.VelaConfiguration;
import io.jenkins.plugins.vela.cue.CueException;
import io.jenkins.plugins.vela.cue.CueLimits;
import io.jenkins.plugins.vela.cue.CuePackages;
import io.jenkins.plugins.vela.cue.schema.Schema;
import io.jenkins.plugins.vela.cue.schema.SchemaField;
import io.jenkins.plugins.vela.definition.DefinitionException;
import io.jenkins.plugins.vela.definition.DefinitionLibrary;
import io.jenkins.plugins.vela.definition.StepDefinition;
import io.jenkins.plugins.vela.definition.StepSchema;
import io.jenkins.plugins.vela.document.Document;
import io.jenkins.plugins.vela.stepform.StepValues;
import io.jenkins.plugins.vela.workflow.model.WorkflowRunSpec;
import io.jenkins.plugins.vela.workflow.validate.PlacedFinding;
import io.jenkins.plugins.vela.workflow.validate.Validator;
import io.jenkins.plugins.vela.workflow.validate.WorkflowDocuments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A single step as a workflow of its own. */
final class OneStep {
    /** An output that is all plain data, and its name. */
    private static final String EVERYTHING = "*";

    /** What a specification says in place of a secret. */
    private static final String HIDDEN = "****";

    private final WorkflowRequest request;
    private final String name;

    /**
     * @param request a request for a step
     * @param name the run's name
     */
    OneStep(WorkflowRequest request, String name) {
        this.request = request;
        this.name = name;
    }

    /**
     * Makes the workflow and checks it.
     *
     * @throws AbortException when the type is unknown or the properties do not fit; unknown properties do not fit either
     */
    LoadedWorkflow load(DefinitionLibrary library, CuePackages packages, Consumer<String> warnings)
            throws AbortException {
        try {
            StepDefinition definition = library.find(request.text())
                    .orElseThrow(() -> new AbortException(request.function() + ": " + library.unknown(request.text())));
            StepSchema schema = StepSchema.of(definition, packages, limits());
            List<StepValues.SecretValue> secrets = StepValues.secrets(schema.parameters(), request.properties());
            DefinitionLibrary all = secrets.isEmpty() ? library : library.with(BuildCredentials.definition());
            JsonNode document = document(outputs(schema), secrets);
            List<PlacedFinding> findings = findings(document, all, packages);
            findings.stream().filter(f -> !f.isError()).map(this::line).forEach(warnings);
            String errors = findings.stream()
                    .filter(PlacedFinding::isError)
                    .map(this::line)
                    .distinct()
                    .collect(Collectors.joining("\n"));
            if (!errors.isEmpty()) {
                throw new AbortException(errors);
            }
            Optional<WorkflowRunSpec> spec = WorkflowRunSpec.decode(document, ref -> Optional.empty(), finding -> {});
            return new LoadedWorkflow(
                    spec.orElseThrow(() -> new AbortException(request.function() + ": not a valid step")), all);
        } catch (CueException | DefinitionException e) {
            throw new AbortException(request.function() + ": " + e.getMessage());
        }
    }

    /** Everything that is wrong with the properties, without running anything. */
    List<PropertyProblem> problems(DefinitionLibrary library, CuePackages packages) {
        try {
            Optional<StepDefinition> definition = library.find(request.text());
            if (definition.isEmpty()) {
                return List.of(new PropertyProblem(List.of(), library.unknown(request.text())));
            }
            List<StepValues.SecretValue> secrets = StepValues.secrets(
                    StepSchema.of(definition.get(), packages, limits()).parameters(), request.properties());
            return findings(document(Map.of(), secrets), library.with(BuildCredentials.definition()), packages).stream()
                    .filter(PlacedFinding::isError)
                    .map(finding -> new PropertyProblem(place(finding), finding.message()))
                    .distinct()
                    .toList();
        } catch (CueException | DefinitionException e) {
            return List.of(new PropertyProblem(List.of(), Objects.toString(e.getMessage(), e.toString())));
        }
    }

    private List<PlacedFinding> findings(JsonNode document, DefinitionLibrary library, CuePackages packages) {
        List<PlacedFinding> findings = new ArrayList<>();
        WorkflowDocuments documents =
                WorkflowDocuments.of(Document.parseAll(request.function(), document.toString()), findings::add);
        findings.addAll(
                Validator.of(library, packages).within(limits()).strictly(true).check(documents));
        return findings;
    }

    /** Where in the properties something is: names of fields, and numbers of elements. */
    private static List<Object> place(PlacedFinding finding) {
        List<Object> segments = finding.path().segments();
        int at = segments.indexOf("properties");
        return at < 0 ? List.of() : segments.subList(at + 1, segments.size());
    }

    private static CueLimits limits() {
        return VelaConfiguration.get().cueLimits();
    }

    private JsonNode document(Map<String, String> outputs, List<StepValues.SecretValue> secrets) {
        VelaOptions options = request.options();
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("apiVersion", "core.oam.dev/v1alpha1").put("kind", "WorkflowRun");
        document.putObject("metadata")
                .put("name", name)
                .put("namespace", options.namespace().isEmpty() ? "default" : options.namespace());
        ArrayNode steps = document.putObject("spec").putObject("workflowSpec").putArray("steps");
        if (!secrets.isEmpty()) {
            reading(steps.addObject(), secrets);
        }
        ObjectNode step = steps.addObject().put("name", request.text()).put("type", request.text());
        JsonNode properties = request.properties().deepCopy();
        step.set("properties", properties);
        for (int i = 0; i < secrets.size(); i++) {
            if (secrets.get(i).credential().isEmpty()) {
                hide(properties, JsonPointer.compile(secrets.get(i).pointer()));
            }
            step.withArrayProperty("inputs")
                    .addObject()
                    .put("from", variable(i))
                    .put("parameterKey", secrets.get(i).place());
        }
        if (!options.timeout().isEmpty()) {
            step.put("timeout", options.timeout());
        }
        if (!outputs.isEmpty()) {
            ArrayNode list = step.putArray("outputs");
            outputs.forEach(
                    (output, from) -> list.addObject().put("name", output).put("valueFrom", from));
        }
        return document;
    }

    private static void hide(JsonNode properties, JsonPointer place) {
        JsonNode parent = properties.at(place.head());
        if (parent instanceof ObjectNode object) {
            object.put(place.last().getMatchingProperty(), HIDDEN);
        } else if (parent instanceof ArrayNode list) {
            list.set(place.last().getMatchingIndex(), HIDDEN);
        }
    }

    /** The step that reads secrets and publishes what it has read, for the inputs of the step itself. */
    private static void reading(ObjectNode step, List<StepValues.SecretValue> secrets) {
        step.put("name", BuildCredentials.STEP).put("type", BuildCredentials.STEP);
        ObjectNode ids = step.putObject("properties").putObject("ids");
        ArrayNode outputs = step.putArray("outputs");
        for (int i = 0; i < secrets.size(); i++) {
            ids.put(variable(i), BuildCredentials.id(secrets.get(i)));
            outputs.addObject().put("name", variable(i)).put("valueFrom", BuildCredentials.RESULT + variable(i));
        }
    }

    private static String variable(int index) {
        return "credential" + index;
    }

    /**
     * What the step is to publish: what the build asks for, else what its definition declares, else all plain data of its
     * template.
     */
    private Map<String, String> outputs(StepSchema schema) {
        Map<String, String> outputs = new LinkedHashMap<>();
        for (String asked : request.options().outputs()) {
            int equals = asked.indexOf('=');
            String path = asked.substring(equals + 1).trim();
            outputs.put(equals < 0 ? lastName(path) : asked.substring(0, equals).trim(), path);
        }
        if (outputs.isEmpty() && schema.outputs().orElse(null) instanceof Schema.Struct declared) {
            for (SchemaField field : declared.fields()) {
                if (!field.isSecret()) {
                    outputs.put(field.name(), "outputs." + field.name());
                }
            }
        } else if (outputs.isEmpty()) {
            outputs.put(EVERYTHING, EVERYTHING);
        }
        return outputs;
    }

    private static String lastName(String path) {
        String[] parts = path.split("\\.", -1);
        boolean named = !parts[parts.length - 1].equals(EVERYTHING) || parts.length == 1;
        return parts[parts.length - (named ? 1 : 2)];
    }

    /** What a call of one step returns: its outputs; all plain data of a template lies beside the others. */
    static Map<String, JsonNode> returned(Map<String, JsonNode> outputs) {
        Map<String, JsonNode> returned = new LinkedHashMap<>(outputs);
        if (returned.remove(EVERYTHING) instanceof ObjectNode all) {
            all.properties().forEach(field -> returned.putIfAbsent(field.getKey(), field.getValue()));
        }
        return returned;
    }

    /** A finding in the words of who called a function and knows of no document. */
    private String line(PlacedFinding finding) {
        String property = new PropertyProblem(place(finding), "").name();
        return request.function() + ": " + (property.isEmpty() ? "" : property + ": ") + finding.message();
    }
}
