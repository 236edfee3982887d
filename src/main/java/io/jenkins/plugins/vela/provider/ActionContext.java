package io.jenkins.plugins.vela.provider;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.cluster.Clusters;
import java.time.Clock;
import java.util.Map;

/** What an action may know of the step that calls it, and what it may use. Valid for one call. */
public interface ActionContext {

    /** The run's name. */
    String runName();

    /** The run's namespace, the default for Secrets and configs that a call names. */
    String namespace();

    /** The step's name. */
    String stepName();

    /** The step session's id, {@code context.stepSessionID}. */
    String stepSessionId();

    /**
     * The same for every attempt to bring about this one effect, different for every other effect; also across restarts of
     * the process.
     */
    String idempotencyKey();

    /** Whether what this call creates is deleted when the step is cancelled; the intent then says what is created. */
    default boolean isDeletedOnCancel() {
        return false;
    }

    /** Labels that say which run an object belongs to; put on objects that are applied. */
    Map<String, String> runLabels();

    /** The clusters that the run may use. */
    Clusters clusters();

    /** Where HTTP requests may go. */
    HttpPolicy httpPolicy();

    /** The time. */
    Clock clock();

    /**
     * Records what is about to be sent, durably, before it is sent. Effects call this once per request that changes the
     * world, immediately before it.
     *
     * @param intent what a recovery needs in order to find out whether it happened, for example the object's
     *     {@code resourceVersion}; no secrets
     */
    void aboutToSend(JsonNode intent) throws InterruptedException;
}
