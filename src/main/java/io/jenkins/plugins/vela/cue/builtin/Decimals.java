package io.jenkins.plugins.vela.cue.builtin;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/** Exponentials and logarithms of decimals to the reference's 34 digits. */
final class Decimals {
    private static final MathContext RESULT = new MathContext(34, RoundingMode.HALF_UP);
    private static final MathContext WORK = new MathContext(60, RoundingMode.HALF_EVEN);
    private static final BigDecimal LN10 = lnOfSmall(BigDecimal.TEN);
    private static final BigDecimal LN2 = lnOfSmall(BigDecimal.valueOf(2));
    private static final BigDecimal MOST_EXPONENT = BigDecimal.valueOf(230_000);

    private Decimals() {}

    static BigDecimal exp(BigDecimal x) throws Failure {
        return expOf(x).round(RESULT);
    }

    private static BigDecimal expOf(BigDecimal x) throws Failure {
        if (x.abs().compareTo(MOST_EXPONENT) > 0) {
            throw Failure.of(x.signum() > 0 ? "overflow" : "underflow");
        }
        // e^x = 10^k * e^r with a small r
        BigInteger power = x.divide(LN10, 0, RoundingMode.HALF_EVEN).toBigInteger();
        BigDecimal rest = x.subtract(LN10.multiply(new BigDecimal(power)), WORK);
        return expSeries(rest).scaleByPowerOfTen(power.intValueExact());
    }

    private static BigDecimal expSeries(BigDecimal x) {
        int halvings = 8;
        BigDecimal small = x.divide(BigDecimal.valueOf(1L << halvings), WORK);
        BigDecimal sum = BigDecimal.ONE;
        BigDecimal term = BigDecimal.ONE;
        for (int i = 1; i < 60; i++) {
            term = term.multiply(small, WORK).divide(BigDecimal.valueOf(i), WORK);
            sum = sum.add(term, WORK);
        }
        for (int i = 0; i < halvings; i++) {
            sum = sum.multiply(sum, WORK);
        }
        return sum;
    }

    static BigDecimal ln(BigDecimal x) throws Failure {
        return lnOf(x).round(RESULT);
    }

    private static BigDecimal lnOf(BigDecimal x) throws Failure {
        if (x.signum() <= 0) {
            throw Failure.of(x.signum() == 0 ? "division by zero" : "invalid operation");
        }
        int power = x.precision() - x.scale();
        BigDecimal mantissa = x.scaleByPowerOfTen(-power);
        return lnOfSmall(mantissa).add(LN10.multiply(BigDecimal.valueOf(power)), WORK);
    }

    /** Halley's iteration from a double: each step triples the digits. */
    private static BigDecimal lnOfSmall(BigDecimal x) {
        BigDecimal y = new BigDecimal(Math.log(x.doubleValue()));
        for (int i = 0; i < 3; i++) {
            BigDecimal power = expSeries(y);
            BigDecimal step = x.subtract(power, WORK).divide(x.add(power, WORK), WORK);
            y = y.add(step.multiply(BigDecimal.valueOf(2)), WORK);
        }
        return y;
    }

    static BigDecimal log10(BigDecimal x) throws Failure {
        if (x.signum() > 0 && x.stripTrailingZeros().unscaledValue().equals(BigInteger.ONE)) {
            return BigDecimal.valueOf(-x.stripTrailingZeros().scale());
        }
        return lnOf(x).divide(LN10, RESULT);
    }

    static BigDecimal log2(BigDecimal x) throws Failure {
        // the quotient of rounded logarithms, as in the reference
        return ln(x).divide(LN2.round(RESULT), RESULT);
    }

    static BigDecimal cbrt(BigDecimal x) {
        if (x.signum() == 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal size = x.abs();
        int shift = Math.floorDiv(size.precision() - size.scale(), 3);
        BigDecimal scaled = size.scaleByPowerOfTen(-3 * shift);
        BigDecimal root = new BigDecimal(Math.cbrt(scaled.doubleValue()));
        BigDecimal three = BigDecimal.valueOf(3);
        for (int i = 0; i < 4; i++) {
            BigDecimal square = root.multiply(root, WORK);
            root = root.subtract(
                    root.multiply(square, WORK).subtract(scaled, WORK).divide(three.multiply(square, WORK), WORK),
                    WORK);
        }
        BigDecimal result = root.scaleByPowerOfTen(shift).round(RESULT);
        return x.signum() < 0 ? result.negate() : result;
    }

    static BigDecimal pow(BigDecimal x, BigDecimal y) throws Failure {
        boolean isWhole = y.signum() == 0 || y.stripTrailingZeros().scale() <= 0;
        if (x.signum() == 0) {
            if (y.signum() <= 0) {
                throw Failure.of(y.signum() == 0 ? "invalid operation" : "division by zero");
            }
            return BigDecimal.ZERO;
        }
        if (isWhole && y.abs().compareTo(BigDecimal.valueOf(100_000)) <= 0) {
            int power = y.intValueExact();
            // the digits that are lost on the way are beyond the 34 of the result
            BigDecimal whole = x.pow(Math.abs(power), WORK);
            return power < 0 ? BigDecimal.ONE.divide(whole, RESULT) : whole.round(RESULT);
        }
        if (x.signum() < 0) {
            throw Failure.of("invalid operation");
        }
        return expOf(y.multiply(lnOf(x), WORK)).round(RESULT);
    }
}
