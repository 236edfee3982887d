package io.jenkins.plugins.vela.cue.builtin;

import static io.jenkins.plugins.vela.cue.value.Kind.BOOL;
import static io.jenkins.plugins.vela.cue.value.Kind.INT;
import static io.jenkins.plugins.vela.cue.value.Kind.NUMBER;

import io.jenkins.plugins.vela.cue.value.Num;
import io.jenkins.plugins.vela.cue.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Package {@code math}: what the reference computes with decimals here too, the rest with doubles. */
final class MathPackage {
    private static final double LN2 = 0.6931471805599453;
    private static final double LARGE = 1L << 28;

    private MathPackage() {}

    static Members members() {
        Members all = new Members("math");
        constants(all);
        rounding(all);
        decimals(all);
        reals(all);
        special(all);
        return all;
    }

    private static void constants(Members all) {
        decimal(all, "E", "2.71828182845904523536028747135266249775724709369995957496696763");
        decimal(all, "Pi", "3.14159265358979323846264338327950288419716939937510582097494459");
        decimal(all, "Phi", "1.61803398874989484820458683436563811772030917980576286213544861");
        decimal(all, "Sqrt2", "1.41421356237309504880168872420969807856967187537694807317667974");
        decimal(all, "SqrtE", "1.64872127070012814684865078781416357165377610071014801157507931");
        decimal(all, "SqrtPi", "1.77245385090551602729816748334114518279754945612238712821380779");
        decimal(all, "SqrtPhi", "1.27201964951406896425242246173749149171560804184009624861664038");
        decimal(all, "Ln2", "0.693147180559945309417232121458176568075500134360255254120680009");
        decimal(all, "Log2E", "1.442695040888963407359924681001892137426645954152985934135449408");
        decimal(all, "Ln10", "2.3025850929940456840179914546843642076011014886287729760333278");
        decimal(all, "Log10E", "0.43429448190325182765112891891660508229439700580366656611445378");
        whole(all, "MaxExp", Integer.MAX_VALUE);
        whole(all, "MinExp", Integer.MIN_VALUE);
        whole(all, "MaxPrec", 4294967295L);
        whole(all, "ToNearestEven", 0);
        whole(all, "ToNearestAway", 1);
        whole(all, "ToZero", 2);
        whole(all, "AwayFromZero", 3);
        whole(all, "ToNegativeInf", 4);
        whole(all, "ToPositiveInf", 5);
        whole(all, "Below", -1);
        whole(all, "Exact", 0);
        whole(all, "Above", 1);
        whole(all, "MaxBase", 62);
    }

    private static void decimal(Members all, String name, String value) {
        all.constant(name, Num.ofFloat(new BigDecimal(value)));
    }

    private static void whole(Members all, String name, long value) {
        all.constant(name, Num.of(value));
    }

    private static void rounding(Members all) {
        round(all, "Floor", RoundingMode.FLOOR);
        round(all, "Ceil", RoundingMode.CEILING);
        round(all, "Trunc", RoundingMode.DOWN);
        round(all, "Round", RoundingMode.HALF_UP);
        round(all, "RoundToEven", RoundingMode.HALF_EVEN);
    }

    private static void round(Members all, String name, RoundingMode mode) {
        all.function(name, INT, c -> Results.integer(whole(c.decimal(0), mode)), NUMBER);
    }

    private static BigInteger whole(BigDecimal value, RoundingMode mode) throws Failure {
        if (value.precision() - value.scale() > 100_000) {
            throw Failure.of("number is too large");
        }
        return value.setScale(0, mode).toBigInteger();
    }

