package io.jenkins.plugins.vela.cue.builtin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** JSON text to data and back, numbers and escapes as the reference writes them. */
final class JsonText {
    private static final ObjectMapper STRICT = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(1000)
                            .maxStringLength(16 << 20)
                            .maxNumberLength(10_000)
                            .build())
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private JsonText() {}

    /** Reads the one value in a text. */
    static JsonNode read(byte[] text) throws IOException {
        List<JsonNode> all = readAll(text);
        if (all.size() != 1) {
            throw new IOException("one value expected, found " + all.size());
        }
        return all.get(0);
    }

    /** Reads values one after the other. */
    static List<JsonNode> readAll(byte[] text) throws IOException {
        List<JsonNode> all = new ArrayList<>();
        try (JsonParser parser = STRICT.getFactory().createParser(text);
                MappingIterator<JsonNode> values =
                        STRICT.readerFor(JsonNode.class).readValues(parser)) {
            while (values.hasNextValue()) {
                all.add(values.nextValue());
            }
        }
        return all;
    }

    static String write(JsonNode node) {
        StringBuilder out = new StringBuilder();
        write(out, node);
        return out.toString();
    }

    private static void write(StringBuilder out, JsonNode node) {
        if (node.isObject()) {
            out.append('{');
            String separator = "";
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                out.append(separator);
                separator = ",";
                quote(out, field.getKey());
                out.append(':');
                write(out, field.getValue());
            }
            out.append('}');
        } else if (node.isArray()) {
            out.append('[');
            for (int i = 0; i < node.size(); i++) {
                out.append(i > 0 ? "," : "");
                write(out, node.get(i));
            }
            out.append(']');
        } else if (node.isNumber()) {
            out.append(number(node));
        } else if (node.isTextual()) {
            quote(out, node.textValue());
        } else {
            out.append(node.asText("null"));
        }
    }

    static String number(JsonNode node) {
        return node.isIntegralNumber()
                ? node.bigIntegerValue().toString()
                : node.decimalValue().toString();
    }

    private static void quote(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char ch = text.charAt(i);
            switch (ch) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    if (ch < ' ' || ch == 0x2028 || ch == 0x2029) {
                        out.append(String.format("\\u%04x", (int) ch));
                    } else {
                        out.append(ch);
                    }
                }
            }
        }
        out.append('"');
    }

    /** Removes white space outside of strings, or puts in line breaks where an indent is given. */
    static String reformat(String json, String prefix, String indent, boolean isIndenting) {
        StringBuilder out = new StringBuilder();
        int depth = 0;
        for (int i = 0; i < json.length(); i++) {
            char ch = json.charAt(i);
            switch (ch) {
                case ' ', '\t', '\r', '\n' -> {
                    // white space is ours
                }
                case '"' -> {
                    int end = endOfString(json, i);
                    out.append(json, i, end);
                    i = end - 1;
                }
                case '{', '[' -> {
                    out.append(ch);
                    int next = skipBlanks(json, i + 1);
                    if (next < json.length() && (json.charAt(next) == '}' || json.charAt(next) == ']')) {
                        out.append(json.charAt(next));
                        i = next;
                    } else {
                        depth++;
                        newLine(out, prefix, indent, depth, isIndenting);
                    }
                }
                case '}', ']' -> {
                    depth--;
                    newLine(out, prefix, indent, depth, isIndenting);
                    out.append(ch);
                }
                case ',' -> {
                    out.append(ch);
                    newLine(out, prefix, indent, depth, isIndenting);
                }
                case ':' -> out.append(isIndenting ? ": " : ":");
                default -> out.append(ch);
            }
        }
        return out.toString();
    }

    private static int skipBlanks(String json, int from) {
        int at = from;
        while (at < json.length() && json.charAt(at) <= ' ') {
            at++;
        }
        return at;
    }

    private static int endOfString(String json, int from) {
        int at = from + 1;
        while (at < json.length() && json.charAt(at) != '"') {
            at += json.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(json.length(), at + 1);
    }

    private static void newLine(StringBuilder out, String prefix, String indent, int depth, boolean isIndenting) {
        if (isIndenting) {
            out.append('\n').append(prefix).append(indent.repeat(Math.max(0, depth)));
        }
    }
}
