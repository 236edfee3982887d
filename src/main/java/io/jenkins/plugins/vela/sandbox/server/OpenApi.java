package io.jenkins.plugins.vela.sandbox.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.sandbox.api.Json;
import io.jenkins.plugins.vela.sandbox.api.Kinds;
import io.jenkins.plugins.vela.sandbox.api.ResourceKind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The least of OpenAPI v3 that lets kubectl see that the server takes the {@code fieldValidation} parameter, so that it
 * does not look for schemas by itself. No schemas: the embedded cluster does not check fields against them.
 */
final class OpenApi {

    private OpenApi() {}

    static Optional<ObjectNode> document(Kinds kinds, List<String> path) {
        if (path.isEmpty() || !path.get(0).equals("v3")) {
            return Optional.empty();
        }
        if (path.size() == 1) {
            return Optional.of(index(kinds));
        }
        String prefix = String.join("/", path.subList(1, path.size()));
        ObjectNode document = Json.object();
        document.put("openapi", "3.0.0");
        document.putObject("info").put("title", "Vela sandbox").put("version", "unversioned");
        ObjectNode paths = document.putObject("paths");
        for (ResourceKind kind : kinds.all()) {
            if (prefix(kind).equals(prefix) && !kind.kind().isEmpty()) {
                describe(paths, kind);
            }
        }
        return paths.isEmpty() ? Optional.empty() : Optional.of(document);
    }

    private static ObjectNode index(Kinds kinds) {
        Set<String> prefixes = new LinkedHashSet<>();
        kinds.all().stream().filter(kind -> !kind.kind().isEmpty()).forEach(kind -> prefixes.add(prefix(kind)));
        ObjectNode index = Json.object();
        ObjectNode paths = index.putObject("paths");
        prefixes.forEach(
                prefix -> paths.putObject(prefix).put("serverRelativeURL", "/openapi/v3/" + prefix + "?hash=0"));
        return index;
    }

    private static String prefix(ResourceKind kind) {
        return (kind.group().isEmpty() ? "api/" : "apis/") + kind.apiVersion();
    }

    private static void describe(ObjectNode paths, ResourceKind kind) {
        String path = "/" + prefix(kind) + (kind.namespaced() ? "/namespaces/{namespace}/" : "/") + kind.plural();
        operation(paths.putObject(path), kind, "post");
        ObjectNode one = paths.putObject(path + "/{name}");
        operation(one, kind, "put");
        operation(one, kind, "patch");
    }

    private static void operation(ObjectNode path, ResourceKind kind, String method) {
        ObjectNode operation = path.putObject(method);
        operation
                .putArray("parameters")
                .addObject()
                .put("name", "fieldValidation")
                .put("in", "query")
                .putObject("schema")
                .put("type", "string");
        operation
                .putObject("x-kubernetes-group-version-kind")
                .put("group", kind.group())
                .put("kind", kind.kind())
                .put("version", kind.version());
    }
}
