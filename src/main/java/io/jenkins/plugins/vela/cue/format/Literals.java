package io.jenkins.plugins.vela.cue.format;

import io.jenkins.plugins.vela.cue.syntax.Bytes;
import io.jenkins.plugins.vela.cue.syntax.Expr;
import java.math.BigDecimal;
import java.util.Locale;

/** How literals are written. */
public final class Literals {
    private static final int DEEPEST_REINDENTED = 6;

    private Literals() {}

    /** A text as a string literal. */
    public static String quote(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.codePoints().forEach(ch -> escape(out, ch, '"'));
        return out.append('"').toString();
    }

    /** Bytes as a literal. */
    public static String quote(Bytes bytes) {
        StringBuilder out = new StringBuilder("'");
        for (byte one : bytes.toByteArray()) {
            if (one < 0) {
                out.append(String.format("\\x%02x", one & 0xFF));
            } else {
                escape(out, one, '\'');
            }
        }
        return out.append('\'').toString();
    }

    private static void escape(StringBuilder out, int ch, char mark) {
        switch (ch) {
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case 7 -> out.append("\\a");
            case 11 -> out.append("\\v");
            default -> {
                if (ch == mark) {
                    out.append('\\').append(mark);
                } else if (ch < 0x20 || ch == 0x7F || ch == 0xFEFF) {
                    out.append(String.format("\\u%04x", ch));
                } else {
                    out.appendCodePoint(ch);
                }
            }
        }
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
