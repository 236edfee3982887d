package io.jenkins.plugins.vela.sandbox.controller;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them in annotations: {@code 300ms}, {@code 2s}, {@code 1m30s}. */
final class Durations {

    private static final Pattern PART = Pattern.compile("\\G(\\d+(?:\\.\\d+)?)(ms|s|m|h)");

    private Durations() {}

    static Optional<Duration> parse(String text) {
        Matcher part = PART.matcher(text.strip());
        double millis = 0;
        int end = 0;
        while (part.find()) {
            double number = Double.parseDouble(part.group(1));
            millis += switch (part.group(2)) {
                case "ms" -> number;
                case "s" -> number * 1000;
                case "m" -> number * 60_000;
                default -> number * 3_600_000;
            };
            end = part.end();
        }
        return end == 0 || end != text.strip().length()
                ? Optional.empty()
                : Optional.of(Duration.ofMillis((long) millis));
    }
}
