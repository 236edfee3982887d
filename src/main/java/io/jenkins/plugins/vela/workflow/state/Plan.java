package io.jenkins.plugins.vela.workflow.state;

import io.jenkins.plugins.vela.workflow.model.ExecutionMode;
import io.jenkins.plugins.vela.workflow.model.MatrixInstance;
import io.jenkins.plugins.vela.workflow.model.OpenMatrix;
import io.jenkins.plugins.vela.workflow.model.StepInput;
import io.jenkins.plugins.vela.workflow.model.StepMatrix;
import io.jenkins.plugins.vela.workflow.model.StepOutput;
import io.jenkins.plugins.vela.workflow.model.WorkflowRunSpec;
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
    private final List<PlanStep> slots;
    private final List<PlanStep> steps;
    private final Set<Integer> gone;
    private final Map<String, Integer> indexes;
    private final List<Integer> top;
    private final Map<String, List<Integer>> readers;
    private final Map<String, Integer> matrixOutputs;
    private final boolean nested;

    private Plan(WorkflowRunSpec spec, PlanLayout layout) {
        this.spec = spec;
        this.slots = layout.resolve();
        this.gone = Set.copyOf(layout.gone());
        this.steps = gone.isEmpty()
                ? slots
                : slots.stream().filter(step -> !gone.contains(step.index())).toList();
        this.indexes = indexes(steps);
        this.top = List.copyOf(layout.top());
        this.readers = readers(steps);
        this.matrixOutputs = matrixOutputs(steps);
        this.nested = steps.stream().anyMatch(step -> step.isGroup() && !step.isTopLevel());
    }

    public static Plan of(WorkflowRunSpec spec) {
        return new Plan(spec, PlanLayout.of(spec.steps()));
    }

    /**
     * The plan with the instances of a matrix, which are known when its step starts. Indexes of other steps stay.
     *
     * @param group index of the group that stands for the step
     */
    Plan with(int group, List<MatrixInstance> instances) {
        OpenMatrix open = step(group)
                .step()
                .matrix()
                .flatMap(StepMatrix::open)
                .orElseThrow(
                        () -> new IllegalArgumentException(step(group).name() + " has no matrix that is still open"));
        PlanLayout layout = PlanLayout.of(this);
        layout.replace(group, open.of(instances));
        return new Plan(spec, layout);
    }

    private static Map<String, Integer> indexes(List<PlanStep> steps) {
        Map<String, Integer> indexes = new HashMap<>();
        steps.forEach(step -> indexes.put(step.name(), step.index()));
        return indexes;
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
            step.step().matrix().flatMap(StepMatrix::open).ifPresent(open -> open.step()
                    .outputs()
                    .forEach(output -> outputs.put(Variables.head(output.name()), step.index())));
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

    /** All steps and sub-steps. A group is followed by its sub-steps; those known only later stand at the end. */
    public List<PlanStep> steps() {
        return steps;
    }

    /** One more than the highest index. */
    public int size() {
        return slots.size();
    }

    /** Indexes that instances had which are no longer there. */
    Set<Integer> gone() {
        return gone;
    }

    /** Whether a group has groups in it. */
    public boolean isNested() {
        return nested;
    }

    public PlanStep step(int index) {
        return slots.get(index);
    }

    /** The step of this name. */
    public Optional<PlanStep> find(String name) {
        return Optional.ofNullable(indexes.get(name)).map(slots::get);
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
        return parent == TOP ? top : slots.get(parent).children();
    }

    /** How the steps of a level follow each other. A group's own mode wins over the run's for sub-steps. */
    public ExecutionMode mode(int parent) {
        return parent == TOP
                ? spec.mode().steps()
                : slots.get(parent).step().mode().orElse(spec.mode().subSteps());
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
        PlanStep step = slots.get(index);
        if (withChildren) {
            List<Integer> below = below(index);
            found.addAll(below);
            for (int child : below) {
                users(child).forEach(user -> collect(user, found, true));
            }
        }
        if (mode(step.parent()) == ExecutionMode.STEP_BY_STEP) {
            for (int later = step.next();
                    later != NONE;
                    later = slots.get(later).next()) {
                collect(later, found, true);
            }
        }
        users(index).forEach(user -> collect(user, found, true));
        if (!step.isTopLevel()) {
            collect(step.parent(), found, false);
        }
    }

    /** Indexes of everything in a group, in groups within it too. */
    public List<Integer> below(int index) {
        List<Integer> below = new ArrayList<>();
        for (int child : slots.get(index).children()) {
            below.add(child);
            below.addAll(below(child));
        }
        return below;
    }

    private Set<Integer> users(int index) {
        Set<Integer> users = new TreeSet<>(slots.get(index).dependents());
        for (String output : slots.get(index).outputs()) {
            users.addAll(readers(Variables.head(output)));
        }
        return users;
    }
}
