package io.jenkins.plugins.vela.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.workflow.RecordedRun;
import io.jenkins.plugins.vela.workflow.model.RunStatus;
import io.jenkins.plugins.vela.workflow.model.StepStatus;
import io.jenkins.plugins.vela.workflow.model.WorkflowStep;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The runs of a state directory, read without owning it. */
record StateRuns(Path directory, List<RecordedRun> all) {
    StateRuns {
        all = List.copyOf(all);
    }

    static StateRuns read(Path directory) {
        return new StateRuns(directory, RecordedRun.read(directory));
    }

    List<RecordedRun> unfinished() {
        return all.stream().filter(run -> !run.status().finished()).toList();
    }

    /** The clusters that the runs were started with. */
    ClusterPlan clusters() {
        return ClusterPlan.load(directory).orElseGet(() -> new ClusterPlan(List.of(), false));
    }

    /** The run of a name, {@code NAME} or {@code NAMESPACE/NAME}; without a name the only one there is. */
    RecordedRun named(Optional<String> name) {
        List<RecordedRun> found = all.stream()
                .filter(run -> name.isEmpty()
                        || run.id().equals(name.get())
                        || run.spec().name().equals(name.get()))
                .toList();
        if (found.size() == 1) {
            return found.get(0);
        }
        String known = all.isEmpty()
                ? "there is none"
                : "there are " + all.stream().map(RecordedRun::id).collect(Collectors.joining(", "));
        throw Refusal.badInput(
                found.isEmpty()
                        ? "no run " + name.map(given -> given + " ").orElse("") + "in " + directory + ": " + known
                        : "which run? In " + directory + " " + known);
    }

    /** The steps of a run that are no groups, as far as they have a status. */
    static List<StepStatus> leaves(RecordedRun run) {
        return run.status().leaves();
    }

    /** Complains about a step that the run does not have. */
    static void checkStep(RecordedRun run, String step) {
        List<String> names = Stream.concat(
                        run.spec().steps().stream()
                                .flatMap(top -> Stream.concat(
                                        Stream.of(top.name()),
                                        top.subSteps().stream().map(WorkflowStep::name))),
                        leaves(run).stream().map(StepStatus::name))
                .distinct()
                .toList();
        if (!names.contains(step)) {
            throw Refusal.badInput("no step " + step + " in " + run.id() + "; there are " + String.join(", ", names));
        }
    }

    /** The worst end of all runs. */
    int exitCode() {
        return Session.worst(all.stream().map(RecordedRun::status).toList());
    }

    void print(Console console, OutputFormat format) {
        if (format != OutputFormat.TEXT) {
            format.print(console, object());
            return;
        }
        Table table = new Table("NAMESPACE", "NAME", "PHASE", "START-TIME", "END-TIME");
        for (RecordedRun run : all) {
            RunStatus status = run.status();
            table.row(List.of(
                    Table.Cell.of(run.spec().namespace()),
                    Table.Cell.of(run.spec().name()),
                    new Table.Cell(status.phase().word(), EventLine.style(status.phase())),
                    Table.Cell.of(time(status.startTime())),
                    Table.Cell.of(time(status.endTime()))));
        }
        table.lines(console).forEach(console.out()::println);
    }

    private static String time(Optional<Instant> time) {
        return time.map(at -> at.truncatedTo(ChronoUnit.SECONDS).toString()).orElse("");
    }

    private ObjectNode object() {
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        list.put("apiVersion", "v1").put("kind", "List");
        ArrayNode items = list.putArray("items");
        all.forEach(run -> items.add(file(run).withStatus(run.status())));
        return list;
    }

    static RunFile file(RecordedRun run) {
        return new RunFile(run.spec(), run.spec().document());
    }
}
