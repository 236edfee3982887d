package io.jenkins.plugins.vela.workflow.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Checks what step names say about each other: unique names, {@code dependsOn} that exists and does not go round. Upstream
 * lets a run with an unknown or cyclic dependency hang for ever; here it is refused before it starts.
 */
final class StepNames {

    private record Entry(WorkflowStep step, Optional<String> group, int order) {}

    private final List<WorkflowStep> steps;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private boolean ambiguous;

    StepNames(List<WorkflowStep> steps) {
        this.steps = steps;
    }

    void check(WorkflowMode mode, BiConsumer<String, String> errors) {
        add(steps, Optional.empty(), errors);
        for (Entry entry : entries.values()) {
            for (String dependency : entry.step.dependsOn()) {
                if (!entries.containsKey(dependency)) {
                    errors.accept(
                            entry.step.pointer() + "/dependsOn",
                            "step " + entry.step.name() + " depends on " + dependency + ", which does not exist");
                }
            }
        }
        if (!ambiguous) {
            cycles(mode, errors);
        }
    }

    private void add(List<WorkflowStep> level, Optional<String> group, BiConsumer<String, String> errors) {
        for (WorkflowStep step : level) {
            if (entries.putIfAbsent(step.name(), new Entry(step, group, entries.size())) != null) {
                ambiguous = true;
                errors.accept(step.pointer() + "/name", "duplicated step name " + step.name());
            }
            add(step.subSteps(), Optional.of(step.name()), errors);
        }
    }

    // ---- what must be finished before what: dependsOn, order of StepByStep levels, a group before its sub-steps start

    private void cycles(WorkflowMode mode, BiConsumer<String, String> errors) {
        // a step has two moments, start and end; an edge says that one moment comes after another
        Map<String, List<String>> after = new LinkedHashMap<>();
        level(steps, mode.steps(), after);
        groups(steps, mode, after);
        for (Entry entry : entries.values()) {
            edge(after, "end " + entry.step.name(), "start " + entry.step.name());
            for (String dependency : entry.step.dependsOn()) {
                if (entries.containsKey(dependency)) {
                    edge(after, "start " + entry.step.name(), "end " + dependency);
                }
            }
        }
        Map<String, Integer> colour = new HashMap<>();
        for (String moment : after.keySet()) {
            List<String> path = new ArrayList<>();
            if (!colour.containsKey(moment) && goesRound(moment, after, colour, path)) {
                report(path, errors);
                return;
            }
        }
    }

    private static void groups(List<WorkflowStep> steps, WorkflowMode mode, Map<String, List<String>> after) {
        for (WorkflowStep step : steps) {
            level(step.subSteps(), step.mode().orElse(mode.subSteps()), after);
            for (WorkflowStep child : step.subSteps()) {
                edge(after, "start " + child.name(), "start " + step.name());
                edge(after, "end " + step.name(), "end " + child.name());
            }
            groups(step.subSteps(), mode, after);
        }
    }

    private static void level(List<WorkflowStep> steps, ExecutionMode mode, Map<String, List<String>> after) {
        if (mode == ExecutionMode.STEP_BY_STEP) {
            for (int i = 1; i < steps.size(); i++) {
                edge(
                        after,
                        "start " + steps.get(i).name(),
                        "end " + steps.get(i - 1).name());
            }
        }
    }

    private static void edge(Map<String, List<String>> after, String later, String earlier) {
        after.computeIfAbsent(later, key -> new ArrayList<>()).add(earlier);
        after.computeIfAbsent(earlier, key -> new ArrayList<>());
    }

    /** Depth first without recursion, since a chain may have ten thousand steps. */
    private static boolean goesRound(
            String from, Map<String, List<String>> after, Map<String, Integer> colour, List<String> path) {
        Map<String, Integer> next = new HashMap<>();
        path.add(from);
        colour.put(from, 1);
        while (!path.isEmpty()) {
            String at = path.get(path.size() - 1);
            int index = next.merge(at, 1, Integer::sum) - 1;
            List<String> earlier = after.get(at);
            if (index >= earlier.size()) {
                colour.put(at, 2);
                path.remove(path.size() - 1);
                continue;
            }
            String to = earlier.get(index);
            if (colour.getOrDefault(to, 0) == 1) {
                path.subList(0, path.indexOf(to)).clear();
                return true;
            }
            if (!colour.containsKey(to)) {
                colour.put(to, 1);
                path.add(to);
            }
        }
        return false;
    }

    private void report(List<String> path, BiConsumer<String, String> errors) {
        List<String> names = new ArrayList<>();
        for (String moment : path) {
            String name = moment.substring(moment.indexOf(' ') + 1);
            if (names.isEmpty() || !names.get(names.size() - 1).equals(name)) {
                names.add(name);
            }
        }
        if (names.size() > 1 && names.get(0).equals(names.get(names.size() - 1))) {
            names.remove(names.size() - 1);
        }
        // told from the first step of the document that asks for something, whatever the search met first
        String first = names.stream()
                .filter(name -> !entries.get(name).step.dependsOn().isEmpty())
                .min(Comparator.comparingInt(name -> entries.get(name).order))
                .orElse(names.get(0));
        Collections.rotate(names, -names.indexOf(first));
        String pointer = entries.get(first).step.pointer() + "/dependsOn";
        names.add(names.get(0));
        errors.accept(pointer, "these steps wait for each other: " + String.join(" → ", names));
    }
}
