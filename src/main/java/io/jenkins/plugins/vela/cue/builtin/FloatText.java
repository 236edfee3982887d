package io.jenkins.plugins.vela.cue.builtin;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** The text forms of floating-point numbers that the reference's {@code strconv} and its conversions give. */
final class FloatText {
    private static final int MOST_DIGITS = 17;

    private FloatText() {}

    /** The decimal with the fewest digits that reads back as the same number. */
    static BigDecimal shortest(double value) {
        BigDecimal exact = new BigDecimal(value);
        for (int digits = 1; digits < MOST_DIGITS; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == value) {
                return rounded.stripTrailingZeros();
            }
        }
        return exact.round(new MathContext(MOST_DIGITS, RoundingMode.HALF_EVEN)).stripTrailingZeros();
    }

    private static BigDecimal shortest(float value) {
        BigDecimal exact = new BigDecimal(value);
        for (int digits = 1; digits < MOST_DIGITS; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (rounded.floatValue() == value) {
                return rounded.stripTrailingZeros();
            }
        }
        return exact.stripTrailingZeros();
    }

    /**
     * Formats a number.
     *
     * @param format {@code b}, {@code e}, {@code E}, {@code f}, {@code g}, {@code G}, {@code x} or {@code X}
     * @param precision digits after the point, or significant ones for {@code g}; -1 for as few as possible
     * @param bits 32 or 64
     */
    static String format(double value, char format, int precision, int bits) throws Failure {
        if (bits != 32 && bits != 64) {
            throw Failure.of("strconv: illegal AppendFloat/FormatFloat bitSize");
        }
        if (Double.isNaN(value)) {
            return "NaN";
        } else if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        boolean negative = value < 0 || (value == 0 && 1 / value < 0);
        double size = Math.abs(bits == 32 ? (float) value : value);
        BigDecimal digits =
                precision >= 0 ? new BigDecimal(size) : bits == 32 ? shortest((float) size) : shortest(size);
        String text =
                switch (format) {
                    case 'f' -> fixed(digits, precision);
                    case 'e', 'E' -> scientific(digits, precision, format);
                    case 'g', 'G' -> general(digits, precision, format);
                    case 'b' -> HexFloat.binary(size, bits);
                    case 'x', 'X' -> HexFloat.format(size, format, precision);
                    default -> "";
                };
        if (text.isEmpty()) {
            return "%" + format;
        }
        return negative ? "-" + text : text;
    }

    private static String fixed(BigDecimal value, int precision) {
        BigDecimal scaled = precision < 0
                ? value.setScale(Math.max(0, value.scale()), RoundingMode.UNNECESSARY)
                : value.setScale(Math.min(precision, 2000), RoundingMode.HALF_EVEN);
        return scaled.toPlainString();
    }

    private static String scientific(BigDecimal value, int precision, char mark) {
        BigDecimal rounded = precision < 0 || value.signum() == 0
                ? value
                : value.round(new MathContext(Math.min(precision, 2000) + 1, RoundingMode.HALF_EVEN));
        String digits = rounded.unscaledValue().toString();
        int exponent = value.signum() == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
        if (precision < 0) {
            digits = value.signum() == 0 ? "0" : digits.replaceFirst("0+$", "");
        } else {
            digits = value.signum() == 0 ? "0" : digits;
            digits = digits.length() < precision + 1
                    ? digits + "0".repeat(Math.min(precision, 2000) + 1 - digits.length())
                    : digits.substring(0, Math.min(digits.length(), precision + 1));
        }
        StringBuilder out = new StringBuilder().append(digits.charAt(0));
        if (digits.length() > 1) {
            out.append('.').append(digits, 1, digits.length());
        }
        int size = Math.abs(exponent);
        return out.append(mark)
                .append(exponent < 0 ? '-' : '+')
                .append(size < 10 ? "0" : "")
                .append(size)
                .toString();
    }

    private static String general(BigDecimal value, int precision, char mark) {
        int wanted = precision == 0 ? 1 : precision;
        BigDecimal rounded = (wanted < 0 ? value : value.round(new MathContext(wanted, RoundingMode.HALF_EVEN)))
                .stripTrailingZeros();
        int exponent = value.signum() == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
        int count = value.signum() == 0 ? 1 : rounded.precision();
        int limit = wanted < 0 ? 6 : wanted > count && count >= exponent + 1 ? count : wanted;
        if (exponent < -4 || exponent >= limit) {
            return scientific(rounded, -1, mark == 'g' ? 'e' : 'E');
        }
        return value.signum() == 0 ? "0" : fixed(rounded, -1);
    }
}
