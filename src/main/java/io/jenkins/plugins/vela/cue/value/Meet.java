package io.jenkins.plugins.vela.cue.value;

import io.jenkins.plugins.vela.cue.syntax.Operator;
import io.jenkins.plugins.vela.cue.value.Scalars.BasicType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** The unification of values that are not structs or lists. Commutative and associative. */
public final class Meet {

    private Meet() {}

    /** Tells whether a value satisfies a validator: null if it does, otherwise why not. */
    @FunctionalInterface
    public interface Check {
        Bottom violation(Validator validator, Value value);
    }

    /** The meet; a {@link Bottom} without position when the values exclude each other. */
    public static Value of(Value a, Value b, Check check) {
        if (a == b || a == BasicType.TOP) {
            return b;
        }
        if (b == BasicType.TOP) {
            return a;
        }
        if (a instanceof Bottom x) {
            return b instanceof Bottom y ? Bottom.graver(x, y) : a;
        }
        if (b instanceof Bottom) {
            return b;
        }
        if ((a.kinds() & b.kinds()) == 0) {
            return mismatch(a, b);
        }
        boolean concreteA = a.isConcrete();
        boolean concreteB = b.isConcrete();
        if (concreteA && concreteB) {
            return a.equals(b) ? a : differing(a, b);
        }
        if (concreteA) {
            return narrow(a, b, check);
        }
        if (concreteB) {
            return narrow(b, a, check);
        }
        return combine(a, b);
    }

    /** The message for two values of which none has a kind that the other may have. */
    public static Bottom mismatch(Value a, Value b) {
        return Bottom.conflict("conflicting values " + a + " and " + b + " (mismatched types " + Kind.name(a.kinds())
                + " and " + Kind.name(b.kinds()) + ")");
    }

    private static final String DIFFERING = "conflicting values ";

    private static Bottom differing(Value a, Value b) {
        return Bottom.conflict(DIFFERING + a + " and " + b);
    }

    /** Whether a conflict is that of two constants of the same kind. */
    public static boolean isOtherConstant(Bottom bottom) {
        return bottom.message().startsWith(DIFFERING) && !bottom.message().endsWith(")");
    }

    private static Value narrow(Value concrete, Value constraint, Check check) {
        if (constraint instanceof BasicType) {
            return concrete;
        }
        if (constraint instanceof Bound bound) {
            return bound.admits(concrete)
                    ? concrete
                    : Bottom.conflict("invalid value " + concrete + " (out of bound " + bound + ")");
        }
        if (constraint instanceof Validator validator) {
            Bottom violation = check.violation(validator, concrete);
            return violation == null ? concrete : violation;
        }
        if (constraint instanceof Conjunction conjunction) {
            for (Value part : conjunction.parts()) {
                Value result = narrow(concrete, part, check);
                if (result instanceof Bottom) {
                    return result;
                }
            }
            return concrete;
        }
        return differing(concrete, constraint);
    }

    private static Value combine(Value a, Value b) {
        int kinds = a.kinds() & b.kinds();
        if (a instanceof BasicType && b instanceof BasicType) {
            return BasicType.of(kinds);
        }
        List<Value> parts = new ArrayList<>();
        addParts(a, parts);
        for (Value part : partsOf(b)) {
            Bottom conflict = addPart(part, kinds, parts);
            if (conflict != null) {
                return conflict;
            }
        }
        for (int i = parts.size() - 1; i >= 0; i--) {
            // a bound that excludes only what the kind excludes anyway says nothing
            if (parts.get(i) instanceof Bound bound
                    && bound.operator() == Operator.NOT_EQUAL
                    && (bound.limit().kinds() & kinds) == 0
                    && (bound.limit().kinds() & Kind.NUMBER) == 0) {
                parts.remove(i);
            }
        }
        if (parts.isEmpty()) {
            return BasicType.of(kinds);
        }
        if (parts.size() == 1 && parts.get(0).kinds() == kinds) {
            return parts.get(0);
        }
        return new Conjunction(kinds, parts);
    }

