package io.jenkins.plugins.vela.provider.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.cluster.ClusterException;
import io.jenkins.plugins.vela.cluster.ObjectKey;
import io.jenkins.plugins.vela.cluster.ObjectSelector;
import io.jenkins.plugins.vela.provider.ActionContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** What KubeVela brought into clusters for an Application, as the Application's status lists it. */
final class ApplicationResources {

    private static final String COMPONENT = "app.oam.dev/component";

    private final ActionContext context;
    private final JsonNode app;
    private final JsonNode filter;

    ApplicationResources(ActionContext context, JsonNode app) {
        this.context = context;
        this.app = app;
        this.filter = app.path("filter");
    }

    ObjectNode answer(String action) throws ClusterException, InterruptedException {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        ObjectKey key = new ObjectKey(
                "core.oam.dev/v1beta1",
                "Application",
                app.path("namespace").asText(context.namespace()),
                app.path("name").asText());
        Optional<JsonNode> application = found("", key);
        ArrayNode list = result.putArray("list");
        if (application.isEmpty()) {
            return result.put("err", key + " is not found");
        }
        List<JsonNode> applied = new ArrayList<>();
        application.get().path("status").path("appliedResources").forEach(r -> {
            if (wanted(r)) {
                applied.add(r);
            }
        });
        switch (action) {
            case "listAppliedResources" -> applied.forEach(list::add);
            case "listResourcesInApp" -> {
                for (JsonNode resource : applied) {
                    found(cluster(resource), ObjectKey.of(wrapped(resource)))
                            .ifPresent(object -> described(list.addObject(), resource, object));
                }
            }
            case "collectResources" -> collect(list, applied);
            default -> {
                for (JsonNode resource : applied) {
                    for (JsonNode object : found(cluster(resource), ObjectKey.of(wrapped(resource))).stream()
                            .toList()) {
                        new Endpoints(cluster(resource), resource, object).addTo(list);
                    }
                }
            }
        }
        return result;
    }

    private boolean wanted(JsonNode resource) {
        boolean fits = true;
        for (String member : List.of("kind", "apiVersion")) {
            String value = filter.path(member).asText("");
            fits &= value.isEmpty()
                    || filter.path("kind").asText("").equals("Pod")
                    || value.equals(resource.path(member).asText());
        }
        String cluster = filter.path("cluster").asText("");
        String namespace = filter.path("clusterNamespace").asText("");
        fits &= cluster.isEmpty() || cluster.equals(cluster(resource));
        fits &= namespace.isEmpty()
                || namespace.equals(resource.path("namespace").asText());
        return fits && (filter.path("components").isEmpty() || among(filter.path("components"), resource));
    }

    private static boolean among(JsonNode components, JsonNode resource) {
        for (JsonNode component : components) {
            if (component
                    .asText()
                    .equals(resource.path("component")
                            .asText(resource.path("name").asText()))) {
                return true;
            }
        }
        return false;
    }

    /** Objects of the kind asked for that carry the Application's label, in every cluster it has something in. */
    private void collect(ArrayNode list, List<JsonNode> applied) throws ClusterException, InterruptedException {
        TreeSet<String> places = new TreeSet<>();
        applied.forEach(r -> places.add(cluster(r) + "/" + r.path("namespace").asText()));
        for (String place : places) {
            String cluster = place.substring(0, place.indexOf('/'));
            ObjectSelector selector = ObjectSelector.of(
                    filter.path("apiVersion").asText("v1"),
                    filter.path("kind").asText("Pod"),
                    place.substring(place.indexOf('/') + 1),
                    Map.of("app.oam.dev/name", app.path("name").asText()));
            for (JsonNode object :
                    context.clusters().get(cluster).list(selector).items()) {
                described(
                        list.addObject(), JsonNodeFactory.instance.objectNode().put("cluster", cluster), object);
            }
        }
    }

    private static void described(ObjectNode entry, JsonNode resource, JsonNode object) {
        entry.put("cluster", cluster(resource));
        String component = resource.path("component").asText("");
        entry.put(
                "component",
                component.isEmpty()
                        ? object.path("metadata").path("labels").path(COMPONENT).asText("")
                        : component);
        entry.put("revision", resource.path("revision").asText(""));
        entry.set("object", object);
    }

    private static String cluster(JsonNode resource) {
        return resource.path("cluster").asText("");
    }

    private static JsonNode wrapped(JsonNode resource) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.set("apiVersion", resource.path("apiVersion"));
        object.set("kind", resource.path("kind"));
        ObjectNode metadata = object.putObject("metadata");
        metadata.put("name", resource.path("name").asText());
        metadata.put("namespace", resource.path("namespace").asText(""));
        return object;
    }

    private Optional<JsonNode> found(String cluster, ObjectKey key) throws ClusterException, InterruptedException {
        try {
            return context.clusters().get(cluster).get(key);
        } catch (ClusterException e) {
            if (e.reason() == ClusterException.Reason.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
