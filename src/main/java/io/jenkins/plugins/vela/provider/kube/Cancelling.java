package io.jenkins.plugins.vela.provider.kube;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.cluster.ClusterConnection;
import io.jenkins.plugins.vela.cluster.ClusterException;
import io.jenkins.plugins.vela.cluster.ObjectKey;
import io.jenkins.plugins.vela.cluster.Propagation;
import io.jenkins.plugins.vela.provider.ActionContext;
import java.util.List;
import java.util.Optional;

/**
 * Deletes what a cancelled step had created: Pods and Jobs only, and only the very object, not another one that has its name by
 * now.
 */
final class Cancelling {

    /** In the intent of an apply: whether the object was not there before. */
    static final String CREATES = "creates";

    private Cancelling() {}

    static boolean concerns(JsonNode object) {
        ObjectKey key = ObjectKey.of(object);
        return (key.apiVersion().equals("v1") && key.kind().equals("Pod"))
                || (key.apiVersion().startsWith("batch/") && key.kind().equals("Job"));
    }

    /**
     * Deletes an object.
     *
     * @param object as it was applied; missing when the answer did not arrive, and the object may be there or not
     */
    static List<String> delete(ActionContext context, JsonNode intent, JsonNode object) throws InterruptedException {
        if (!intent.path(CREATES).asBoolean()) {
            return List.of();
        }
        ObjectKey key = object.isObject() ? ObjectKey.of(object) : intended(intent);
        String what = key.kind() + " " + key.namespace() + "/" + key.name();
        try {
            ClusterConnection cluster =
                    context.clusters().get(intent.path("cluster").asText());
            Optional<JsonNode> live = cluster.get(key);
            if (live.isEmpty() || !isOurs(context, live.get(), object)) {
                return List.of();
            }
            cluster.delete(key, Propagation.BACKGROUND);
            return List.of("deleted " + what + ", which this step had created");
        } catch (ClusterException e) {
            if (e.reason() == ClusterException.Reason.NOT_FOUND) {
                return List.of();
            }
            return List.of(what + ", which this step had created, could not be deleted: " + e.getMessage());
        }
    }

    private static ObjectKey intended(JsonNode intent) {
        return new ObjectKey(
                intent.path("apiVersion").asText(),
                intent.path("kind").asText(),
                intent.path("namespace").asText(),
                intent.path("name").asText());
    }

    private static boolean isOurs(ActionContext context, JsonNode live, JsonNode created) {
        if (created.isObject()) {
            return live.at("/metadata/uid").equals(created.at("/metadata/uid"));
        }
        JsonNode labels = live.at("/metadata/labels");
        return context.runLabels().entrySet().stream().allMatch(label -> label.getValue()
                .equals(labels.path(label.getKey()).asText()));
    }
}
