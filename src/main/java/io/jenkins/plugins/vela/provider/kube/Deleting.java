package io.jenkins.plugins.vela.provider.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.cluster.ClusterConnection;
import io.jenkins.plugins.vela.cluster.ClusterException;
import io.jenkins.plugins.vela.cluster.ClusterException.Reason;
import io.jenkins.plugins.vela.cluster.ObjectKey;
import io.jenkins.plugins.vela.cluster.ObjectSelector;
import io.jenkins.plugins.vela.cluster.Propagation;
import io.jenkins.plugins.vela.provider.ActionCall;
import io.jenkins.plugins.vela.provider.ActionContext;
import io.jenkins.plugins.vela.provider.Outcome;
import java.util.stream.Stream;

/** Deletes one object by name, or all that a filter selects. */
final class Deleting {

    Outcome perform(ActionContext context, ActionCall call) throws ClusterException, InterruptedException {
        ClusterConnection cluster = context.clusters().get(Targets.cluster(call));
        try {
            delete(context, call, cluster);
            return KubeActions.done();
        } catch (ClusterException e) {
            if (!KubeActions.isAnswer(e)) {
                throw e;
            }
            ObjectNode result = JsonNodeFactory.instance.objectNode();
            result.set("value", call.params().path("value").deepCopy());
            return new Outcome.Done(result.put("err", e.getMessage()), false);
        }
    }

    /** After a crash in between, an object that is gone is what was wanted. */
    Outcome again(ActionContext context, ActionCall call) throws ClusterException, InterruptedException {
        try {
            delete(context, call, context.clusters().get(Targets.cluster(call)));
        } catch (ClusterException e) {
            if (e.reason() != Reason.NOT_FOUND) {
                throw e;
            }
        }
        return KubeActions.done();
    }

    private static void delete(ActionContext context, ActionCall call, ClusterConnection cluster)
            throws ClusterException, InterruptedException {
        JsonNode filter = call.params().path("filter");
        Propagation propagation = propagation(call.params().path("propagation").asText(""));
        ObjectKey key = Targets.of(call).key();
        if (filter.isObject()) {
            ObjectSelector selector =
                    Targets.selector(call, "value", filter.path("namespace").asText(key.namespace()));
            if (selector.matchingLabels().isEmpty()) {
                // a filter that lost its labels on the way must not empty a namespace
                throw new ClusterException(
                        Reason.CONFIGURATION, "deleting " + key.kind() + " by filter needs filter.matchingLabels");
            }
            context.aboutToSend(intent(cluster, key));
            cluster.deleteAll(selector, propagation);
        } else if (key.name().isEmpty()) {
            throw new ClusterException(
                    Reason.CONFIGURATION, "deleting " + key.kind() + " needs metadata.name or a filter");
        } else {
            context.aboutToSend(intent(cluster, key));
            cluster.delete(key, propagation);
        }
    }

    private static ObjectNode intent(ClusterConnection cluster, ObjectKey key) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("cluster", cluster.name())
                .put("delete", key.toString());
    }

    private static Propagation propagation(String name) {
        return Stream.of(Propagation.values())
                .filter(p -> p.apiName().equals(name))
                .findFirst()
                .orElse(Propagation.BACKGROUND);
    }
}
