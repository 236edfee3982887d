package io.jenkins.plugins.vela.cue.export;

import io.jenkins.plugins.vela.cue.syntax.Operator;
import io.jenkins.plugins.vela.cue.value.Bound;
import io.jenkins.plugins.vela.cue.value.Kind;
import io.jenkins.plugins.vela.cue.value.Num;
import io.jenkins.plugins.vela.cue.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the names of number types in bounds: {@code >=0 & <=255} of an int is {@code uint8}. */
final class Ranges {
    private record Range(String name, BigDecimal low, BigDecimal high) {}

    private static final List<Range> INTS = ints();
    private static final List<Range> FLOATS = List.of(
            floating("float32", "3.40282346638528859811704183484516925440e+38"),
            floating("float64", "1.797693134862315708145274237317043567981e+308"));

    private final boolean isInt;
    private final List<String> types = new ArrayList<>();
    private Bound low;
    private Bound high;

    Ranges(int kinds) {
        this.isInt = kinds == Kind.INT;
    }

    private static List<Range> ints() {
        List<Range> ranges = new ArrayList<>();
        for (int bits = 8; bits <= 128; bits *= 2) {
            BigInteger half = BigInteger.ONE.shiftLeft(bits - 1);
            ranges.add(new Range(
                    "int" + bits, new BigDecimal(half.negate()), new BigDecimal(half.subtract(BigInteger.ONE))));
        }
        for (int bits = 8; bits <= 128; bits *= 2) {
            BigInteger limit = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
            ranges.add(new Range("uint" + bits, BigDecimal.ZERO, new BigDecimal(limit)));
        }
        return List.copyOf(ranges);
    }

    private static Range floating(String name, String limit) {
        BigDecimal high = new BigDecimal(limit);
        return new Range(name, high.negate(), high);
    }

    /** False for what is no lower or upper bound of numbers. */
    boolean add(Bound bound) {
        if (!(bound.limit() instanceof Num)) {
            return false;
        }
        switch (bound.operator()) {
            case GREATER, GREATER_EQUAL -> low = bound;
            case LESS, LESS_EQUAL -> high = bound;
            default -> {
                return false;
            }
        }
        return true;
    }

    /** The names found by {@link #simplified()}. */
    List<String> types() {
        return types;
    }

    /** The bounds that are left beside the names; empty where there are not two bounds to make a name of. */
    Optional<List<Value>> simplified() {
        if (low == null || high == null) {
            return Optional.empty();
        }
        boolean done = false;
        if (isInt) {
            done = matches(INTS);
            if (!done && ((Num) low.limit()).signum() < 0) {
                types.add("int");
            } else if (!done) {
                types.add("uint");
                if (((Num) low.limit()).signum() == 0 && low.operator() == Operator.GREATER_EQUAL) {
                    low = null;
                    done = true;
                }
            }
        }
        if (!done && low != null && high != null) {
            matches(FLOATS);
        }
        List<Value> left = new ArrayList<>();
        if (low != null) {
            left.add(low);
        }
        if (high != null) {
            left.add(high);
        }
        return Optional.of(left);
    }

    private boolean matches(List<Range> ranges) {
        BigDecimal min = ((Num) low.limit()).decimal();
        BigDecimal max = ((Num) high.limit()).decimal();
        for (Range range : ranges) {
            boolean fromLow = low.operator() == Operator.GREATER_EQUAL && min.compareTo(range.low) == 0;
            boolean toHigh = high.operator() == Operator.LESS_EQUAL && max.compareTo(range.high) == 0;
            if (min.signum() != 0 && fromLow && max.compareTo(range.high) <= 0) {
                low = null;
                high = toHigh ? null : high;
                types.add(range.name);
                return true;
            }
            if (!(min.signum() != 0 && fromLow) && toHigh && min.compareTo(range.low) >= 0) {
                low = fromLow ? null : low;
                high = null;
                types.add(range.name);
                return true;
            }
        }
        return false;
    }
}
