package io.jenkins.plugins.vela.cue.eval;

import io.jenkins.plugins.vela.cue.syntax.Operator;
import io.jenkins.plugins.vela.cue.syntax.Position;
import io.jenkins.plugins.vela.cue.value.Bottom;
import io.jenkins.plugins.vela.cue.value.Num;
import io.jenkins.plugins.vela.cue.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Arithmetic on numbers, with the precision of the reference. */
final class Arithmetic {

    private Arithmetic() {}

    static Value apply(Operator operator, Num a, Num b, Position position) {
        boolean isInt = a.isInt() && b.isInt();
        if (isInt && a.isLong() && b.isLong() && operator != Operator.DIVIDE) {
            long x = a.asLong();
            long y = b.asLong();
            long result;
            boolean exact;
            switch (operator) {
                case ADD -> {
                    result = x + y;
                    exact = ((x ^ result) & (y ^ result)) >= 0;
                }
                case SUBTRACT -> {
                    result = x - y;
                    exact = ((x ^ y) & (x ^ result)) >= 0;
                }
                default -> {
                    result = x * y;
                    exact = Math.multiplyHigh(x, y) == result >> 63;
                }
            }
            if (exact) {
                return Num.of(result);
            }
        }
        BigDecimal x = a.decimal();
        BigDecimal y = b.decimal();
        BigDecimal result =
                switch (operator) {
                    case ADD -> x.add(y, Num.PRECISION);
                    case SUBTRACT -> x.subtract(y, Num.PRECISION);
                    case MULTIPLY -> x.multiply(y, Num.PRECISION);
                    default -> y.signum() == 0 ? null : quotient(x, y);
                };
        if (result == null) {
            return Bottom.conflict("division by zero", position);
        }
        return isInt && operator != Operator.DIVIDE ? Num.ofInt(result) : Num.ofFloat(result);
    }

    /** Without trailing zeros, but with one decimal at least. */
    private static BigDecimal quotient(BigDecimal x, BigDecimal y) {
        BigDecimal exact = x.divide(y, Num.PRECISION);
        BigDecimal reduced = exact.signum() == 0 ? BigDecimal.ZERO : exact.stripTrailingZeros();
        return reduced.scale() <= 0 ? reduced.setScale(reduced.scale() + 1) : reduced;
    }

    /** Integer division: {@code div} and {@code mod} are Euclidean, {@code quo} and {@code rem} truncate. */
    static Value divide(Operator operator, Num a, Num b, Position position) {
        BigInteger x = a.integer();
        BigInteger y = b.integer();
        if (y.signum() == 0) {
            return Bottom.conflict("division by zero", position);
        }
        BigInteger[] parts = x.divideAndRemainder(y);
        BigInteger quotient = parts[0];
        BigInteger remainder = parts[1];
        if ((operator == Operator.DIV || operator == Operator.MOD) && remainder.signum() < 0) {
            quotient = y.signum() > 0 ? quotient.subtract(BigInteger.ONE) : quotient.add(BigInteger.ONE);
            remainder = remainder.add(y.abs());
        }
        return Num.of(operator == Operator.DIV || operator == Operator.QUO ? quotient : remainder);
    }
}
