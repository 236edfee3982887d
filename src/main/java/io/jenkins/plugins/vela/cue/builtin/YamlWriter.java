package io.jenkins.plugins.vela.cue.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** Writes data as YAML in block style, with the reference's choice of quotes. */
final class YamlWriter {
    private static final int LONGEST_SIMPLE_KEY = 128;

    private final StringBuilder out = new StringBuilder();

    private YamlWriter() {}

    static String write(JsonNode node) {
        YamlWriter writer = new YamlWriter();
        writer.node(node, 0, true);
        if (writer.out.charAt(writer.out.length() - 1) != '\n') {
            writer.out.append('\n');
        }
        return writer.out.toString();
    }

    /**
     * Writes a value.
     *
     * @param indent columns of the block that a collection or text block begins
     * @param isLineStart whether a collection may begin right here
     */
    private void node(JsonNode node, int indent, boolean isLineStart) {
        if (node.isObject() && !node.isEmpty()) {
            newLine(isLineStart, indent);
            mapping(node, indent);
        } else if (node.isArray() && !node.isEmpty()) {
            newLine(isLineStart, indent);
            sequence(node, indent);
        } else if (node.isObject()) {
            out.append("{}\n");
        } else if (node.isArray()) {
            out.append("[]\n");
        } else if (node.isBinary()) {
            out.append("!!binary ").append(node.asText()).append('\n');
        } else if (node.isTextual()) {
            text(node.textValue(), indent);
        } else {
            out.append(node.isNumber() ? JsonText.number(node) : node.asText("null"))
                    .append('\n');
        }
    }

    private void newLine(boolean isLineStart, int indent) {
        if (!isLineStart) {
            out.setLength(out.length() - 1);
            out.append('\n').append(" ".repeat(indent));
        }
    }

