package io.jenkins.plugins.vela.cli;

import io.jenkins.plugins.vela.workflow.RecordedRun;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code velaflow status}: one run of a state directory; another process may be running it. */
@Command(name = "status", description = "Show a run of a state directory.")
final class StatusCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "NAME", description = "The run; not needed where there is only one.")
    private Optional<String> name = Optional.empty();

    @Option(names = "--state", required = true, paramLabel = "DIR", description = "The state directory.")
    private Path state;

    @Mixin
    private OutputOption output = new OutputOption();

    private final Console console;

    StatusCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        RecordedRun run = StateRuns.read(state).named(name);
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
