package io.jenkins.plugins.vela.sandbox.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;

/** A type that a CustomResourceDefinition's OpenAPI schema describes; without a schema lists are atomic. */
record SchemaType(JsonNode schema) implements ValueType {

    static final SchemaType UNKNOWN = new SchemaType(MissingNode.getInstance());

    @Override
    public ValueType field(String name) {
        JsonNode property = schema.path("properties").path(name);
        return new SchemaType(property.isMissingNode() ? schema.path("additionalProperties") : property);
    }

    @Override
    public ValueType item() {
        return new SchemaType(schema.path("items"));
    }

    @Override
    public Listing listing() {
        return switch (schema.path("x-kubernetes-list-type").asText()) {
            case "map" -> Listing.MAP;
            case "set" -> Listing.SET;
            default -> Listing.ATOMIC;
        };
    }

    @Override
    public List<String> keys() {
        List<String> keys = new ArrayList<>();
        schema.path("x-kubernetes-list-map-keys").forEach(key -> keys.add(key.asText()));
        return keys;
    }

    @Override
    public String mergeKey() {
        return "";
    }

    @Override
    public boolean atomicMap() {
        return schema.path("x-kubernetes-map-type").asText().equals("atomic");
    }

    @Override
    public String keyDefault(String key) {
        return schema.path("items").path("properties").path(key).path("default").asText("");
    }
}
