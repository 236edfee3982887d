package io.jenkins.plugins.vela.cli;

import io.jenkins.plugins.vela.workflow.model.RunStatus;
import io.jenkins.plugins.vela.workflow.model.StepStatus;
import io.jenkins.plugins.vela.workflow.model.WorkflowRunSpec;
import io.jenkins.plugins.vela.workflow.model.WorkflowStep;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The table at the end: every step with what became of it. */
final class StepTable {
    private static final int LONGEST_MESSAGE = 160;

    private final Table table = new Table("NAME", "TYPE", "PHASE", "DURATION", "MESSAGE");

    private StepTable() {}

    static List<String> lines(Console console, WorkflowRunSpec spec, RunStatus status) {
        StepTable steps = new StepTable();
        steps.level("", spec.steps(), status.steps());
        return steps.table.lines(console);
    }

    /** In the order of the text, then what the text does not name (instances of a matrix). */
    private void level(String indent, List<WorkflowStep> written, List<StepStatus> recorded) {
        Set<String> shown = new HashSet<>();
        for (WorkflowStep step : written) {
            shown.add(step.name());
            step.subSteps().forEach(sub -> shown.add(sub.name()));
            Optional<StepStatus> status = recorded.stream()
                    .filter(candidate -> candidate.name().equals(step.name()))
                    .findFirst();
            if (status.isPresent()) {
                row(indent, status.get());
            } else {
                table.row(indent + Printable.line(step.name()), step.type(), "-", "", "");
            }
            level(
                    indent + "  ",
                    step.subSteps(),
                    // instances of a sub-step are recorded beside it
                    status.map(StepStatus::subSteps)
                            .filter(below -> !below.isEmpty())
                            .orElse(indent.isEmpty() ? List.of() : recordedOf(step, recorded)));
        }
        recorded.stream().filter(status -> !shown.contains(status.name())).forEach(status -> {
            row(indent, status);
            level(indent + "  ", List.of(), status.subSteps());
        });
    }

    private static List<StepStatus> recordedOf(WorkflowStep step, List<StepStatus> recorded) {
        Set<String> names = step.subSteps().stream().map(WorkflowStep::name).collect(Collectors.toSet());
        return recorded.stream().filter(status -> names.contains(status.name())).toList();
    }

    private void row(String indent, StepStatus status) {
        String reason = status.reason().word();
        String message = Printable.line(status.message());
        if (message.isEmpty() && !reason.equals("Skip")) {
            message = reason;
        }
        if (Table.width(message) > LONGEST_MESSAGE) {
            message = message.substring(0, message.offsetByCodePoints(0, LONGEST_MESSAGE)) + "…";
        }
        table.row(List.of(
                Table.Cell.of(indent + Printable.line(status.name())),
                Table.Cell.of(status.type()),
                new Table.Cell(status.phase().word(), EventLine.style(status.phase())),
                Table.Cell.of(duration(status)),
                Table.Cell.of(message)));
    }

    private static String duration(StepStatus status) {
        boolean known = status.firstExecuteTime().isPresent()
                && status.lastExecuteTime().isPresent()
                && !status.phase().word().equals("skipped");
        return known
                ? Durations.show(Duration.between(
                        status.firstExecuteTime().get(),
                        status.lastExecuteTime().get()))
                : "";
    }
}
