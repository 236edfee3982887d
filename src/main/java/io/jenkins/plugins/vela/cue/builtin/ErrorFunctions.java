package io.jenkins.plugins.vela.cue.builtin;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * The error function, its complement and inverse, and the gamma function: summed up with more digits than a double has, and
 * rounded once.
 */
final class ErrorFunctions {
    static final MathContext WORK = new MathContext(100);
    static final BigDecimal PI = new BigDecimal("3.14159265358979323846264338327950288419716939937510"
            + "58209749445923078164062862089986280348253421170679");
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final BigDecimal TWO_BY_ROOT_PI = TWO.divide(PI.sqrt(WORK), WORK);

    /** From here on the series would need more digits than it has. */
    private static final double FAR = 5;

    private ErrorFunctions() {}

    static double erf(double x) throws Failure {
        return Math.abs(x) >= 6 ? Math.signum(x) : erfSeries(new BigDecimal(x)).doubleValue();
    }

    static double erfc(double x) throws Failure {
        if (x < FAR) {
            return BigDecimal.ONE
                    .subtract(Math.abs(x) >= 6 ? BigDecimal.valueOf(-1) : erfSeries(new BigDecimal(x)))
                    .doubleValue();
        }
        return x >= 28 ? 0 : erfcFraction(new BigDecimal(x)).doubleValue();
    }

    /** 2/√π · Σ (-1)ⁿ x²ⁿ⁺¹ / (n! (2n+1)). */
    private static BigDecimal erfSeries(BigDecimal x) {
        BigDecimal square = x.multiply(x, WORK).negate();
        BigDecimal power = x;
        BigDecimal sum = x;
        for (int n = 1; n < 400; n++) {
            power = power.multiply(square, WORK).divide(BigDecimal.valueOf(n), WORK);
            sum = sum.add(power.divide(BigDecimal.valueOf(2L * n + 1), WORK), WORK);
        }
        return sum.multiply(TWO_BY_ROOT_PI, WORK);
    }

    /** e^-x² / (x √π) over a continued fraction in 1/(2x²). */
    private static BigDecimal erfcFraction(BigDecimal x) throws Failure {
        BigDecimal square = x.multiply(x, WORK);
        BigDecimal step = BigDecimal.ONE.divide(square.multiply(TWO), WORK);
        BigDecimal fraction = BigDecimal.ONE;
        for (int n = 300; n > 0; n--) {
            fraction = BigDecimal.ONE.add(
                    step.multiply(BigDecimal.valueOf(n), WORK).divide(fraction, WORK), WORK);
        }
        return Decimals.exp(square.negate())
                .divide(x.multiply(PI.sqrt(WORK), WORK).multiply(fraction, WORK), WORK);
    }

    /** Newton's iteration; infinite at 1 and -1, no number beyond. */
    static double erfinv(double y) throws Failure {
        if (Double.isNaN(y) || Math.abs(y) > 1) {
            return Double.NaN;
        } else if (Math.abs(y) == 1) {
            return y * Double.POSITIVE_INFINITY;
        } else if (y == 0) {
            return 0;
        }
        double log = Math.log1p(-y * y);
        double a = 2 / (Math.PI * 0.147) + log / 2;
        BigDecimal x = new BigDecimal(Math.signum(y) * Math.sqrt(Math.sqrt(a * a - log / 0.147) - a));
        BigDecimal wanted = new BigDecimal(y);
        for (int i = 0; i < 8; i++) {
            BigDecimal slope =
                    TWO_BY_ROOT_PI.multiply(Decimals.exp(x.multiply(x, WORK).negate()), WORK);
            x = x.subtract(erfSeries(x).subtract(wanted, WORK).divide(slope, WORK), WORK)
                    .round(new MathContext(60));
        }
        return x.doubleValue();
    }

    /** Stirling's series where the argument is large; smaller ones are moved there. */
    static double gamma(double x) throws Failure {
        if (x == 0) {
            return Double.POSITIVE_INFINITY;
        } else if (x < 0 && x == Math.rint(x)) {
            return Double.NaN;
        } else if (x > 172) {
            return Double.POSITIVE_INFINITY;
        } else if (x < -200) {
            return 0;
        }
        BigDecimal z = new BigDecimal(x);
        BigDecimal product = BigDecimal.ONE;
        while (z.compareTo(BigDecimal.valueOf(60)) < 0) {
            product = product.multiply(z, WORK);
            z = z.add(BigDecimal.ONE, WORK);
        }
        BigDecimal half = new BigDecimal("0.5");
        BigDecimal log = z.subtract(half)
                .multiply(Decimals.ln(z), WORK)
                .subtract(z, WORK)
                .add(Decimals.ln(PI.multiply(TWO)).multiply(half), WORK)
                .add(correction(z), WORK);
        return Decimals.exp(log).divide(product, WORK).doubleValue();
    }

    /** Σ B₂ₖ / (2k (2k-1) z²ᵏ⁻¹). */
    private static BigDecimal correction(BigDecimal z) {
        long[][] bernoulli = {
            {1, 6},
            {-1, 30},
            {1, 42},
            {-1, 30},
            {5, 66},
            {-691, 2730},
            {7, 6},
            {-3617, 510},
            {43867, 798},
            {-174611, 330},
            {854513, 138},
            {-236364091, 2730}
        };
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal power = z;
        for (int k = 1; k <= bernoulli.length; k++) {
            BigDecimal divisor = BigDecimal.valueOf(bernoulli[k - 1][1] * (2L * k) * (2L * k - 1))
                    .multiply(power, WORK);
            sum = sum.add(BigDecimal.valueOf(bernoulli[k - 1][0]).divide(divisor, WORK), WORK);
            power = power.multiply(z, WORK).multiply(z, WORK);
        }
        return sum;
    }
}
