package io.jenkins.plugins.vela.cue.syntax;

import java.util.Arrays;

/**
 * A named piece of CUE text. Knows where its lines begin, so that a {@link Position} needs no more than an offset.
 *
 * <p>Identity matters, not content: two sources with the same text are different places. Immutable, thread-safe.
 */
public final class Source {
    private final String name;
    private final String text;
    private final int[] lineStarts;

    private Source(String name, String text) {
        this.name = name;
        this.text = text;
        this.lineStarts = lineStarts(text);
    }

    /**
     * Makes a source.
     *
     * @param name what messages call it, usually a file name
     * @param text the CUE text; a byte order mark at its start is the parser's business
     */
    public static Source of(String name, String text) {
        return new Source(name, text);
    }

    /** What messages call this source. */
    public String name() {
        return name;
    }

    /** The whole text. */
    public String text() {
        return text;
    }

    /** The place at an offset (in UTF-16 units; clipped to the text). */
    public Position at(int offset) {
        return new Position(this, Math.max(0, Math.min(offset, text.length())));
    }

    /** The text of a line (1-based) without its line end; empty where there is no such line. */
    public String line(int line) {
        if (line < 1 || line > lineStarts.length) {
            return "";
        }
        int start = lineStarts[line - 1];
        int end = line < lineStarts.length ? lineStarts[line] - 1 : text.length();
        if (end > start && text.charAt(end - 1) == '\r') {
            end--;
        }
        return text.substring(start, end);
    }

    int lineOf(int offset) {
        int found = Arrays.binarySearch(lineStarts, offset);
        return found >= 0 ? found + 1 : -found - 1;
    }

    int columnOf(int offset) {
        int start = lineStarts[lineOf(offset) - 1];
        return text.codePointCount(start, offset) + 1;
    }

    private static int[] lineStarts(String text) {
        int[] starts = new int[16];
        int count = 1;
        for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, count * 2);
            }
            starts[count++] = at + 1;
        }
        return Arrays.copyOf(starts, count);
    }

    @Override
    public String toString() {
        return name;
    }
}
