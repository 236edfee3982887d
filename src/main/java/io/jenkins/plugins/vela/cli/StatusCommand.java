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
final class StatusCommand implements Callable<Integer>, Debuggable {
    @Parameters(arity = "0..1", paramLabel = "NAME", description = "The run; not needed where there is only one.")
    private Optional<String> name = Optional.empty();

    @Option(names = "--state", required = true, paramLabel = "DIR", description = "The state directory.")
    private Path state;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "text (default), json or yaml.")
    private OutputFormat output = OutputFormat.TEXT;

    @Mixin
    private CommonOptions common = new CommonOptions();

    private final Console console;

    StatusCommand(Console console) {
        this.console = console;
    }

    @Override
    public boolean debug() {
        return common.debug();
    }

    @Override
    public Integer call() {
        RecordedRun run = StateRuns.read(state).named(name);
        if (output == OutputFormat.TEXT) {
            StepTable.lines(console, run.spec(), run.status()).forEach(console.out()::println);
            console.out().println();
            console.out().println(Session.summary(console, run.spec(), run.status()));
        } else {
            output.print(console, StateRuns.file(run).withStatus(run.status()));
        }
        return ExitCode.SUCCEEDED;
    }
}
