package io.jenkins.plugins.vela.cue.builtin;

import java.math.BigInteger;
import java.util.Locale;

/** Floating-point numbers with an exponent of two, as the reference's {@code strconv} writes them. */
final class HexFloat {
    private static final int FRACTION_BITS = 52;

    private HexFloat() {}

    /** The bits as a whole number, and the exponent of two that it is to be multiplied with: {@code 4503599627370496p-52}. */
    static String binary(double size, int bits) {
        int width = bits == 32 ? 23 : FRACTION_BITS;
        int least = bits == 32 ? Float.MIN_EXPONENT : Double.MIN_EXPONENT;
        int exponent = Math.max(Math.getExponent(size), least) - width;
        long mantissa = (long) Math.scalb(size, -exponent);
        return mantissa + "p" + (exponent < 0 ? "" : "+") + exponent;
    }

    /**
     * Hexadecimal with one digit, 0 or 1, in front of the point.
     *
     * @param precision digits behind the point, or -1 for as few as possible
     */
    static String format(double size, char mark, int precision) {
        int exponent = size == 0 ? 0 : Math.getExponent(size);
        double scaled = size;
        if (size != 0 && exponent < Double.MIN_EXPONENT) {
            scaled = size * 0x1p60;
            exponent = Math.getExponent(scaled) - 60;
        }
        // 1 in front of 13 hexadecimal digits
        long mantissa = size == 0
                ? 0
                : (Double.doubleToRawLongBits(scaled) & ((1L << FRACTION_BITS) - 1)) | (1L << FRACTION_BITS);
        int places = FRACTION_BITS / 4;
        String digits;
        if (precision >= 0 && precision < places) {
            long rounded = roundedToEven(mantissa, (places - precision) * 4);
            if (rounded >> (4 * precision) > 1) {
                rounded >>= 1;
                exponent++;
            }
            digits = padded(rounded, precision);
        } else {
            digits = padded(mantissa, places);
            digits = precision < 0
                    ? digits.charAt(0) + digits.substring(1).replaceFirst("0+$", "")
                    : digits + "0".repeat(Math.min(precision, 2000) - places);
        }
        String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
        int power = Math.abs(exponent);
        String text =
                "0x" + digits.charAt(0) + fraction + "p" + (exponent < 0 ? "-" : "+") + (power < 10 ? "0" : "") + power;
        return mark == 'X' ? text.toUpperCase(Locale.ROOT) : text;
    }

    private static long roundedToEven(long value, int dropped) {
        long kept = value >> dropped;
        long rest = value - (kept << dropped);
        long half = 1L << (dropped - 1);
        return rest > half || (rest == half && (kept & 1) == 1) ? kept + 1 : kept;
    }

    private static String padded(long value, int places) {
        String digits = BigInteger.valueOf(value).toString(16);
        return "0".repeat(Math.max(0, places + 1 - digits.length())) + digits;
    }
}
