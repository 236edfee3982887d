package io.jenkins.plugins.vela.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** {@code --context KEY=VALUE} gives a text, {@code KEY:=JSON} any value. */
final class ContextValues {
    private ContextValues() {}

    static ObjectNode parse(List<String> arguments) {
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            boolean typed = equals > 0 && argument.charAt(equals - 1) == ':';
            String key = argument.substring(0, Math.max(0, typed ? equals - 1 : equals));
            if (key.isEmpty()) {
                throw Refusal.badInput("--context " + argument + ": expected KEY=VALUE, or KEY:=JSON");
            }
            String value = argument.substring(equals + 1);
            if (values.has(key)) {
                throw Refusal.badInput("--context " + key + ": given twice");
            }
            if (typed) {
                putJson(values, key, value);
            } else {
                values.put(key, value);
            }
        }
        return values;
    }

    private static void putJson(ObjectNode values, String key, String json) {
        try {
            values.set(
                    key,
                    JsonMapper.builder()
                            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                            .build()
                            .readTree(json));
        } catch (JsonProcessingException broken) {
            throw Refusal.badInput("--context " + key + ": not JSON: " + broken.getOriginalMessage());
        }
        if (values.path(key).isMissingNode()) {
            throw Refusal.badInput("--context " + key + ": expected JSON behind :=");
        }
    }
}
