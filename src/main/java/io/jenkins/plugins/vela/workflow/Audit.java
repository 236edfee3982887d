package io.jenkins.plugins.vela.workflow;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.workflow.journal.AuditLog;
import io.jenkins.plugins.vela.workflow.model.WorkflowRunSpec;
import io.jenkins.plugins.vela.workflow.session.PlannedAction;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;

/**
 * Records every effect: before it is sent, and what became of it. A record says when, in whose name, in which run and step,
 * what was done to what in which cluster, and the hash of what was sent; never its content.
 *
 * @param origin who is behind a run: a user, a build
 */
record Audit(AuditLog log, Function<WorkflowRunSpec, Map<String, String>> origin) {

    void record(WorkflowRunSpec spec, String step, String session, PlannedAction action, String outcome, Instant time) {
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        entry.put("time", time.toString());
        origin.apply(spec).forEach(entry::put);
        entry.put("run", spec.namespace() + "/" + spec.name()).put("step", step).put("session", session);
        entry.put("action", action.name()).put("path", action.path());
        entry.put("cluster", action.call().params().path("cluster").asText());
        entry.put("object", EffectSummary.of(action.call())).put("sent", action.digest());
        entry.put("outcome", outcome);
        log.append(entry);
    }
}
