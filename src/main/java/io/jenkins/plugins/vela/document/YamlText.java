package io.jenkins.plugins.vela.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.regex.Pattern;

/** A tree as YAML, in the order and style of kubectl: two blanks, lists not indented under their field. */
public final class YamlText {
    /** Text that no YAML reader, 1.1 or 1.2, takes for anything else. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_/][A-Za-z0-9_./@+-]*( [A-Za-z0-9_./@+(,)-]+)*");

    private static final Pattern WORD = Pattern.compile("(?i)y|yes|n|no|on|off|true|false|null|nan|inf");

    private final StringBuilder text = new StringBuilder();

    private YamlText() {}

    /** The text, without a line end behind it. */
    public static String of(JsonNode node) {
        YamlText yaml = new YamlText();
        if (node.isContainerNode() && !node.isEmpty()) {
            yaml.block(node, 0, false);
        } else {
            yaml.text.append(scalar(node)).append('\n');
        }
        return yaml.text.substring(0, yaml.text.length() - 1);
    }

    private void block(JsonNode node, int indent, boolean firstInLine) {
        boolean inLine = firstInLine;
        if (node.isArray()) {
            for (JsonNode element : node) {
                pad(inLine ? 0 : indent);
                inLine = false;
                text.append("- ");
                nested(element, indent + 2, true);
            }
            return;
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            pad(inLine ? 0 : indent);
            inLine = false;
            text.append(quoted(field.getKey())).append(':');
            JsonNode value = field.getValue();
            if (value.isContainerNode() && !value.isEmpty()) {
                text.append('\n');
                block(value, value.isArray() ? indent : indent + 2, false);
            } else {
                text.append(' ');
                nested(value, indent + 2, false);
            }
        }
    }

    private void nested(JsonNode value, int indent, boolean inLine) {
        if (value.isContainerNode() && !value.isEmpty()) {
            block(value, indent, inLine);
        } else if (value.isTextual() && isBlock(value.textValue())) {
            literal(value.textValue(), indent);
        } else {
            text.append(scalar(value)).append('\n');
        }
    }

    private static boolean isBlock(String value) {
        return value.indexOf('\n') >= 0
                && !value.startsWith(" ")
                && !value.startsWith("\n")
                && value.lines().noneMatch(line -> line.endsWith(" "))
                && value.chars().allMatch(c -> c == '\n' || (c >= ' ' && c < 0x7F) || (c >= 0xA0 && c < 0xD800));
    }

    private void literal(String value, int indent) {
        boolean ends = value.endsWith("\n");
        boolean keeps = value.endsWith("\n\n");
        text.append(keeps ? "|+" : ends ? "|" : "|-").append('\n');
        String body = ends ? value.substring(0, value.length() - 1) : value;
        for (String line : body.split("\n", -1)) {
            pad(line.isEmpty() ? 0 : indent);
            text.append(line).append('\n');
        }
    }

    private static String scalar(JsonNode value) {
        return value.isTextual() ? quoted(value.textValue()) : value.toString();
    }

    private static String quoted(String value) {
        boolean plain = PLAIN.matcher(value).matches() && !WORD.matcher(value).matches();
        // JSON's escapes are YAML's
        return plain
                ? value
                : com.fasterxml.jackson.databind.node.TextNode.valueOf(value).toString();
    }

    private void pad(int blanks) {
        text.append(" ".repeat(blanks));
    }
}
