package io.jenkins.plugins.vela.provider.multicluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.cluster.ClusterException;
import io.jenkins.plugins.vela.cluster.ObjectKey;
import io.jenkins.plugins.vela.provider.ActionContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Places things in clusters as topology policies say. A policy is a {@code Policy} object of the run's namespace, or one of the
 * Application that has the run's name; other types of policies place nothing and are passed over, as KubeVela does.
 */
final class Topology {

    /** A policy does not exist or selects nothing. */
    static final class Unusable extends Exception {
        private static final long serialVersionUID = 1L;

        Unusable(String message) {
            super(message);
        }
    }

    private final ActionContext context;

    Topology(ActionContext context) {
        this.context = context;
    }

    /** {@code {placements: [{cluster, namespace}]}}; without any topology that is the default cluster. */
    ObjectNode placements(JsonNode policies) throws Unusable, ClusterException, InterruptedException {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        ArrayNode placements = result.putArray("placements");
        boolean any = false;
        for (JsonNode name : policies) {
            JsonNode policy = policy(name.asText());
            if (policy.path("type").asText().equals("topology")) {
                any = true;
                place(name.asText(), policy.path("properties"), placements);
            }
        }
        if (!any) {
            add(placements, "local", "");
        }
        return result;
    }

    private JsonNode policy(String name) throws Unusable, ClusterException, InterruptedException {
        ObjectKey key = new ObjectKey("core.oam.dev/v1alpha1", "Policy", context.namespace(), name);
        Optional<JsonNode> object = found(key);
        if (object.isPresent()) {
            return object.get();
        }
        Optional<JsonNode> application =
                found(new ObjectKey("core.oam.dev/v1beta1", "Application", context.namespace(), context.runName()));
        if (application.isPresent()) {
            for (JsonNode policy : application.get().path("spec").path("policies")) {
                if (policy.path("name").asText().equals(name)) {
                    return policy;
                }
            }
        }
        throw new Unusable(
                "there is no policy " + name + ": neither " + key + " nor one of an Application " + context.runName());
    }

    private Optional<JsonNode> found(ObjectKey key) throws ClusterException, InterruptedException {
        try {
            return context.clusters().get("").get(key);
        } catch (ClusterException e) {
            if (e.reason() == ClusterException.Reason.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private void place(String policy, JsonNode topology, ArrayNode placements) throws Unusable {
        String namespace = topology.path("namespace").asText("");
        List<String> names = new ArrayList<>();
        JsonNode selector = topology.has("clusterLabelSelector")
                ? topology.path("clusterLabelSelector")
                : topology.path("clusterSelector");
        if (topology.has("clusters")) {
            topology.path("clusters").forEach(c -> names.add(c.asText()));
        } else if (selector.isObject()) {
            names.addAll(selected(selector));
        } else {
            names.add("local");
        }
        TreeSet<String> known = new TreeSet<>(context.clusters().names());
        for (String name : names) {
            if (!name.isEmpty() && !known.contains(name)) {
                throw new Unusable(
                        "policy " + policy + ": no cluster " + name + "; there are " + String.join(", ", known));
            }
            add(placements, name, namespace);
        }
        if (names.isEmpty() && !topology.path("allowEmpty").asBoolean()) {
            throw new Unusable("policy " + policy + ": no cluster has the labels " + selector);
        }
    }

    private List<String> selected(JsonNode selector) {
        List<String> names = new ArrayList<>();
        for (String name : context.clusters().names()) {
            Map<String, String> labels = context.clusters().labels(name);
            boolean fits = selector.properties().stream()
                    .allMatch(wanted -> wanted.getValue().asText().equals(labels.get(wanted.getKey())));
            if (fits) {
                names.add(name);
            }
        }
        return names;
    }

    private static void add(ArrayNode placements, String cluster, String namespace) {
        placements.addObject().put("cluster", cluster).put("namespace", namespace);
    }
}
