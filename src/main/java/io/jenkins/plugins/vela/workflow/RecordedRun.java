package io.jenkins.plugins.vela.workflow;

import io.jenkins.plugins.vela.workflow.journal.Journal;
import io.jenkins.plugins.vela.workflow.journal.StateDirectory;
import io.jenkins.plugins.vela.workflow.model.RunStatus;
import io.jenkins.plugins.vela.workflow.model.WorkflowRunSpec;
import io.jenkins.plugins.vela.workflow.state.Plan;
import io.jenkins.plugins.vela.workflow.state.RunEvent;
import io.jenkins.plugins.vela.workflow.state.RunState;
import io.jenkins.plugins.vela.workflow.state.StatusView;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A run as a state directory has it, read without owning the directory: another process may be running it.
 *
 * @param id {@code <namespace>/<name>}
 */
public record RecordedRun(String id, WorkflowRunSpec spec, RunStatus status) {

    /**
     * All runs of a state directory.
     *
     * @throws io.jenkins.plugins.vela.workflow.journal.JournalException when it cannot be read
     */
    public static List<RecordedRun> read(Path stateDirectory) {
        List<RecordedRun> runs = new ArrayList<>();
        try (StateDirectory directory = StateDirectory.reading(stateDirectory)) {
            for (StateDirectory.Recorded recorded : directory.runs()) {
                RunRecord record = RunRecord.of(recorded.run());
                RunState state = RunState.initial(Plan.of(record.spec()));
                for (RunEvent event : Journal.read(recorded.journal(), directory.key())) {
                    state = state.apply(event);
                }
                runs.add(new RecordedRun(Engine.id(record.spec()), record.spec(), StatusView.of(state)));
            }
        }
        return runs;
    }
}
