package io.jenkins.plugins.vela.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code velaflow list}: the runs of a state directory. */
@Command(name = "list", description = "List the runs of a state directory.")
final class ListCommand implements Callable<Integer> {
    @Option(names = "--state", required = true, paramLabel = "DIR", description = "The state directory.")
    private Path state;

    @Mixin
    private OutputOption output = new OutputOption();

    private final Console console;

    ListCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        StateRuns.read(state).print(console, output.format());
        return ExitCode.SUCCEEDED;
    }
}
