package io.jenkins.plugins.vela.workflow.validate;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.workflow.model.ExecutionMode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Who comes before whom, as far as the text says it: dependsOn, inputs from outputs, order, groups. */
final class StepGraph {
    private final Map<String, StepNode> byName = new HashMap<>();
    private final Map<String, Set<String>> producers = new HashMap<>();
    private final List<StepNode> steps;

    StepGraph(List<StepNode> steps) {
        this.steps = steps;
        for (StepNode step : steps) {
            byName.putIfAbsent(step.name(), step);
            for (JsonNode output : step.outputs()) {
                producers
                        .computeIfAbsent(output.path("name").asText(), name -> new TreeSet<>())
                        .add(step.name());
            }
        }
    }

    /** The step of this name, or the one with a matrix whose instance may have it. */
    Optional<StepNode> step(String name) {
        return Optional.ofNullable(byName.get(name)).or(() -> steps.stream()
                .filter(step -> step.node().has("matrix") && name.startsWith(step.name() + "-"))
                .findFirst());
    }

    Set<String> names() {
        return byName.keySet();
    }

    Set<String> outputs() {
        return producers.keySet();
    }

    /** The steps whose output of this name (or of a field's beginning, {@code a} for {@code a.b}) a {@code from} reads. */
    Set<String> producers(String from) {
        Set<String> exact = producers.getOrDefault(from, Set.of());
        int dot = from.indexOf('.');
        return exact.isEmpty() && dot > 0 ? producers.getOrDefault(from.substring(0, dot), Set.of()) : exact;
    }

    /** Whether a step is surely finished when another one starts. */
    boolean isBefore(String name, StepNode step) {
        String earlier = step(name).map(StepNode::name).orElse(name);
        Set<String> seen = new HashSet<>();
        Deque<StepNode> open = new ArrayDeque<>(List.of(step));
        while (!open.isEmpty()) {
            for (String before : directlyBefore(open.poll())) {
                if (before.equals(earlier)) {
                    return true;
                }
                if (seen.add(before)) {
                    step(before).ifPresent(open::add);
                }
            }
        }
        return false;
    }

    private Set<String> directlyBefore(StepNode step) {
        Set<String> before = new HashSet<>(step.dependsOn());
        for (StepNode.Source source : step.sources()) {
            Set<String> from = producers(source.from());
            if (from.size() == 1) {
                before.addAll(from);
            }
        }
        for (StepNode other : steps) {
            boolean siblings = other.group().equals(step.group());
            if (siblings && step.mode() == ExecutionMode.STEP_BY_STEP && other.index() < step.index()) {
                before.add(other.name());
            }
            // a group is finished when its sub-steps are
            if (before.contains(other.group().orElse(""))) {
                before.add(other.name());
            }
        }
        step.group().flatMap(this::step).ifPresent(group -> before.addAll(directlyBefore(group)));
        before.remove(step.name());
        return before;
    }
}
