package io.jenkins.plugins.vela.cue.builtin;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Bessel functions of whole order, of the first kind (J) and second kind (Y): their series for small arguments, Hankel's
 * expansion for large ones, with more digits than a double has.
 */
final class BesselFunctions {
    private static final BigDecimal EULER = new BigDecimal("0.57721566490153286060651209008240243104215933593992"
            + "35988057672348848677267776646709369470632917467495");
    private static final MathContext WORK = ErrorFunctions.WORK;
    private static final BigDecimal PI = ErrorFunctions.PI;
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final int MOST_ORDER = 1000;
    private static final double FARTHEST = 1e30;
    private static final double FAR = 60;

    private BesselFunctions() {}

    /** J of an order. */
    static double first(int order, double x) throws Failure {
        check(order, x);
        int n = Math.abs(order);
        boolean isOdd = (n & 1) == 1;
        double sign = isOdd && (order < 0) != (x < 0) ? -1 : 1;
        double size = Math.abs(x);
        if (isFar(n, size)) {
            return sign * hankel(n, new BigDecimal(size), false).doubleValue();
        }
        return sign * series(n, new BigDecimal(size)).doubleValue();
    }

    /** Y of an order; infinite at 0, no number below. */
    static double second(int order, double x) throws Failure {
        check(order, x);
        int n = Math.abs(order);
        double sign = order < 0 && (n & 1) == 1 ? -1 : 1;
        if (x < 0) {
            return Double.NaN;
        } else if (x == 0) {
            return sign * Double.NEGATIVE_INFINITY;
        }
        if (isFar(n, x)) {
            return sign * hankel(n, new BigDecimal(x), true).doubleValue();
        }
        if (x > FAR) {
            throw Failure.of("an order of " + order + " for " + x + " is not supported");
        }
        return sign * secondSeries(n, new BigDecimal(x)).doubleValue();
    }

    private static void check(int order, double x) throws Failure {
        if (Math.abs((long) order) > MOST_ORDER || Math.abs(x) > FARTHEST) {
            throw Failure.of(
                    "an order beyond " + MOST_ORDER + " or an argument beyond " + FARTHEST + " is not supported");
        }
    }

    private static boolean isFar(int n, double x) {
        return x > FAR && x > (double) n * n;
    }

    /** Digits that are enough although the terms of the series cancel each other. */
    private static MathContext digits(BigDecimal x) throws Failure {
        if (x.compareTo(BigDecimal.valueOf(5000)) > 0) {
            throw Failure.of(
                    "an argument as large as " + x.round(new MathContext(6)) + " is not supported for this order");
        }
        return new MathContext(100 + x.intValue());
    }

    private static BigDecimal factorial(int n, MathContext digits) {
        BigDecimal product = BigDecimal.ONE;
        for (int i = 2; i <= n; i++) {
            product = product.multiply(BigDecimal.valueOf(i), digits);
        }
        return product;
    }

    /** Σ (-1)ᵏ (x/2)²ᵏ⁺ⁿ / (k! (k+n)!). */
    private static BigDecimal series(int n, BigDecimal x) throws Failure {
        MathContext digits = digits(x);
        BigDecimal half = x.divide(TWO, digits);
        BigDecimal square = half.multiply(half, digits).negate();
        BigDecimal term = half.pow(n, digits).divide(factorial(n, digits), digits);
        BigDecimal sum = term;
        for (int k = 1; k < 100 + 3 * x.intValue(); k++) {
            term = term.multiply(square, digits).divide(BigDecimal.valueOf((long) k * (k + n)), digits);
            sum = sum.add(term, digits);
        }
        return sum;
    }