    private void mapping(JsonNode node, int indent) {
        boolean first = true;
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            out.append(first ? "" : " ".repeat(indent));
            first = false;
            String key = key(field.getKey());
            if (key.length() > LONGEST_SIMPLE_KEY || field.getKey().indexOf('\n') >= 0) {
                out.append("? ");
                text(field.getKey(), indent + 2);
                out.append(" ".repeat(indent)).append(": ");
                node(field.getValue(), indent + 2, true);
            } else {
                out.append(key).append(": ");
                node(field.getValue(), indent + 2, false);
            }
        }
    }

    private void sequence(JsonNode node, int indent) {
        for (int i = 0; i < node.size(); i++) {
            out.append(i == 0 ? "" : " ".repeat(indent)).append("- ");
            node(node.get(i), indent + 2, true);
        }
    }

    // ---- strings ----

    private static String key(String key) {
        if (readsAsOther(key)) {
            return doubleQuoted(key);
        }
        Shape shape = Shape.of(key);
        return key.indexOf('\n') >= 0 ? doubleQuoted(key) : line(key, shape);
    }

    private void text(String text, int indent) {
        Shape shape = Shape.of(text);
        if (text.indexOf('\n') >= 0) {
            // nothing but line breaks as a block loses one of them, or its end, in more than one reader
            if (shape.allowsBlock && !text.isBlank()) {
                literal(text, Math.max(2, indent));
            } else {
                out.append(doubleQuoted(text)).append('\n');
            }
        } else if (readsAsOther(text)) {
            out.append(doubleQuoted(text)).append('\n');
        } else {
            out.append(line(text, shape)).append('\n');
        }
    }

    /** Whether a reader would take the plain text for something else than a string. */
    private static boolean readsAsOther(String text) {
        YamlScalars.Tag tag = YamlScalars.resolve(text);
        return YamlScalars.isQuotedForOldReaders(text)
                || (tag != YamlScalars.Tag.STRING && tag != YamlScalars.Tag.MERGE);
    }

    private static String line(String text, Shape shape) {
        if (shape.allowsPlain) {
            return text;
        }
        return shape.allowsSingleQuotes ? "'" + text.replace("'", "''") + "'" : doubleQuoted(text);
    }

    private void literal(String text, int indent) {
        out.append('|');
        if (text.charAt(0) == ' ' || text.charAt(0) == '\n') {
            out.append('2');
        }
        boolean endsLine = text.endsWith("\n");
        if (!endsLine) {
            out.append('-');
        } else if (text.endsWith("\n\n")) {
            out.append('+');
        }
        out.append('\n');
        String[] lines = text.split("\n", -1);
        int count = endsLine ? lines.length - 1 : lines.length;
        for (int i = 0; i < count; i++) {
            out.append(lines[i].isEmpty() ? "" : " ".repeat(indent))
                    .append(lines[i])
                    .append('\n');
        }
    }

    private static String doubleQuoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(ch -> {
            switch (ch) {
                case 0 -> quoted.append("\\0");
                case 7 -> quoted.append("\\a");
                case '\b' -> quoted.append("\\b");
                case '\t' -> quoted.append("\\t");
                case '\n' -> quoted.append("\\n");
                case 11 -> quoted.append("\\v");
                case '\f' -> quoted.append("\\f");
                case '\r' -> quoted.append("\\r");
                case 27 -> quoted.append("\\e");
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case 0x85 -> quoted.append("\\N");
                case 0x2028 -> quoted.append("\\L");
                case 0x2029 -> quoted.append("\\P");
                default -> {
                    if (Shape.isPrintable(ch)) {
                        quoted.appendCodePoint(ch);
                    } else {
                        quoted.append(String.format(ch < 0x100 ? "\\x%02X" : ch < 0x10000 ? "\\u%04X" : "\\U%08X", ch));
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }

    /** In which styles a text can be written. */
    private record Shape(boolean allowsPlain, boolean allowsSingleQuotes, boolean allowsBlock) {

        static Shape of(String text) {
            boolean indicators = text.startsWith("---") || text.startsWith("...");
            boolean special = false;
            boolean spaceThenBreak = false;
            boolean breakThenSpace = false;
            int previous = ' ';
            int[] all = text.codePoints().toArray();
            for (int i = 0; i < all.length; i++) {
                int ch = all[i];
                boolean blankNext = i + 1 == all.length || isBlankOrBreak(all[i + 1]);
                indicators |= i == 0 ? isFirstIndicator(ch, blankNext) : isIndicator(ch, previous, blankNext);
                special |= !isPrintable(ch) && ch != '\t';
                spaceThenBreak |= i > 0 && previous == ' ' && isBreak(ch);
                breakThenSpace |= i > 0 && isBreak(previous) && ch == ' ';
                previous = ch;
            }
            boolean breaks = text.codePoints().anyMatch(Shape::isBreak);
            boolean edges = !text.isEmpty() && (isEdge(all[0]) || isEdge(all[all.length - 1]));
            boolean unquotable = breakThenSpace || spaceThenBreak || special || text.indexOf('\t') >= 0;
            return new Shape(
                    !indicators && !edges && !unquotable && !breaks,
                    !unquotable,
                    !text.endsWith(" ") && !spaceThenBreak && !special);
        }

        private static boolean isFirstIndicator(int ch, boolean blankNext) {
            return "#,[]{}&*!|>'\"%@`".indexOf(ch) >= 0 || ("?:-".indexOf(ch) >= 0 && blankNext);
        }

        private static boolean isIndicator(int ch, int previous, boolean blankNext) {
            return (ch == ':' && blankNext) || (ch == '#' && isBlankOrBreak(previous));
        }

        private static boolean isEdge(int ch) {
            return ch == ' ' || isBreak(ch);
        }

        private static boolean isBreak(int ch) {
            return ch == '\n' || ch == '\r' || ch == 0x85 || ch == 0x2028 || ch == 0x2029;
        }

        private static boolean isBlankOrBreak(int ch) {
            return ch == ' ' || ch == '\t' || isBreak(ch);
        }

        static boolean isPrintable(int ch) {
            return ch == '\n'
                    || (ch >= 0x20 && ch <= 0x7E)
                    || (ch >= 0xA0 && ch <= 0xD7FF)
                    || (ch >= 0xE000 && ch <= 0xFFFD && ch != 0xFEFF);
        }
    }
}
