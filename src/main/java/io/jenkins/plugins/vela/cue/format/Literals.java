package io.jenkins.plugins.vela.cue.format;

import io.jenkins.plugins.vela.cue.syntax.Bytes;
import io.jenkins.plugins.vela.cue.syntax.Expr;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** How literals are written. */
public final class Literals {
    private static final int DEEPEST_REINDENTED = 6;

    private Literals() {}

    /** Whether a name can be a label of a regular field without quotes. */
    public static boolean isIdentifier(String text) {
        return !text.isEmpty()
                && !text.startsWith("_")
                && !text.startsWith("#")
                && !Character.isDigit(text.charAt(0))
                && text.codePoints().allMatch(ch -> Character.isLetterOrDigit(ch) || ch == '_' || ch == '$');
    }

    /** A text as a string literal on one line. */
    public static String quote(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.codePoints().forEach(ch -> escape(out, ch, '"', ""));
        return out.append('"').toString();
    }

    /** A text as a string literal, over several lines where it has more than one, each indented by some tabs. */
    public static String block(String text, int tabs) {
        if (text.indexOf('\n') < 0) {
            return quote(text);
        }
        String hashes = "#".repeat(hashes(text));
        String indent = "\t".repeat(tabs);
        StringBuilder out = new StringBuilder(hashes + "\"\"\"\n");
        for (String line : text.split("\n", -1)) {
            out.append(line.isEmpty() ? "" : indent);
            line.codePoints().forEach(ch -> escape(out, ch, -1, hashes));
            out.append('\n');
        }
        return out.append(indent).append("\"\"\"").append(hashes).toString();
    }

    /** How many hashes keep the quotes within a text from ending it. */
    private static int hashes(String text) {
        int most = 0;
        for (int at = text.indexOf("\"\"\""); at >= 0; at = text.indexOf("\"\"\"", at)) {
            while (at < text.length() && text.charAt(at) == '"') {
                at++;
            }
            int count = 1;
            while (at < text.length() && text.charAt(at) == '#') {
                at++;
                count++;
            }
            most = Math.max(most, count);
        }
        return most;
    }

    /** Bytes as a literal. */
    public static String quote(Bytes bytes) {
        StringBuilder out = new StringBuilder("'");
        byte[] content = bytes.toByteArray();
        for (int at = 0; at < content.length; ) {
            int length = characterLength(content, at);
            if (length == 0
                    || (content[at] >= 0
                            && content[at] < ' '
                            && "\n\r\t\b\f".indexOf(content[at]) < 0
                            && content[at] != 7
                            && content[at] != 11)) {
                out.append(String.format("\\x%02x", content[at++] & 0xFF));
            } else {
                escape(out, new String(content, at, length, StandardCharsets.UTF_8).codePointAt(0), '\'', "");
                at += length;
            }
        }
        return out.append('\'').toString();
    }

    /** How many bytes make a character of UTF-8, 0 for none. */
    private static int characterLength(byte[] content, int at) {
        int first = content[at] & 0xFF;
        int length = first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
        if (length == 0 || at + length > content.length) {
            return 0;
        }
        String text = new String(content, at, length, StandardCharsets.UTF_8);
        return text.codePointCount(0, text.length()) == 1 && text.charAt(0) != '\uFFFD' ? length : 0;
    }

    private static void escape(StringBuilder out, int ch, int mark, String hashes) {
        if (ch == mark || ch == '\\') {
            out.append('\\').append(hashes).appendCodePoint(ch);
            return;
        }
        if (isPrintable(ch)) {
            out.appendCodePoint(ch);
            return;
        }
        out.append('\\').append(hashes);
        switch (ch) {
            case '\n' -> out.append('n');
            case '\r' -> out.append('r');
            case '\t' -> out.append('t');
            case '\b' -> out.append('b');
            case '\f' -> out.append('f');
            case 7 -> out.append('a');
            case 11 -> out.append('v');
            default -> out.append(ch < 0x10000 ? String.format("u%04x", ch) : String.format("U%08x", ch));
        }
    }

    private static boolean isPrintable(int ch) {
        return switch (Character.getType(ch)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> ch == ' ';
            default -> true;
        };
    }

    static String number(Expr.IntLit number) {
        String raw = number.raw();
        if (raw.isEmpty()) {
            return number.value().toString();
        }
        if (raw.length() > 1 && raw.charAt(0) == '0' && Character.isDigit(raw.charAt(1))) {
            raw = "0o" + raw.substring(1);
        }
        int dot = raw.indexOf('.');
        if (dot >= 0 && raw.charAt(dot + 1) > '9') {
            raw = raw.substring(0, dot + 1) + "0" + raw.substring(dot + 1);
        }
        int exponent = raw.indexOf('E');
        return exponent >= 0 && exponent < raw.length() - 1 ? raw.toLowerCase(Locale.ROOT) : raw;
    }

    static String number(Expr.FloatLit number) {
        String raw = number.raw();
        if (raw.isEmpty()) {
            return decimal(number.value());
        }
        int dot = raw.indexOf('.');
        if (dot == 0) {
            raw = "0" + raw;
        } else if (dot == raw.length() - 1) {
            raw = raw + "0";
        } else if (dot > 0 && raw.charAt(dot + 1) > '9') {
            raw = raw.substring(0, dot + 1) + "0" + raw.substring(dot + 1);
        }
        return raw.indexOf('E') >= 0 ? raw.toLowerCase(Locale.ROOT) : raw;
    }

    private static String decimal(BigDecimal value) {
        String text = value.toString();
        return text.indexOf('.') < 0 && text.indexOf('E') < 0 ? text + ".0" : text;
    }

    /** Moves the lines of a multi-line literal to the indentation of the line that it begins in, and one level more. */
    static String reindent(String raw, int depth) {
        int end = raw.length();
        while (end > 0 && raw.charAt(end - 1) == '#') {
            end--;
        }
        int lastLine = raw.lastIndexOf('\n');
        if (depth >= DEEPEST_REINDENTED || lastLine < 0 || end - 3 < lastLine) {
            return raw;
        }
        String old = raw.substring(lastLine + 1, end - 3);
        return raw.replace("\n" + old, "\n" + "\t".repeat(depth + 1));
    }
}
