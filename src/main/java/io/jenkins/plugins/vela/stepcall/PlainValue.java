package io.jenkins.plugins.vela.stepcall;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;

/**
 * Values between a Pipeline script and the engine: texts, numbers, flags, lists and maps, and nothing else, so that no object
 * of a script is ever asked to present itself.
 */
public final class PlainValue {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Deeper values are surely not what was meant. */
    private static final int DEEPEST = 100;

    private PlainValue() {}

    /**
     * A script's value as JSON; {@code null} is JSON's.
     *
     * @throws IllegalArgumentException when it, or something in it, is of another kind; the message names its place
     */
    public static JsonNode toJson(Object value) {
        return toJson(value, "", 0);
    }

    private static JsonNode toJson(Object value, String place, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("the value is nested more than " + DEEPEST + " deep");
        }
        if (value == null) {
            return NODES.nullNode();
        } else if (value instanceof CharSequence text) {
            return NODES.textNode(text.toString());
        } else if (value instanceof Boolean flag) {
            return NODES.booleanNode(flag);
        } else if (value instanceof Integer || value instanceof Long || value instanceof Short) {
            return NODES.numberNode(((Number) value).longValue());
        } else if (value instanceof BigInteger big) {
            return NODES.numberNode(big);
        } else if (value instanceof BigDecimal decimal) {
            return NODES.numberNode(decimal);
        } else if (value instanceof Double || value instanceof Float) {
            return NODES.numberNode(((Number) value).doubleValue());
        } else if (value instanceof Map<?, ?> map) {
            ObjectNode object = NODES.objectNode();
            map.forEach((key, element) -> object.set(
                    String.valueOf(key), toJson(element, place.isEmpty() ? key + "" : place + "." + key, depth + 1)));
            return object;
        } else if (value instanceof Iterable<?> elements) {
            ArrayNode list = NODES.arrayNode();
            for (Object element : elements) {
                list.add(toJson(element, place + "[" + list.size() + "]", depth + 1));
            }
            return list;
        }
        throw new IllegalArgumentException((place.isEmpty() ? "the value" : place) + " is a "
                + value.getClass().getName() + "; texts, numbers, flags, lists and maps can be passed");
    }

    /** JSON as values that a script can use and Jenkins can store. */
    public static Object toScript(JsonNode json) {
        return JSON.convertValue(json, Object.class);
    }

    /** JSON that was written by this class. */
    public static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
