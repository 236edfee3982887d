package io.jenkins.plugins.vela.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.workflow.RecordedRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code velaflow logs}: what the steps of a run have logged; another process may be running it. */
@Command(
        name = "logs",
        description = "Show what the steps of a run have logged: the pods they follow, and what they say themselves.")
final class LogsCommand implements Callable<Integer> {

    /** How lines are printed. */
    enum Format {
        /** Step and pod before each line. */
        DEFAULT,
        /** The line and nothing else. */
        RAW,
        /** A JSON object for each line. */
        JSON
    }

    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "The run; not needed where there is only one.")
    private Optional<String> name = Optional.empty();

    @Option(names = "--state", required = true, paramLabel = "DIR", description = "The state directory.")
    private Path state;

    @Option(
            names = {"-s", "--step"},
            paramLabel = "STEP",
            description = "Only this step.")
    private Optional<String> step = Optional.empty();

    @Option(
            names = {"-f", "--follow"},
            description = "Go on until the run has ended.")
    private boolean follow;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "default: step, pod and line; raw: the lines alone; json: an object for each line.")
    private Format format = Format.DEFAULT;

    private final Console console;
    private long printed;

    LogsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        RecordedRun run = StateRuns.read(state).named(name);
        step.ifPresent(wanted -> StateRuns.checkStep(run, wanted));
        boolean over = print(run);
        while (follow && !over) {
            console.out().flush();
            Thread.sleep(LOOK_AGAIN.toMillis());
            over = print(run);
        }
        if (printed == 0) {
            console.err()
                    .println("velaflow: nothing was logged"
                            + step.map(only -> " by step " + only).orElse(""));
        }
        return ExitCode.SUCCEEDED;
    }

    /** Prints what is new, and says whether nothing more will come. */
    private boolean print(RecordedRun run) {
        boolean over =
                StateRuns.read(state).named(Optional.of(run.id())).status().finished();
        long[] seen = {0};
        RecordedRun.logs(state, run.spec(), line -> {
            if (step.isPresent() && !step.get().equals(line.step())) {
                return;
            }
            seen[0]++;
            if (seen[0] > printed) {
                console.out().println(show(line));
            }
        });
        printed = Math.max(printed, seen[0]);
        return over;
    }

    private String show(RecordedRun.LogLine line) {
        return switch (format) {
            case RAW -> Printable.line(line.text());
            case JSON -> json(line).toString();
            case DEFAULT ->
                Printable.line(line.step())
                        + (line.source().isEmpty() ? "" : " " + Printable.line(line.source()))
                        + " | " + Printable.line(line.text());
        };
    }

    private static ObjectNode json(RecordedRun.LogLine line) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("time", line.time().toString())
                .put("step", line.step())
                .put("source", line.source())
                .put("line", line.text());
    }
}
