package io.jenkins.plugins.vela.cue.syntax;

import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads CUE text into a syntax tree: the language of CUE v0.14, whose grammar is in the CUE specification. Forms that
 * came later or went earlier are errors.
 */
public final class Parser {

    private Parser() {}

    /**
     * Parses a whole file.
     *
     * @throws SyntaxException with every error found
     */
    public static File parseFile(Source source) throws SyntaxException {
        return parseFile(source, SyntaxLimits.defaults());
    }

    /**
     * Parses a whole file within limits.
     *
     * @throws SyntaxException with every error found, at most as many as the limits say
     */
    public static File parseFile(Source source, SyntaxLimits limits) throws SyntaxException {
        return parse(source, limits, declarations -> declarations.parseFile(source), tokens -> {});
    }

    /**
     * Parses one expression, which must be all of the text.
     *
     * @throws SyntaxException with every error found
     */
    public static Expr parseExpr(Source source) throws SyntaxException {
        return parseExpr(source, SyntaxLimits.defaults());
    }

    /**
     * Parses one expression within limits.
     *
     * @throws SyntaxException with every error found, at most as many as the limits say
     */
    public static Expr parseExpr(Source source, SyntaxLimits limits) throws SyntaxException {
        return parse(source, limits, declarations -> declarations.expressions().parseExpr(), tokens -> {
            if (tokens.isInsertedComma()) {
                tokens.advance();
            }
            if (!tokens.is(Token.EOF)) {
                tokens.errorExpected("'EOF'");
            }
        });
    }

    private static <T> T parse(
            Source source, SyntaxLimits limits, Function<DeclParser, T> rule, Consumer<Tokens> ending)
            throws SyntaxException {
        ErrorSink errors = new ErrorSink(source, limits.errors());
        try {
            if (source.text().length() > limits.sourceLength()) {
                throw errors.fatal(0, "text is longer than " + limits.sourceLength() + " characters");
            }
            Tokens tokens = new Tokens(source, limits, errors);
            if (errors.isEmpty()) {
                DeclParser declarations = new DeclParser(tokens);
                T result = rule.apply(declarations);
                ending.accept(tokens);
                declarations.expressions().rejectUnclaimedAliases();
                if (errors.isEmpty()) {
                    return result;
                }
            }
        } catch (ErrorSink.TooManyErrors e) {
            // the sink holds what was found
        }
        throw errors.toException();
    }
}
