package io.jenkins.plugins.vela.provider.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.cluster.ObjectKey;
import io.jenkins.plugins.vela.cluster.ObjectSelector;
import io.jenkins.plugins.vela.cluster.ObservedObject;
import io.jenkins.plugins.vela.provider.ActionCall;
import io.jenkins.plugins.vela.provider.Observable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which objects a call is about.
 *
 * @param cluster the cluster's name
 * @param keys the objects, in the order of the call
 */
record Targets(String cluster, List<ObjectKey> keys) {

    /** KubeVela's facades look in {@code default} where an object names no namespace. */
    static final String DEFAULT_NAMESPACE = "default";

    static Targets of(ActionCall call) {
        JsonNode value = call.params().path("value");
        List<JsonNode> objects = value.isArray() ? elements(value) : List.of(value);
        return new Targets(
                cluster(call),
                objects.stream()
                        .map(o -> ObjectKey.of(o).orNamespace(DEFAULT_NAMESPACE))
                        .toList());
    }

    static String cluster(ActionCall call) {
        return call.params().path("cluster").asText("");
    }

    /** The only object, of calls that have one. */
    ObjectKey key() {
        return keys.get(0);
    }

    /**
     * What to watch so that the results stay true.
     *
     * @param results the object of each key as it was last seen; its name may have been given by the server
     */
    Observable observe(List<JsonNode> results) {
        List<Observable.Source> sources = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            JsonNode seen = i < results.size() ? results.get(i).path("metadata") : null;
            Optional<String> version = Optional.ofNullable(seen)
                    .map(m -> m.path("resourceVersion").asText(""))
                    .filter(v -> !v.isEmpty());
            ObjectKey key = keys.get(i);
            if (key.name().isEmpty() && seen != null) {
                key = new ObjectKey(
                        key.apiVersion(),
                        key.kind(),
                        key.namespace(),
                        seen.path("name").asText(""));
            }
            sources.add(new Observable.Source(ObservedObject.one(cluster, key), version));
        }
        return new Observable(sources);
    }

    static ObjectSelector selector(ActionCall call, String kindFrom, String namespace) {
        JsonNode kind = call.params().path(kindFrom);
        return ObjectSelector.of(
                kind.path("apiVersion").asText(),
                kind.path("kind").asText(),
                namespace,
                labels(call.params().path("filter").path("matchingLabels")));
    }

    static Observable observeList(ActionCall call, JsonNode result) {
        ObjectSelector selector = selector(
                call, "resource", call.params().path("filter").path("namespace").asText(""));
        JsonNode list = result.has("values") ? result.path("values") : result.path("list");
        String version = list.path("metadata").path("resourceVersion").asText("");
        return new Observable(List.of(new Observable.Source(
                ObservedObject.all(cluster(call), selector),
                Optional.of(version).filter(v -> !v.isEmpty()))));
    }

    static Map<String, String> labels(JsonNode labels) {
        Map<String, String> map = new LinkedHashMap<>();
        labels.properties().forEach(e -> map.put(e.getKey(), e.getValue().asText()));
        return map;
    }

    static List<JsonNode> elements(JsonNode list) {
        List<JsonNode> elements = new ArrayList<>();
        list.forEach(elements::add);
        return elements;
    }

    /** The object without the bookkeeping of field managers, which is long and of no use to a template. */
    static JsonNode presentable(JsonNode object) {
        if (!object.path("metadata").has("managedFields")) {
            return object;
        }
        ObjectNode copy = object.deepCopy();
        ((ObjectNode) copy.path("metadata")).remove("managedFields");
        return copy;
    }
}
