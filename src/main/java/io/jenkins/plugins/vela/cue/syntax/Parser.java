package io.jenkins.plugins.vela.cue.syntax;

import java.util.List;

/** Reads CUE text into a syntax tree. */
public final class Parser {

    private Parser() {}

    /** Parses a whole file. */
    @SuppressWarnings("DoNotCallSuggester")
    public static File parseFile(Source source) throws SyntaxException {
        return parseFile(source, SyntaxLimits.defaults());
    }

    /** Parses a whole file within limits. */
    @SuppressWarnings("DoNotCallSuggester")
    public static File parseFile(Source source, SyntaxLimits limits) throws SyntaxException {
        throw notYet(source, limits);
    }

    /** Parses one expression, which must be all of the text. */
    @SuppressWarnings("DoNotCallSuggester")
    public static Expr parseExpr(Source source) throws SyntaxException {
        return parseExpr(source, SyntaxLimits.defaults());
    }

    /** Parses one expression within limits. */
    @SuppressWarnings("DoNotCallSuggester")
    public static Expr parseExpr(Source source, SyntaxLimits limits) throws SyntaxException {
        throw notYet(source, limits);
    }

    private static SyntaxException notYet(Source source, SyntaxLimits limits) {
        return new SyntaxException(List.of(new SyntaxError(source.at(0), "not parsed within " + limits)));
    }
}
