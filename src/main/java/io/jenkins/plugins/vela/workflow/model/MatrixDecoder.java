package io.jenkins.plugins.vela.workflow.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a group of instances out of a step with a {@code matrix}: one sub-step {@code <name>-<key>} for each combination of
 * values. Each value is put at the property of its axis' name, and is {@code context.matrix.<axis>}.
 */
final class MatrixDecoder {

    private static final Set<String> MATRIX = Set.of("values", "waves", "maxFailures");

    /** More instances than this are a slip. */
    private static final int MOST_INSTANCES = 1_000;

    /** What an instance is called, and the value of each axis. */
    private record Instance(String key, ObjectNode values) {}

    private final Fields matrix;
    private final Findings findings;

    MatrixDecoder(Fields matrix, Findings findings) {
        this.matrix = matrix;
        this.findings = findings;
    }

    WorkflowStep expand(WorkflowStep step) {
        matrix.onlyKnown(MATRIX);
        List<Instance> instances = instances();
        Set<String> keys = new HashSet<>();
        for (Instance instance : instances) {
            if (!keys.add(instance.key)) {
                findings.error(matrix.pointer() + "/values", "two instances would be called " + instance.key);
            }
        }
        StepMatrix resolved = StepMatrix.of(
                instances.size(), waves(), matrix.count("maxFailures").orElse(0));
        return new WorkflowStep(
                step.name(),
                WorkflowStep.GROUP,
                step.alias(),
                step.condition(),
                Optional.empty(),
                step.dependsOn(),
                step.inputs(),
                List.of(),
                JsonNodeFactory.instance.objectNode(),
                Optional.of(ExecutionMode.DAG),
                instances.stream().map(instance -> instance(step, instance)).toList(),
                Optional.empty(),
                Optional.of(resolved),
                JsonNodeFactory.instance.objectNode(),
                step.pointer());
    }

    private static WorkflowStep instance(WorkflowStep step, Instance instance) {
        ObjectNode properties = step.properties().deepCopy();
        properties.setAll(instance.values);
        List<StepOutput> outputs = step.outputs().stream()
                .map(output -> new StepOutput(output.name() + "." + instance.key, output.valueFrom(), output.pointer()))
                .toList();
        return new WorkflowStep(
                step.name() + "-" + instance.key,
                step.type(),
                step.alias(),
                Optional.empty(),
                step.timeout(),
                List.of(),
                step.inputs(),
                outputs,
                properties,
                Optional.empty(),
                List.of(),
                step.retry(),
                Optional.empty(),
                instance.values,
                step.pointer());
    }

    /** Every combination; the last axis changes fastest. */
    private List<Instance> instances() {
        List<Instance> instances = List.of(new Instance("", JsonNodeFactory.instance.objectNode()));
        Fields values = matrix.child("values");
        if (values.node().isEmpty()) {
            findings.error(matrix.pointer() + "/values", "a matrix needs values: a list for each property that varies");
            return List.of();
        }
        for (Map.Entry<String, JsonNode> axis : values.node().properties()) {
            if (!(axis.getValue() instanceof ArrayNode list) || list.isEmpty()) {
                findings.error(values.pointer() + "/" + axis.getKey(), axis.getKey() + " must be a list of values");
                return List.of();
            }
            if ((long) instances.size() * list.size() > MOST_INSTANCES) {
                findings.error(values.pointer(), "the matrix has more than " + MOST_INSTANCES + " instances");
                return List.of();
            }
            List<Instance> more = new ArrayList<>();
            for (Instance instance : instances) {
                for (int i = 0; i < list.size(); i++) {
                    ObjectNode both = instance.values.deepCopy();
                    both.set(axis.getKey(), list.get(i));
                    String key = key(list.get(i), i);
                    more.add(new Instance(instance.key.isEmpty() ? key : instance.key + "-" + key, both));
                }
            }
            instances = more;
        }
        return instances;
    }

    /** A name may stand in the name of an object and in a path. */
    private static String key(JsonNode value, int index) {
        String text = value.isValueNode() ? value.asText() : value.path("name").asText();
        String safe = text.replaceAll("[^A-Za-z0-9_-]+", "-").replaceAll("^-+|-+$", "");
        return safe.isEmpty() ? Integer.toString(index) : safe;
    }

    private List<Integer> waves() {
        JsonNode given = matrix.node().path("waves");
        List<JsonNode> sizes = new ArrayList<>();
        if (given.isArray()) {
            given.forEach(sizes::add);
        } else if (!given.isMissingNode() && !given.isNull()) {
            sizes.add(given);
        }
        List<Integer> waves = new ArrayList<>();
        for (JsonNode size : sizes) {
            if (!size.isIntegralNumber() || !size.canConvertToInt() || size.intValue() < 1) {
                findings.error(
                        matrix.pointer() + "/waves", "waves must be a whole number of 1 or more, or a list of such");
                return List.of();
            }
            waves.add(size.intValue());
        }
        return waves;
    }
}
