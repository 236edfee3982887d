package io.jenkins.plugins.vela.runpage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.workflow.model.StepInput;
import io.jenkins.plugins.vela.workflow.model.StepOutput;
import io.jenkins.plugins.vela.workflow.model.WorkflowRunSpec;
import io.jenkins.plugins.vela.workflow.model.WorkflowStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What a step was given and what it gave back, for a person to look at. Immutable.
 *
 * @param outputs what steps have published so far; what rests on a secret is not among them
 * @param mask takes out of a text what must not be shown
 */
public record StepDetails(WorkflowRunSpec spec, Map<String, JsonNode> outputs, UnaryOperator<String> mask) {

    /** Longer texts are cut: a page is no place for them. */
    private static final int LONGEST_TEXT = 4_000;

    private static final int MOST_ELEMENTS = 200;

    public StepDetails {
        Objects.requireNonNull(spec, "spec");
        outputs = Map.copyOf(outputs);
        Objects.requireNonNull(mask, "mask");
    }

    /** The details of every step and sub-step, by name. */
    public ObjectNode all() {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        steps().forEach(step -> all.set(step.name(), details(step)));
        return all;
    }

    /** The details of one step; empty when there is none of that name. */
    public Optional<ObjectNode> of(String name) {
        return steps().filter(step -> step.name().equals(name)).findFirst().map(this::details);
    }

    private Stream<WorkflowStep> steps() {
        return spec.steps().stream().flatMap(step -> Stream.concat(Stream.of(step), step.subSteps().stream()));
    }

    private ObjectNode details(WorkflowStep step) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        step.condition().ifPresent(condition -> json.put("if", shown(condition)));
        step.timeout().ifPresent(timeout -> json.put("timeoutSeconds", timeout.toSeconds()));
        if (!step.dependsOn().isEmpty()) {
            ArrayNode names = json.putArray("dependsOn");
            step.dependsOn().forEach(names::add);
        }
        json.set("properties", shown(step.properties()));
        ArrayNode inputs = json.putArray("inputs");
        for (StepInput input : step.inputs()) {
            ObjectNode one = inputs.addObject().put("from", shown(input.from()));
            input.parameterKey().ifPresent(key -> one.put("parameterKey", key));
            published(input.from()).ifPresent(value -> one.set("value", shown(value)));
        }
        ArrayNode given = json.putArray("outputs");
        for (StepOutput output : step.outputs()) {
            ObjectNode one =
                    given.addObject().put("name", shown(output.name())).put("valueFrom", shown(output.valueFrom()));
            published(output.name()).ifPresent(value -> one.set("value", shown(value)));
        }
        return json;
    }

    /** The value of an output, or of a part of it: {@code out} or {@code out.field}. */
    private Optional<JsonNode> published(String from) {
        JsonNode whole = outputs.get(from);
        if (whole != null) {
            return Optional.of(whole);
        }
        int dot = from.lastIndexOf('.');
        return dot < 0
                ? Optional.empty()
                : published(from.substring(0, dot)).map(value -> value.get(from.substring(dot + 1)));
    }

    private String shown(String text) {
        String masked = mask.apply(text);
        return masked.length() <= LONGEST_TEXT
                ? masked
                : masked.substring(0, LONGEST_TEXT) + "… (" + masked.length() + " characters)";
    }

    /** A value with masked texts, cut where it is too long to look at. */
    public JsonNode shown(JsonNode value) {
        if (value.isTextual()) {
            return JsonNodeFactory.instance.textNode(shown(value.textValue()));
        }
        if (value.isObject()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            List<Map.Entry<String, JsonNode>> fields = new ArrayList<>(value.properties());
            fields.stream()
                    .limit(MOST_ELEMENTS)
                    .forEach(field -> object.set(shown(field.getKey()), shown(field.getValue())));
            if (fields.size() > MOST_ELEMENTS) {
                object.put("…", (fields.size() - MOST_ELEMENTS) + " more");
            }
            return object;
        }
        if (value.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            for (JsonNode element : value) {
                if (array.size() == MOST_ELEMENTS) {
                    array.add((value.size() - MOST_ELEMENTS) + " more");
                    break;
                }
                array.add(shown(element));
            }
            return array;
        }
        return value;
    }
}
