package io.jenkins.plugins.vela.sandbox.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.sandbox.api.ApiFailure;
import io.jenkins.plugins.vela.sandbox.api.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Strategic merge patch of the built-in kinds: like a merge patch, but lists with a merge key merge item by item, and
 * directives ({@code $patch}, {@code $retainKeys}, {@code $deleteFromPrimitiveList}, {@code $setElementOrder}) say the
 * rest.
 */
public final class StrategicMerge {

    private static final String PATCH = "$patch";
    private static final String RETAIN = "$retainKeys";
    private static final String DELETE_PRIMITIVES = "$deleteFromPrimitiveList/";
    private static final String ORDER = "$setElementOrder/";

    private StrategicMerge() {}

    /** The object after the patch. */
    public static JsonNode apply(JsonNode value, JsonNode patch, ValueType type) {
        if (!patch.isObject()) {
            throw ApiFailure.badRequest("error decoding patch: a strategic merge patch is an object");
        }
        return mergeMap(value, patch, type);
    }

    private static JsonNode mergeMap(JsonNode value, JsonNode patch, ValueType type) {
        String directive = patch.path(PATCH).asText("merge");
        if (directive.equals("replace")) {
            ObjectNode replaced = patch.deepCopy();
            replaced.remove(PATCH);
            return replaced;
        }
        if (directive.equals("delete")) {
            return Json.object();
        }
        if (!directive.equals("merge")) {
            throw ApiFailure.badRequest("unrecognized patch type \"" + directive + "\"");
        }
        ObjectNode result = value.isObject() ? value.deepCopy() : Json.object();
        if (patch.has(RETAIN)) {
            List<String> retained = new ArrayList<>();
            patch.path(RETAIN).forEach(name -> retained.add(name.asText()));
            result.retain(retained);
        }
        patch.properties().forEach(field -> {
            String name = field.getKey();
            JsonNode wanted = field.getValue();
            if (name.startsWith(DELETE_PRIMITIVES)) {
                deletePrimitives(result, name.substring(DELETE_PRIMITIVES.length()), wanted);
            } else if (wanted.isNull()) {
                result.remove(name);
            } else if (!name.startsWith("$")) {
                result.set(name, mergeValue(result.path(name), wanted, type.field(name)));
            }
        });
        patch.properties().forEach(field -> {
            if (field.getKey().startsWith(ORDER)) {
                String name = field.getKey().substring(ORDER.length());
                if (result.get(name) instanceof ArrayNode list) {
                    result.set(name, ordered(list, field.getValue(), type.field(name)));
                }
            }
        });
        return result;
    }

    private static JsonNode mergeValue(JsonNode value, JsonNode wanted, ValueType type) {
        if (wanted.isObject()) {
            return mergeMap(value, wanted, type);
        }
        if (wanted.isArray() && type.listing() == ValueType.Listing.SET) {
            ArrayNode union = value.isArray() ? value.deepCopy() : Json.object().arrayNode();
            for (JsonNode item : wanted) {
                if (!contains(union, item)) {
                    union.add(item);
                }
            }
            return union;
        }
        if (wanted.isArray() && !type.mergeKey().isEmpty()) {
            return mergeList(value, wanted, type);
        }
        return wanted;
    }

    private static JsonNode mergeList(JsonNode value, JsonNode wanted, ValueType type) {
        String key = type.mergeKey();
        boolean replace = false;
        Map<JsonNode, JsonNode> items = new LinkedHashMap<>();
        for (JsonNode item : wanted) {
            replace |= item.path(PATCH).asText().equals("replace") && item.size() == 1;
        }
        if (!replace && value.isArray()) {
            value.forEach(item -> items.put(item.path(key), item));
        }
        for (JsonNode item : wanted) {
            String directive = item.path(PATCH).asText("merge");
            if (directive.equals("replace") && item.size() == 1) {
                continue;
            }
            if (!item.has(key)) {
                throw ApiFailure.badRequest("map: " + Json.text(item) + " does not contain declared merge key: " + key);
            }
            if (directive.equals("delete")) {
                items.remove(item.get(key));
            } else {
                items.put(item.get(key), mergeMap(items.getOrDefault(item.get(key), Json.object()), item, type.item()));
            }
        }
        ArrayNode merged = Json.object().arrayNode();
        items.values().forEach(merged::add);
        return merged;
    }

    private static void deletePrimitives(ObjectNode result, String name, JsonNode deleted) {
        if (result.get(name) instanceof ArrayNode list) {
            ArrayNode left = Json.object().arrayNode();
            for (JsonNode item : list) {
                if (!contains(deleted, item)) {
                    left.add(item);
                }
            }
            result.set(name, left);
        }
    }

    private static ArrayNode ordered(ArrayNode list, JsonNode order, ValueType type) {
        String key = type.mergeKey();
        List<JsonNode> left = new ArrayList<>();
        list.forEach(left::add);
        ArrayNode sorted = Json.object().arrayNode();
        for (JsonNode wanted : order) {
            JsonNode name = key.isEmpty() ? wanted : wanted.path(key);
            left.stream()
                    .filter(item -> (key.isEmpty() ? item : item.path(key)).equals(name))
                    .findFirst()
                    .ifPresent(item -> {
                        sorted.add(item);
                        left.remove(item);
                    });
        }
        left.forEach(sorted::add);
        return sorted;
    }

    private static boolean contains(JsonNode list, JsonNode wanted) {
        for (JsonNode item : list) {
            if (item.equals(wanted)) {
                return true;
            }
        }
        return false;
    }
}
