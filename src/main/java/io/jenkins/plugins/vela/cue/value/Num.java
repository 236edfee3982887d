package io.jenkins.plugins.vela.cue.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * A number: int or float of any size. An int that fits is a {@code long}; every other number is a decimal. The
 * precision of arithmetic (34 digits, half up) is the reference's, also for ints.
 */
public final class Num implements Value, Comparable<Num> {

    /** Precision of the reference. */
    public static final MathContext PRECISION = new MathContext(34, RoundingMode.HALF_UP);

    private static final BigDecimal MIN_LONG = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal MAX_LONG = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final Num[] SMALL = small();

    private final long small;
    private final BigDecimal big;
    private final boolean isInt;

    private Num(long small, BigDecimal big, boolean isInt) {
        this.small = small;
        this.big = big;
        this.isInt = isInt;
    }

    private static Num[] small() {
        Num[] all = new Num[1152];
        for (int i = 0; i < all.length; i++) {
            all[i] = new Num(i - 128L, null, true);
        }
        return all;
    }

    public static Num of(long value) {
        return value >= -128 && value < 1024 ? SMALL[(int) value + 128] : new Num(value, null, true);
    }

    public static Num of(BigInteger value) {
        return value.bitLength() < 64 ? of(value.longValue()) : new Num(0, new BigDecimal(value), true);
    }

    /** A float; the scale is kept as given, since it shows when the number is printed. */
    public static Num ofFloat(BigDecimal value) {
        return new Num(0, value, false);
    }

    /** An int that arithmetic may have rounded, so that it can have trailing zeros as an exponent. */
    public static Num ofInt(BigDecimal value) {
        if (value.scale() == 0 && value.compareTo(MIN_LONG) >= 0 && value.compareTo(MAX_LONG) <= 0) {
            return of(value.longValue());
        }
        return new Num(0, value, true);
    }

    public boolean isInt() {
        return isInt;
    }

    /** True when {@link #asLong()} is the whole number. */
    public boolean isLong() {
        return big == null || (isInt && big.compareTo(MIN_LONG) >= 0 && big.compareTo(MAX_LONG) <= 0);
    }

    public long asLong() {
        return big == null ? small : big.longValue();
    }

    public BigDecimal decimal() {
        return big == null ? BigDecimal.valueOf(small) : big;
    }

    /** The integer part. */
    public BigInteger integer() {
        return big == null ? BigInteger.valueOf(small) : big.toBigInteger();
    }

    public double asDouble() {
        return big == null ? small : big.doubleValue();
    }

    public int signum() {
        return big == null ? Long.signum(small) : big.signum();
    }

    public Num negate() {
        if (big == null && small != Long.MIN_VALUE) {
            return of(-small);
        }
        return new Num(0, decimal().negate(), isInt);
    }

    @Override
    public int kinds() {
        return isInt ? Kind.INT : Kind.FLOAT;
    }

    @Override
    public boolean isConcrete() {
        return true;
    }

    /** By numeric value: {@code 1} and {@code 1.0} compare as 0. */
    @Override
    public int compareTo(Num other) {
        return big == null && other.big == null
                ? Long.compare(small, other.small)
                : decimal().compareTo(other.decimal());
    }

    /** Same numeric value and same kind. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Num num && isInt == num.isInt && compareTo(num) == 0;
    }

    @Override
    public int hashCode() {
        return Double.hashCode(asDouble()) * 2 + (isInt ? 1 : 0);
    }

    /** As the reference prints it in JSON and interpolations. */
    @Override
    public String toString() {
        return big == null ? Long.toString(small) : big.toString();
    }
}
