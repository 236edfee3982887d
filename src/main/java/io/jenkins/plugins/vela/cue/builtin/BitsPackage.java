package io.jenkins.plugins.vela.cue.builtin;

import static io.jenkins.plugins.vela.cue.value.Kind.INT;

import io.jenkins.plugins.vela.cue.value.Value;
import java.math.BigInteger;

/** Package {@code math/bits}, on integers of any size in two's complement. */
final class BitsPackage {
    /** Longest shift and highest bit, so that a number cannot fill the memory. */
    private static final int MOST_BITS = 1 << 20;

    private BitsPackage() {}

    static Members members() {
        return new Members("math/bits")
                .function("Lsh", INT, c -> Results.integer(c.big(0).shiftLeft(checked(c.unsigned(1)))), INT, INT)
                .function("Rsh", INT, c -> Results.integer(c.big(0).shiftRight(c.unsigned(1))), INT, INT)
                .function("At", INT, c -> Results.integer(c.big(0).testBit(c.unsigned(1)) ? 1 : 0), INT, INT)
                .function("Set", INT, BitsPackage::set, INT, INT, INT)
                .function("And", INT, c -> Results.integer(c.big(0).and(c.big(1))), INT, INT)
                .function("Or", INT, c -> Results.integer(c.big(0).or(c.big(1))), INT, INT)
                .function("Xor", INT, c -> Results.integer(c.big(0).xor(c.big(1))), INT, INT)
                .function("Clear", INT, c -> Results.integer(c.big(0).andNot(c.big(1))), INT, INT)
                .function("OnesCount", INT, c -> Results.integer(c.big(0).abs().bitCount()), INT)
                .function("Len", INT, c -> Results.integer(c.big(0).abs().bitLength()), INT);
    }

    private static int checked(int bits) throws Failure {
        if (bits > MOST_BITS) {
            throw Failure.of("bit index too large");
        }
        return bits;
    }

    private static Value set(Call call) throws Failure {
        BigInteger number = call.big(0);
        int index = call.size(1);
        int bit = call.unsigned(2);
        if (index < 0) {
            throw Failure.of("negative bit index");
        }
        checked(index);
        return switch (bit) {
            case 0 -> Results.integer(number.clearBit(index));
            case 1 -> Results.integer(number.setBit(index));
            default -> throw Failure.of("set bit is not 0 or 1");
        };
    }
}
