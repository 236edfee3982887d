package io.jenkins.plugins.vela.workflow.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.text.GoDuration;
import io.jenkins.plugins.vela.text.Suggestion;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** Reads {@link WorkflowRunSpec} out of a tree and tells every finding. Used once, by one thread. */
final class SpecDecoder {

    private static final Set<String> RUN = Set.of("apiVersion", "kind", "metadata", "spec", "status");
    private static final Set<String> SPEC = Set.of("context", "mode", "workflowSpec", "workflowRef");
    private static final Set<String> WORKFLOW = Set.of("apiVersion", "kind", "metadata", "mode", "steps");
    private static final Set<String> MODE = Set.of("steps", "subSteps");
    private static final Set<String> SUB_STEP =
            Set.of("name", "type", "meta", "if", "timeout", "dependsOn", "inputs", "outputs", "properties", "retry");
    private static final Set<String> STEP = union(SUB_STEP, Set.of("mode", "subSteps"));
    private static final Set<String> META = Set.of("alias");
    private static final Set<String> INPUT = Set.of("from", "parameterKey");
    private static final Set<String> OUTPUT = Set.of("name", "valueFrom");
    private static final Set<String> RETRY = Set.of("limit", "delay", "maxDelay", "on");

    private final Consumer<Finding> findings;
    private boolean failed;

    SpecDecoder(Consumer<Finding> findings) {
        this.findings = findings;
    }

    Optional<WorkflowRunSpec> run(JsonNode document, Function<String, Optional<JsonNode>> workflows) {
        Fields root = new Fields(document, "", this);
        if (!root.isObject("a WorkflowRun")) {
            return Optional.empty();
        }
        root.onlyKnown(RUN);
        root.expectText("kind", "WorkflowRun");
        Fields metadata = root.child("metadata");
        String name = metadata.text("name")
                .or(() -> metadata.text("generateName").map(prefix -> prefix + suffix()))
                .orElseGet(() -> {
                    error("/metadata/name", "the run needs a name");
                    return "";
                });
        Fields spec = root.child("spec");
        spec.onlyKnown(SPEC);
        ObjectNode context = spec.object("context");
        Optional<Fields> runMode = spec.present("mode");
        ObjectNode whole = document.deepCopy();
        List<WorkflowStep> steps;
        Optional<Fields> mode = runMode;
        if (spec.present("workflowSpec").isPresent()) {
            Fields workflow = spec.child("workflowSpec");
            workflow.onlyKnown(Set.of("steps"));
            steps = steps(workflow);
        } else if (spec.text("workflowRef").isPresent()) {
            String reference = spec.text("workflowRef").orElseThrow();
            Optional<JsonNode> workflow = workflows.apply(reference);
            if (workflow.isEmpty()) {
                error("/spec/workflowRef", "there is no Workflow named " + reference);
                return Optional.empty();
            }
            // positions of a referenced workflow mean nothing in the run's document: the reference stands for them
            Fields fields = new Fields(workflow.get(), "/spec/workflowRef", this).withFixedPointer();
            fields.onlyKnown(WORKFLOW);
            steps = steps(fields);
            mode = runMode.or(() -> fields.present("mode"));
            whole.withObject("/spec")
                    .putObject("workflowSpec")
                    .set("steps", workflow.get().path("steps").deepCopy());
            mode.ifPresent(m -> whole.withObject("/spec").set("mode", m.node().deepCopy()));
        } else {
            error("/spec", "the run needs workflowSpec or workflowRef");
            return Optional.empty();
        }
        WorkflowMode resolved = mode(mode);
        new StepNames(steps).check(resolved, this::error);
        if (failed) {
            return Optional.empty();
        }
        return Optional.of(new WorkflowRunSpec(
                name,
                metadata.text("namespace").filter(text -> !text.isEmpty()).orElse("default"),
                metadata.textMap("labels"),
                metadata.textMap("annotations"),
                context,
                resolved,
                steps,
                whole));
    }

