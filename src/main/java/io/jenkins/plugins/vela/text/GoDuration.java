package io.jenkins.plugins.vela.text;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations in Go's notation ({@code 1h30m}, {@code 1.5s}, {@code 300ms}), which KubeVela uses for {@code timeout} and
 * {@code duration}. There is no unit for days.
 */
public final class GoDuration {

    private static final Pattern PART = Pattern.compile("([0-9]+\\.?[0-9]*|\\.[0-9]+)(ns|us|µs|μs|ms|s|m|h)");

    private static final Map<String, Long> NANOS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "µs", 1_000L,
            "μs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L);

    private GoDuration() {}

    /** Reads a duration; empty when the text is none or does not fit Go's 64-bit nanoseconds. */
    public static Optional<Duration> parse(String text) {
        boolean negative = text.startsWith("-");
        String rest = negative || text.startsWith("+") ? text.substring(1) : text;
        if (rest.equals("0")) {
            return Optional.of(Duration.ZERO);
        }
        if (rest.isEmpty() || rest.length() > 64) {
            return Optional.empty();
        }
        Matcher matcher = PART.matcher(rest);
        BigDecimal nanos = BigDecimal.ZERO;
        int at = 0;
        while (at < rest.length()) {
            if (!matcher.find(at) || matcher.start() != at) {
                return Optional.empty();
            }
            nanos = nanos.add(
                    new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(NANOS.get(matcher.group(2)))));
            at = matcher.end();
        }
        if (nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            return Optional.empty();
        }
        long whole = nanos.longValue();
        return Optional.of(Duration.ofNanos(negative ? -whole : whole));
    }

    /** Reads a span of time: a duration that is not negative; empty when the text is none. */
    public static Optional<Duration> parseSpan(String text) {
        return parse(text).filter(duration -> !duration.isNegative());
    }

    /** Writes a duration the way Go prints it, for instance {@code 1m30s}. */
    public static String format(Duration duration) {
        if (duration.isZero()) {
            return "0s";
        }
        String sign = duration.isNegative() ? "-" : "";
        Duration rest = duration.abs();
        if (rest.compareTo(Duration.ofSeconds(1)) < 0) {
            long nanos = rest.toNanos();
            if (nanos >= 1_000_000) {
                return sign + plain(nanos, 6) + "ms";
            }
            return nanos >= 1_000 ? sign + plain(nanos, 3) + "µs" : sign + nanos + "ns";
        }
        StringBuilder text = new StringBuilder(sign);
        long hours = rest.toHours();
        if (hours > 0) {
            text.append(hours).append('h');
        }
        if (hours > 0 || rest.toMinutes() > 0) {
            text.append(rest.toMinutesPart()).append('m');
        }
        long nanos = rest.toSecondsPart() * 1_000_000_000L + rest.toNanosPart();
        return text.append(plain(nanos, 9)).append('s').toString();
    }

    private static String plain(long nanos, int scale) {
        return BigDecimal.valueOf(nanos, scale).stripTrailingZeros().toPlainString();
    }
}
