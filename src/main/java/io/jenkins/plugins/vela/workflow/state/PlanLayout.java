package io.jenkins.plugins.vela.workflow.state;

import io.jenkins.plugins.vela.workflow.model.WorkflowStep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A plan in the making: which step has which index, which group it belongs to. An index, once given, stays; that of an instance
 * which its matrix no longer has is given to nobody else.
 */
final class PlanLayout {

    private final List<WorkflowStep> steps = new ArrayList<>();
    private final List<Integer> parents = new ArrayList<>();
    private final List<List<Integer>> children = new ArrayList<>();
    private final List<Integer> top = new ArrayList<>();
    private final Set<Integer> gone = new HashSet<>();

    /** The layout of steps as written; a group is followed by its sub-steps. */
    static PlanLayout of(List<WorkflowStep> steps) {
        PlanLayout layout = new PlanLayout();
        steps.forEach(step -> layout.top.add(layout.add(step, Plan.TOP)));
        return layout;
    }

    /** The layout of a plan, to be changed. */
    static PlanLayout of(Plan plan) {
        PlanLayout layout = new PlanLayout();
        layout.top.addAll(plan.top());
        for (int index = 0; index < plan.size(); index++) {
            PlanStep step = plan.step(index);
            layout.steps.add(step.step());
            layout.parents.add(step.parent());
            layout.children.add(new ArrayList<>(step.children()));
        }
        layout.gone.addAll(plan.gone());
        return layout;
    }

    private int add(WorkflowStep step, int parent) {
        int index = steps.size();
        steps.add(step);
        parents.add(parent);
        children.add(new ArrayList<>());
        step.subSteps().forEach(child -> children.get(index).add(add(child, index)));
        return index;
    }

    /** Gives a group other sub-steps; one of a name that was there before keeps its index. */
    void replace(int group, WorkflowStep grown) {
        Map<String, Integer> before = new HashMap<>();
        children.get(group).forEach(child -> before.put(steps.get(child).name(), child));
        List<Integer> now = new ArrayList<>();
        for (WorkflowStep child : grown.subSteps()) {
            Integer known = before.remove(child.name());
            if (known == null) {
                now.add(add(child, group));
            } else {
                steps.set(known, child);
                now.add(known);
            }
        }
        gone.addAll(before.values());
        steps.set(group, grown);
        children.set(group, now);
    }

    Set<Integer> gone() {
        return gone;
    }

    List<Integer> top() {
        return top;
    }

    /** Every step with its references by name resolved. */
    List<PlanStep> resolve() {
        Map<String, Integer> indexes = new HashMap<>();
        for (int i = 0; i < steps.size(); i++) {
            if (!gone.contains(i)) {
                indexes.put(steps.get(i).name(), i);
            }
        }
        List<List<Integer>> dependents = new ArrayList<>(steps.size());
        steps.forEach(step -> dependents.add(new ArrayList<>(2)));
        for (int i = 0; i < steps.size(); i++) {
            if (!gone.contains(i)) {
                for (String name : new TreeSet<>(steps.get(i).dependsOn())) {
                    dependents.get(indexes.get(name)).add(i);
                }
            }
        }
        PlanStep[] resolved = new PlanStep[steps.size()];
        level(top, indexes, dependents, resolved);
        children.forEach(level -> level(level, indexes, dependents, resolved));
        gone.forEach(index -> level(List.of(index), indexes, dependents, resolved));
        return List.of(resolved);
    }

    private void level(
            List<Integer> level, Map<String, Integer> indexes, List<List<Integer>> dependents, PlanStep[] resolved) {
        for (int place = 0; place < level.size(); place++) {
            int index = level.get(place);
            resolved[index] = new PlanStep(
                    index,
                    steps.get(index),
                    parents.get(index),
                    place,
                    place > 0 ? level.get(place - 1) : Plan.NONE,
                    place + 1 < level.size() ? level.get(place + 1) : Plan.NONE,
                    List.copyOf(children.get(index)),
                    steps.get(index).dependsOn().stream()
                            .map(indexes::get)
                            .filter(known -> known != null)
                            .toList(),
                    List.copyOf(dependents.get(index)));
        }
    }
}
