package io.jenkins.plugins.vela.cue.syntax;

import java.util.List;

/**
 * A token of a text as a formatter needs it: with what separates it from the one before.
 *
 * @param text as written; of a string with interpolations a piece between two expressions
 * @param line where it begins, from 1
 * @param endLine where it ends
 * @param gap what separates it from the token, comma or comment before
 * @param comments groups of comments between the token before and this one
 * @param partner for an opening bracket the index of the closing one, otherwise -1
 */
public record Lexeme(String text, int line, int endLine, Gap gap, List<Group> comments, int partner) {

    public Lexeme {
        comments = List.copyOf(comments);
    }

    /**
     * Comments on consecutive lines.
     *
     * @param lines the comments with their slashes
     * @param gap what separates the first from what is above
     * @param lead whether a token follows on the very next line
     */
    public record Group(List<String> lines, Gap gap, boolean lead) {
        public Group {
            lines = List.copyOf(lines);
        }

        /** Whether it stands at the end of a line of code. */
        public boolean endsLine() {
            return !gap.breaksLine();
        }
    }

    Lexeme withPartner(int index) {
        return new Lexeme(text, line, endLine, gap, comments, index);
    }
}
