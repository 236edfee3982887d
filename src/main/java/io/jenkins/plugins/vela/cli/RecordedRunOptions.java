package io.jenkins.plugins.vela.cli;

import io.jenkins.plugins.vela.workflow.RecordedRun;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A run of a state directory. */
final class RecordedRunOptions {
    @Parameters(arity = "0..1", paramLabel = "NAME", description = "The run; not needed where there is only one.")
    private Optional<String> name = Optional.empty();

    @Option(names = "--state", required = true, paramLabel = "DIR", description = "The state directory.")
    private Path state;

    Path state() {
        return state;
    }

    /** All runs of the directory. */
    StateRuns all() {
        return StateRuns.read(state);
    }

    /** The run as it is recorded now. */
    RecordedRun find() {
        return all().named(name);
    }
}
