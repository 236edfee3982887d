package io.jenkins.plugins.vela.cli;

import io.jenkins.plugins.vela.workflow.RecordedRun;
import java.util.Optional;
import picocli.CommandLine.Option;

/** One step of a run. */
final class StepOption {
    @Option(
            names = {"-s", "--step"},
            paramLabel = "STEP",
            description = "Only this step.")
    private Optional<String> step = Optional.empty();

    /** The name, whether there is such a step or not. */
    Optional<String> name() {
        return step;
    }

    /** The name of a step that the run has. */
    Optional<String> of(RecordedRun run) {
        step.ifPresent(wanted -> StateRuns.checkStep(run, wanted));
        return step;
    }
}
