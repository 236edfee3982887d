package io.jenkins.plugins.vela.cli;

import picocli.CommandLine.Option;

/** Options of every command. picocli acts on the one, the handler of failures asks its parse result for the other. */
@SuppressWarnings("UnusedVariable")
final class CommonOptions {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    private boolean help;

    @Option(names = "--debug", description = "Show stack traces.")
    private boolean debug;
}
