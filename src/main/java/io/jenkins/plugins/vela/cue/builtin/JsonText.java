package io.jenkins.plugins.vela.cue.builtin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** JSON text to data and back, numbers and escapes as the reference writes them. */
final class JsonText {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(1000)
                    .maxStringLength(16 << 20)
                    .maxNumberLength(10_000)
                    .build())
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private JsonText() {}

    /** Reads the one value in a text. */
    static JsonNode read(byte[] text) throws Failure {
        List<JsonNode> all = readAll(text);
        if (all.size() != 1) {
            throw invalid();
        }
        return all.get(0);
    }

    /** Reads values one after the other. */
    static List<JsonNode> readAll(byte[] text) throws Failure {
        List<JsonNode> all = new ArrayList<>();
        try (JsonParser parser = FACTORY.createParser(withoutMark(Utf8.valid(text)))) {
            while (parser.nextToken() != null) {
                all.add(node(parser));
            }
        } catch (IOException e) {
            throw invalid();
        }
        return all;
    }

    /** Whether a text is one value; its strings may hold anything. */
    static boolean isValid(String text) {
        int values = 0;
        int depth = 0;
        try (JsonParser parser = FACTORY.createParser(withoutMark(text))) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                depth += token.isStructEnd() ? -1 : 0;
                values += depth == 0 && !token.isStructEnd() ? 1 : 0;
                depth += token.isStructStart() ? 1 : 0;
            }
        } catch (IOException | Failure e) {
            return false;
        }
        return values == 1;
    }

    private static Failure invalid() {
        return Failure.of("json: invalid JSON");
    }

    /** A byte order mark is not JSON, although readers of JSON like to go over it. */
    private static String withoutMark(String text) throws Failure {
        if (text.startsWith("\uFEFF")) {
            throw invalid();
        }
        return text;
    }

    private static JsonNode node(JsonParser parser) throws IOException, Failure {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> NODES.textNode(whole(parser.getText()));
            case VALUE_NUMBER_INT -> NODES.numberNode(parser.getBigIntegerValue());
            case VALUE_NUMBER_FLOAT -> DecimalNode.valueOf(parser.getDecimalValue());
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            default -> NODES.nullNode();
        };
    }

    private static String whole(String text) throws Failure {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!Character.isHighSurrogate(text.charAt(i))
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw Failure.of("unpaired surrogate in string");
                }
                i++;
            }
        }
        return text;
    }

    private static ArrayNode array(JsonParser parser) throws IOException, Failure {
        ArrayNode array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(node(parser));
        }
        return array;
    }

    private static ObjectNode object(JsonParser parser) throws IOException, Failure {
        ObjectNode object = NODES.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = whole(parser.currentName());
            parser.nextToken();
            JsonNode value = node(parser);
            JsonNode earlier = object.get(name);
            object.set(name, earlier == null ? value : both(earlier, value));
        }
        return object;
    }

    /** JSON is CUE: a member that comes twice is unified. */
    private static JsonNode both(JsonNode one, JsonNode other) throws Failure {
        if (one instanceof ObjectNode object && other.isObject()) {
            for (Map.Entry<String, JsonNode> field : other.properties()) {
                JsonNode earlier = object.get(field.getKey());
                object.set(field.getKey(), earlier == null ? field.getValue() : both(earlier, field.getValue()));
            }
            return object;
        }
        if (one instanceof ArrayNode array && other.isArray() && array.size() == other.size()) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, both(array.get(i), other.get(i)));
            }
            return array;
        }
        if (!one.equals(other)) {
            throw Failure.of("conflicting values " + write(one) + " and " + write(other));
        }
        return one;
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
        if (isIndenting) {
            out.append(json.substring(json.stripTrailing().length()));
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
