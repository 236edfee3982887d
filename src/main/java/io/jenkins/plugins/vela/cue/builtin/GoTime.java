package io.jenkins.plugins.vela.cue.builtin;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Times written by example: a layout shows how 2006-01-02 15:04:05 MST (-0700) would look. Parses and formats.
 */
final class GoTime {
    private static final List<String> MONTHS = List.of(
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December");
    private static final List<String> DAYS =
            List.of("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday");

    /** Elements of layouts, longer ones before their own beginnings. */
    private static final List<String> ELEMENTS = List.of(
            "January",
            "Jan",
            "Monday",
            "Mon",
            "MST",
            "2006",
            "__2",
            "_2",
            "002",
            "01",
            "02",
            "03",
            "04",
            "05",
            "06",
            "-07:00:00",
            "-070000",
            "-07:00",
            "-0700",
            "-07",
            "Z07:00:00",
            "Z070000",
            "Z07:00",
            "Z0700",
            "Z07",
            "15",
            "PM",
            "pm",
            "1",
            "2",
            "3",
            "4",
            "5");

    private final String layout;
    private final String value;
    private int at;
    private String element = "";
    private String rest = "";

    private int year;
    private int month = 1;
    private int day = 1;
    private int dayOfYear;
    private int hour;
    private int minute;
    private int second;
    private int nano;
    private boolean afternoon;
    private boolean morning;
    private boolean monthSet;
    private boolean daySet;
    private int offset;

    private GoTime(String layout, String value) {
        this.layout = layout;
        this.value = value;
    }

    private record Piece(String text, String element) {}

    /** Splits a layout into texts, each followed by an element; the last element is empty. */
    private static List<Piece> pieces(String layout) {
        List<Piece> pieces = new ArrayList<>();
        int start = 0;
        int at = 0;
        while (at < layout.length()) {
            String found = elementAt(layout, at);
            if (found.isEmpty()) {
                at++;
            } else {
                pieces.add(new Piece(layout.substring(start, at), found));
                at += found.length();
                start = at;
            }
        }
        pieces.add(new Piece(layout.substring(start), ""));
        return pieces;
    }

    private static String elementAt(String layout, int at) {
        char ch = layout.charAt(at);
        if ((ch == '.' || ch == ',') && at + 1 < layout.length()) {
            char digit = layout.charAt(at + 1);
            int end = at + 1;
            while (end < layout.length() && layout.charAt(end) == digit) {
                end++;
            }
            boolean isFraction = (digit == '0' || digit == '9')
                    && (end == layout.length() || !Character.isDigit(layout.charAt(end)));
            return isFraction ? layout.substring(at, end) : "";
        }
        for (String candidate : ELEMENTS) {
            if (layout.startsWith(candidate, at)) {
                // "Month" is a word and not "Mon" with letters behind it
                boolean inWord = candidate.equals("Jan") || candidate.equals("Mon");
                int end = at + candidate.length();
                if (inWord && end < layout.length() && Character.isLowerCase(layout.charAt(end))) {
                    continue;
                }
                if (candidate.equals("_2") && layout.startsWith("_2006", at)) {
                    return "";
                }
                return candidate;
            }
        }
        return "";
    }

    // ---- parsing ----

    static OffsetDateTime parse(String layout, String value) throws Failure {
        return new GoTime(layout, value).parse();
    }

    private Failure bad(String detail) {
        String quoted = StrconvPackage.quoted(value);
        if (!detail.isEmpty()) {
            return Failure.of("parsing time " + quoted + detail);
        }
        return Failure.of("parsing time " + quoted + " as " + StrconvPackage.quoted(layout) + ": cannot parse "
                + StrconvPackage.quoted(rest) + " as " + StrconvPackage.quoted(element));
    }

    private OffsetDateTime parse() throws Failure {
        List<Piece> pieces = pieces(layout);
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            element = piece.text;
            rest = value.substring(at);
            text(piece.text);
            if (piece.element.isEmpty()) {
                break;
            }
            element = piece.element;
            rest = value.substring(at);
            boolean fractionFollows = pieces.get(i + 1).text.isEmpty() && isFraction(pieces.get(i + 1).element);
            read(piece.element, fractionFollows);
        }
        if (at < value.length()) {
            throw bad(": extra text: " + StrconvPackage.quoted(value.substring(at)));
        }
        return build();
    }

    private void text(String text) throws Failure {
        for (int i = 0; i < text.length(); ) {
            if (text.charAt(i) == ' ') {
                while (i < text.length() && text.charAt(i) == ' ') {
                    i++;
                }
                if (at < value.length() && value.charAt(at) != ' ') {
                    throw bad("");
                }
                while (at < value.length() && value.charAt(at) == ' ') {
                    at++;
                }
            } else {
                if (at >= value.length() || value.charAt(at) != text.charAt(i)) {
                    throw bad("");
                }
                at++;
                i++;
            }
        }
    }

    private static boolean isFraction(String element) {
        return element.startsWith(".") || element.startsWith(",");
    }

