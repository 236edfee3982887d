package io.jenkins.plugins.vela.cue.builtin;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations such as {@code 1h30m}, in nanoseconds. */
final class Durations {
    private static final Pattern PART = Pattern.compile("([0-9]*)(\\.([0-9]*))?([^0-9.]*)");
    private static final Map<String, Long> UNITS = units();

    private Durations() {}

    private static Map<String, Long> units() {
        Map<String, Long> units = new LinkedHashMap<>();
        units.put("ns", 1L);
        units.put("us", 1_000L);
        units.put("µs", 1_000L);
        units.put("μs", 1_000L);
        units.put("ms", 1_000_000L);
        units.put("s", 1_000_000_000L);
        units.put("m", 60_000_000_000L);
        units.put("h", 3_600_000_000_000L);
        return units;
    }

    static long parse(String text) throws Failure {
        String quoted = StrconvPackage.quoted(text);
        Failure invalid = Failure.of("time: invalid duration " + quoted);
        boolean negative = text.startsWith("-");
        String rest = negative || text.startsWith("+") ? text.substring(1) : text;
        if (rest.equals("0")) {
            return 0;
        }
        if (rest.isEmpty() || rest.length() > 100) {
            throw invalid;
        }
        BigDecimal total = BigDecimal.ZERO;
        while (!rest.isEmpty()) {
            Matcher part = PART.matcher(rest);
            String fraction = part.lookingAt() && part.group(3) != null ? part.group(3) : "";
            if (part.group(1).isEmpty() && fraction.isEmpty()) {
                throw invalid;
            }
            String unit = part.group(4);
            if (unit.isEmpty()) {
                throw Failure.of("time: missing unit in duration " + quoted);
            }
            Long size = UNITS.get(unit);
            if (size == null) {
                throw Failure.of("time: unknown unit " + StrconvPackage.quoted(unit) + " in duration " + quoted);
            }
            BigDecimal number = new BigDecimal("0" + part.group(1) + "." + fraction + "0");
            total = total.add(
                    new BigDecimal(number.multiply(BigDecimal.valueOf(size)).toBigInteger()));
            rest = rest.substring(part.end());
        }
        BigDecimal signed = negative ? total.negate() : total;
        if (signed.toBigInteger().bitLength() > 63) {
            throw invalid;
        }
        return signed.longValue();
    }

    static String format(long nanos) {
        if (nanos == 0) {
            return "0s";
        }
        String sign = nanos < 0 ? "-" : "";
        BigDecimal size = BigDecimal.valueOf(nanos).abs();
        if (size.compareTo(BigDecimal.valueOf(1_000_000_000L)) < 0) {
            long whole = size.longValue();
            int scale = whole < 1_000 ? 0 : whole < 1_000_000 ? 3 : 6;
            return sign + plain(size.movePointLeft(scale)) + (scale == 0 ? "ns" : scale == 3 ? "µs" : "ms");
        }
        BigDecimal[] minutes = size.divideAndRemainder(BigDecimal.valueOf(60_000_000_000L));
        String seconds = plain(minutes[1].movePointLeft(9)) + "s";
        long all = minutes[0].longValue();
        if (all == 0) {
            return sign + seconds;
        }
        return sign + (all >= 60 ? all / 60 + "h" : "") + all % 60 + "m" + seconds;
    }

    private static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
