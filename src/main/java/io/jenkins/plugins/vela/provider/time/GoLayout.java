package io.jenkins.plugins.vela.provider.time;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A date layout in Go's notation, which shows how the moment Mon Jan 2 15:04:05 MST 2006 is to be written. Immutable.
 */
final class GoLayout {

    private static final String RFC3339 = "2006-01-02T15:04:05Z07:00";

    /** Longest first, as Go reads them. */
    private static final List<String> ELEMENTS = List.of(
            "January", "Monday", "Z07:00", "-07:00", "-0700", "Z0700", "2006", "Jan", "Mon", "MST", "002", "Z07", "-07",
            "01", "02", "03", "04", "05", "06", "15", "PM", "pm", "_2", "1", "2", "3", "4", "5");

    private final DateTimeFormatter parser;
    private final DateTimeFormatter printer;

    private GoLayout(DateTimeFormatter parser, DateTimeFormatter printer) {
        this.parser = parser;
        this.printer = printer;
    }

    /** The layout; RFC 3339 for an empty text. */
    static GoLayout of(String layout) {
        String text = layout.isEmpty() ? RFC3339 : layout;
        return new GoLayout(formatter(text, true), formatter(text, false));
    }

    /** The moment that a text names; what the layout leaves out is the start of the year 0 in UTC, as in Go. */
    Optional<Instant> parse(String text) {
        try {
            TemporalAccessor parsed = parser.parse(text);
            LocalDate date = parsed.query(TemporalQueries.localDate());
            LocalTime time = parsed.query(TemporalQueries.localTime());
            ZoneId zone = parsed.query(TemporalQueries.zone());
            return Optional.of(date.atTime(time)
                    .atZone(zone == null ? ZoneOffset.UTC : zone)
                    .toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** The moment in UTC. */
    String format(Instant moment) {
        return printer.format(moment.atZone(ZoneId.of("UTC")));
    }

    private static DateTimeFormatter formatter(String layout, boolean forParsing) {
        DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().parseCaseInsensitive();
        Set<String> elements = new HashSet<>();
        int at = 0;
        while (at < layout.length()) {
            int fraction = fractionAt(layout, at);
            if (fraction > 0) {
                char separator = layout.charAt(at);
                boolean trimmed = layout.charAt(at + 1) == '9';
                builder.appendLiteral(separator)
                        .appendFraction(ChronoField.NANO_OF_SECOND, trimmed ? 0 : fraction, fraction, false);
                at += fraction + 1;
                continue;
            }
            String element = elementAt(layout, at);
            if (element.isEmpty()) {
                builder.appendLiteral(layout.charAt(at++));
                continue;
            }
            append(builder, element);
            elements.add(element);
            at += element.length();
            boolean seconds = element.equals("05") || element.equals("5");
            if (forParsing && seconds && fractionAt(layout, at) == 0) {
                // Go accepts a fraction after the seconds even where the layout has none
                builder.optionalStart()
                        .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
                        .optionalEnd();
            }
        }
        if (forParsing) {
            completeLeftOut(builder, elements);
        }
        return builder.toFormatter(Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT);
    }

    /** What the layout leaves out is the start of the year 0, as in Go. */
    private static void completeLeftOut(DateTimeFormatterBuilder builder, Set<String> elements) {
        builder.parseDefaulting(ChronoField.YEAR, 0);
        if (!elements.contains("002")) {
            builder.parseDefaulting(ChronoField.MONTH_OF_YEAR, 1).parseDefaulting(ChronoField.DAY_OF_MONTH, 1);
        }
        boolean twelveHours = elements.contains("03") || elements.contains("3");
        builder.parseDefaulting(twelveHours ? ChronoField.AMPM_OF_DAY : ChronoField.HOUR_OF_DAY, 0)
                .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
                .parseDefaulting(ChronoField.SECOND_OF_MINUTE, 0);
    }

    /** How many digits of a fraction of a second the layout asks for here; 0 for none. */
    private static int fractionAt(String layout, int at) {
        if (at >= layout.length() || (layout.charAt(at) != '.' && layout.charAt(at) != ',')) {
            return 0;
        }
        int end = at + 1;
        while (end < layout.length()
                && (layout.charAt(end) == '0' || layout.charAt(end) == '9')
                && layout.charAt(end) == layout.charAt(at + 1)) {
            end++;
        }
        boolean digitFollows = end < layout.length() && Character.isDigit(layout.charAt(end));
        return digitFollows ? 0 : Math.min(9, end - at - 1);
    }

    private static String elementAt(String layout, int at) {
        for (String element : ELEMENTS) {
            if (layout.startsWith(element, at)) {
                return element;
            }
        }
        return "";
    }

    private static void append(DateTimeFormatterBuilder b, String element) {
        switch (element) {
            case "January" -> b.appendText(ChronoField.MONTH_OF_YEAR, TextStyle.FULL);
            case "Jan" ->
                b.appendText(
                        ChronoField.MONTH_OF_YEAR,
                        Map.ofEntries(
                                Map.entry(1L, "Jan"),
                                Map.entry(2L, "Feb"),
                                Map.entry(3L, "Mar"),
                                Map.entry(4L, "Apr"),
                                Map.entry(5L, "May"),
                                Map.entry(6L, "Jun"),
                                Map.entry(7L, "Jul"),
                                Map.entry(8L, "Aug"),
                                Map.entry(9L, "Sep"),
                                Map.entry(10L, "Oct"),
                                Map.entry(11L, "Nov"),
                                Map.entry(12L, "Dec")));
            case "Monday" -> b.appendText(ChronoField.DAY_OF_WEEK, TextStyle.FULL);
            case "Mon" -> b.appendText(ChronoField.DAY_OF_WEEK, TextStyle.SHORT);
            case "2006" -> b.appendValue(ChronoField.YEAR, 4);
            case "06" -> b.appendValueReduced(ChronoField.YEAR, 2, 2, 1969);
            case "01" -> b.appendValue(ChronoField.MONTH_OF_YEAR, 2);
            case "1" -> b.appendValue(ChronoField.MONTH_OF_YEAR);
            case "02" -> b.appendValue(ChronoField.DAY_OF_MONTH, 2);
            case "2" -> b.appendValue(ChronoField.DAY_OF_MONTH);
            case "_2" -> b.padNext(2).appendValue(ChronoField.DAY_OF_MONTH);
            case "002" -> b.appendValue(ChronoField.DAY_OF_YEAR, 3);
            case "15" -> b.appendValue(ChronoField.HOUR_OF_DAY, 2);
            case "03" -> b.appendValue(ChronoField.CLOCK_HOUR_OF_AMPM, 2);
            case "3" -> b.appendValue(ChronoField.CLOCK_HOUR_OF_AMPM);
            case "04" -> b.appendValue(ChronoField.MINUTE_OF_HOUR, 2);
            case "4" -> b.appendValue(ChronoField.MINUTE_OF_HOUR);
            case "05" -> b.appendValue(ChronoField.SECOND_OF_MINUTE, 2);
            case "5" -> b.appendValue(ChronoField.SECOND_OF_MINUTE);
            case "PM" -> b.appendText(ChronoField.AMPM_OF_DAY, Map.of(0L, "AM", 1L, "PM"));
            case "pm" -> b.appendText(ChronoField.AMPM_OF_DAY, Map.of(0L, "am", 1L, "pm"));
            case "MST" -> b.appendZoneText(TextStyle.SHORT);
            case "Z07:00" -> b.appendOffset("+HH:MM", "Z");
            case "Z0700" -> b.appendOffset("+HHMM", "Z");
            case "Z07" -> b.appendOffset("+HH", "Z");
            case "-07:00" -> b.appendOffset("+HH:MM", "+00:00");
            case "-0700" -> b.appendOffset("+HHMM", "+0000");
            case "-07" -> b.appendOffset("+HH", "+00");
            default -> throw new IllegalStateException(element);
        }
    }
}
