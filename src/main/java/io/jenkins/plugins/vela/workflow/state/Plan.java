package io.jenkins.plugins.vela.workflow.state;

import io.jenkins.plugins.vela.workflow.model.ExecutionMode;
import io.jenkins.plugins.vela.workflow.model.StepInput;
import io.jenkins.plugins.vela.workflow.model.StepOutput;
import io.jenkins.plugins.vela.workflow.model.WorkflowRunSpec;
import io.jenkins.plugins.vela.workflow.model.WorkflowStep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * The run's steps and sub-steps in one list, with every reference by name resolved once, so that an event touches only the
 * steps it concerns. Immutable.
 */
public final class Plan {

    /** The parent of top-level steps. */
    public static final int TOP = -1;

    /** No such step. */
    public static final int NONE = -1;

    private final WorkflowRunSpec spec;
    private final List<PlanStep> steps;
    private final Map<String, Integer> indexes;
    private final List<Integer> top;
    private final Map<String, List<Integer>> readers;
    private final Map<String, Integer> matrixOutputs;

    private Plan(WorkflowRunSpec spec, List<PlanStep> steps, Map<String, Integer> indexes, List<Integer> top) {
        this.spec = spec;
        this.steps = List.copyOf(steps);
        this.indexes = Map.copyOf(indexes);
        this.top = List.copyOf(top);
        this.readers = readers(steps);
        this.matrixOutputs = matrixOutputs(steps);
    }

    public static Plan of(WorkflowRunSpec spec) {
        List<WorkflowStep> flat = new ArrayList<>();
        List<Integer> parents = new ArrayList<>();
        List<Integer> top = new ArrayList<>();
        Map<String, Integer> indexes = new HashMap<>();
        for (WorkflowStep step : spec.steps()) {
            int index = flat.size();
            top.add(index);
            flat.add(step);
            parents.add(TOP);
            indexes.put(step.name(), index);
            for (WorkflowStep child : step.subSteps()) {
                indexes.put(child.name(), flat.size());
                flat.add(child);
                parents.add(index);
            }
        }
        List<List<Integer>> children = lists(flat.size());
        List<List<Integer>> dependsOn = lists(flat.size());
        List<List<Integer>> dependents = lists(flat.size());
        for (int i = 0; i < flat.size(); i++) {
            if (parents.get(i) != TOP) {
                children.get(parents.get(i)).add(i);
            }
            for (String name : new TreeSet<>(flat.get(i).dependsOn())) {
                int dependency = indexes.get(name);
                dependents.get(dependency).add(i);
            }
            for (String name : flat.get(i).dependsOn()) {
                dependsOn.get(i).add(indexes.get(name));
            }
        }
        List<PlanStep> steps = new ArrayList<>();
        for (int i = 0; i < flat.size(); i++) {
            List<Integer> level = parents.get(i) == TOP ? top : children.get(parents.get(i));
            // sub-steps follow their group directly, so their place in the level is known without a search
            int place = parents.get(i) == TOP ? -1 : i - parents.get(i) - 1;
            steps.add(new PlanStep(
                    i,
                    flat.get(i),
                    parents.get(i),
                    place > 0 ? level.get(place - 1) : NONE,
                    place >= 0 && place + 1 < level.size() ? level.get(place + 1) : NONE,
                    List.copyOf(children.get(i)),
                    List.copyOf(dependsOn.get(i)),
                    List.copyOf(dependents.get(i))));
        }
        for (int place = 0; place < top.size(); place++) {
            PlanStep step = steps.get(top.get(place));
            steps.set(
                    step.index(),
                    new PlanStep(
                            step.index(),
                            step.step(),
                            TOP,
                            place > 0 ? top.get(place - 1) : NONE,
                            place + 1 < top.size() ? top.get(place + 1) : NONE,
                            step.children(),
                            step.dependsOn(),
                            step.dependents()));
        }
        return new Plan(spec, steps, indexes, top);
    }

