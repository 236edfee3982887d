package io.jenkins.plugins.vela.pipeline;

import io.jenkins.plugins.vela.definition.DefinitionLibrary;
import io.jenkins.plugins.vela.workflow.model.WorkflowRunSpec;
import java.util.Objects;

/**
 * A workflow that was read and checked.
 *
 * @param spec what to run
 * @param library the definitions it may use
 */
record LoadedWorkflow(WorkflowRunSpec spec, DefinitionLibrary library) {
    LoadedWorkflow {
        Objects.requireNonNull(spec, "spec");
        Objects.requireNonNull(library, "library");
    }
}
