package io.jenkins.plugins.vela.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code velaflow version}. */
@Command(name = "version", description = "Print the version.")
final class VersionCommand implements Callable<Integer> {
    private final Console console;

    VersionCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        String version = Optional.ofNullable(Velaflow.class.getPackage().getImplementationVersion())
                .orElse("development");
        console.out()
                .println("velaflow " + version + " (Java " + System.getProperty("java.version")
                        + ", CUE as of v0.14.1)");
        return ExitCode.SUCCEEDED;
    }
}
