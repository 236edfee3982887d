package io.jenkins.plugins.vela.workflow;

import io.jenkins.plugins.vela.workflow.journal.Journal;
import io.jenkins.plugins.vela.workflow.journal.StateDirectory;
import io.jenkins.plugins.vela.workflow.journal.StepLogFile;
import io.jenkins.plugins.vela.workflow.model.WorkflowRunSpec;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * What a run keeps on the disk.
 *
 * @param evaluated the file for what a step's template has become, by the step's name
 */
record RunFiles(Journal journal, StepLogFile log, Function<String, Path> evaluated) {

    static RunFiles of(StateDirectory directory, WorkflowRunSpec spec, Journal journal) {
        return new RunFiles(
                journal,
                new StepLogFile(directory.log(spec.namespace(), spec.name())),
                step -> directory.evaluated(spec.namespace(), spec.name(), step));
    }

    void close() {
        log.close();
        journal.close();
    }
}