    private WorkflowMode mode(Optional<Fields> mode) {
        if (mode.isEmpty()) {
            return WorkflowMode.DEFAULT;
        }
        mode.get().onlyKnown(MODE);
        return new WorkflowMode(
                mode.get().executionMode("steps").orElse(WorkflowMode.DEFAULT.steps()),
                mode.get().executionMode("subSteps").orElse(WorkflowMode.DEFAULT.subSteps()));
    }

    private List<WorkflowStep> steps(Fields parent) {
        List<WorkflowStep> steps = new ArrayList<>();
        List<Fields> items = parent.items("steps");
        for (int i = 0; i < items.size(); i++) {
            steps.add(step(items.get(i), "step-" + i, STEP));
        }
        return steps;
    }

    private WorkflowStep step(Fields step, String defaultName, Set<String> known) {
        step.isObject("a step");
        step.onlyKnown(known);
        String name = step.text("name").filter(text -> !text.isEmpty()).orElse(defaultName);
        String type = step.text("type").filter(text -> !text.isEmpty()).orElseGet(() -> {
            error(step.pointer(), "step " + name + " needs a type");
            return "";
        });
        List<StepInput> inputs = new ArrayList<>();
        for (Fields input : step.items("inputs")) {
            input.onlyKnown(INPUT);
            inputs.add(new StepInput(
                    input.required("from"), input.text("parameterKey").filter(key -> !key.isEmpty()), input.pointer()));
        }
        List<StepOutput> outputs = new ArrayList<>();
        for (Fields output : step.items("outputs")) {
            output.onlyKnown(OUTPUT);
            outputs.add(new StepOutput(output.required("name"), output.required("valueFrom"), output.pointer()));
        }
        List<WorkflowStep> subSteps = new ArrayList<>();
        if (known.contains("subSteps")) {
            List<Fields> items = step.items("subSteps");
            for (int i = 0; i < items.size(); i++) {
                subSteps.add(step(items.get(i), defaultName + "-" + i, SUB_STEP));
            }
            if (!subSteps.isEmpty() && !type.equals(WorkflowStep.GROUP)) {
                finding(Finding.warning(
                        step.pointer() + "/subSteps", "only a step-group runs subSteps; " + name + " is a " + type));
                subSteps = List.of();
            }
        }
        if (type.equals(WorkflowStep.GROUP) && step.present("retry").isPresent()) {
            finding(Finding.warning(
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
                inputs,
                outputs,
                step.object("properties"),
                known.contains("mode") ? step.executionMode("mode") : Optional.empty(),
                subSteps,
                retry(step),
                step.pointer());
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
                default -> error(retry.pointer() + "/on", "unknown cause " + word + ", known: error, fail, timeout");
            }
        }
        if (causes.isEmpty()) {
            causes = EnumSet.allOf(StepRetry.Cause.class);
        }
        JsonNode limit = retry.node().path("limit");
        if (!limit.isIntegralNumber() || !limit.canConvertToInt() || limit.intValue() < 0) {
            error(retry.pointer() + "/limit", "retry needs a limit, a whole number of 0 or more");
            return Optional.empty();
        }
        return Optional.of(new StepRetry(
                limit.intValue(), retry.duration("delay"), retry.duration("maxDelay"), causes, retry.pointer()));
    }

    void error(String pointer, String message) {
        finding(Finding.error(pointer, message));
    }

    void finding(Finding finding) {
        failed |= finding.isError();
        findings.accept(finding);
    }

