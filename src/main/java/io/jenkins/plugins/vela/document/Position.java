package io.jenkins.plugins.vela.document;

import java.util.Objects;

/**
 * A place in a source text. Lines and columns count from 1, columns in code points; line 0 means the source as a whole.
 *
 * @param source what the user called the source, usually a file name
 */
public record Position(String source, int line, int column) implements Comparable<Position> {
    public Position {
        Objects.requireNonNull(source);
        if (line < 0 || column < 0) {
            throw new IllegalArgumentException("negative position " + line + ":" + column);
        }
    }

    /** The source as a whole, for complaints that have no better place. */
    public static Position start(String source) {
        return new Position(source, 0, 0);
    }

    @Override
    public int compareTo(Position other) {
        int bySource = source.compareTo(other.source);
        if (bySource != 0) {
            return bySource;
        }
        return line != other.line ? Integer.compare(line, other.line) : Integer.compare(column, other.column);
    }

    @Override
    public String toString() {
        return line == 0 ? source : source + ":" + line + ":" + column;
    }
}
