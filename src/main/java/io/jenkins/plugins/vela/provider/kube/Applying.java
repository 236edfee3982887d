package io.jenkins.plugins.vela.provider.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.cluster.ClusterConnection;
import io.jenkins.plugins.vela.cluster.ClusterException;
import io.jenkins.plugins.vela.cluster.ClusterException.Reason;
import io.jenkins.plugins.vela.cluster.ObjectKey;
import io.jenkins.plugins.vela.provider.ActionCall;
import io.jenkins.plugins.vela.provider.ActionContext;
import io.jenkins.plugins.vela.provider.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Server-side apply of one object or of many. */
final class Applying {

    /** How many objects of one call are applied at the same time. */
    private static final int PARALLEL = 8;

    /** Whether the server is to choose the name, so that every request makes another object. */
    static boolean isCreation(JsonNode object) {
        JsonNode metadata = object.path("metadata");
        return metadata.has("generateName") && metadata.path("name").asText("").isEmpty();
    }

    Outcome one(ActionContext context, ActionCall call) throws ClusterException, InterruptedException {
        ClusterConnection cluster = context.clusters().get(Targets.cluster(call));
        ObjectNode object = prepared(context, cluster, call.params().path("value"));
        JsonNode live = apply(context, cluster, object);
        return KubeActions.done(
                "value", Targets.presentable(live), ObjectKey.of(live).isSecret());
    }

    Outcome all(ActionContext context, ActionCall call) throws ClusterException, InterruptedException {
        ClusterConnection cluster = context.clusters().get(Targets.cluster(call));
        List<ObjectNode> objects = new ArrayList<>();
        for (JsonNode object : call.params().path("value")) {
            objects.add(prepared(context, cluster, object));
        }
        ArrayNode results = JsonNodeFactory.instance.arrayNode();
        boolean sensitive = false;
        if (objects.isEmpty()) {
            return KubeActions.done("value", results, false);
        }
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(PARALLEL, objects.size()), task -> {
            Thread thread = new Thread(task, "vela-apply");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<JsonNode>> pending = objects.stream()
                    .map(o -> threads.submit(() -> apply(context, cluster, o)))
                    .toList();
            for (Future<JsonNode> result : pending) {
                JsonNode live = outcome(result);
                sensitive |= ObjectKey.of(live).isSecret();
                results.add(Targets.presentable(live));
            }
        } finally {
            threads.shutdownNow();
        }
        return KubeActions.done("value", results, sensitive);
    }

    private static JsonNode outcome(Future<JsonNode> result) throws ClusterException, InterruptedException {
        try {
            return result.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ClusterException c) {
                throw c;
            }
            if (e.getCause() instanceof InterruptedException i) {
                throw i;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private static JsonNode apply(ActionContext context, ClusterConnection cluster, ObjectNode object)
            throws ClusterException, InterruptedException {
        ObjectNode intent = intent(cluster, ObjectKey.of(object));
        if (context.isDeletedOnCancel() && Cancelling.concerns(object)) {
            intent.put(
                    Cancelling.CREATES,
                    isCreation(object) || cluster.get(ObjectKey.of(object)).isEmpty());
        }
        context.aboutToSend(intent);
        return isCreation(object) ? cluster.create(object) : cluster.apply(object);
    }

    private static ObjectNode intent(ClusterConnection cluster, ObjectKey key) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("cluster", cluster.name())
                .put("apiVersion", key.apiVersion())
                .put("kind", key.kind())
                .put("namespace", key.namespace())
                .put("name", key.name());
    }

    /** The object with a namespace where its kind needs one, and with the run's labels where it has no others. */
    private static ObjectNode prepared(ActionContext context, ClusterConnection cluster, JsonNode given)
            throws ClusterException, InterruptedException {
        ObjectKey key = ObjectKey.of(given);
        if (!given.isObject() || (key.name().isEmpty() && !isCreation(given))) {
            throw new ClusterException(
                    Reason.INVALID, "an object to apply needs apiVersion, kind and metadata.name (" + key + ")");
        }
        ObjectNode object = given.deepCopy();
        ObjectNode metadata = object.withObjectProperty("metadata");
        if (cluster.resourceType(key.apiVersion(), key.kind()).namespaced()) {
            metadata.put("namespace", key.orNamespace(Targets.DEFAULT_NAMESPACE).namespace());
        }
        if (!context.runLabels().isEmpty()) {
            ObjectNode labels = metadata.withObjectProperty("labels");
            context.runLabels().forEach((name, value) -> {
                if (!labels.has(name)) {
                    labels.put(name, value);
                }
            });
        }
        return object;
    }
}
