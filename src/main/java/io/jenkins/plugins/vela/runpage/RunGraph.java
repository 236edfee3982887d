package io.jenkins.plugins.vela.runpage;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.workflow.model.Approval;
import io.jenkins.plugins.vela.workflow.model.ExecutionMode;
import io.jenkins.plugins.vela.workflow.model.RunStatus;
import io.jenkins.plugins.vela.workflow.model.StepPhase;
import io.jenkins.plugins.vela.workflow.model.StepReason;
import io.jenkins.plugins.vela.workflow.model.StepStatus;
import io.jenkins.plugins.vela.workflow.model.WorkflowRunSpec;
import io.jenkins.plugins.vela.workflow.model.WorkflowStep;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The steps of a run on a grid: columns are what comes after each other, rows what stands beside each other. A group takes the
 * cells of its sub-steps. Immutable.
 *
 * @param nodes every step that is no group, and every group without sub-steps, in the order of the workflow
 * @param edges what has to end before what
 * @param groups groups with the cells that they take
 */
public record RunGraph(List<Node> nodes, List<Edge> edges, List<Group> groups) {

    /**
     * A step.
     *
     * @param status how it does; empty while it has none
     */
    public record Node(
            String name, String type, Optional<String> group, int column, int row, Optional<StepStatus> status) {}

    /** From the one that ends to the one that may begin then. */
    public record Edge(String from, String to) {}

    /** A group; the last column and row are inside. */
    public record Group(String name, int column, int row, int lastColumn, int lastRow, Optional<StepStatus> status) {}

    public RunGraph {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
        groups = List.copyOf(groups);
    }

    /** The picture of a run as it stands. */
    public static RunGraph of(WorkflowRunSpec spec, RunStatus status) {
        Layout layout = new Layout(status);
        layout.place(spec.steps(), spec.mode().steps(), spec.mode().subSteps(), 0, 0, Optional.empty());
        return new RunGraph(layout.nodes, layout.edges(), layout.groups);
    }

