package io.jenkins.plugins.vela.workflow.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a group of instances out of a step with a {@code matrix}: one sub-step {@code <name>-<key>} for each combination of
 * values. Each value is put at the property of its axis' name, and is {@code context.matrix.<axis>}. Where values come from
 * elsewhere, the group is empty until the step starts.
 */
final class MatrixDecoder {

    private static final Set<String> MATRIX = Set.of("values", "waves", "maxFailures");
    private static final Set<String> LATER = Set.of("from");

    private final Fields matrix;
    private final Findings findings;

    MatrixDecoder(Fields matrix, Findings findings) {
        this.matrix = matrix;
        this.findings = findings;
    }

    WorkflowStep decode(WorkflowStep step) {
        matrix.onlyKnown(MATRIX);
        OpenMatrix open = new OpenMatrix(
                step, axes(), waves(), matrix.count("maxFailures").orElse(0));
        if (open.axes().stream().anyMatch(axis -> axis.from().isPresent())) {
            return open.waiting();
        }
        try {
            return open.of(open.axes().isEmpty() ? List.of() : MatrixInstance.of(open.axes()));
        } catch (IllegalArgumentException e) {
            findings.error(matrix.pointer() + "/values", e.getMessage());
            return open.of(List.of());
        }
    }

    private List<MatrixAxis> axes() {
        Fields values = matrix.child("values");
        if (values.node().isEmpty()) {
            findings.error(matrix.pointer() + "/values", "a matrix needs values: a list for each property that varies");
            return List.of();
        }
        List<MatrixAxis> axes = new ArrayList<>();
        for (Map.Entry<String, JsonNode> axis : values.node().properties()) {
            String name = axis.getKey();
            if (axis.getValue() instanceof ArrayNode list && !list.isEmpty()) {
                List<JsonNode> known = new ArrayList<>();
                list.forEach(known::add);
                axes.add(MatrixAxis.of(name, known));
            } else if (axis.getValue() instanceof ObjectNode) {
                Fields later = values.child(name);
                later.onlyKnown(LATER);
                axes.add(MatrixAxis.later(
                        name, new StepInput(later.required("from"), Optional.empty(), later.pointer())));
            } else {
                findings.error(
                        values.pointer() + "/" + name,
                        name + " must be a list of values, or {from: …} where another step gives the list");
                return List.of();
            }
        }
        return axes;
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
