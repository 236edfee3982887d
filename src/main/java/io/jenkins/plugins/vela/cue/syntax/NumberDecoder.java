package io.jenkins.plugins.vela.cue.syntax;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/** Gives number literals their value. */
final class NumberDecoder {
    private static final String MULTIPLIERS = "KMGTP";
    private static final MathContext PRECISION = new MathContext(34, RoundingMode.HALF_UP);

    private NumberDecoder() {}

    /** Decodes an integer, which may have a base, a multiplier and, with that, a fraction. */
    static Expr integer(Position position, String raw, SyntaxLimits limits) throws StringDecoder.InvalidLiteral {
        String digits = bare(raw, limits);
        if (digits.length() > 1 && digits.charAt(0) == '0') {
            int base =
                    switch (digits.charAt(1)) {
                        case 'x', 'X' -> 16;
                        case 'o' -> 8;
                        case 'b' -> 2;
                        default -> 10;
                    };
            if (base != 10) {
                return new Expr.IntLit(position, new BigInteger(digits.substring(2), base), raw);
            }
        }
        boolean binary = digits.endsWith("i");
        int multiplierAt = digits.length() - (binary ? 2 : 1);
        int power = multiplierAt > 0 ? MULTIPLIERS.indexOf(digits.charAt(multiplierAt)) + 1 : 0;
        if (power == 0) {
            return new Expr.IntLit(position, new BigInteger(digits), raw);
        }
        BigDecimal factor = BigDecimal.valueOf(binary ? 1024 : 1000).pow(power);
        BigDecimal value = new BigDecimal(digits.substring(0, multiplierAt)).multiply(factor, PRECISION);
        if (value.stripTrailingZeros().scale() > 0) {
            throw new StringDecoder.InvalidLiteral("number cannot be represented as int");
        }
        return new Expr.IntLit(position, value.toBigIntegerExact(), raw);
    }

    /** Decodes a number with a fraction or an exponent. */
    static Expr decimal(Position position, String raw, SyntaxLimits limits) throws StringDecoder.InvalidLiteral {
        String digits = bare(raw, limits);
        int exponentAt = Math.max(digits.indexOf('e'), digits.indexOf('E'));
        if (exponentAt >= 0) {
            String exponent = digits.substring(exponentAt + 1);
            String unsigned = exponent.startsWith("-") || exponent.startsWith("+") ? exponent.substring(1) : exponent;
            if (unsigned.isEmpty()) {
                throw new StringDecoder.InvalidLiteral("illegal exponent \"" + raw + "\"");
            }
            String significant = unsigned.replaceFirst("^0+(?=.)", "");
            if (significant.length() > 9 || Integer.parseInt(significant) > limits.exponent()) {
                throw new StringDecoder.InvalidLiteral("exponent of number is beyond " + limits.exponent());
            }
        }
        return new Expr.FloatLit(position, new BigDecimal(digits), raw);
    }

    private static String bare(String raw, SyntaxLimits limits) throws StringDecoder.InvalidLiteral {
        if (raw.length() > limits.literalDigits()) {
            throw new StringDecoder.InvalidLiteral("number has more than " + limits.literalDigits() + " digits");
        }
        return raw.indexOf('_') < 0 ? raw : raw.replace("_", "");
    }
}
