package io.jenkins.plugins.vela.document;

import java.util.Optional;

/** Finds a scalar's text in the source that it was read from. One per source; thread-safe. */
final class EmbeddedText {
    private final String source;
    private volatile String[] lines;

    EmbeddedText(String source) {
        this.source = source;
        this.lines = new String[0];
    }

    /** Splitting waits until somebody asks: most files hold no embedded text. */
    private String[] lines() {
        String[] split = lines;
        if (split.length == 0) {
            split = source.split("\\R", -1);
            lines = split;
        }
        return split;
    }

    /**
     * @param line of the scalar's first character (its {@code |} for a block), from 1
     * @param column likewise
     */
    Optional<String> inPlace(int line, int column, String value) {
        String[] lines = lines();
        if (value.isBlank() || line < 1 || line > lines.length) {
            return Optional.empty();
        }
        return block(lines, line, value).or(() -> flow(lines[line - 1], line, column, value));
    }

    /** A literal block begins on the line after its {@code |}, every line shifted by the same indentation. */
    private static Optional<String> block(String[] lines, int line, String value) {
        String[] content = value.split("\n", -1);
        Optional<String> indentation = Optional.empty();
        StringBuilder padded = new StringBuilder("\n".repeat(line));
        for (int i = 0; i < content.length; i++) {
            String raw = line + i < lines.length ? lines[line + i] : "";
            if (!content[i].isBlank()) {
                if (indentation.isEmpty() && raw.endsWith(content[i])) {
                    indentation = Optional.of(raw.substring(0, raw.length() - content[i].length()))
                            .filter(String::isBlank);
                }
                if (indentation.isEmpty() || !raw.equals(indentation.get() + content[i])) {
                    return Optional.empty();
                }
                padded.append(indentation.get()).append(content[i]);
            }
            if (i < content.length - 1) {
                padded.append('\n');
            }
        }
        return Optional.of(padded.toString());
    }

    private static Optional<String> flow(String raw, int line, int column, String value) {
        int start = raw.offsetByCodePoints(0, Math.min(column - 1, raw.codePointCount(0, raw.length())));
        if (start < raw.length() && (raw.charAt(start) == '"' || raw.charAt(start) == '\'')) {
            start++;
        }
        return raw.startsWith(value, start)
                ? Optional.of("\n".repeat(line - 1) + " ".repeat(raw.codePointCount(0, start)) + value)
                : Optional.empty();
    }
}