    /** The picture with a run's own state, for pages and programs. */
    public ObjectNode toJson(RunStatus status, Instant now) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("phase", status.phase().word())
                .put("message", status.message())
                .put("suspended", status.suspended())
                .put("finished", status.finished());
        status.startTime()
                .ifPresent(start -> json.put(
                        "seconds",
                        Duration.between(start, status.endTime().orElse(now)).toSeconds()));
        ArrayNode all = json.putArray("nodes");
        for (Node node : nodes) {
            ObjectNode one = all.addObject();
            one.put("name", node.name())
                    .put("type", node.type())
                    .put("column", node.column())
                    .put("row", node.row());
            node.group().ifPresent(group -> one.put("group", group));
            describe(one, node.status(), now);
        }
        ArrayNode lines = json.putArray("edges");
        edges.forEach(edge -> lines.addObject().put("from", edge.from()).put("to", edge.to()));
        ArrayNode boxes = json.putArray("groups");
        for (Group group : groups) {
            ObjectNode one = boxes.addObject();
            one.put("name", group.name())
                    .put("column", group.column())
                    .put("row", group.row())
                    .put("lastColumn", group.lastColumn())
                    .put("lastRow", group.lastRow());
            describe(one, group.status(), now);
        }
        return json;
    }

    private static void describe(ObjectNode json, Optional<StepStatus> known, Instant now) {
        json.put("phase", known.map(step -> step.phase().word()).orElse(StepPhase.PENDING.word()));
        known.ifPresent(step -> {
            json.put("message", step.message());
            if (step.reason() != StepReason.NONE) {
                json.put("reason", step.reason().word());
            }
            if (step.attempt() > 1) {
                json.put("attempt", step.attempt());
            }
            boolean runs = step.phase() == StepPhase.RUNNING || step.phase() == StepPhase.SUSPENDING;
            step.firstExecuteTime()
                    .ifPresent(start -> json.put(
                            "seconds",
                            Duration.between(
                                            start,
                                            runs ? now : step.lastExecuteTime().orElse(now))
                                    .toSeconds()));
            step.approval().map(Approval::approvers).ifPresent(approvers -> {
                ArrayNode names = json.putArray("approvers");
                approvers.forEach(names::add);
            });
            step.approval().flatMap(Approval::decision).ifPresent(decision -> json.put("decision", decision.text()));
        });
    }

    /** Gives every step its cell. */
    private static final class Layout {
        private final RunStatus status;
        private final List<Node> nodes = new ArrayList<>();
        private final List<Group> groups = new ArrayList<>();
        private final Map<String, List<String>> after = new LinkedHashMap<>();
        private final Map<String, List<String>> leaves = new HashMap<>();

        Layout(RunStatus status) {
            this.status = status;
        }

        /** The first column and row that are free behind and below what was placed. */
        private record End(int column, int row) {}

        End place(
                List<WorkflowStep> steps,
                ExecutionMode mode,
                ExecutionMode inGroups,
                int column,
                int row,
                Optional<String> group) {
            Map<String, Integer> ends = new HashMap<>();
            Map<Integer, Integer> free = new HashMap<>();
            int lastColumn = column;
            int lastRow = row;
            Optional<String> before = Optional.empty();
            for (WorkflowStep step : steps) {
                List<String> waitsFor = new ArrayList<>(new TreeSet<>(step.dependsOn()));
                if (mode == ExecutionMode.STEP_BY_STEP) {
                    before.filter(one -> !waitsFor.contains(one)).ifPresent(waitsFor::add);
                }
                int at = column;
                for (String one : waitsFor) {
                    at = Math.max(at, ends.getOrDefault(one, column));
                }
                int down = free.getOrDefault(at, row);
                End end = cell(step, inGroups, at, down, group);
                for (int taken = at; taken < end.column(); taken++) {
                    free.merge(taken, end.row(), Math::max);
                }
                after.put(step.name(), waitsFor);
                ends.put(step.name(), end.column());
                lastColumn = Math.max(lastColumn, end.column());
                lastRow = Math.max(lastRow, end.row());
                before = Optional.of(step.name());
            }
            return new End(lastColumn, lastRow);
        }

        private End cell(WorkflowStep step, ExecutionMode inGroups, int column, int row, Optional<String> group) {
            List<StepStatus> later = status.step(step.name())
                    .filter(known -> step.subSteps().isEmpty())
                    .map(StepStatus::subSteps)
                    .orElse(List.of());
            if (!later.isEmpty()) {
                return instances(step, later, column, row);
            }
            if (step.subSteps().isEmpty()) {
                nodes.add(new Node(step.name(), step.type(), group, column, row, status.step(step.name())));
                leaves.put(step.name(), List.of(step.name()));
                return new End(column + 1, row + 1);
            }
            End end = place(
                    step.subSteps(), step.mode().orElse(inGroups), inGroups, column, row, Optional.of(step.name()));
            groups.add(new Group(step.name(), column, row, end.column() - 1, end.row() - 1, status.step(step.name())));
            leaves.put(
                    step.name(),
                    step.subSteps().stream().map(WorkflowStep::name).toList());
            return end;
        }

        /** Instances of a matrix whose values the text does not have: side by side. */
        private End instances(WorkflowStep step, List<StepStatus> instances, int column, int row) {
            int at = row;
            for (StepStatus one : instances) {
                nodes.add(new Node(one.name(), one.type(), Optional.of(step.name()), column, at++, Optional.of(one)));
                leaves.put(one.name(), List.of(one.name()));
            }
            groups.add(new Group(step.name(), column, row, column, at - 1, status.step(step.name())));
            leaves.put(step.name(), instances.stream().map(StepStatus::name).toList());
            return new End(column + 1, at);
        }

        /** An edge of a group is one of each of its steps that begin or end it. */
        List<Edge> edges() {
            List<Edge> edges = new ArrayList<>();
            after.forEach((to, all) -> all.forEach(from -> {
                for (String last : ending(from)) {
                    for (String first : beginning(to)) {
                        edges.add(new Edge(last, first));
                    }
                }
            }));
            return edges;
        }

        private List<String> ending(String step) {
            List<String> inside = leaves.getOrDefault(step, List.of());
            return inside.stream()
                    .filter(one -> inside.stream().noneMatch(other -> after.getOrDefault(other, List.of())
                            .contains(one)))
                    .toList();
        }

        private List<String> beginning(String step) {
            List<String> inside = leaves.getOrDefault(step, List.of());
            return inside.stream()
                    .filter(one -> one.equals(step)
                            || after.getOrDefault(one, List.of()).stream().noneMatch(inside::contains))
                    .toList();
        }
    }
}
