package io.jenkins.plugins.vela.provider.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.cluster.ClusterConnection;
import io.jenkins.plugins.vela.cluster.ClusterException;
import io.jenkins.plugins.vela.cluster.ClusterException.Reason;
import io.jenkins.plugins.vela.cluster.ObjectKey;
import io.jenkins.plugins.vela.cluster.PatchType;
import io.jenkins.plugins.vela.provider.ActionCall;
import io.jenkins.plugins.vela.provider.ActionContext;
import io.jenkins.plugins.vela.provider.ActionError;
import io.jenkins.plugins.vela.provider.Outcome;
import io.jenkins.plugins.vela.provider.patch.MergePatch;
import io.jenkins.plugins.vela.provider.patch.ObjectPatch;
import io.jenkins.plugins.vela.provider.patch.PatchMarkers;
import java.util.Optional;

/**
 * Changes some fields of an object. The patch is merged with the object as it is, by the strategies of the patch, and only the
 * difference is sent, together with the object's resource version: a change of somebody else in between makes the server refuse
 * it, and the merge is made again on the new object. Other fields, and who manages them, stay untouched.
 */
final class Patching {

    private static final int ATTEMPTS = 8;

    static ObjectPatch of(ActionCall call) {
        return new ObjectPatch(
                call.params().path("patch"),
                PatchMarkers.of(call.comments(), "/patch"),
                ObjectPatch.Difference.OVERRIDE);
    }

    Outcome perform(ActionContext context, ActionCall call) throws ClusterException, InterruptedException {
        ClusterConnection cluster = context.clusters().get(Targets.cluster(call));
        ObjectKey key = Targets.of(call).key();
        ObjectPatch patch = of(call);
        boolean status = call.params().path("subresource").asText().equals("status");
        for (int attempt = 1; ; attempt++) {
            Optional<JsonNode> found = cluster.get(key);
            if (found.isEmpty()) {
                return new Outcome.Failed(
                        ActionError.definite("cannot patch " + key + ": it is not found in cluster " + cluster.name()));
            }
            try {
                return KubeActions.done(
                        "result",
                        Targets.presentable(send(context, cluster, key, found.get(), patch, status)),
                        key.isSecret());
            } catch (ObjectPatch.PatchConflict e) {
                return new Outcome.Failed(ActionError.definite("cannot patch " + key + ": " + e.getMessage()));
            } catch (ClusterException e) {
                if (e.reason() != Reason.CONFLICT || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static JsonNode send(
            ActionContext context,
            ClusterConnection cluster,
            ObjectKey key,
            JsonNode live,
            ObjectPatch patch,
            boolean status)
            throws ObjectPatch.PatchConflict, ClusterException, InterruptedException {
        ObjectNode difference = MergePatch.between(live, patch.applyTo(live));
        if (difference.isEmpty()) {
            return live;
        }
        String version = live.path("metadata").path("resourceVersion").asText("");
        difference.withObjectProperty("metadata").put("resourceVersion", version);
        context.aboutToSend(JsonNodeFactory.instance
                .objectNode()
                .put("cluster", cluster.name())
                .put("patch", key.toString())
                .put("resourceVersion", version));
        return status
                ? cluster.patchStatus(key, PatchType.MERGE, difference)
                : cluster.patch(key, PatchType.MERGE, difference);
    }

    /** A patch that must not be applied twice was about to be sent: unless the object has not changed, nobody knows. */
    Outcome recover(ActionContext context, ActionCall call, JsonNode intent)
            throws ClusterException, InterruptedException {
        ObjectKey key = Targets.of(call).key();
        Optional<JsonNode> live = context.clusters().get(Targets.cluster(call)).get(key);
        String now = live.map(o -> o.path("metadata").path("resourceVersion").asText(""))
                .orElse("");
        if (now.equals(intent.path("resourceVersion").asText("?"))) {
            return perform(context, call);
        }
        return new Outcome.MayHaveHappened(ActionError.definite("the patch of " + key
                + " may have been applied: the process stopped before the answer was recorded, and"
                + " the object has changed since"));
    }
}
