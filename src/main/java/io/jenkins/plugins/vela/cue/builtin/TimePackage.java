package io.jenkins.plugins.vela.cue.builtin;

import static io.jenkins.plugins.vela.cue.value.Kind.BOOL;
import static io.jenkins.plugins.vela.cue.value.Kind.INT;
import static io.jenkins.plugins.vela.cue.value.Kind.STRING;
import static io.jenkins.plugins.vela.cue.value.Kind.STRUCT;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.cue.value.Value;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** Package {@code time}: nothing here reads a clock. */
final class TimePackage {
    private static final String RFC3339_NANO = "2006-01-02T15:04:05.999999999Z07:00";

    private TimePackage() {}

    static Members members() {
        Members all = new Members("time");
        constants(all);
        return all.function("Duration", BOOL, TimePackage::isDuration, STRING)
                .function("FormatDuration", STRING, c -> Results.text(Durations.format(c.integer(0))), INT)
                .function("ParseDuration", INT, c -> Results.integer(Durations.parse(c.text(0))), STRING)
                .function("Time", BOOL, c -> isTime(c.text(0), RFC3339_NANO), STRING)
                .function("Format", BOOL, c -> isTime(c.text(0), c.text(1)), STRING, STRING)
                .function("FormatString", STRING, TimePackage::formatString, STRING, STRING)
                .function("Parse", STRING, TimePackage::parse, STRING, STRING)
                .function("Unix", STRING, TimePackage::unix, INT, INT)
                .function("Split", STRUCT, TimePackage::split, STRING);
    }

    private static void constants(Members all) {
        layout(all, "ANSIC", "Mon Jan _2 15:04:05 2006");
        layout(all, "UnixDate", "Mon Jan _2 15:04:05 MST 2006");
        layout(all, "RubyDate", "Mon Jan 02 15:04:05 -0700 2006");
        layout(all, "RFC822", "02 Jan 06 15:04 MST");
        layout(all, "RFC822Z", "02 Jan 06 15:04 -0700");
        layout(all, "RFC850", "Monday, 02-Jan-06 15:04:05 MST");
        layout(all, "RFC1123", "Mon, 02 Jan 2006 15:04:05 MST");
        layout(all, "RFC1123Z", "Mon, 02 Jan 2006 15:04:05 -0700");
        layout(all, "RFC3339", "2006-01-02T15:04:05Z07:00");
        layout(all, "RFC3339Nano", RFC3339_NANO);
        layout(all, "RFC3339Date", "2006-01-02");
        layout(all, "Kitchen", "3:04PM");
        layout(all, "Kitchen24", "15:04");
        long unit = 1;
        for (String name : List.of("Nanosecond", "Microsecond", "Millisecond", "Second")) {
            all.constant(name, Results.integer(unit));
            unit *= 1000;
        }
        all.constant("Minute", Results.integer(60_000_000_000L)).constant("Hour", Results.integer(3_600_000_000_000L));
        number(all, 1, "January", "February", "March", "April", "May", "June", "July", "August");
        number(all, 9, "September", "October", "November", "December");
        number(all, 0, "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday");
    }

    private static void layout(Members all, String name, String layout) {
        all.constant(name, Results.text(layout));
    }

    private static void number(Members all, int first, String... names) {
        for (int i = 0; i < names.length; i++) {
            all.constant(names[i], Results.integer(first + i));
        }
    }

    private static Value isDuration(Call call) throws Failure {
        Durations.parse(call.text(0));
        return Results.bool(true);
    }

    private static Value isTime(String text, String layout) throws Failure {
        try {
            GoTime.parse(layout, text);
            return Results.bool(true);
        } catch (Failure e) {
            throw Failure.of("invalid time " + StrconvPackage.quoted(text));
        }
    }

    private static Value formatString(Call call) throws Failure {
        return Results.text(GoTime.format(GoTime.parse(RFC3339_NANO, call.text(1)), call.text(0)));
    }

    private static Value parse(Call call) throws Failure {
        return utc(GoTime.parse(call.text(0), call.text(1)));
    }

    private static Value utc(OffsetDateTime time) {
        return Results.text(GoTime.format(time.withOffsetSameInstant(ZoneOffset.UTC), RFC3339_NANO));
    }

    private static Value unix(Call call) throws Failure {
        try {
            return utc(Instant.ofEpochSecond(call.integer(0), call.integer(1)).atOffset(ZoneOffset.UTC));
        } catch (DateTimeException | ArithmeticException e) {
            throw Failure.of("time is out of range");
        }
    }

    private static Value split(Call call) throws Failure {
        OffsetDateTime time = GoTime.parse(RFC3339_NANO, call.text(0));
        ObjectNode parts = JsonNodeFactory.instance.objectNode();
        parts.put("year", time.getYear());
        parts.put("month", time.getMonthValue());
        parts.put("day", time.getDayOfMonth());
        parts.put("hour", time.getHour());
        parts.put("minute", time.getMinute());
        parts.put("second", time.getSecond());
        parts.put("nanosecond", time.getNano());
        return call.context().of(parts);
    }
}
