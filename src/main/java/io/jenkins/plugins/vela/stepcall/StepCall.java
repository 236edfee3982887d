package io.jenkins.plugins.vela.stepcall;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.cue.CueException;
import io.jenkins.plugins.vela.cue.CuePackages;
import io.jenkins.plugins.vela.definition.DefinitionLibrary;
import io.jenkins.plugins.vela.definition.StepDefinition;
import io.jenkins.plugins.vela.definition.StepSchema;
import io.jenkins.plugins.vela.document.Document;
import io.jenkins.plugins.vela.document.FieldPath;
import io.jenkins.plugins.vela.stepform.StepValues;
import io.jenkins.plugins.vela.workflow.validate.PlacedFinding;
import io.jenkins.plugins.vela.workflow.validate.Validator;
import io.jenkins.plugins.vela.workflow.validate.WorkflowDocuments;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A call of a step definition, as far as it is known before it is made.
 *
 * @param function what the caller calls it; messages begin with it
 * @param type the step type
 * @param properties the arguments that are known
 * @param later paths of arguments that are given but not known yet, as {@code context.git} or {@code labels["a.b"]}
 */
public record StepCall(String function, String type, ObjectNode properties, List<String> later) {
    private static final FieldPath STEP =
            FieldPath.of("spec", "workflowSpec", "steps").element(0);
    private static final String PROPERTIES = STEP.field("properties").toString();

    public StepCall {
        Objects.requireNonNull(function, "function");
        Objects.requireNonNull(type, "type");
        properties = properties.deepCopy();
        later = List.copyOf(later);
    }

    /**
     * Everything that is wrong with the call, one line each: an unknown type, arguments that the definition does not have,
     * that it misses, or that do not fit. What is not known yet counts as given and fitting, and so does a credential where
     * the definition asks for a secret.
     */
    public List<String> problems(DefinitionLibrary library, CuePackages packages) {
        List<String> all = new ArrayList<>(later);
        library.find(type).ifPresent(definition -> all.addAll(credentials(definition, packages)));
        return new StepCall(function, type, properties, all).findings(library, packages);
    }

    private List<String> credentials(StepDefinition definition, CuePackages packages) {
        try {
            return StepValues.secrets(StepSchema.of(definition, packages).parameters(), properties).stream()
                    .filter(secret -> secret.credential().isPresent())
                    .map(StepValues.SecretValue::place)
                    .toList();
        } catch (CueException broken) {
            // the check itself says what is wrong with the definition
            return List.of();
        }
    }

    private List<String> findings(DefinitionLibrary library, CuePackages packages) {
        List<PlacedFinding> findings = new ArrayList<>();
        WorkflowDocuments documents =
                WorkflowDocuments.of(Document.parseAll(function, document().toString()), findings::add);
        findings.addAll(Validator.of(library, packages).strictly(true).check(documents));
        return findings.stream().map(this::line).distinct().toList();
    }

    private static String input(int index) {
        return STEP.field("inputs").element(index).field("parameterKey").toString();
    }

    private ObjectNode document() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("apiVersion", "core.oam.dev/v1alpha1").put("kind", "WorkflowRun");
        document.putObject("metadata").put("name", "call").put("namespace", "default");
        ObjectNode step = document.putObject("spec")
                .putObject("workflowSpec")
                .putArray("steps")
                .addObject()
                .put("name", "call")
                .put("type", type);
        step.set("properties", properties);
        ArrayNode inputs = step.putArray("inputs");
        later.forEach(path -> inputs.addObject().put("from", "context.later").put("parameterKey", path));
        return document;
    }

    /** A finding in the words of who called a function and knows of no document. */
    private String line(PlacedFinding finding) {
        String path = finding.path().toString();
        String property = "";
        if (path.startsWith(PROPERTIES)) {
            property = path.substring(PROPERTIES.length()).replaceFirst("^\\.", "");
        } else {
            for (int i = 0; i < later.size(); i++) {
                property = path.equals(input(i)) ? later.get(i) : property;
            }
        }
        return function + ": " + (property.isEmpty() ? "" : property + ": ") + finding.message();
    }
}
