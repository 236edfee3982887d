package io.jenkins.plugins.vela.provider.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.cluster.ClusterConnection;
import io.jenkins.plugins.vela.cluster.ClusterException;
import io.jenkins.plugins.vela.cluster.ObjectEvent;
import io.jenkins.plugins.vela.cluster.ObjectKey;
import io.jenkins.plugins.vela.cluster.ObjectList;
import io.jenkins.plugins.vela.cluster.ObjectSelector;
import io.jenkins.plugins.vela.provider.ActionCall;
import io.jenkins.plugins.vela.provider.ActionContext;
import io.jenkins.plugins.vela.provider.Outcome;
import java.util.List;
import java.util.Optional;

/** Reads objects. {@code err} holds answers of the cluster only: what cannot be reached is not absent. */
final class Reading {

    Outcome read(ActionContext context, ActionCall call) throws ClusterException, InterruptedException {
        return read(context, call, Targets.of(call).key(), "value");
    }

    private static Outcome read(ActionContext context, ActionCall call, ObjectKey key, String member)
            throws ClusterException, InterruptedException {
        ClusterConnection cluster = context.clusters().get(Targets.cluster(call));
        try {
            Optional<JsonNode> found = cluster.get(key);
            return found.isPresent()
                    ? KubeActions.done(member, Targets.presentable(found.get()), key.isSecret())
                    : absent(call, key, member, cluster.name());
        } catch (ClusterException e) {
            if (KubeActions.isAnswer(e)) {
                return unavailable(call, member, e.getMessage());
            }
            throw e;
        }
    }

    private static Outcome absent(ActionCall call, ObjectKey key, String member, String cluster) {
        return unavailable(call, member, key + " is not found in cluster " + cluster);
    }

    /** As in KubeVela, the request stands where the object would. */
    private static Outcome unavailable(ActionCall call, String member, String why) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        if (member.equals("value")) {
            result.set(member, call.params().path("value").deepCopy());
        }
        result.put("err", why);
        return new Outcome.Done(result, false);
    }

    Outcome list(ActionContext context, ActionCall call) throws ClusterException, InterruptedException {
        ClusterConnection cluster = context.clusters().get(Targets.cluster(call));
        ObjectSelector selector = Targets.selector(
                call, "resource", call.params().path("filter").path("namespace").asText(""));
        try {
            ObjectList list = cluster.list(selector);
            ArrayNode items = JsonNodeFactory.instance.arrayNode();
            list.items().forEach(i -> items.add(Targets.presentable(i)));
            ObjectNode values = JsonNodeFactory.instance.objectNode();
            values.put("apiVersion", selector.apiVersion());
            values.put("kind", selector.kind() + "List");
            values.putObject("metadata").put("resourceVersion", list.resourceVersion());
            values.set("items", items);
            return KubeActions.done(
                    "values", values, new ObjectKey(selector.apiVersion(), selector.kind(), "", "").isSecret());
        } catch (ClusterException e) {
            if (KubeActions.isAnswer(e)) {
                return new Outcome.Done(JsonNodeFactory.instance.objectNode().put("err", e.getMessage()), false);
            }
            throw e;
        }
    }

    /** The object of a single-object call as it is now; from the event where that is later than what is known. */
    Outcome refreshOne(
            ActionContext context, ActionCall call, JsonNode previous, Optional<ObjectEvent> event, String member)
            throws ClusterException, InterruptedException {
        ObjectKey key = Targets.of(call).key();
        if (key.name().isEmpty()) {
            key = new ObjectKey(
                    key.apiVersion(),
                    key.kind(),
                    key.namespace(),
                    previous.path(member).path("metadata").path("name").asText(""));
        }
        if (event.isPresent() && event.get() instanceof ObjectEvent.Present present) {
            return KubeActions.done(member, Targets.presentable(present.object()), key.isSecret());
        }
        return read(context, call, key, member);
    }

    /** All objects of a call for many. */
    Outcome refreshAll(ActionContext context, ActionCall call, JsonNode previous)
            throws ClusterException, InterruptedException {
        ClusterConnection cluster = context.clusters().get(Targets.cluster(call));
        List<ObjectKey> keys = Targets.of(call).keys();
        ArrayNode objects = JsonNodeFactory.instance.arrayNode();
        boolean sensitive = false;
        for (int i = 0; i < keys.size(); i++) {
            ObjectKey key = keys.get(i);
            JsonNode before = previous.path("value").path(i);
            if (key.name().isEmpty()) {
                key = ObjectKey.of(before);
            }
            objects.add(Targets.presentable(cluster.get(key)
                    .orElseGet(() ->
                            call.params().path("value").path(objects.size()).deepCopy())));
            sensitive |= key.isSecret();
        }
        return KubeActions.done("value", objects, sensitive);
    }
}
