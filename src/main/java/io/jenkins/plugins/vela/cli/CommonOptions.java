package io.jenkins.plugins.vela.cli;

import picocli.CommandLine.Option;

/** Options of every command. */
final class CommonOptions {
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    private boolean help;

    @Option(names = "--debug", description = "Show stack traces.")
    private boolean debug;

    boolean debug() {
        return debug;
    }
}