    private static void decimals(Members all) {
        all.function("MultipleOf", BOOL, MathPackage::multipleOf, NUMBER, NUMBER)
                .function("Abs", NUMBER, c -> Results.decimal(c.decimal(0).abs(Num.PRECISION)), NUMBER)
                .function("Copysign", NUMBER, MathPackage::copysign, NUMBER, NUMBER)
                .function("Dim", NUMBER, MathPackage::dim, NUMBER, NUMBER)
                .function("Signbit", BOOL, c -> Results.bool(c.decimal(0).signum() < 0), NUMBER)
                .function("Cbrt", NUMBER, c -> Results.decimal(Decimals.cbrt(c.decimal(0))), NUMBER)
                .function("Exp", NUMBER, c -> Results.decimal(Decimals.exp(c.decimal(0))), NUMBER)
                .function(
                        "Exp2", NUMBER, c -> Results.decimal(Decimals.pow(BigDecimal.valueOf(2), c.decimal(0))), NUMBER)
                .function("Log", NUMBER, c -> Results.decimal(Decimals.ln(c.decimal(0))), NUMBER)
                .function("Log10", NUMBER, c -> Results.decimal(Decimals.log10(c.decimal(0))), NUMBER)
                .function("Log2", NUMBER, c -> Results.decimal(Decimals.log2(c.decimal(0))), NUMBER)
                .function("Pow", NUMBER, c -> Results.decimal(Decimals.pow(c.decimal(0), c.decimal(1))), NUMBER, NUMBER)
                .function("Pow10", NUMBER, MathPackage::pow10, INT)
                .function("Jacobi", INT, c -> Results.integer(jacobi(c.big(0), c.big(1))), INT, INT);
    }

    private static Value multipleOf(Call call) throws Failure {
        BigDecimal divisor = call.decimal(1);
        if (divisor.signum() == 0) {
            throw Failure.of("division by zero");
        }
        BigDecimal quotient = call.decimal(0).divide(divisor, Num.PRECISION);
        return Results.bool(
                quotient.signum() == 0 || quotient.stripTrailingZeros().scale() <= 0);
    }

    private static Value copysign(Call call) throws Failure {
        BigDecimal size = call.decimal(0).abs();
        return Results.decimal(call.decimal(1).signum() < 0 ? size.negate() : size);
    }

    private static Value dim(Call call) throws Failure {
        BigDecimal difference = call.decimal(0).subtract(call.decimal(1), Num.PRECISION);
        return Results.decimal(difference.signum() < 0 ? BigDecimal.ZERO : difference);
    }

    private static Value pow10(Call call) throws Failure {
        int power = call.size(0);
        if (Math.abs((long) power) > 100_000) {
            throw Failure.of("exponent is beyond 100000");
        }
        return Results.decimal(BigDecimal.ONE.scaleByPowerOfTen(power));
    }

    private static int jacobi(BigInteger x, BigInteger y) throws Failure {
        if (!y.testBit(0)) {
            throw Failure.of("big: invalid 2nd argument to Int.Jacobi: need odd integer but got " + y);
        }
        BigInteger a = x;
        BigInteger b = y;
        int sign = 1;
        if (b.signum() < 0) {
            sign = a.signum() < 0 ? -1 : 1;
            b = b.negate();
        }
        while (true) {
            if (b.equals(BigInteger.ONE)) {
                return sign;
            }
            if (a.signum() == 0) {
                return 0;
            }
            a = a.mod(b);
            if (a.signum() == 0) {
                return 0;
            }
            int twos = a.getLowestSetBit();
            int low = b.intValue() & 7;
            if ((twos & 1) != 0 && (low == 3 || low == 5)) {
                sign = -sign;
            }
            BigInteger odd = a.shiftRight(twos);
            if ((b.intValue() & 3) == 3 && (odd.intValue() & 3) == 3) {
                sign = -sign;
            }
            a = b;
            b = odd;
        }
    }

    // ---- doubles ----

    private static void reals(Members all) {
        real(all, "Acosh", MathPackage::acosh);
        real(all, "Asin", StrictMath::asin);
        real(all, "Acos", x -> Math.PI / 2 - StrictMath.asin(x));
        real(all, "Asinh", MathPackage::asinh);
        real(all, "Atan", StrictMath::atan);
        real(all, "Atanh", MathPackage::atanh);
        real(all, "Expm1", StrictMath::expm1);
        real(all, "Log1p", StrictMath::log1p);
        real(all, "Logb", x -> x == 0 ? Double.NEGATIVE_INFINITY : exponent(x));
        real(all, "Cos", StrictMath::cos);
        real(all, "Sin", StrictMath::sin);
        real(all, "Sinh", StrictMath::sinh);
        real(all, "Cosh", MathPackage::cosh);
        real(all, "Sqrt", StrictMath::sqrt);
        real(all, "Tan", StrictMath::tan);
        real(all, "Tanh", StrictMath::tanh);
        real(all, "Atan2", StrictMath::atan2);
        real(all, "Hypot", StrictMath::hypot);
        real(all, "Mod", (x, y) -> x % y);
        real(all, "Remainder", StrictMath::IEEEremainder);
        all.function("Ldexp", NUMBER, c -> Results.real(ldexp(c.real(0), c.size(1))), NUMBER, INT)
                .function("Ilogb", INT, c -> Results.integer(ilogb(c.real(0))), NUMBER);
    }

