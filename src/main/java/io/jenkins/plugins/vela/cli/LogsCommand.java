package io.jenkins.plugins.vela.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.workflow.RecordedLogs;
import io.jenkins.plugins.vela.workflow.RecordedRun;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

    /** Whether the run has ended is asked so often at most; lines are shown as they come. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    /** A safety net for file systems that tell nothing, as some network file systems do. */
    private static final Duration LONGEST = Duration.ofSeconds(2);

    @Mixin
    private RecordedRunOptions target = new RecordedRunOptions();

    @Mixin
    private StepOption only = new StepOption();

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
        RecordedRun run = target.find();
        Optional<String> step = only.of(run);
        try (RecordedLogs logs = RecordedLogs.of(target.state(), run.spec())) {
            if (follow) {
                follow(logs, step);
            } else {
                print(logs, step);
            }
        }
        if (printed == 0) {
            console.err()
                    .println("velaflow: nothing was logged"
                            + step.map(wanted -> " by step " + wanted).orElse(""));
        }
        return ExitCode.SUCCEEDED;
    }

    private void follow(RecordedLogs logs, Optional<String> step) throws InterruptedException {
        boolean over = logs.run().status().finished();
        long asked = System.nanoTime();
        boolean changed = false;
        print(logs, step);
        while (!over) {
            boolean news = logs.await(changed ? PAUSE : LONGEST);
            changed |= news;
            print(logs, step);
            if (!news || System.nanoTime() - asked > PAUSE.toNanos()) {
                over = logs.run().status().finished();
                asked = System.nanoTime();
                changed = false;
                // what came between the last look and the end
                print(logs, step);
            }
        }
    }

    private void print(RecordedLogs logs, Optional<String> step) {
        logs.read(line -> {
            if (step.isEmpty() || step.get().equals(line.step())) {
                printed++;
                console.out().println(show(line));
            }
        });
        console.out().flush();
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
