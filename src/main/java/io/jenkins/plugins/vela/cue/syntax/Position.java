package io.jenkins.plugins.vela.cue.syntax;

/**
 * A place in a source.
 *
 * @param source the text
 * @param offset UTF-16 units from the start of the text
 */
public record Position(Source source, int offset) implements Comparable<Position> {

    private static final Source NOWHERE = Source.of("", "");
    private static final Position NONE = NOWHERE.at(0);

    /** The position of a node that was made by a program and not read from a text. */
    public static Position none() {
        return NONE;
    }

    /** False for nodes that were not read from a text. */
    public boolean isKnown() {
        return source != NOWHERE;
    }

    /** Name of the source; empty for a made node. */
    public String file() {
        return source.name();
    }

    /** Line, from 1. */
    public int line() {
        return source.lineOf(offset);
    }

    /** Column in characters (code points), from 1. */
    public int column() {
        return source.columnOf(offset);
    }

    @Override
    public int compareTo(Position other) {
        return source == other.source
                ? Integer.compare(offset, other.offset)
                : source.name().compareTo(other.source.name());
    }

    /** {@code file:line:column}. */
    @Override
    public String toString() {
        return isKnown() ? file() + ":" + line() + ":" + column() : "-";
    }
}
