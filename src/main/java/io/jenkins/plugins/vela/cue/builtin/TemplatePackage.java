package io.jenkins.plugins.vela.cue.builtin;

import static io.jenkins.plugins.vela.cue.value.Kind.STRING;
import static io.jenkins.plugins.vela.cue.value.Kind.TOP;

/** Package {@code text/template}; the templates themselves are in {@link TextTemplate}. */
final class TemplatePackage {
    private TemplatePackage() {}

    static Members members() {
        return new Members("text/template")
                .function(
                        "Execute",
                        STRING,
                        c -> Results.text(TextTemplate.execute(c.text(0), c.data(c.value(1)))),
                        STRING,
                        TOP)
                .function("HTMLEscape", STRING, c -> Results.text(htmlEscape(c.text(0))), STRING)
                .function("JSEscape", STRING, c -> Results.text(jsEscape(c.text(0))), STRING);
    }

    static String htmlEscape(String text) {
        return HtmlPackage.escape(text).replace("\0", "\uFFFD");
    }

    static String jsEscape(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(ch -> {
            switch (ch) {
                case '\\' -> out.append("\\\\");
                case '\'' -> out.append("\\'");
                case '"' -> out.append("\\\"");
                case '<' -> out.append("\\u003C");
                case '>' -> out.append("\\u003E");
                case '&' -> out.append("\\u0026");
                case '=' -> out.append("\\u003D");
                default -> {
                    if (ch < ' ' || !StrconvPackage.isPrint(ch)) {
                        out.append(String.format("\\u%04X", ch));
                    } else {
                        out.appendCodePoint(ch);
                    }
                }
            }
        });
        return out.toString();
    }
}
