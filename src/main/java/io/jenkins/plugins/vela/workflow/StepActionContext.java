package io.jenkins.plugins.vela.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.cluster.Clusters;
import io.jenkins.plugins.vela.provider.ActionContext;
import io.jenkins.plugins.vela.provider.HttpPolicy;
import io.jenkins.plugins.vela.workflow.model.WorkflowRunSpec;
import java.time.Clock;
import java.util.Map;

/** What an action may know and use. */
record StepActionContext(
        RunServices services,
        WorkflowRunSpec spec,
        String stepName,
        String stepSessionId,
        String idempotencyKey,
        Intents intents)
        implements ActionContext {

    /** Records an intent and returns when it is durable. */
    @FunctionalInterface
    interface Intents {
        void record(JsonNode intent) throws InterruptedException;
    }

    /** For actions that only compute. */
    static StepActionContext local(RunServices services, WorkflowRunSpec spec, String step, String session) {
        return new StepActionContext(services, spec, step, session, session, intent -> {
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
        return Map.of("workflowrun.oam.dev/name", spec.name(), "workflowrun.oam.dev/namespace", spec.namespace());
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