    private static BigDecimal secondSeries(int n, BigDecimal x) throws Failure {
        MathContext digits = digits(x);
        BigDecimal half = x.divide(TWO, digits);
        BigDecimal square = half.multiply(half, digits);
        BigDecimal log = ln(half).add(EULER, WORK);
        BigDecimal sum = TWO.multiply(log, digits).multiply(series(n, x), digits);
        for (int k = 0; k < n; k++) {
            // (n-k-1)!/k! (x/2)^(2k-n)
            BigDecimal part = factorial(n - k - 1, digits).divide(factorial(k, digits), digits);
            sum = sum.subtract(
                    part.multiply(square.pow(k, digits), digits).divide(half.pow(n, digits), digits), digits);
        }
        BigDecimal term = half.pow(n, digits).divide(factorial(n, digits), digits);
        BigDecimal harmonics = BigDecimal.ZERO;
        for (int i = 1; i <= n; i++) {
            harmonics = harmonics.add(BigDecimal.ONE.divide(BigDecimal.valueOf(i), digits), digits);
        }
        for (int k = 0; k < 100 + 3 * x.intValue(); k++) {
            if (k > 0) {
                term = term.multiply(square, digits).negate().divide(BigDecimal.valueOf((long) k * (k + n)), digits);
                harmonics = harmonics
                        .add(BigDecimal.ONE.divide(BigDecimal.valueOf(k), digits), digits)
                        .add(BigDecimal.ONE.divide(BigDecimal.valueOf((long) k + n), digits), digits);
            }
            sum = sum.subtract(term.multiply(harmonics, digits), digits);
        }
        return sum.divide(PI, digits);
    }

    /** The logarithm to as many digits as the series needs: Newton's iteration from the usual precision. */
    private static BigDecimal ln(BigDecimal x) throws Failure {
        BigDecimal y = Decimals.ln(x);
        for (int i = 0; i < 2; i++) {
            BigDecimal power = exp(y);
            y = y.add(TWO.multiply(x.subtract(power, WORK)).divide(x.add(power, WORK), WORK), WORK);
        }
        return y;
    }

    private static BigDecimal exp(BigDecimal x) {
        int halvings = 12;
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

    // ---- far away ----

    private static BigDecimal hankel(int n, BigDecimal x, boolean isSecond) {
        BigDecimal quarters = BigDecimal.valueOf(2L * n + 1).multiply(PI, WORK).divide(BigDecimal.valueOf(4), WORK);
        BigDecimal turn = PI.multiply(TWO);
        BigDecimal angle = x.subtract(quarters, WORK);
        angle = angle.subtract(turn.multiply(angle.divide(turn, 0, RoundingMode.HALF_EVEN)), WORK);
        BigDecimal sine = sine(angle);
        BigDecimal cosine = sine(angle.add(PI.divide(TWO, WORK), WORK));
        BigDecimal p = BigDecimal.ZERO;
        BigDecimal q = BigDecimal.ZERO;
        BigDecimal term = BigDecimal.ONE;
        for (int k = 0; k < 100; k++) {
            BigDecimal signed = (k / 2) % 2 == 0 ? term : term.negate();
            if (k % 2 == 0) {
                p = p.add(signed, WORK);
            } else {
                q = q.add(signed, WORK);
            }
            BigDecimal next = term.multiply(BigDecimal.valueOf(4L * n * n - (2L * k + 1) * (2L * k + 1)), WORK)
                    .divide(x.multiply(BigDecimal.valueOf(8L * (k + 1))), WORK);
            if (next.signum() == 0 || (k > n && next.abs().compareTo(term.abs()) >= 0)) {
                break;
            }
            term = next;
        }
        BigDecimal size = TWO.divide(PI.multiply(x, WORK), WORK).sqrt(WORK);
        BigDecimal wave = isSecond
                ? p.multiply(sine, WORK).add(q.multiply(cosine, WORK), WORK)
                : p.multiply(cosine, WORK).subtract(q.multiply(sine, WORK), WORK);
        return size.multiply(wave, WORK);
    }

    private static BigDecimal sine(BigDecimal angle) {
        BigDecimal square = angle.multiply(angle, WORK).negate();
        BigDecimal term = angle;
        BigDecimal sum = angle;
        for (int i = 1; i < 60; i++) {
            term = term.multiply(square, WORK).divide(BigDecimal.valueOf((2L * i) * (2L * i + 1)), WORK);
            sum = sum.add(term, WORK);
        }
        return sum;
    }
}
