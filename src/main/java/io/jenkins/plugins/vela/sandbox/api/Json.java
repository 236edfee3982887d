package io.jenkins.plugins.vela.sandbox.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Text to JSON trees and back, with numbers kept as they were written. */
public final class Json {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Json() {}

    /** An empty object that the caller may fill. */
    public static ObjectNode object() {
        return MAPPER.getNodeFactory().objectNode();
    }

    /** The object's text on one line. */
    public static String text(JsonNode node) {
        return node.toString();
    }

    /** The object's UTF-8 text on one line. */
    public static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree can always be written", e);
        }
    }

    /**
     * Reads JSON.
     *
     * @throws IllegalArgumentException if the text is none; the message says why
     */
    public static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        }
    }

    /**
     * Reads YAML, of which JSON is a part.
     *
     * @throws IllegalArgumentException if the text is none; the message says why
     */
    public static JsonNode parseYaml(String text) {
        try {
            // most of what claims to be YAML is JSON, which is read much faster
            if (text.startsWith("{\"")) {
                return MAPPER.readTree(text);
            }
            return fromYaml(new Load(LoadSettings.builder().build()).loadFromString(text));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        } catch (YamlEngineException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static JsonNode fromYaml(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, JsonNode> fields = new LinkedHashMap<>();
            map.forEach((key, item) -> fields.put(String.valueOf(key), fromYaml(item)));
            return object().setAll(fields);
        }
        if (value instanceof List<?> list) {
            List<JsonNode> items = new ArrayList<>();
            list.forEach(item -> items.add(fromYaml(item)));
            return MAPPER.getNodeFactory().arrayNode().addAll(items);
        }
        return MAPPER.valueToTree(value);
    }
}
