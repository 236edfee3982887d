package io.jenkins.plugins.vela.cluster;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Paths of the Kubernetes API, relative to the server's address. */
final class ApiPaths {

    private ApiPaths() {}

    /** The collection of a kind in a namespace; of all namespaces when {@code namespace} is empty. */
    static String collection(ResourceType type, String namespace) {
        String root = type.apiVersion().contains("/") ? "apis/" : "api/";
        String scope = type.namespaced() && !namespace.isEmpty() ? "/namespaces/" + encode(namespace) : "";
        return root + type.apiVersion() + scope + "/" + type.plural();
    }

    /** One object; a kind that lives in namespaces is looked for in {@code default} when the key names none. */
    static String object(ResourceType type, ObjectKey key) {
        String namespace = key.namespace().isEmpty() ? "default" : key.namespace();
        return collection(type, namespace) + "/" + encode(key.name());
    }

    /** The same path with query parameters; those with empty values are left out. */
    static String query(String path, Map<String, String> parameters) {
        String query = parameters.entrySet().stream()
                .filter(e -> !e.getValue().isEmpty())
                .map(e -> e.getKey() + "=" + encode(e.getValue()))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? path : path + "?" + query;
    }

    /** The query parameters of a selector, in a stable order. */
    static Map<String, String> parameters(ObjectSelector selector) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("labelSelector", selector.labelSelector());
        parameters.put("fieldSelector", selector.fieldSelector());
        return parameters;
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
