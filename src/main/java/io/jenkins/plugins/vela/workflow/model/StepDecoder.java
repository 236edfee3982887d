package io.jenkins.plugins.vela.workflow.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads steps and sub-steps. */
final class StepDecoder {

    private static final Set<String> SUB_STEP = Set.of(
            "name", "type", "meta", "if", "timeout", "dependsOn", "inputs", "outputs", "properties", "retry", "matrix");
    private static final Set<String> STEP = union(SUB_STEP, Set.of("mode", "subSteps"));
    private static final Set<String> META = Set.of("alias");
    private static final Set<String> INPUT = Set.of("from", "parameterKey");
    private static final Set<String> OUTPUT = Set.of("name", "valueFrom");
    private static final Set<String> RETRY = Set.of("limit", "delay", "maxDelay", "on");

    private final Findings findings;

    StepDecoder(Findings findings) {
        this.findings = findings;
    }

    List<WorkflowStep> steps(Fields parent) {
        List<WorkflowStep> steps = new ArrayList<>();
        List<Fields> items = parent.items("steps");
        for (int i = 0; i < items.size(); i++) {
            steps.add(withMatrix(items.get(i), "step-" + i, STEP));
        }
        return steps;
    }

    private WorkflowStep withMatrix(Fields step, String defaultName, Set<String> known) {
        WorkflowStep decoded = step(step, defaultName, known);
        if (step.present("matrix").isEmpty()) {
            return decoded;
        }
        if (decoded.isGroup()) {
            findings.error(step.pointer() + "/matrix", "a step-group has no matrix; give it to a step of its own");
            return decoded;
        }
        return new MatrixDecoder(step.child("matrix"), findings).decode(decoded);
    }

    private WorkflowStep step(Fields step, String defaultName, Set<String> known) {
        step.isObject("a step");
        step.onlyKnown(known);
        String name = step.text("name").filter(text -> !text.isEmpty()).orElse(defaultName);
        String type = step.text("type").filter(text -> !text.isEmpty()).orElseGet(() -> {
            findings.error(step.pointer(), "step " + name + " needs a type");
            return "";
        });
        if (type.equals(WorkflowStep.GROUP) && step.present("retry").isPresent()) {
            findings.add(Finding.warning(
                    step.pointer() + "/retry", "a step-group is not retried; give retry to its subSteps"));
        }
        Fields meta = step.child("meta");
        meta.onlyKnown(META);
        return new WorkflowStep(
                name,
                type,
                meta.text("alias"),
                step.text("if").filter(text -> !text.isBlank()),
                step.duration("timeout"),
                step.texts("dependsOn"),
                inputs(step),
                outputs(step),
                step.object("properties"),
                known.contains("mode") ? step.executionMode("mode") : Optional.empty(),
                known.contains("subSteps") ? subSteps(step, defaultName, name, type) : List.of(),
                retry(step),
                Optional.empty(),
                JsonNodeFactory.instance.objectNode(),
                step.pointer());
    }

    private List<WorkflowStep> subSteps(Fields step, String defaultName, String name, String type) {
        List<WorkflowStep> subSteps = new ArrayList<>();
        List<Fields> items = step.items("subSteps");
        for (int i = 0; i < items.size(); i++) {
            subSteps.add(withMatrix(items.get(i), defaultName + "-" + i, SUB_STEP));
        }
        if (!subSteps.isEmpty() && !type.equals(WorkflowStep.GROUP)) {
            findings.add(Finding.warning(
                    step.pointer() + "/subSteps", "only a step-group runs subSteps; " + name + " is a " + type));
            return List.of();
        }
        return subSteps;
    }

    private static List<StepInput> inputs(Fields step) {
        List<StepInput> inputs = new ArrayList<>();
        for (Fields input : step.items("inputs")) {
            input.onlyKnown(INPUT);
            inputs.add(new StepInput(
                    input.required("from"), input.text("parameterKey").filter(key -> !key.isEmpty()), input.pointer()));
        }
        return inputs;
    }

    private List<StepOutput> outputs(Fields step) {
        List<StepOutput> outputs = new ArrayList<>();
        for (Fields output : step.items("outputs")) {
            output.onlyKnown(OUTPUT);
            if (output.present("valueFrom").isEmpty()) {
                findings.add(Finding.warning(output.pointer(), "valueFrom is missing: the output will be {}"));
            }
            outputs.add(new StepOutput(
                    output.required("name"), output.text("valueFrom").orElse(""), output.pointer()));
        }
        return outputs;
    }

    private Optional<StepRetry> retry(Fields step) {
        Optional<Fields> present = step.present("retry");
        if (present.isEmpty()) {
            return Optional.empty();
        }
        Fields retry = present.get();
        if (!retry.isObject("retry")) {
            return Optional.empty();
        }
        retry.onlyKnown(RETRY);
        Set<StepRetry.Cause> causes = EnumSet.noneOf(StepRetry.Cause.class);
        for (String word : retry.texts("on")) {
            switch (word) {
                case "error" -> causes.add(StepRetry.Cause.ERROR);
                case "fail" -> causes.add(StepRetry.Cause.FAIL);
                case "timeout" -> causes.add(StepRetry.Cause.TIMEOUT);
                default ->
                    findings.error(retry.pointer() + "/on", "unknown cause " + word + ", known: error, fail, timeout");
            }
        }
        if (causes.isEmpty()) {
            causes = EnumSet.allOf(StepRetry.Cause.class);
        }
        JsonNode limit = retry.node().path("limit");
        if (!limit.isIntegralNumber() || !limit.canConvertToInt() || limit.intValue() < 0) {
            findings.error(retry.pointer() + "/limit", "retry needs a limit, a whole number of 0 or more");
            return Optional.empty();
        }
        return Optional.of(new StepRetry(
                limit.intValue(), retry.duration("delay"), retry.duration("maxDelay"), causes, retry.pointer()));
    }

    private static Set<String> union(Set<String> left, Set<String> right) {
        Set<String> all = new HashSet<>(left);
        all.addAll(right);
        return Set.copyOf(all);
    }
}
