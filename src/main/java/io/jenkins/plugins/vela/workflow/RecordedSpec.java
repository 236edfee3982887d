package io.jenkins.plugins.vela.workflow;

import io.jenkins.plugins.vela.workflow.journal.StateDirectory;
import io.jenkins.plugins.vela.workflow.model.WorkflowRunSpec;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run of a state directory was started with. Reading it needs neither the directory's key nor its journals.
 *
 * @param templates the text of each step type's definition, which the run keeps over restarts
 */
public record RecordedSpec(WorkflowRunSpec spec, Map<String, String> templates) {

    public RecordedSpec {
        templates = Map.copyOf(templates);
    }

    /**
     * All runs of a state directory.
     *
     * @throws io.jenkins.plugins.vela.workflow.journal.JournalException when it cannot be read
     */
    public static List<RecordedSpec> read(Path stateDirectory) {
        try (StateDirectory directory = StateDirectory.reading(stateDirectory)) {
            return directory.runs().stream()
                    .map(recorded -> RunRecord.of(recorded.run()))
                    .map(record -> {
                        Map<String, String> templates = new LinkedHashMap<>();
                        record.definitions().forEach((type, source) -> templates.put(type, source.text()));
                        return new RecordedSpec(record.spec(), templates);
                    })
                    .toList();
        }
    }
}
