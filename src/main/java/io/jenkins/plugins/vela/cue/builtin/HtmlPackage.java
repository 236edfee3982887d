package io.jenkins.plugins.vela.cue.builtin;

import static io.jenkins.plugins.vela.cue.value.Kind.STRING;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Package {@code html}. Unescapes numeric references and the named ones of HTML 2 and the usual later ones. */
final class HtmlPackage {
    private static final Pattern REFERENCE =
            Pattern.compile("&(#[0-9]{1,8};?|#[xX][0-9a-fA-F]{1,8};?|[a-zA-Z][a-zA-Z0-9]*;?)");
    private static final Map<String, String> NAMED = Map.ofEntries(
            Map.entry("amp", "&"),
            Map.entry("lt", "<"),
            Map.entry("gt", ">"),
            Map.entry("quot", "\""),
            Map.entry("apos", "'"),
            Map.entry("nbsp", "\u00a0"),
            Map.entry("copy", "©"),
            Map.entry("reg", "®"),
            Map.entry("deg", "°"),
            Map.entry("aacute", "á"),
            Map.entry("eacute", "é"),
            Map.entry("auml", "ä"),
            Map.entry("ouml", "ö"),
            Map.entry("uuml", "ü"),
            Map.entry("Auml", "Ä"),
            Map.entry("Ouml", "Ö"),
            Map.entry("Uuml", "Ü"),
            Map.entry("szlig", "ß"),
            Map.entry("euro", "€"),
            Map.entry("hellip", "…"),
            Map.entry("ndash", "–"),
            Map.entry("mdash", "—"),
            Map.entry("lsquo", "‘"),
            Map.entry("rsquo", "’"),
            Map.entry("ldquo", "“"),
            Map.entry("rdquo", "”"),
            Map.entry("laquo", "«"),
            Map.entry("raquo", "»"),
            Map.entry("times", "×"),
            Map.entry("trade", "™"));

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
        return REFERENCE
                .matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(meaning(match.group(), match.group(1))));
    }

    private static String meaning(String written, String reference) {
        String bare = reference.endsWith(";") ? reference.substring(0, reference.length() - 1) : reference;
        if (bare.startsWith("#")) {
            boolean hex = bare.startsWith("#x") || bare.startsWith("#X");
            long code = Long.parseLong(bare.substring(hex ? 2 : 1), hex ? 16 : 10);
            boolean valid = code > 0 && code <= Character.MAX_CODE_POINT && (code < 0xD800 || code > 0xDFFF);
            return Character.toString(valid ? (int) code : 0xFFFD);
        }
        String known = NAMED.get(bare);
        return known == null ? written : known;
    }
}
