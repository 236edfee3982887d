package io.jenkins.plugins.vela.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.workflow.model.RunStatus;
import io.jenkins.plugins.vela.workflow.model.WorkflowRunSpec;

/**
 * A run and the object it is printed as.
 *
 * @param document as the user wrote it, never changed
 */
record RunFile(WorkflowRunSpec spec, ObjectNode document) {
    /** The object with its status, in the upstream schema. */
    ObjectNode withStatus(RunStatus status) {
        ObjectNode object = document.deepCopy();
        object.withObject("/metadata").put("name", spec.name()).put("namespace", spec.namespace());
        object.set("status", status.toJson());
        return object;
    }
}
