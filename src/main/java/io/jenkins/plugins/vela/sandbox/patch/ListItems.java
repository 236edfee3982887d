package io.jenkins.plugins.vela.sandbox.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.sandbox.api.ApiFailure;
import io.jenkins.plugins.vela.sandbox.api.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The items of an associative list by the path element that names each in a field set. */
final class ListItems {

    private ListItems() {}

    /** Items in list order; {@code k:{"name":"web"}} for a map list, {@code v:"finalizer"} for a set. */
    static Map<String, JsonNode> byElement(JsonNode list, ValueType type) {
        Map<String, JsonNode> items = new LinkedHashMap<>();
        for (JsonNode item : list) {
            items.put(element(item, type), item);
        }
        return items;
    }

    static String element(JsonNode item, ValueType type) {
        if (type.listing() == ValueType.Listing.SET) {
            return "v:" + Json.text(item);
        }
        // key fields are sorted so that one item has one name
        Map<String, JsonNode> values = new TreeMap<>();
        for (String key : type.keys()) {
            JsonNode value = item.get(key);
            if (value != null && !value.isNull()) {
                values.put(key, value);
            } else if (!type.keyDefault(key).isEmpty()) {
                values.put(key, Json.object().textNode(type.keyDefault(key)));
            } else if (type.keys().size() == 1) {
                throw ApiFailure.unprocessable(
                        "element of an associative list has no value for its key \"" + key + "\": " + Json.text(item));
            }
        }
        ObjectNode key = Json.object();
        key.setAll(values);
        return "k:" + Json.text(key);
    }
}
