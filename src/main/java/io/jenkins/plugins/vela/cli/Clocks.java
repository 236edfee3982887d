package io.jenkins.plugins.vela.cli;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;

/** Times of day as the user's clock shows them. */
final class Clocks {
    private Clocks() {}

    /** {@code 14:03:07}. By hand, because a formatter costs more to load than everything it prints here. */
    static String time(Instant instant) {
        LocalTime time = LocalTime.ofInstant(instant, ZoneId.systemDefault());
        return two(time.getHour()) + ":" + two(time.getMinute()) + ":" + two(time.getSecond());
    }

    private static String two(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }
}
