package io.jenkins.plugins.vela.cli;

import picocli.CommandLine.Option;

/** Flags of every {@code cue} command. */
final class CueCommonOptions {
    @Option(
            names = {"-s", "--simplify"},
            description = "Leave away quotes and braces that say nothing.")
    private boolean simplify;

    @Option(
            names = {"-E", "--all-errors"},
            description = "Show all errors (they always are).")
    @SuppressWarnings("UnusedVariable")
    private boolean allErrors;

    @Option(
            names = {"-i", "--ignore"},
            description = "Go on in the presence of errors.")
    private boolean ignore;

    @Option(
            names = {"-v", "--verbose"},
            hidden = true)
    @SuppressWarnings("UnusedVariable")
    private boolean verbose;

    boolean simplify() {
        return simplify;
    }

    boolean ignoresErrors() {
        return ignore;
    }
}
