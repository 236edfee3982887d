package io.jenkins.plugins.vela.cli;

import io.jenkins.plugins.vela.workflow.RecordedRun;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code velaflow status}: one run of a state directory; another process may be running it. */
@Command(name = "status", description = "Show a run of a state directory.")
final class StatusCommand implements Callable<Integer> {
    @Mixin
    private RecordedRunOptions target = new RecordedRunOptions();

    @Mixin
    private OutputOption output = new OutputOption();

    private final Console console;

    StatusCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        RecordedRun run = target.find();
        if (output.format() == OutputFormat.TEXT) {
            StepTable.lines(console, run.spec(), run.status()).forEach(console.out()::println);
            console.out().println();
            console.out().println(Session.summary(console, run.spec(), run.status()));
        } else {
            output.format().print(console, StateRuns.file(run).withStatus(run.status()));
        }
        return ExitCode.SUCCEEDED;
    }
}
