package io.jenkins.plugins.vela.cue.builtin;

import static io.jenkins.plugins.vela.cue.value.Kind.STRING;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Package {@code html}: what HTML 5 says of character references. */
final class HtmlPackage {
    private static final Pattern REFERENCE =
            Pattern.compile("&(#[0-9]{1,8};?|#[xX][0-9a-fA-F]{1,8};?|[a-zA-Z][a-zA-Z0-9]*;?)");

    /** What numbers from 0x80 on stand for: browsers read them as Windows-1252. */
    private static final String WINDOWS =
            "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D"
                    + "\u017D\u008F\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178";

    private HtmlPackage() {}

    static Members members() {
        return new Members("html")
                .function("Escape", STRING, c -> Results.text(escape(c.text(0))), STRING)
                .function("Unescape", STRING, c -> Results.text(unescape(c.text(0))), STRING);
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("'", "&#39;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&#34;");
    }

    private static String unescape(String text) {
        return text.indexOf('&') < 0
                ? text
                : REFERENCE.matcher(text).replaceAll(match -> Matcher.quoteReplacement(meaning(match.group(1))));
    }

    private static String meaning(String reference) {
        return reference.startsWith("#")
                ? numbered(
                        reference.endsWith(";")
                                ? reference.substring(1, reference.length() - 1)
                                : reference.substring(1))
                : HtmlEntities.replaced(reference);
    }

    private static String numbered(String number) {
        boolean hex = number.startsWith("x") || number.startsWith("X");
        long code = Long.parseLong(hex ? number.substring(1) : number, hex ? 16 : 10);
        if (code >= 0x80 && code < 0x80 + WINDOWS.length()) {
            return String.valueOf(WINDOWS.charAt((int) code - 0x80));
        }
        boolean valid = code > 0 && code <= Character.MAX_CODE_POINT && (code < 0xD800 || code > 0xDFFF);
        return Character.toString(valid ? (int) code : 0xFFFD);
    }
}