    private void read(String part, boolean fractionFollows) throws Failure {
        switch (part) {
            case "2006" -> year = digits(4, 4);
            case "06" -> {
                int two = digits(2, 2);
                year = two >= 69 ? 1900 + two : 2000 + two;
            }
            case "January" -> month(name(MONTHS, false) + 1);
            case "Jan" -> month(name(MONTHS, true) + 1);
            case "01" -> month(digits(2, 2));
            case "1" -> month(digits(1, 2));
            case "Monday" -> name(DAYS, false);
            case "Mon" -> name(DAYS, true);
            case "2", "_2", "02" -> {
                if (part.equals("_2") && at < value.length() && value.charAt(at) == ' ') {
                    at++;
                }
                day = digits(part.equals("02") ? 2 : 1, 2);
                daySet = true;
            }
            case "002", "__2" -> {
                for (int i = 0; i < 2 && part.equals("__2") && at < value.length() && value.charAt(at) == ' '; i++) {
                    at++;
                }
                dayOfYear = digits(part.equals("002") ? 3 : 1, 3);
            }
            case "15" -> hour = inRange(digits(1, 2), 23, "hour");
            case "3", "03" -> hour = inRange(digits(part.length(), 2), 12, "hour");
            case "4", "04" -> minute = inRange(digits(part.length(), 2), 59, "minute");
            case "5", "05" -> {
                second = inRange(digits(part.length(), 2), 59, "second");
                if (!fractionFollows && fractionBegins()) {
                    fraction();
                }
            }
            case "PM", "pm" -> {
                String half = value.substring(at, Math.min(value.length(), at + 2));
                afternoon = half.equals(part);
                morning = half.equals(part.equals("PM") ? "AM" : "am");
                if (!afternoon && !morning) {
                    throw bad("");
                }
                at += 2;
            }
            case "MST" -> zoneName();
            default -> {
                if (isFraction(part)) {
                    fraction(part);
                } else {
                    zone(part);
                }
            }
        }
    }

    private void month(int number) throws Failure {
        month = number;
        monthSet = true;
        if (month < 1 || month > 12) {
            throw bad(": month out of range");
        }
    }

    private int inRange(int number, int most, String what) throws Failure {
        if (number > most) {
            throw bad(": " + what + " out of range");
        }
        return number;
    }

    private int digits(int least, int most) throws Failure {
        int count = 0;
        int number = 0;
        while (count < most && at < value.length() && value.charAt(at) >= '0' && value.charAt(at) <= '9') {
            number = number * 10 + value.charAt(at++) - '0';
            count++;
        }
        if (count < least) {
            throw bad("");
        }
        return number;
    }

    private int name(List<String> names, boolean isShort) throws Failure {
        for (int i = 0; i < names.size(); i++) {
            String name = isShort ? names.get(i).substring(0, 3) : names.get(i);
            if (value.regionMatches(true, at, name, 0, name.length())) {
                at += name.length();
                return i;
            }
        }
        throw bad("");
    }

    private boolean fractionBegins() {
        return at + 1 < value.length()
                && (value.charAt(at) == '.' || value.charAt(at) == ',')
                && Character.isDigit(value.charAt(at + 1));
    }

    private void fraction() {
        at++;
        int digits = 0;
        int number = 0;
        while (at < value.length() && Character.isDigit(value.charAt(at))) {
            if (digits < 9) {
                number = number * 10 + value.charAt(at) - '0';
                digits++;
            }
            at++;
        }
        for (; digits < 9; digits++) {
            number *= 10;
        }
        nano = number;
    }

    private void fraction(String part) throws Failure {
        if (part.charAt(1) == '9') {
            if (fractionBegins()) {
                fraction();
            }
            return;
        }
        int start = at;
        if (!fractionBegins()) {
            throw bad("");
        }
        fraction();
        if (at - start != part.length()) {
            at = Math.min(at, start + part.length());
            if (at - start < part.length()) {
                throw bad("");
            }
        }
    }

    private void zoneName() throws Failure {
        if (value.startsWith("UTC", at)) {
            at += 3;
            return;
        }
        int end = at;
        while (end < value.length() && end - at < 5 && value.charAt(end) >= 'A' && value.charAt(end) <= 'Z') {
            end++;
        }
        int length = end - at;
        boolean valid = length == 3
                || (length == 4 && (value.charAt(end - 1) == 'T' || value.startsWith("WITA", at)))
                || (length == 5 && value.charAt(end - 1) == 'T');
        if (!valid) {
            throw bad("");
        }
        at = end;
        if (value.startsWith("GMT", end - length) && at < value.length() && "+-".indexOf(value.charAt(at)) >= 0) {
            int sign = value.charAt(at++) == '-' ? -1 : 1;
            offset = sign * digits(1, 2) * 3600;
        }
    }

