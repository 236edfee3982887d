package io.jenkins.plugins.vela.workflow.validate;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.document.FieldPath;
import io.jenkins.plugins.vela.text.Suggestion;
import io.jenkins.plugins.vela.workflow.model.StepOutput;
import io.jenkins.plugins.vela.workflow.model.WorkflowStep;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** What steps pass to each other: {@code valueFrom} parses, each input is somebody's output, no output is given twice. */
final class DataCheck {
    private final StepGraph graph;
    private final Consumer<PlacedFinding> findings;
    private final Map<String, String> outputs = new HashMap<>();

    DataCheck(StepGraph graph, Consumer<PlacedFinding> findings) {
        this.graph = graph;
        this.findings = findings;
    }

    void check(StepNode step) {
        List<JsonNode> given = step.outputs();
        for (int i = 0; i < given.size(); i++) {
            output(step, step.path().field("outputs").element(i), given.get(i));
        }
        step.sources().forEach(source -> source(step, source.path(), source.from()));
    }

    private void output(StepNode step, FieldPath path, JsonNode output) {
        if (output.path("valueFrom").isTextual()) {
            FieldPath from = path.field("valueFrom");
            String text = output.path("valueFrom").textValue();
            boolean hasTemplate = !step.type().equals(WorkflowStep.GROUP);
            if (!hasTemplate || new StepOutput("", text, "").everything().isEmpty()) {
                new CueText(step.document(), from, text).file(findings);
            }
        }
        String name = output.path("name").asText();
        String before = outputs.putIfAbsent(name, step.name());
        if (!name.isEmpty() && before != null) {
            findings.accept(PlacedFinding.warning(
                    step.document().position(path.field("name")),
                    path.field("name"),
                    "the output \"" + name + "\" is also given by " + before + "; different values will conflict"));
        }
    }

    private void source(StepNode step, FieldPath path, String from) {
        if (from.isEmpty()) {
            return;
        }
        if (!from.matches("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*")) {
            new CueText(step.document(), path, from).file(findings);
            return;
        }
        if (from.startsWith("context.") || from.startsWith("parameter.")) {
            return;
        }
        Set<String> producers = graph.producers(from);
        if (producers.isEmpty()) {
            findings.accept(PlacedFinding.warning(
                    step.document().position(path),
                    path,
                    "no step has the output \"" + from + "\"" + Suggestion.didYouMean(from, graph.outputs())
                            + (Suggestion.nearest(from, graph.outputs()).isPresent()
                                    ? ""
                                    : ": the step waits until something sets it")));
            return;
        }
        boolean never = producers.stream()
                .allMatch(producer -> producer.equals(step.name())
                        || graph.step(producer)
                                .filter(other -> graph.isBefore(step.name(), other))
                                .isPresent());
        if (never) {
            findings.accept(PlacedFinding.error(
                    step.document().position(path),
                    path,
                    "the output \"" + from + "\" comes from " + String.join(", ", producers)
                            + (producers.size() == 1 ? ", which waits for " : ", which wait for ") + step.name()
                            + " itself"));
        }
    }
}
