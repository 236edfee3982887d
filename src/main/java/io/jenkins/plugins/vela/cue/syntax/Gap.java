package io.jenkins.plugins.vela.cue.syntax;

/** What separates a token or comment from what is before it in a text. */
public enum Gap {
    /** Not known: the node was not read from a text. */
    UNKNOWN,
    NOTHING,
    /** Spaces or tabs. */
    SPACE,
    /** One line end. */
    LINE,
    /** An empty line at least. */
    EMPTY_LINE;

    public boolean isKnown() {
        return this != UNKNOWN;
    }

    public boolean breaksLine() {
        return compareTo(LINE) >= 0;
    }

    /** What is before a place in a text. */
    public static Gap before(Position position) {
        if (!position.isKnown()) {
            return UNKNOWN;
        }
        String text = position.source().text();
        int from = position.offset();
        while (from > 0 && Character.isWhitespace(text.charAt(from - 1))) {
            from--;
        }
        return between(text, from, position.offset());
    }

    /** Between two offsets of a text that have only white space between them. */
    static Gap between(String text, int from, int to) {
        int lines = 0;
        for (int i = from; i < to; i++) {
            if (text.charAt(i) == '\n') {
                lines++;
            }
        }
        return lines > 1 ? EMPTY_LINE : lines == 1 ? LINE : to > from ? SPACE : NOTHING;
    }
}
