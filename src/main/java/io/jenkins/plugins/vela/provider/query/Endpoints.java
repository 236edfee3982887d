package io.jenkins.plugins.vela.provider.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Where an object can be reached: a Service under its cluster name, and from outside where it has an ingress address; an
 * Ingress under its hosts.
 *
 * @param cluster the cluster the object is in
 * @param resource the Application's record of it
 * @param object the object
 */
record Endpoints(String cluster, JsonNode resource, JsonNode object) {

    void addTo(ArrayNode list) {
        switch (object.path("kind").asText()) {
            case "Service" -> service(list);
            case "Ingress" -> ingress(list);
            default -> {}
        }
    }

    private void service(ArrayNode list) {
        JsonNode metadata = object.path("metadata");
        List<String> outside = new ArrayList<>();
        object.at("/status/loadBalancer/ingress")
                .forEach(i -> outside.add(i.path("hostname").asText(i.path("ip").asText(""))));
        for (JsonNode port : object.at("/spec/ports")) {
            for (String host : outside) {
                add(list, host, port, false);
            }
            if (outside.isEmpty()) {
                String host = metadata.path("name").asText() + "."
                        + metadata.path("namespace").asText();
                add(list, host, port, true);
            }
        }
    }

    private void add(ArrayNode list, String host, JsonNode port, boolean inner) {
        ObjectNode endpoint = entry(list);
        endpoint.put("protocol", port.path("protocol").asText("TCP"));
        if (port.has("appProtocol")) {
            endpoint.put("appProtocol", port.path("appProtocol").asText());
        }
        endpoint.put("host", host).put("port", port.path("port").asInt());
        if (port.has("name")) {
            endpoint.put("portName", port.path("name").asText());
        }
        if (inner) {
            endpoint.put("inner", true);
        }
    }

    private void ingress(ArrayNode list) {
        boolean encrypted = !object.at("/spec/tls").isEmpty();
        for (JsonNode rule : object.at("/spec/rules")) {
            for (JsonNode path : rule.at("/http/paths")) {
                ObjectNode endpoint = entry(list);
                endpoint.put("protocol", "TCP").put("appProtocol", encrypted ? "https" : "http");
                endpoint.put("host", rule.path("host").asText("")).put("port", encrypted ? 443 : 80);
                endpoint.put("path", path.path("path").asText("/"));
            }
        }
    }

    private ObjectNode entry(ArrayNode list) {
        ObjectNode entry = list.addObject();
        ObjectNode endpoint = entry.putObject("endpoint");
        ObjectNode ref = entry.putObject("ref");
        ref.set("apiVersion", object.path("apiVersion"));
        ref.set("kind", object.path("kind"));
        ref.set("name", object.path("metadata").path("name"));
        ref.set("namespace", object.path("metadata").path("namespace"));
        entry.put("cluster", cluster.isEmpty() ? "local" : cluster);
        entry.put(
                "component",
                object.path("metadata")
                        .path("labels")
                        .path("app.oam.dev/component")
                        .asText(resource.path("component").asText("")));
        return endpoint;
    }
}
