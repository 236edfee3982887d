package io.jenkins.plugins.vela.cue.format;

import io.jenkins.plugins.vela.cue.syntax.Expr;
import io.jenkins.plugins.vela.cue.syntax.File;
import io.jenkins.plugins.vela.cue.syntax.Label;
import io.jenkins.plugins.vela.cue.syntax.Lexemes;
import java.util.Set;

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
        return file(file, FormatStyle.customary());
    }

    /** A file that was parsed, ending with a line feed. */
    public static String file(File file, FormatStyle style) {
        return print(file, Cursor.over(Lexemes.of(file.source())), style);
    }

    /** A file that was made by a program, each declaration on a line of its own. */
    public static String made(File file, FormatStyle style) {
        return print(file, Cursor.nowhere(), style);
    }

    private static String print(File file, Cursor cursor, FormatStyle style) {
        Layout layout = new Layout(style.spaces() > 0 ? style.spaces() : TAB);
        Set<Label.Text> plain = style.simplify() ? Simplifier.of(file.decls()) : Set.of();
        new DeclWalker(new Walker(cursor, layout, style, plain, false)).file(file);
        String text = layout.finish();
        return style.spaces() > 0 ? text.replace("\t", " ".repeat(style.spaces())) : text;
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
        Walker walker = new Walker(Cursor.nowhere(), layout, FormatStyle.customary(), Set.of(), inline);
        new DeclWalker(walker).expressions().expr(expr);
        return layout.finish().stripTrailing();
    }
}
