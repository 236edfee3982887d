package io.jenkins.plugins.vela.cue.format;

import io.jenkins.plugins.vela.cue.syntax.Comment;
import io.jenkins.plugins.vela.cue.syntax.Gap;
import io.jenkins.plugins.vela.cue.syntax.Label;
import io.jenkins.plugins.vela.cue.syntax.Lexeme;
import io.jenkins.plugins.vela.cue.syntax.Position;
import java.util.List;
import java.util.Set;

/** What walking declarations and expressions has in common: the place in the source, the layout, the comments. */
final class Walker {
    final Cursor cursor;
    final Layout layout;
    /** Labels whose quotes say nothing. */
    final Set<Label.Text> plain;
    /** Whether quotes and braces that say nothing are left away. */
    final boolean simplify;
    /** Whether the struct that is being printed stays on one line where it may. */
    boolean flat;
    /** How the next token stood where it was copied from. */
    private Gap copied = Gap.UNKNOWN;
    /** Structs without a source on one line too. */
    final boolean inline;

    Walker(Cursor cursor, Layout layout, FormatStyle style, Set<Label.Text> plain, boolean inline) {
        this.cursor = cursor;
        this.layout = layout;
        this.simplify = style.simplify();
        this.plain = plain;
        this.inline = inline;
        this.flat = inline;
    }

    Space separator() {
        return flat ? Space.BLANK : Space.LINE;
    }

    Space tableEnd() {
        return flat ? Space.BLANK : Space.TABLE_END;
    }

    // ---- tokens ----

    void token(String text) {
        place();
        layout.token(text);
    }

    void word(String text) {
        place();
        layout.word(text);
    }

    void literal(String text) {
        place();
        layout.literal(text);
    }

    /** Writes the space before the next token of the source. */
    void place() {
        comments(cursor.comments());
        layout.gap(gap());
        copied = Gap.UNKNOWN;
        cursor.advance();
    }

    /** What is before the next token in the source that it was read or copied from. */
    Gap gap() {
        return cursor.hasSource() ? cursor.gap() : copied;
    }

    /** The next token is copied from a place in some source: how it stands there counts. */
    void standsAt(Position position) {
        copied = Gap.before(position);
    }

    /** A token that the source does not have. */
    void added(String text) {
        layout.token(text);
    }

    // ---- comments ----

    /** The comments that belong to what has just been printed: all but those that lead what comes next. */
    void commentsAfter() {
        List<Lexeme.Group> groups = cursor.comments();
        int count = groups.size();
        if (count > 0 && groups.get(count - 1).lead() && !isClosing(cursor.text())) {
            count--;
        }
        comments(groups.subList(0, count));
    }

    private static boolean isClosing(String text) {
        return text.equals("}") || text.equals("]") || text.equals(")");
    }

    /** Whether comments belong to what has just been printed. */
    void commentsBefore() {
        comments(cursor.comments());
    }

    private void comments(List<Lexeme.Group> groups) {
        boolean isFirst = true;
        for (Lexeme.Group group : groups) {
            if (!isFirst) {
                layout.ask(Space.SECTION);
            }
            isFirst = false;
            group(group);
        }
        cursor.takeComments(groups.size());
    }

    private void group(Lexeme.Group group) {
        if (group.endsLine()) {
            layout.ask(Space.BLANK);
            layout.forget(Space.LINE, Space.SECTION, Space.TABLE_END, Space.FIELD_COMMA);
        }
        if (group.lead() && !layout.isEmpty()) {
            layout.ask(Space.LINE);
        }
        Gap gap = group.endsLine() ? Gap.SPACE : group.gap();
        for (String line : group.lines()) {
            if (!layout.isLineEmpty()) {
                layout.ask(Space.COLUMN);
            }
            layout.gap(gap);
            layout.comment(line);
            layout.ask(Space.LINE);
            if (group.lead()) {
                layout.ask(Space.FIXED);
            }
            gap = Gap.LINE;
        }
    }

    /** The comments above a node that has no source. */
    void made(List<Comment> comments) {
        for (Comment comment : comments) {
            if (!layout.isEmpty()) {
                layout.ask(Space.LINE);
            }
            layout.gap(comment.blankLineBefore() ? Gap.EMPTY_LINE : Gap.LINE);
            layout.comment(comment.text());
            layout.ask(Space.LINE, Space.FIXED);
        }
    }
}
