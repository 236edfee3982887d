package io.jenkins.plugins.vela.cue.syntax;

/**
 * One {@code //} comment.
 *
 * @param position where its slashes are
 * @param text the comment with its slashes, without the line end
 * @param place how it stands to the code around it
 * @param blankLineBefore whether an empty line separates it from what is above
 */
public record Comment(Position position, String text, Place place, boolean blankLineBefore) implements Node {

    /** How a comment stands to the code around it. */
    public enum Place {
        /** On a line of its own, above the node. */
        ABOVE,
        /** At the end of a line of code. */
        END_OF_LINE,
        /** Somewhere within an expression of the node. */
        WITHIN
    }

    /** The text without slashes and without the one space after them. */
    public String content() {
        String bare = text.startsWith("//") ? text.substring(2) : text;
        return (bare.startsWith(" ") ? bare.substring(1) : bare).stripTrailing();
    }
}
