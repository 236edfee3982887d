package io.jenkins.plugins.vela.cli;

import io.jenkins.plugins.vela.text.GoDuration;
import java.time.Duration;
import java.util.Locale;

/** Durations as people write and read them. */
final class Durations {
    private Durations() {}

    /** An option's value in Go's notation. */
    static Duration parse(String option, String text) {
        return GoDuration.parse(text)
                .filter(duration -> !duration.isNegative() && !duration.isZero())
                .orElseThrow(
                        () -> Refusal.badInput(option + " " + text + ": expected a duration such as 30s, 5m or 1h30m"));
    }

    /** Two places: {@code 0.42s}, {@code 12s}, {@code 3m05s}, {@code 1h02m}. */
    static String show(Duration duration) {
        long seconds = duration.toSeconds();
        if (duration.toMillis() < 10_000) {
            return String.format(Locale.ROOT, "%.2fs", duration.toMillis() / 1000.0);
        }
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3600) {
            return String.format(Locale.ROOT, "%dm%02ds", seconds / 60, seconds % 60);
        }
        return String.format(Locale.ROOT, "%dh%02dm", seconds / 3600, seconds / 60 % 60);
    }
}
