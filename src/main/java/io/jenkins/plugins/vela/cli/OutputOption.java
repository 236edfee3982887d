package io.jenkins.plugins.vela.cli;

import picocli.CommandLine.Option;

/** {@code -o} of the commands that show what is there. */
final class OutputOption {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "text (default), json or yaml.")
    private OutputFormat format = OutputFormat.TEXT;

    OutputFormat format() {
        return format;
    }
}
