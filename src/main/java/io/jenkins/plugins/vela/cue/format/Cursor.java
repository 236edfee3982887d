package io.jenkins.plugins.vela.cue.format;

import io.jenkins.plugins.vela.cue.syntax.Gap;
import io.jenkins.plugins.vela.cue.syntax.Lexeme;
import java.util.List;

/**
 * Follows the tokens of the source while the tree is printed, so that each printed token finds its gap and comments.
 * Without a source every gap is unknown.
 */
final class Cursor {
    private final List<Lexeme> lexemes;
    private int next;
    private int commentsTaken;

    private Cursor(List<Lexeme> lexemes) {
        this.lexemes = lexemes;
    }

    static Cursor over(List<Lexeme> lexemes) {
        return new Cursor(lexemes);
    }

    static Cursor nowhere() {
        return new Cursor(List.of());
    }

    boolean hasSource() {
        return !lexemes.isEmpty();
    }

    private Lexeme lexeme() {
        return lexemes.get(Math.min(next, lexemes.size() - 1));
    }

    /** What is before the next token; of a token with comments before it, what is between the last of them and it. */
    Gap gap() {
        return hasSource() ? lexeme().gap() : Gap.UNKNOWN;
    }

    String text() {
        return hasSource() ? lexeme().text() : "";
    }

    /** Groups of comments before the next token that were not taken yet. */
    List<Lexeme.Group> comments() {
        if (!hasSource()) {
            return List.of();
        }
        List<Lexeme.Group> all = lexeme().comments();
        return all.subList(commentsTaken, all.size());
    }

    void takeComments(int count) {
        commentsTaken += count;
    }

    /** Whether the bracket that comes next is closed on its own line. */
    boolean closesOnLine() {
        return hasSource()
                && lexeme().partner() >= 0
                && lexemes.get(lexeme().partner()).endLine() == lexeme().line();
    }

    /** Groups of comments before the bracket that closes the one which comes next. */
    boolean hasCommentsInside() {
        return hasSource()
                && lexeme().partner() >= 0
                && !lexemes.get(lexeme().partner()).comments().isEmpty();
    }

    void advance() {
        next++;
        commentsTaken = 0;
    }
}
