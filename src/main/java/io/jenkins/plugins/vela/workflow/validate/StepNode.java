package io.jenkins.plugins.vela.workflow.validate;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.document.Document;
import io.jenkins.plugins.vela.document.FieldPath;
import io.jenkins.plugins.vela.workflow.model.ExecutionMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A step as written, whatever may be wrong with it: checks go on where decoding gave up.
 *
 * @param document where it stands
 * @param path where in the document
 * @param name given or made
 * @param group the group it is in
 * @param index among its siblings, from 0
 * @param mode how it and its siblings follow each other
 */
record StepNode(
        Document document,
        FieldPath path,
        JsonNode node,
        String name,
        Optional<String> group,
        int index,
        ExecutionMode mode) {

    /** All steps and sub-steps of a run or workflow, in the order of the text. */
    static List<StepNode> all(Document document, FieldPath spec, JsonNode modeNode) {
        List<StepNode> steps = new ArrayList<>();
        FieldPath list = spec.field("steps");
        ExecutionMode top = mode(modeNode.path("steps"), ExecutionMode.STEP_BY_STEP);
        ExecutionMode below = mode(modeNode.path("subSteps"), ExecutionMode.DAG);
        JsonNode items = document.value().at(list.pointer());
        for (int i = 0; i < items.size(); i++) {
            StepNode step = step(document, list.element(i), "step-" + i, Optional.empty(), i, top);
            steps.add(step);
            FieldPath subSteps = step.path().field("subSteps");
            ExecutionMode own = mode(step.node().path("mode"), below);
            for (int j = 0; j < step.node().path("subSteps").size(); j++) {
                steps.add(step(document, subSteps.element(j), "step-" + i + "-" + j, Optional.of(step.name()), j, own));
            }
        }
        return steps;
    }

    private static StepNode step(
            Document document,
            FieldPath path,
            String defaultName,
            Optional<String> group,
            int index,
            ExecutionMode mode) {
        JsonNode node = document.value().at(path.pointer());
        String name = node.path("name").asText();
        return new StepNode(document, path, node, name.isEmpty() ? defaultName : name, group, index, mode);
    }

    private static ExecutionMode mode(JsonNode word, ExecutionMode otherwise) {
        return ExecutionMode.ofWord(word.asText()).orElse(otherwise);
    }

    String type() {
        return node.path("type").asText();
    }

    String condition() {
        return node.path("if").isTextual() ? node.path("if").textValue().strip() : "";
    }

    Set<String> dependsOn() {
        Set<String> names = new TreeSet<>();
        node.path("dependsOn").forEach(name -> names.add(name.asText()));
        return names;
    }

    /** The inputs as written: {@code from} and {@code parameterKey}. */
    List<JsonNode> inputs() {
        return elements("inputs");
    }

    /** Something that the step takes from other steps. */
    record Source(FieldPath path, String from) {}

    /** What it takes from other steps: its inputs, and values of its matrix. */
    List<Source> sources() {
        List<Source> sources = new ArrayList<>();
        List<JsonNode> inputs = inputs();
        for (int i = 0; i < inputs.size(); i++) {
            sources.add(new Source(
                    path.field("inputs").element(i).field("from"),
                    inputs.get(i).path("from").asText()));
        }
        node.at("/matrix/values").properties().forEach(axis -> {
            if (axis.getValue().path("from").isTextual()) {
                sources.add(new Source(
                        path.field("matrix")
                                .field("values")
                                .field(axis.getKey())
                                .field("from"),
                        axis.getValue().path("from").textValue()));
            }
        });
        return sources;
    }

    List<JsonNode> outputs() {
        return elements("outputs");
    }

    private List<JsonNode> elements(String field) {
        List<JsonNode> elements = new ArrayList<>();
        node.path(field).forEach(elements::add);
        return elements;
    }
}
