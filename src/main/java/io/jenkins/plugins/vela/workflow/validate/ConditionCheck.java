package io.jenkins.plugins.vela.workflow.validate;

import io.jenkins.plugins.vela.cue.syntax.Expr;
import io.jenkins.plugins.vela.document.FieldPath;
import io.jenkins.plugins.vela.document.Position;
import io.jenkins.plugins.vela.text.Suggestion;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** A step's {@code if}: it parses, and the names in it mean something when it is decided. */
final class ConditionCheck {
    private static final String ALWAYS = "always";
    private static final Set<String> SCOPE = Set.of("status", "inputs", "context", "parameter");
    private static final Set<String> PREDECLARED = Set.of(
            "len", "close", "and", "or", "div", "mod", "quo", "rem", "error", "matchN", "matchIf", "string", "bytes",
            "bool", "number", "int", "float", "rune", "int8", "int16", "int32", "int64", "int128", "uint", "uint8",
            "uint16", "uint32", "uint64", "uint128", "float32", "float64", "_", "self");
    private static final Set<String> STATUS = Set.of(
            "id",
            "name",
            "type",
            "phase",
            "message",
            "reason",
            "firstExecuteTime",
            "lastExecuteTime",
            "failed",
            "succeeded",
            "skipped",
            "timeout",
            "failedAfterRetries",
            "terminate");

    private final StepGraph graph;
    private final Consumer<PlacedFinding> findings;

    ConditionCheck(StepGraph graph, Consumer<PlacedFinding> findings) {
        this.graph = graph;
        this.findings = findings;
    }

    void check(StepNode step) {
        String condition = step.condition();
        if (condition.isEmpty() || condition.equals(ALWAYS)) {
            return;
        }
        FieldPath path = step.path().field("if");
        CueText text = new CueText(step.document(), path, condition);
        Optional<Expr> expression = text.expression(findings);
        if (expression.isEmpty()) {
            return;
        }
        for (Reference reference : Reference.in(expression.get())) {
            reference(step, path, text.place(reference.position()), reference);
        }
    }

    private void reference(StepNode step, FieldPath path, Position place, Reference reference) {
        String root = reference.root();
        if (root.equals("status") && reference.path().size() > 1) {
            status(step, path, place, reference);
        } else if (root.equals("inputs") && reference.path().size() > 1) {
            input(step, path, place, reference.path().get(1));
        } else if (!SCOPE.contains(root) && !PREDECLARED.contains(root)) {
            Set<String> dashed = new TreeSet<>(graph.names());
            dashed.removeIf(name -> !name.contains("-") || !name.contains(root));
            String hint = dashed.isEmpty()
                    ? Suggestion.didYouMean(root, SCOPE)
                    : "; a name with dashes needs brackets: status[\""
                            + dashed.iterator().next() + "\"]";
            findings.accept(PlacedFinding.error(place, path, "unknown name \"" + root + "\"" + hint));
        }
    }

    private void status(StepNode step, FieldPath path, Position place, Reference reference) {
        String name = reference.path().get(1);
        Optional<StepNode> read = graph.step(name);
        if (read.isEmpty()) {
            Set<String> known = new HashSet<>(graph.names());
            boolean startOfDashed = known.stream().anyMatch(other -> other.startsWith(name + "-"));
            if (!isAnotherName(step, name) && !startOfDashed) {
                findings.accept(PlacedFinding.error(
                        place, path, "there is no step \"" + name + "\"" + Suggestion.didYouMean(name, known)));
            } else if (startOfDashed) {
                String full = new TreeSet<>(known).ceiling(name + "-");
                findings.accept(PlacedFinding.error(
                        place,
                        path,
                        "there is no step \"" + name + "\"; a name with dashes needs brackets: status[\"" + full
                                + "\"]"));
            }
            return;
        }
        if (reference.path().size() > 2 && !STATUS.contains(reference.path().get(2))) {
            String field = reference.path().get(2);
            findings.accept(PlacedFinding.error(
                    place,
                    path,
                    "a step's status has no field \"" + field + "\"" + Suggestion.didYouMean(field, STATUS)));
        }
        if (!name.equals(step.name()) && !graph.isBefore(name, step)) {
            findings.accept(PlacedFinding.warning(
                    place,
                    path,
                    "reads the status of \"" + name + "\" without depending on it: the condition is decided when "
                            + step.name() + " would start, whatever " + name + " does then"));
        }
    }

    /** Upstream also knows a step's status by the {@code name} or {@code component} in its own properties. */
    private static boolean isAnotherName(StepNode step, String name) {
        return step.node().at("/properties/name").asText().equals(name)
                || step.node().at("/properties/component").asText().equals(name);
    }

    private void input(StepNode step, FieldPath path, Position place, String name) {
        Set<String> inputs = new TreeSet<>();
        step.inputs().forEach(input -> inputs.add(input.path("from").asText()));
        if (!inputs.contains(name)) {
            findings.accept(PlacedFinding.error(
                    place, path, "the step has no input from \"" + name + "\"" + Suggestion.didYouMean(name, inputs)));
        }
    }
}