    private static List<Value> partsOf(Value value) {
        List<Value> parts = new ArrayList<>();
        addParts(value, parts);
        return parts;
    }

    private static void addParts(Value value, List<Value> parts) {
        if (value instanceof Conjunction conjunction) {
            parts.addAll(conjunction.parts());
        } else if (!(value instanceof BasicType)) {
            parts.add(value);
        }
    }

    /** Adds a bound or validator, dropping what it makes superfluous; returns a conflict or null. */
    private static Bottom addPart(Value part, int kinds, List<Value> parts) {
        for (int i = 0; i < parts.size(); i++) {
            Value present = parts.get(i);
            if (present.equals(part)) {
                return null;
            }
            if (present instanceof Bound x && part instanceof Bound y) {
                if (excludes(x, y, kinds)) {
                    return Bottom.conflict("incompatible number bounds " + x + " and " + y);
                }
                Bound stricter = stricter(x, y);
                if (x.equals(stricter)) {
                    return null;
                }
                if (y.equals(stricter)) {
                    parts.remove(i);
                    i--;
                }
            }
        }
        parts.add(part);
        return null;
    }

    private static boolean isLower(Bound bound) {
        return bound.operator() == Operator.GREATER || bound.operator() == Operator.GREATER_EQUAL;
    }

    private static boolean isUpper(Bound bound) {
        return bound.operator() == Operator.LESS || bound.operator() == Operator.LESS_EQUAL;
    }

    /** The one of two that implies the other, or null. */
    private static Bound stricter(Bound x, Bound y) {
        if (x.pattern() != null
                || y.pattern() != null
                || (x.limit().kinds() & y.limit().kinds()) == 0) {
            if (!(x.limit() instanceof Num && y.limit() instanceof Num)) {
                return null;
            }
        }
        if ((isLower(x) && isLower(y)) || (isUpper(x) && isUpper(y))) {
            int order = Scalar.compare(x.limit(), y.limit());
            if (order == 0) {
                return x.operator() == Operator.GREATER || x.operator() == Operator.LESS ? x : y;
            }
            return (order > 0) == isLower(x) ? x : y;
        }
        if (x.operator() == Operator.NOT_EQUAL && y.operator() != Operator.NOT_EQUAL && isOrdered(y)) {
            return y.admits(x.limit()) ? null : y;
        }
        if (y.operator() == Operator.NOT_EQUAL && x.operator() != Operator.NOT_EQUAL && isOrdered(x)) {
            return x.admits(y.limit()) ? null : x;
        }
        return null;
    }

    private static boolean isOrdered(Bound bound) {
        return isLower(bound) || isUpper(bound);
    }

    private static boolean excludes(Bound x, Bound y, int kinds) {
        Bound low = isLower(x) ? x : y;
        Bound high = isLower(x) ? y : x;
        if (!isLower(low) || !isUpper(high)) {
            return false;
        }
        if (low.limit() instanceof Num min && high.limit() instanceof Num max) {
            boolean strictLow = low.operator() == Operator.GREATER;
            boolean strictHigh = high.operator() == Operator.LESS;
            int order = min.compareTo(max);
            if (order > 0 || (order == 0 && (strictLow || strictHigh))) {
                return true;
            }
            if (kinds != Kind.INT) {
                return false;
            }
            BigDecimal first = min.decimal().setScale(0, RoundingMode.CEILING);
            if (strictLow && first.compareTo(min.decimal()) == 0) {
                first = first.add(BigDecimal.ONE);
            }
            BigDecimal last = max.decimal().setScale(0, RoundingMode.FLOOR);
            if (strictHigh && last.compareTo(max.decimal()) == 0) {
                last = last.subtract(BigDecimal.ONE);
            }
            return first.compareTo(last) > 0;
        }
        if ((low.limit().kinds() & high.limit().kinds()) == 0) {
            return false;
        }
        int order = Scalar.compare(low.limit(), high.limit());
        boolean strict = low.operator() == Operator.GREATER || high.operator() == Operator.LESS;
        return order > 0 || (order == 0 && strict);
    }
}