    private static void real(Members all, String name, DoubleUnaryOperator function) {
        all.function(name, NUMBER, c -> Results.real(function.applyAsDouble(c.real(0))), NUMBER);
    }

    private static void real(Members all, String name, DoubleBinaryOperator function) {
        all.function(name, NUMBER, c -> Results.real(function.applyAsDouble(c.real(0), c.real(1))), NUMBER, NUMBER);
    }

    private static double exponent(double x) {
        int exponent = Math.getExponent(x);
        return exponent < Double.MIN_EXPONENT ? Math.getExponent(x * (1L << 52)) - 52 : exponent;
    }

    private static long ilogb(double x) {
        return x == 0 ? Integer.MIN_VALUE : (long) exponent(x);
    }

    private static double ldexp(double x, int power) {
        int clipped = Math.max(-2200, Math.min(2200, power));
        return Math.scalb(Math.scalb(x, clipped / 2), clipped - clipped / 2);
    }

    private static double asinh(double value) {
        double x = Math.abs(value);
        double result;
        if (x > LARGE) {
            result = StrictMath.log(x) + LN2;
        } else if (x > 2) {
            result = StrictMath.log(2 * x + 1 / (Math.sqrt(x * x + 1) + x));
        } else if (x < 1 / LARGE) {
            result = x;
        } else {
            result = StrictMath.log1p(x + x * x / (1 + Math.sqrt(1 + x * x)));
        }
        return value < 0 ? -result : result;
    }

    private static double acosh(double x) {
        if (x < 1) {
            return Double.NaN;
        } else if (x >= LARGE) {
            return StrictMath.log(x) + LN2;
        } else if (x > 2) {
            return StrictMath.log(2 * x - 1 / (x + Math.sqrt(x * x - 1)));
        }
        double t = x - 1;
        return StrictMath.log1p(t + Math.sqrt(2 * t + t * t));
    }

    private static double atanh(double value) {
        double x = Math.abs(value);
        double result;
        if (x > 1) {
            return Double.NaN;
        } else if (x < 1 / LARGE) {
            result = x;
        } else if (x < 0.5) {
            double t = x + x;
            result = 0.5 * StrictMath.log1p(t + t * x / (1 - x));
        } else {
            result = 0.5 * StrictMath.log1p((x + x) / (1 - x));
        }
        return value < 0 ? -result : result;
    }

    private static double cosh(double value) {
        double x = Math.abs(value);
        double power = StrictMath.exp(x);
        return x > 21 ? power * 0.5 : (power + 1 / power) * 0.5;
    }

    private static void special(Members all) {
        all.function("Erf", NUMBER, c -> Results.real(ErrorFunctions.erf(c.real(0))), NUMBER)
                .function("Erfc", NUMBER, c -> Results.real(ErrorFunctions.erfc(c.real(0))), NUMBER)
                .function("Erfinv", NUMBER, c -> Results.real(ErrorFunctions.erfinv(c.real(0))), NUMBER)
                .function("Erfcinv", NUMBER, c -> Results.real(ErrorFunctions.erfinv(1 - c.real(0))), NUMBER)
                .function("Gamma", NUMBER, c -> Results.real(ErrorFunctions.gamma(c.real(0))), NUMBER)
                .function("J0", NUMBER, c -> Results.real(BesselFunctions.first(0, c.real(0))), NUMBER)
                .function("J1", NUMBER, c -> Results.real(BesselFunctions.first(1, c.real(0))), NUMBER)
                .function("Jn", NUMBER, c -> Results.real(BesselFunctions.first(c.size(0), c.real(1))), INT, NUMBER)
                .function("Y0", NUMBER, c -> Results.real(BesselFunctions.second(0, c.real(0))), NUMBER)
                .function("Y1", NUMBER, c -> Results.real(BesselFunctions.second(1, c.real(0))), NUMBER)
                .function("Yn", NUMBER, c -> Results.real(BesselFunctions.second(c.size(0), c.real(1))), INT, NUMBER);
    }
}
