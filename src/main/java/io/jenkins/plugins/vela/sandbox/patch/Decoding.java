package io.jenkins.plugins.vela.sandbox.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.sandbox.api.ApiFailure;
import io.jenkins.plugins.vela.sandbox.api.Json;
import java.util.ArrayList;
import java.util.List;

/** Reads an object of a built-in kind as a real server does: what its type does not have is lost. */
public final class Decoding {

    private final List<String> unknown = new ArrayList<>();
    private final JsonNode object;
    private final JsonNode known;

    private Decoding(JsonNode object, ObjectType type) {
        this.object = object;
        this.known = type.own() instanceof TableType table ? read(object, table, "") : object;
    }

    /**
     * Reads an object.
     *
     * @throws ApiFailure with code 400 when a value has another type than its field
     */
    public static Decoding of(JsonNode object, ObjectType type) {
        return new Decoding(object, type);
    }

    /** The object with the fields that its type has. */
    public JsonNode known() {
        return known;
    }

    /** The paths of the other fields: {@code spec.replcas}. */
    public List<String> unknown() {
        return List.copyOf(unknown);
    }

    private JsonNode read(JsonNode value, TableType type, String path) {
        if (value.isNull()) {
            return value;
        }
        if (type.map()) {
            require(value.isObject(), value, type, path);
            return readMap(value, type, path);
        }
        if (type.list()) {
            require(value.isArray(), value, type, path);
            ArrayNode items = Json.object().arrayNode();
            int index = 0;
            for (JsonNode item : value) {
                items.add(read(item, (TableType) type.item(), path + "[" + index++ + "]"));
            }
            return items;
        }
        boolean fits =
                switch (type.code()) {
                    case "s" -> value.isTextual();
                    case "i" -> value.isIntegralNumber();
                    case "n" -> value.isNumber();
                    case "b" -> value.isBoolean();
                    case "q" -> value.isTextual() || value.isNumber();
                    default -> true;
                };
        require(fits, value, type, path);
        return value;
    }

    private JsonNode readMap(JsonNode value, TableType type, String path) {
        ObjectNode fields = Json.object();
        value.properties().forEach(field -> {
            String below = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
            type.declared(field.getKey())
                    .ifPresentOrElse(
                            known -> fields.set(field.getKey(), read(field.getValue(), known, below)),
                            () -> unknown.add(below));
        });
        return fields;
    }

    private void require(boolean fits, JsonNode value, TableType type, String path) {
        if (fits) {
            return;
        }
        String given =
                switch (value.getNodeType()) {
                    case STRING -> "string";
                    case NUMBER -> "number";
                    case BOOLEAN -> "bool";
                    case ARRAY -> "array";
                    default -> "object";
                };
        String wanted =
                switch (type.code().charAt(0)) {
                    case 's' -> "string";
                    case 'i' -> "int";
                    case 'n' -> "float64";
                    case 'b' -> "bool";
                    case '[' -> "list";
                    case '{' -> "map";
                    default -> "struct";
                };
        String kind = object.path("kind").asText();
        String version = object.path("apiVersion").asText();
        throw ApiFailure.badRequest(kind + " in version \"" + version.substring(version.indexOf('/') + 1)
                + "\" cannot be handled as a " + kind + ": json: cannot unmarshal " + given + " into Go struct field "
                + kind + "." + path + " of type " + wanted);
    }
}
