package io.jenkins.plugins.vela.cue.syntax;

/**
 * How much text the parser accepts, so that hostile input ends in a message and not in an exhausted machine.
 *
 * @param sourceLength longest text, in UTF-16 units
 * @param nesting deepest nesting of expressions, structs, lists, interpolations and {@code a: b: c:} chains
 * @param operatorChain longest chain of binary operators or of selectors, indices and calls without brackets
 * @param literalDigits most digits of a number
 * @param exponent largest absolute decimal exponent of a number
 * @param errors most errors reported
 */
public record SyntaxLimits(
        int sourceLength, int nesting, int operatorChain, int literalDigits, int exponent, int errors) {

    private static final SyntaxLimits DEFAULTS = new SyntaxLimits(16 << 20, 400, 10_000, 10_000, 100_000, 10);

    /** Limits fit for hostile definitions in a server. */
    public static SyntaxLimits defaults() {
        return DEFAULTS;
    }
}