    private void zone(String part) throws Failure {
        if (part.startsWith("Z") && value.startsWith("Z", at)) {
            at++;
            return;
        }
        if (at >= value.length() || "+-".indexOf(value.charAt(at)) < 0) {
            throw bad("");
        }
        int sign = value.charAt(at++) == '-' ? -1 : 1;
        boolean colons = part.indexOf(':') >= 0;
        int parts = part.replaceAll("[^0-9]", "").length() / 2;
        int seconds = inRange(digits(2, 2), 24, "time zone offset hour") * 3600;
        for (int i = 1, unit = 60; i < parts; i++, unit = 1) {
            if (colons) {
                if (at >= value.length() || value.charAt(at) != ':') {
                    throw bad("");
                }
                at++;
            }
            seconds += inRange(digits(2, 2), 60, "time zone offset minute") * unit;
        }
        offset = sign * seconds;
    }

    private OffsetDateTime build() throws Failure {
        if (afternoon && hour < 12) {
            hour += 12;
        } else if (morning && hour == 12) {
            hour = 0;
        }
        try {
            if (dayOfYear > 0) {
                java.time.LocalDate date = java.time.LocalDate.ofYearDay(year, dayOfYear);
                if ((monthSet && date.getMonthValue() != month) || (daySet && date.getDayOfMonth() != day)) {
                    throw bad(": day-of-year does not match " + (monthSet ? "month" : "day"));
                }
                month = date.getMonthValue();
                day = date.getDayOfMonth();
            }
            LocalDateTime local = LocalDateTime.of(year, month, 1, hour, minute, second, nano);
            if (day < 1 || day > local.toLocalDate().lengthOfMonth()) {
                throw bad(": day out of range");
            }
            return OffsetDateTime.of(local.withDayOfMonth(day), ZoneOffset.UTC)
                    .minusSeconds(offset)
                    .withOffsetSameInstant(ZoneOffset.ofTotalSeconds(Math.abs(offset) > 18 * 3600 ? 0 : offset));
        } catch (DateTimeException e) {
            throw bad(": day out of range");
        }
    }

    // ---- formatting ----

    static String format(OffsetDateTime time, String layout) {
        StringBuilder out = new StringBuilder();
        for (Piece piece : pieces(layout)) {
            out.append(piece.text).append(element(time, piece.element));
        }
        return out.toString();
    }

    private static String element(OffsetDateTime time, String part) {
        int hour12 = time.getHour() % 12 == 0 ? 12 : time.getHour() % 12;
        String monthName = MONTHS.get(time.getMonthValue() - 1);
        String dayName = DAYS.get(time.getDayOfWeek().getValue() % 7);
        return switch (part) {
            case "" -> "";
            case "2006" -> padded(time.getYear(), 4);
            case "06" -> padded(Math.floorMod(time.getYear(), 100), 2);
            case "January" -> monthName;
            case "Jan" -> monthName.substring(0, 3);
            case "01" -> padded(time.getMonthValue(), 2);
            case "1" -> String.valueOf(time.getMonthValue());
            case "Monday" -> dayName;
            case "Mon" -> dayName.substring(0, 3);
            case "2" -> String.valueOf(time.getDayOfMonth());
            case "_2" -> String.format("%2d", time.getDayOfMonth());
            case "02" -> padded(time.getDayOfMonth(), 2);
            case "__2" -> String.format("%3d", time.getDayOfYear());
            case "002" -> padded(time.getDayOfYear(), 3);
            case "15" -> padded(time.getHour(), 2);
            case "3" -> String.valueOf(hour12);
            case "03" -> padded(hour12, 2);
            case "4" -> String.valueOf(time.getMinute());
            case "04" -> padded(time.getMinute(), 2);
            case "5" -> String.valueOf(time.getSecond());
            case "05" -> padded(time.getSecond(), 2);
            case "PM" -> time.getHour() >= 12 ? "PM" : "AM";
            case "pm" -> time.getHour() >= 12 ? "pm" : "am";
            case "MST" -> time.getOffset().getTotalSeconds() == 0 ? "UTC" : offset(time, "-0700");
            default -> isFraction(part) ? fraction(time.getNano(), part) : offset(time, part);
        };
    }

    private static String padded(int number, int width) {
        return String.format(Locale.ROOT, "%0" + width + "d", number);
    }

    private static String fraction(int nano, String part) {
        String digits = padded(nano, 9).substring(0, Math.min(9, part.length() - 1));
        if (part.charAt(1) == '9') {
            digits = digits.replaceFirst("0+$", "");
        }
        return digits.isEmpty() ? "" : part.charAt(0) + digits;
    }

    private static String offset(OffsetDateTime time, String part) {
        int total = time.getOffset().getTotalSeconds();
        if (part.startsWith("Z") && total == 0) {
            return "Z";
        }
        int size = Math.abs(total);
        String glue = part.indexOf(':') >= 0 ? ":" : "";
        StringBuilder out = new StringBuilder(total < 0 ? "-" : "+").append(padded(size / 3600, 2));
        int parts = part.replaceAll("[^0-9]", "").length() / 2;
        if (parts > 1) {
            out.append(glue).append(padded(size / 60 % 60, 2));
        }
        if (parts > 2) {
            out.append(glue).append(padded(size % 60, 2));
        }
        return out.toString();
    }
}
