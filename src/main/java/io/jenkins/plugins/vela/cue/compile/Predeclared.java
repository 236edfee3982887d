package io.jenkins.plugins.vela.cue.compile;

import io.jenkins.plugins.vela.cue.syntax.Operator;
import io.jenkins.plugins.vela.cue.value.Bound;
import io.jenkins.plugins.vela.cue.value.Conjunction;
import io.jenkins.plugins.vela.cue.value.Kind;
import io.jenkins.plugins.vela.cue.value.Num;
import io.jenkins.plugins.vela.cue.value.Scalars.BasicType;
import io.jenkins.plugins.vela.cue.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The predeclared types. The predeclared functions are the evaluator's and come in through {@link Compiler}. */
final class Predeclared {

    private static final Map<String, Value> TYPES = types();

    private Predeclared() {}

    /** The type of that name, with or without leading {@code __}, or null. */
    static Value type(String name) {
        if (name.equals("no_sharing")) {
            return null;
        }
        return TYPES.get(name.startsWith("__") ? name.substring(2) : name);
    }

    private static Map<String, Value> types() {
        Map<String, Value> map = new HashMap<>();
        map.put("_", BasicType.TOP);
        // the reference's switch for its own tests; it means nothing to the value
        map.put("no_sharing", BasicType.TOP);
        map.put("bool", BasicType.BOOL);
        map.put("bytes", BasicType.BYTES);
        map.put("float", BasicType.FLOAT);
        map.put("int", BasicType.INT);
        map.put("number", BasicType.NUMBER);
        map.put("string", BasicType.STRING);
        map.put("uint", range(Kind.INT, Num.of(0), null));
        map.put("rune", range(Kind.INT, Num.of(0), Num.of(0x10FFFF)));
        for (int bits = 8; bits <= 128; bits *= 2) {
            BigInteger limit = BigInteger.ONE.shiftLeft(bits);
            BigInteger half = BigInteger.ONE.shiftLeft(bits - 1);
            map.put("uint" + bits, range(Kind.INT, Num.of(0), Num.of(limit.subtract(BigInteger.ONE))));
            map.put("int" + bits, range(Kind.INT, Num.of(half.negate()), Num.of(half.subtract(BigInteger.ONE))));
        }
        map.put("float32", floating("3.40282346638528859811704183484516925440e+38"));
        map.put("float64", floating("1.797693134862315708145274237317043567981e+308"));
        return map;
    }

    private static Value floating(String max) {
        BigDecimal limit = new BigDecimal(max);
        return range(Kind.NUMBER, Num.ofFloat(limit.negate()), Num.ofFloat(limit));
    }

    private static Value range(int kinds, Num min, Num max) {
        List<Value> bounds = new ArrayList<>();
        bounds.add(new Bound(Operator.GREATER_EQUAL, min, null));
        if (max != null) {
            bounds.add(new Bound(Operator.LESS_EQUAL, max, null));
        }
        return new Conjunction(kinds, bounds);
    }
}
