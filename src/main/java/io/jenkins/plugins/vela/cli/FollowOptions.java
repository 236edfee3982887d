package io.jenkins.plugins.vela.cli;

import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How a command stays with its runs. */
final class FollowOptions {
    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            description = "Terminate what is not finished after this time (30s, 5m, 1h30m).")
    private Optional<String> timeout = Optional.empty();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "text (default): what happens, and a table; json or yaml: the WorkflowRun with its status.")
    private OutputFormat output = OutputFormat.TEXT;

    /** Complains about values that cannot be used. */
    void check() {
        timeout();
    }

    Optional<Duration> timeout() {
        return timeout.map(text -> Durations.parse("--timeout", text));
    }

    OutputFormat output() {
        return output;
    }
}
