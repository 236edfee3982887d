package io.jenkins.plugins.vela.sandbox.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Writes what the embedded cluster has to know of the fields of built-in kinds as a table, from the OpenAPI document of a
 * real API server. The form is told at the head of the table.
 */
final class SchemaTable {

    private static final String HEAD = """
            # The fields of the built-in kinds. Written by SchemaTable from the OpenAPI document of an API server.
            # A line is a type and its fields; =apiVersion/Kind names the type of a kind; ! an indivisible map.
            # Codes: s text, i integer, n number, b boolean, q text or number, * anything, @T a type, {x a map of x,
            # [x a list of x; after a list: #key+key its map keys, $ a set, ^key its key in strategic merge patches.
            """;
    private static final String PREFIX = "#/definitions/";

    private final JsonNode definitions;
    private final SortedMap<String, String> lines = new TreeMap<>();
    private final SortedMap<String, String> kinds = new TreeMap<>();

    private SchemaTable(JsonNode document) {
        this.definitions = document.path("definitions");
    }

    static String of(JsonNode document) {
        SchemaTable table = new SchemaTable(document);
        table.definitions.properties().forEach(definition -> {
            JsonNode schema = definition.getValue();
            JsonNode named = schema.path("x-kubernetes-group-version-kind");
            boolean stored = schema.path("properties").has("metadata")
                    && !definition.getKey().endsWith("List");
            if (named.size() == 1 && stored && definition.getKey().startsWith("io.k8s.")) {
                String group = named.at("/0/group").asText();
                String version = named.at("/0/version").asText();
                table.kinds.put(
                        (group.isEmpty() ? version : group + "/" + version) + "/"
                                + named.at("/0/kind").asText(),
                        shortName(definition.getKey()));
                table.describe(definition.getKey());
            }
        });
        StringBuilder text = new StringBuilder(HEAD);
        table.kinds.forEach((kind, type) ->
                text.append('=').append(kind).append(' ').append(type).append('\n'));
        table.lines.values().forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    private void describe(String name) {
        String type = shortName(name);
        if (lines.containsKey(type)) {
            return;
        }
        lines.put(type, "");
        JsonNode schema = definitions.path(name);
        List<String> words = new ArrayList<>();
        words.add(type + (schema.path("x-kubernetes-map-type").asText().equals("atomic") ? "!" : ""));
        for (String field : new TreeSet<>(names(schema.path("properties")))) {
            words.add(field + "=" + code(schema.path("properties").path(field)));
        }
        lines.put(type, String.join(" ", words));
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private String code(JsonNode schema) {
        if (schema.has("$ref")) {
            String name = schema.path("$ref").asText().substring(PREFIX.length());
            JsonNode target = definitions.path(name);
            if (target.path("properties").isEmpty()) {
                return scalar(name, target);
            }
            describe(name);
            return "@" + shortName(name)
                    + (schema.path("x-kubernetes-map-type").asText().equals("atomic") ? "!" : "");
        }
        return switch (schema.path("type").asText()) {
            case "array" -> "[" + code(schema.path("items")) + listing(schema);
            case "object" ->
                schema.has("additionalProperties")
                        ? "{" + code(schema.path("additionalProperties"))
                                + (schema.path("x-kubernetes-map-type").asText().equals("atomic") ? "!" : "")
                        : "*";
            default -> scalar("", schema);
        };
    }

    private static String scalar(String name, JsonNode schema) {
        if (name.endsWith("Quantity") || name.endsWith("IntOrString")) {
            return "q";
        }
        return switch (schema.path("type").asText()) {
            case "string" -> "s";
            case "integer" -> "i";
            case "number" -> "n";
            case "boolean" -> "b";
            default -> "*";
        };
    }

    private static String listing(JsonNode schema) {
        StringBuilder text = new StringBuilder();
        String mergeKey = schema.path("x-kubernetes-patch-merge-key").asText("");
        boolean merges = schema.path("x-kubernetes-patch-strategy").asText("").contains("merge");
        String type = schema.path("x-kubernetes-list-type").asText("");
        if (type.equals("map")) {
            List<String> keys = new ArrayList<>();
            schema.path("x-kubernetes-list-map-keys").forEach(key -> keys.add(key.asText()));
            text.append('#').append(String.join("+", keys));
        } else if (type.equals("set")) {
            text.append('$');
        }
        if (merges) {
            text.append('^').append(mergeKey);
        }
        return text.toString();
    }

    private static String shortName(String name) {
        return name.replace("io.k8s.api.", "")
                .replace("io.k8s.apimachinery.pkg.apis.meta.", "meta.")
                .replace("io.k8s.apiextensions-apiserver.pkg.apis.", "")
                .replace("io.k8s.kube-aggregator.pkg.apis.", "");
    }
}