    private static List<List<Integer>> lists(int size) {
        List<List<Integer>> lists = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            lists.add(new ArrayList<>(2));
        }
        return lists;
    }

    private static Map<String, List<Integer>> readers(List<PlanStep> steps) {
        Map<String, List<Integer>> readers = new HashMap<>();
        for (PlanStep step : steps) {
            for (StepInput input : step.step().inputs()) {
                variable(input).map(Variables::head).ifPresent(head -> readers.computeIfAbsent(
                                head, key -> new ArrayList<>(2))
                        .add(step.index()));
            }
        }
        return readers;
    }

    private static Map<String, Integer> matrixOutputs(List<PlanStep> steps) {
        Map<String, Integer> outputs = new HashMap<>();
        for (PlanStep step : steps) {
            if (!step.step().instance().isEmpty()) {
                for (StepOutput output : step.step().outputs()) {
                    outputs.put(Variables.head(output.name()), step.parent());
                }
            }
        }
        return outputs;
    }

    /** The step whose instances write this variable together, so that it is whole when all of them are over. */
    public OptionalInt matrixBehind(String variable) {
        Integer index = matrixOutputs.get(Variables.head(variable));
        return index == null ? OptionalInt.empty() : OptionalInt.of(index);
    }

    /** The variable an input names; empty for an expression over {@code context} and {@code parameter}. */
    public static Optional<String> variable(StepInput input) {
        String from = input.from();
        for (int i = 0; i < from.length(); i++) {
            char c = from.charAt(i);
            if (!Character.isLetterOrDigit(c) && "_-.$".indexOf(c) < 0) {
                return Optional.empty();
            }
        }
        String head = Variables.head(from);
        return from.isEmpty() || head.equals("context") || head.equals("parameter")
                ? Optional.empty()
                : Optional.of(from);
    }

    public WorkflowRunSpec spec() {
        return spec;
    }

    /** All steps and sub-steps; a group is followed by its sub-steps. */
    public List<PlanStep> steps() {
        return steps;
    }

    public int size() {
        return steps.size();
    }

    public PlanStep step(int index) {
        return steps.get(index);
    }

    /** The step of this name. */
    public Optional<PlanStep> find(String name) {
        return Optional.ofNullable(indexes.get(name)).map(steps::get);
    }

    /**
     * The index of a step known to exist.
     *
     * @throws IllegalArgumentException when there is no such step
     */
    public int index(String name) {
        Integer index = indexes.get(name);
        if (index == null) {
            throw new IllegalArgumentException("the run has no step " + name);
        }
        return index;
    }

    /** Indexes of the top-level steps. */
    public List<Integer> top() {
        return top;
    }

    /** Indexes of the steps of a level: of the run ({@link #TOP}) or of a group. */
    public List<Integer> level(int parent) {
        return parent == TOP ? top : steps.get(parent).children();
    }

    /** How the steps of a level follow each other. A group's own mode wins over the run's for sub-steps. */
    public ExecutionMode mode(int parent) {
        return parent == TOP
                ? spec.mode().steps()
                : steps.get(parent).step().mode().orElse(spec.mode().subSteps());
    }

    /** Indexes of the steps whose inputs name a variable with this first part. */
    public List<Integer> readers(String head) {
        return readers.getOrDefault(head, List.of());
    }

    /**
     * What a restart from a step forgets: the step and everything that rests on it. One after the other: all later siblings;
     * DAG: users of it, directly or not, by {@code dependsOn} or by the variables it outputs. For a sub-step the same inside
     * its group, and what rests on the group.
     */
    public Set<Integer> restingOn(int index) {
        Set<Integer> found = new TreeSet<>();
        collect(index, found, true);
        return found;
    }

    private void collect(int index, Set<Integer> found, boolean withChildren) {
        if (!found.add(index)) {
            return;
        }
        PlanStep step = steps.get(index);
        if (withChildren) {
            found.addAll(step.children());
            for (int child : step.children()) {
                users(child).forEach(user -> collect(user, found, true));
            }
        }
        if (mode(step.parent()) == ExecutionMode.STEP_BY_STEP) {
            for (int later = step.next();
                    later != NONE;
                    later = steps.get(later).next()) {
                collect(later, found, true);
            }
        }
        users(index).forEach(user -> collect(user, found, true));
        if (!step.isTopLevel()) {
            collect(step.parent(), found, false);
        }
    }

    private Set<Integer> users(int index) {
        Set<Integer> users = new TreeSet<>(steps.get(index).dependents());
        for (StepOutput output : steps.get(index).step().outputs()) {
            users.addAll(readers(Variables.head(output.name())));
        }
        return users;
    }
}
