package io.jenkins.plugins.vela.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.workflow.journal.Journal;
import io.jenkins.plugins.vela.workflow.journal.StateDirectory;
import io.jenkins.plugins.vela.workflow.journal.StepLogFile;
import io.jenkins.plugins.vela.workflow.model.RunStatus;
import io.jenkins.plugins.vela.workflow.model.WorkflowRunSpec;
import io.jenkins.plugins.vela.workflow.state.Plan;
import io.jenkins.plugins.vela.workflow.state.RunEvent;
import io.jenkins.plugins.vela.workflow.state.RunState;
import io.jenkins.plugins.vela.workflow.state.StatusView;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A run as a state directory has it, read without owning the directory: another process may be running it.
 *
 * @param id {@code <namespace>/<name>}
 */
public record RecordedRun(String id, WorkflowRunSpec spec, RunStatus status) {

    /** Tells the lines that the run's steps have logged so far, in order. */
    public static void logs(Path stateDirectory, WorkflowRunSpec spec, Consumer<LogLine> lines) {
        try (StateDirectory directory = StateDirectory.reading(stateDirectory)) {
            StepLogFile.read(directory.log(spec.namespace(), spec.name()), 0, line -> lines.accept(LogLine.of(line)));
        }
    }

    /** What the template of a step had become when it failed, or ended in a run that is debugged. */
    public static Optional<JsonNode> evaluated(Path stateDirectory, WorkflowRunSpec spec, String step) {
        try (StateDirectory directory = StateDirectory.reading(stateDirectory)) {
            return StateDirectory.readEvaluated(directory.evaluated(spec.namespace(), spec.name(), step));
        }
    }

    /**
     * A line of a step's log.
     *
     * @param source the pod it comes from, {@code pod/container} where it has several; may be empty
     */
    public record LogLine(Instant time, String step, String source, String text) {
        static LogLine of(StepLogFile.Line line) {
            return new LogLine(line.time(), line.step(), line.source(), line.text());
        }
    }

    /**
     * All runs of a state directory.
     *
     * @throws io.jenkins.plugins.vela.workflow.journal.JournalException when it cannot be read
     */
    public static List<RecordedRun> read(Path stateDirectory) {
        try (StateDirectory directory = StateDirectory.reading(stateDirectory)) {
            return directory.runs().stream().map(found -> of(found, directory)).toList();
        }
    }

    static RecordedRun of(StateDirectory.Recorded recorded, StateDirectory directory) {
        RunRecord record = RunRecord.of(recorded.run());
        RunState state = RunState.initial(Plan.of(record.spec()));
        for (RunEvent event : Journal.read(recorded.journal(), directory.key())) {
            state = state.apply(event);
        }
        return new RecordedRun(Engine.id(record.spec()), record.spec(), StatusView.of(state));
    }
}
