package io.jenkins.plugins.vela.cue.value;

import java.nio.charset.StandardCharsets;

/** Writes strings and bytes as literals, for messages. */
public final class Quoting {

    private Quoting() {}

    /** A string in double quotes. */
    public static String quote(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            escape(text.charAt(i), '"', out);
        }
        return out.append('"').toString();
    }

    /** Bytes in single quotes. */
    public static String quoteBytes(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        StringBuilder out = new StringBuilder(text.length() + 2).append('\'');
        for (int i = 0; i < text.length(); i++) {
            escape(text.charAt(i), '\'', out);
        }
        return out.append('\'').toString();
    }

    private static void escape(char c, char quote, StringBuilder out) {
        switch (c) {
            case '\n' -> out.append("\\n");
            case '\t' -> out.append("\\t");
            case '\r' -> out.append("\\r");
            case '\\' -> out.append("\\\\");
            default -> {
                if (c == quote) {
                    out.append('\\').append(c);
                } else if (c < 0x20) {
                    out.append(String.format("\\u%04x", (int) c));
                } else {
                    out.append(c);
                }
            }
        }
    }
}
