package io.jenkins.plugins.vela.cue.format;

import io.jenkins.plugins.vela.cue.syntax.Expr;
import io.jenkins.plugins.vela.cue.syntax.File;
import io.jenkins.plugins.vela.cue.syntax.Lexemes;

/**
 * Writes syntax trees as CUE text in the customary form, which is the one of {@code cue fmt} v0.14.1: tabs, one space
 * around operators, values and comments of neighbouring fields aligned. Line breaks between declarations and elements,
 * comments and literals stay as they were written. What is printed parses to the same tree, and printing that gives the
 * same text.
 */
public final class CueFormat {
    private static final int TAB = 8;

    private CueFormat() {}

    /** A file that was parsed, ending with a line feed. */
    public static String file(File file) {
        Cursor cursor = Cursor.over(Lexemes.of(file.source()));
        Layout layout = new Layout(TAB);
        new DeclWalker(new Walker(cursor, layout, false, false)).file(file);
        return layout.finish();
    }

    /** A file that was made by a program, each declaration on a line of its own. */
    public static String made(File file) {
        Layout layout = new Layout(TAB);
        new DeclWalker(new Walker(Cursor.nowhere(), layout, false, false)).file(file);
        return layout.finish();
    }

    /** An expression, structs over several lines. */
    public static String expression(Expr expr) {
        return expression(expr, false);
    }

    /** An expression on one line (multi-line strings excepted), as messages need it; without comments. */
    public static String inline(Expr expr) {
        return expression(expr, true);
    }

    private static String expression(Expr expr, boolean inline) {
        Layout layout = new Layout(TAB);
        new DeclWalker(new Walker(Cursor.nowhere(), layout, false, inline))
                .expressions()
                .expr(expr);
        return layout.finish().stripTrailing();
    }
}
