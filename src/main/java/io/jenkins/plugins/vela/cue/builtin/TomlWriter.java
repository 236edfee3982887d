package io.jenkins.plugins.vela.cue.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/** Writes data as TOML in the reference's form: keys sorted, simple values in front of tables, nulls left out. */
final class TomlWriter {
    private static final Pattern BARE = Pattern.compile("[A-Za-z0-9_-]+");
    private static final int LONG_BITS = 63;

    private final StringBuilder out = new StringBuilder();

    private TomlWriter() {}

    static String write(JsonNode data) throws Failure {
        if (!data.isObject()) {
            return inline(data);
        }
        TomlWriter writer = new TomlWriter();
        writer.table(data, "");
        return writer.out.toString();
    }

    private void table(JsonNode table, String path) throws Failure {
        List<String> later = new ArrayList<>();
        boolean isFirst = true;
        for (String name : sorted(table)) {
            JsonNode value = table.get(name);
            if (isTable(value)) {
                later.add(name);
            } else if (!value.isNull()) {
                out.append(key(name)).append(" = ").append(inline(value)).append('\n');
                isFirst = false;
            }
        }
        for (String name : later) {
            String inner = path.isEmpty() ? key(name) : path + "." + key(name);
            JsonNode value = table.get(name);
            if (value.isObject()) {
                head(isFirst, "[" + inner + "]");
                table(value, inner);
                isFirst = false;
            } else {
                for (JsonNode element : value) {
                    head(isFirst, "[[" + inner + "]]");
                    table(element, inner);
                    isFirst = false;
                }
            }
        }
    }

    private void head(boolean isFirst, String name) {
        out.append(isFirst ? "" : "\n").append(name).append('\n');
    }

    private static List<String> sorted(JsonNode table) {
        List<String> names = new ArrayList<>();
        table.fieldNames().forEachRemaining(names::add);
        names.sort(Utf8::compare);
        return names;
    }

    /** Whether a value gets a header of its own: a struct, or a list of nothing but structs. */
    private static boolean isTable(JsonNode value) {
        if (!value.isArray() || value.isEmpty()) {
            return value.isObject();
        }
        for (JsonNode element : value) {
            if (!element.isObject()) {
                return false;
            }
        }
        return true;
    }

    private static String inline(JsonNode value) throws Failure {
        if (value instanceof BinaryNode binary) {
            StringJoiner numbers = new StringJoiner(", ", "[", "]");
            for (byte one : binary.binaryValue()) {
                numbers.add(String.valueOf(one & 0xFF));
            }
            return numbers.toString();
        } else if (value.isTextual()) {
            return quoted(value.textValue());
        } else if (value.isNumber()) {
            return number(value);
        } else if (value.isArray()) {
            StringJoiner elements = new StringJoiner(", ", "[", "]");
            for (JsonNode element : value) {
                elements.add(inline(element));
            }
            return elements.toString();
        } else if (value.isObject()) {
            StringJoiner fields = new StringJoiner(", ", "{", "}");
            for (String name : sorted(value)) {
                if (!value.get(name).isNull()) {
                    fields.add(key(name) + " = " + inline(value.get(name)));
                }
            }
            return fields.toString();
        } else if (value.isNull()) {
            throw Failure.of("TOML has no null in a list");
        }
        return value.asText();
    }

    private static String number(JsonNode value) throws Failure {
        if (value.isIntegralNumber()) {
            // TOML's integers have 64 bits
            return value.bigIntegerValue().bitLength() > LONG_BITS
                    ? quoted(value.bigIntegerValue().toString())
                    : value.bigIntegerValue().toString();
        }
        double number = value.doubleValue();
        return FloatText.format(number, 'f', number == Math.rint(number) ? 1 : -1, 64);
    }

    private static String key(String name) {
        return BARE.matcher(name).matches() ? name : quoted(name);
    }

    private static String quoted(String text) {
        boolean isLiteral = text.chars().noneMatch(ch -> ch == '\'' || (ch < ' ' && ch != '\t') || ch == 0x7F);
        if (isLiteral) {
            return "'" + text + "'";
        }
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char ch = text.charAt(i);
            switch (ch) {
                case '\\' -> quoted.append("\\\\");
                case '"' -> quoted.append("\\\"");
                case '\b' -> quoted.append("\\b");
                case '\f' -> quoted.append("\\f");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (ch < ' ' || ch == 0x7F) {
                        quoted.append(String.format("\\u%04X", (int) ch));
                    } else {
                        quoted.append(ch);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }
}
