package io.jenkins.plugins.vela.cli;

import java.util.regex.Pattern;

/** Text from elsewhere (logs, messages, names) made safe for a terminal: it moves no cursor and changes no colour. */
final class Printable {
    /** CSI sequences, OSC strings, other two-character escapes. */
    private static final Pattern ESCAPES =
            Pattern.compile("\u001B(?:\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001B]*(?:\u0007|\u001B\\\\)?|[@-Z\\\\-_])?");

    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}&&[^\t\n]]|[\u202A-\u202E\u2066-\u2069]");

    private Printable() {}

    static String of(String text) {
        String plain = text.indexOf('\u001B') < 0 ? text : ESCAPES.matcher(text).replaceAll("");
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            if ((c < ' ' && c != '\t' && c != '\n') || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x2069)) {
                return CONTROLS.matcher(plain).replaceAll("");
            }
        }
        return plain;
    }

    /** In one line. */
    static String line(String text) {
        return of(text).strip().replaceAll("\\s*\n\\s*", " ");
    }
}
