package io.jenkins.plugins.vela.workflow.session;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.TreeMap;

/** One text for equal data, whatever the order of members, and its hash. */
final class Canonical {

    private Canonical() {}

    /** 128 bits of SHA-256, in hexadecimal digits. */
    static String digest(JsonNode value) {
        StringBuilder text = new StringBuilder();
        write(value, text);
        return digest(text.toString());
    }

    static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            StringBuilder hex = new StringBuilder(32);
            for (int i = 0; i < 16; i++) {
                hex.append(Character.forDigit((hash[i] >> 4) & 15, 16)).append(Character.forDigit(hash[i] & 15, 16));
            }
            return hex.toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void write(JsonNode value, StringBuilder text) {
        if (value.isObject()) {
            text.append('{');
            Map<String, JsonNode> sorted = new TreeMap<>();
            value.properties().forEach(field -> sorted.put(field.getKey(), field.getValue()));
            sorted.forEach((name, member) -> {
                text.append(name.length()).append(':').append(name);
                write(member, text);
            });
            text.append('}');
        } else if (value.isArray()) {
            text.append('[');
            value.forEach(element -> write(element, text));
            text.append(']');
        } else if (value.isNumber()) {
            text.append('#')
                    .append(value.decimalValue().stripTrailingZeros().toPlainString())
                    .append(';');
        } else {
            text.append(value.getNodeType().name(), 0, 2)
                    .append(value.asText().length())
                    .append(':');
            text.append(value.asText());
        }
    }
}
