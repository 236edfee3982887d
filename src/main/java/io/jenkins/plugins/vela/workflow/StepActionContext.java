package io.jenkins.plugins.vela.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.cluster.Clusters;
import io.jenkins.plugins.vela.provider.ActionContext;
import io.jenkins.plugins.vela.provider.HttpPolicy;
import io.jenkins.plugins.vela.workflow.model.WorkflowRunSpec;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;

/** What an action may know and use. */
record StepActionContext(
        RunServices services,
        WorkflowRunSpec spec,
        String stepName,
        String stepSessionId,
        String idempotencyKey,
        boolean isDeletedOnCancel,
        Intents intents)
        implements ActionContext {

    /** Records an intent and returns when it is durable. */
    @FunctionalInterface
    interface Intents {
        void record(JsonNode intent) throws InterruptedException;
    }

    /** For actions that only compute. */
    static StepActionContext local(RunServices services, WorkflowRunSpec spec, String step, String session) {
        return new StepActionContext(services, spec, step, session, session, false, intent -> {
            throw new IllegalStateException("an action that only computes sends nothing");
        });
    }

    @Override
    public String runName() {
        return spec.name();
    }

    @Override
    public String namespace() {
        return spec.namespace();
    }

    @Override
    public Map<String, String> runLabels() {
        Map<String, String> labels = new TreeMap<>(services.ownerLabels());
        labels.put("workflowrun.oam.dev/name", label(spec.name()));
        labels.put("workflowrun.oam.dev/namespace", label(spec.namespace()));
        return labels;
    }

    /** A text as the value of a label, which holds 63 characters of a small alphabet. */
    static String label(String text) {
        String safe = text.replaceAll("[^A-Za-z0-9_.-]", "-");
        safe = safe.substring(0, Math.min(63, safe.length()));
        return safe.replaceAll("^[^A-Za-z0-9]+|[^A-Za-z0-9]+$", "");
    }

    @Override
    public Clusters clusters() {
        return services.clusters();
    }

    @Override
    public HttpPolicy httpPolicy() {
        return services.httpPolicy();
    }

    @Override
    public Clock clock() {
        return services.clock();
    }

    @Override
    public void aboutToSend(JsonNode intent) throws InterruptedException {
        intents.record(intent);
    }
}