    /** Five characters that Kubernetes' {@code generateName} would add. */
    private static String suffix() {
        String alphabet = "bcdfghjklmnpqrstvwxz2456789";
        SecureRandom random = new SecureRandom();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    private static Set<String> union(Set<String> left, Set<String> right) {
        Set<String> all = new HashSet<>(left);
        all.addAll(right);
        return Set.copyOf(all);
    }

    /** One object of the document with its pointer. */
    static final class Fields {
        private final JsonNode node;
        private final String pointer;
        private final SpecDecoder decoder;
        private final boolean fixed;

        Fields(JsonNode node, String pointer, SpecDecoder decoder) {
            this(node, pointer, decoder, false);
        }

        private Fields(JsonNode node, String pointer, SpecDecoder decoder, boolean fixed) {
            this.node = node;
            this.pointer = pointer;
            this.decoder = decoder;
            this.fixed = fixed;
        }

        Fields withFixedPointer() {
            return new Fields(node, pointer, decoder, true);
        }

        JsonNode node() {
            return node;
        }

        String pointer() {
            return pointer;
        }

        private String at(String field) {
            return fixed ? pointer : pointer + "/" + field.replace("~", "~0").replace("/", "~1");
        }

        private Fields at(JsonNode value, String field) {
            return new Fields(value, at(field), decoder, fixed);
        }

        boolean isObject(String what) {
            if (!node.isObject()) {
                decoder.error(pointer, what + " must be an object");
                return false;
            }
            return true;
        }

        void onlyKnown(Set<String> known) {
            node.fieldNames().forEachRemaining(field -> {
                if (!known.contains(field)) {
                    decoder.finding(Finding.warning(
                            at(field), "unknown field \"" + field + "\"" + Suggestion.didYouMean(field, known)));
                }
            });
        }

        void expectText(String field, String expected) {
            Optional<String> text = text(field);
            if (text.isPresent() && !text.get().equals(expected)) {
                decoder.error(at(field), "expected " + expected + ", found " + text.get());
            }
        }

        Optional<Fields> present(String field) {
            JsonNode value = node.path(field);
            return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(at(value, field));
        }

        /** The object at the field; an empty one when absent. */
        Fields child(String field) {
            return at(object(field), field);
        }

        ObjectNode object(String field) {
            JsonNode value = node.path(field);
            if (value instanceof ObjectNode object) {
                return object;
            }
            if (!value.isMissingNode() && !value.isNull()) {
                decoder.error(at(field), field + " must be an object");
            }
            return JsonNodeFactory.instance.objectNode();
        }

        Optional<String> text(String field) {
            JsonNode value = node.path(field);
            if (value.isMissingNode() || value.isNull()) {
                return Optional.empty();
            }
            if (!value.isTextual()) {
                decoder.error(at(field), field + " must be a string");
                return Optional.empty();
            }
            return Optional.of(value.textValue());
        }

        String required(String field) {
            return text(field).orElseGet(() -> {
                if (node.path(field).isMissingNode()) {
                    decoder.error(pointer, field + " is missing");
                }
                return "";
            });
        }

        Optional<Duration> duration(String field) {
            Optional<String> text = text(field).filter(value -> !value.isEmpty());
            Optional<Duration> duration = text.flatMap(GoDuration::parseSpan);
            if (text.isPresent() && duration.isEmpty()) {
                decoder.error(
                        at(field), "invalid " + field + " " + text.get() + ", write it like 30s, 5m, 1h or 1h30m");
            }
            return duration;
        }

        Optional<ExecutionMode> executionMode(String field) {
            Optional<String> text = text(field).filter(value -> !value.isEmpty());
            Optional<ExecutionMode> mode = text.flatMap(ExecutionMode::ofWord);
            if (text.isPresent() && mode.isEmpty()) {
                decoder.error(at(field), "unknown mode " + text.get() + ", known: StepByStep, DAG");
            }
            return mode;
        }

        List<Fields> items(String field) {
            JsonNode value = node.path(field);
            if (value.isMissingNode() || value.isNull()) {
                return List.of();
            }
            if (!value.isArray()) {
                decoder.error(at(field), field + " must be a list");
                return List.of();
            }
            Fields list = at(value, field);
            List<Fields> items = new ArrayList<>();
            for (int i = 0; i < value.size(); i++) {
                items.add(list.at(value.get(i), Integer.toString(i)));
            }
            return items;
        }

        List<String> texts(String field) {
            List<String> texts = new ArrayList<>();
            for (Fields item : items(field)) {
                if (item.node.isTextual()) {
                    texts.add(item.node.textValue());
                } else {
                    decoder.error(item.pointer, "must be a string");
                }
            }
            return texts;
        }

        Map<String, String> textMap(String field) {
            Map<String, String> map = new LinkedHashMap<>();
            object(field)
                    .properties()
                    .forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
            return map;
        }
    }
}
