package io.jenkins.plugins.vela.cue.format;

import io.jenkins.plugins.vela.cue.syntax.Gap;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Writes tokens. What stands between two of them is decided when the second comes: from what was {@link #ask asked for}
 * since the first and from the gap that the source has there.
 */
final class Layout {
    private final Columns columns;
    /** The levels that were asked for, with whether a line has begun in them. */
    private final List<Boolean> indents = new ArrayList<>();

    private int depth;
    private Set<Space> asked = EnumSet.of(Space.FIXED);
    private String last = "";
    private boolean spaced;
    private boolean afterComment;
    private int line;
    private boolean braceOnLine;

    Layout(int tabWidth) {
        this.columns = new Columns(tabWidth);
    }

    // ---- state that decisions depend on ----

    int line() {
        return line;
    }

    int depth() {
        return depth;
    }

    String last() {
        return last;
    }

    /** Whether the line has an opening brace of a struct whose fields stand on the same line. */
    boolean braceOnLine() {
        return braceOnLine;
    }

    void markBrace() {
        braceOnLine = true;
    }

    boolean isEmpty() {
        return columns.isEmpty();
    }

    boolean isLineEmpty() {
        return columns.isLineEmpty();
    }

    // ---- spaces ----

    void ask(Space... spaces) {
        for (Space space : spaces) {
            asked.add(space);
        }
    }

    void forget(Space... spaces) {
        for (Space space : spaces) {
            asked.remove(space);
        }
    }

    /** Forgets the last level of indentation, at once. */
    void unindent() {
        if (!indents.isEmpty() && indents.remove(indents.size() - 1)) {
            depth--;
        }
    }

    /** One level less from here on, without closing the one that was opened last. */
    void lessDepth() {
        depth--;
    }

    /** Decides about the space before the next token by the gap in the source, unless that is fixed. */
    void gap(Gap gap) {
        if (!gap.isKnown() || asked.contains(Space.FIXED)) {
            return;
        }
        switch (gap) {
            case NOTHING -> forget(Space.LINE, Space.SECTION, Space.TABLE_END);
            case SPACE -> {
                ask(Space.BLANK);
                forget(Space.LINE, Space.SECTION, Space.TABLE_END);
            }
            case LINE -> ask(Space.LINE);
            default -> ask(Space.SECTION);
        }
        if (afterComment) {
            ask(Space.LINE);
        }
        write();
    }

    // ---- tokens ----

    /** An operator or bracket, apart from what is before where both would read as something else. */
    void token(String text) {
        if (!spaced && clash(last, text)) {
            ask(Space.BLANK);
        }
        literal(text);
        last = text;
    }

    /** A keyword or an operator that is a word. */
    void word(String text) {
        if (!spaced && !last.isEmpty()) {
            ask(Space.BLANK);
        }
        literal(text);
        ask(Space.BLANK);
    }

    void number(String text) {
        literal(text);
        last = "1";
    }

    private static boolean clash(String last, String text) {
        return switch (last) {
            case "1" -> text.equals(".");
            case "+", "-" -> text.startsWith(last);
            case "/" -> text.startsWith("*");
            // the reference joins them, and reads them back as another operator
            case "<" -> text.startsWith("-") || text.startsWith("=");
            case ">", "!", "=" -> text.startsWith("=") || text.startsWith("~");
            default -> false;
        };
    }

    /** A token that no neighbour can run into. */
    void literal(String text) {
        write();
        afterComment = false;
        if (!text.isEmpty()) {
            spaced = false;
        }
        columns.text(text);
        last = "literal";
    }

    void comment(String text) {
        literal(text);
        afterComment = true;
    }

    String finish() {
        asked = EnumSet.of(Space.LINE);
        write();
        return columns.finish();
    }

    // ---- writing ----

    private void write() {
        Set<Space> spaces = asked;
        asked = EnumSet.noneOf(Space.class);
        boolean breaks =
                spaces.contains(Space.LINE) || spaces.contains(Space.TABLE_END) || spaces.contains(Space.SECTION);
        if (spaces.contains(Space.COMMA) && (breaks || !spaces.contains(Space.LAST_COMMA))) {
            columns.text(",");
        }
        if (spaces.contains(Space.INDENT)) {
            indents.add(false);
        }
        if (spaces.contains(Space.UNINDENT)) {
            unindent();
        }
        if (breaks) {
            if (!spaces.contains(Space.UNINDENT)) {
                deepen();
            }
            breakLine(spaces);
        } else if (spaces.contains(Space.FIELD_COMMA)) {
            columns.text(", ");
            spaced = true;
        } else if (spaces.contains(Space.NO_BLANK)) {
            return;
        } else if (spaces.contains(Space.COLUMN)) {
            columns.nextColumn();
            spaced = true;
        } else if (spaces.contains(Space.BLANK)) {
            columns.text(" ");
            spaced = true;
        }
    }

    private void deepen() {
        int top = indents.size() - 1;
        if (top >= 0 && !indents.get(top)) {
            indents.set(top, true);
            depth++;
        }
    }

    private void breakLine(Set<Space> spaces) {
        columns.endLine();
        line++;
        if (spaces.contains(Space.SECTION)) {
            columns.endTable();
            columns.endLine();
            line++;
        }
        if (spaces.contains(Space.SECTION) || spaces.contains(Space.TABLE_END)) {
            columns.endTable();
        }
        columns.indent(depth);
        spaced = true;
        braceOnLine = false;
    }
}
