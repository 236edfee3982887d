package io.jenkins.plugins.vela.cue.builtin;

import static io.jenkins.plugins.vela.cue.value.Kind.BOOL;
import static io.jenkins.plugins.vela.cue.value.Kind.BYTES;
import static io.jenkins.plugins.vela.cue.value.Kind.INT;
import static io.jenkins.plugins.vela.cue.value.Kind.LIST;
import static io.jenkins.plugins.vela.cue.value.Kind.STRING;

import io.jenkins.plugins.vela.cue.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/** Package {@code strings}. */
final class StringsPackage {
    private static final int LONGEST = 16 << 20;
    private static final String RANGE = "index out of range";

    private StringsPackage() {}

    static Members members() {
        Members all = new Members("strings");
        bytesAndRunes(all);
        searching(all);
        splitting(all);
        changing(all);
        return all;
    }

    private static void bytesAndRunes(Members all) {
        all.function("ByteAt", INT, StringsPackage::byteAt, BYTES | STRING, INT)
                .function("ByteSlice", BYTES | STRING, StringsPackage::byteSlice, BYTES | STRING, INT, INT)
                .function(
                        "Runes",
                        LIST,
                        c -> Results.list(
                                c,
                                c.text(0)
                                        .codePoints()
                                        .mapToObj(Results::integer)
                                        .toList()),
                        STRING)
                .function("MinRunes", BOOL, c -> Results.bool(length(c.text(0)) >= c.integer(1)), STRING, INT)
                .function("MaxRunes", BOOL, c -> Results.bool(length(c.text(0)) <= c.integer(1)), STRING, INT)
                .function("SliceRunes", STRING, StringsPackage::sliceRunes, STRING, INT, INT)
                .function("ToTitle", STRING, c -> firstOfWords(c.text(0), Character::toTitleCase), STRING)
                .function("ToCamel", STRING, c -> firstOfWords(c.text(0), Character::toLowerCase), STRING);
    }

    private static void searching(Members all) {
        all.function(
                        "Compare",
                        INT,
                        c -> Results.integer(Integer.signum(Utf8.compare(c.text(0), c.text(1)))),
                        STRING,
                        STRING)
                .function("Count", INT, c -> Results.integer(count(c.text(0), c.text(1))), STRING, STRING)
                .function("Contains", BOOL, c -> Results.bool(c.text(0).contains(c.text(1))), STRING, STRING)
                .function("ContainsAny", BOOL, c -> Results.bool(indexAny(c.text(0), c.text(1)) >= 0), STRING, STRING)
                .function("Index", INT, c -> index(c.text(0), c.text(0).indexOf(c.text(1))), STRING, STRING)
                .function("LastIndex", INT, c -> index(c.text(0), c.text(0).lastIndexOf(c.text(1))), STRING, STRING)
                .function("IndexAny", INT, c -> index(c.text(0), indexAny(c.text(0), c.text(1))), STRING, STRING)
                .function(
                        "LastIndexAny", INT, c -> index(c.text(0), lastIndexAny(c.text(0), c.text(1))), STRING, STRING)
                .function("HasPrefix", BOOL, c -> Results.bool(c.text(0).startsWith(c.text(1))), STRING, STRING)
                .function("HasSuffix", BOOL, c -> Results.bool(c.text(0).endsWith(c.text(1))), STRING, STRING);
    }

    private static void splitting(Members all) {
        all.function("SplitN", LIST, c -> split(c, 0, c.size(2)), STRING, STRING, INT)
                .function("SplitAfterN", LIST, c -> split(c, c.text(1).length(), c.size(2)), STRING, STRING, INT)
                .function("Split", LIST, c -> split(c, 0, -1), STRING, STRING)
                .function("SplitAfter", LIST, c -> split(c, c.text(1).length(), -1), STRING, STRING)
                .function("Fields", LIST, c -> Results.texts(c, fields(c.text(0))), STRING)
                .function("Join", STRING, c -> Results.text(String.join(c.text(1), c.texts(0))), LIST, STRING);
    }

    private static void changing(Members all) {
        all.function("Repeat", STRING, StringsPackage::repeat, STRING, INT)
                .function("ToUpper", STRING, c -> map(c.text(0), Character::toUpperCase), STRING)
                .function("ToLower", STRING, c -> map(c.text(0), Character::toLowerCase), STRING)
                .function("Trim", STRING, c -> trim(c.text(0), isIn(c.text(1)), true, true), STRING, STRING)
                .function("TrimLeft", STRING, c -> trim(c.text(0), isIn(c.text(1)), true, false), STRING, STRING)
                .function("TrimRight", STRING, c -> trim(c.text(0), isIn(c.text(1)), false, true), STRING, STRING)
                .function("TrimSpace", STRING, c -> trim(c.text(0), Utf8::isSpace, true, true), STRING)
                .function("TrimPrefix", STRING, StringsPackage::trimPrefix, STRING, STRING)
                .function("TrimSuffix", STRING, StringsPackage::trimSuffix, STRING, STRING)
                .function("Replace", STRING, StringsPackage::replace, STRING, STRING, STRING, INT);
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static Value byteAt(Call call) throws Failure {
        byte[] bytes = call.bytes(0);
        int index = call.size(1);
        if (index < 0 || index >= bytes.length) {
            throw Failure.of(RANGE);
        }
        return Results.integer(bytes[index] & 0xFF);
    }

    private static Value byteSlice(Call call) throws Failure {
        byte[] bytes = call.bytes(0);
        int start = call.size(1);
        int end = call.size(2);
        if (start < 0 || start > end || end > bytes.length) {
            throw Failure.of(RANGE);
        }
        return Results.bytes(Arrays.copyOfRange(bytes, start, end));
    }

    private static Value sliceRunes(Call call) throws Failure {
        String text = call.text(0);
        int start = call.size(1);
        int end = call.size(2);
        if (start < 0 || start > end || end > length(text)) {
            throw Failure.of(RANGE);
        }
        return Results.text(text.substring(text.offsetByCodePoints(0, start), text.offsetByCodePoints(0, end)));
    }

    private static Value firstOfWords(String text, IntUnaryOperator change) {
        StringBuilder out = new StringBuilder();
        int[] previous = {' '};
        text.codePoints().forEach(ch -> {
            out.appendCodePoint(Utf8.isSpace(previous[0]) ? change.applyAsInt(ch) : ch);
            previous[0] = ch;
        });
        return Results.text(out.toString());
    }

    private static int count(String text, String part) {
        if (part.isEmpty()) {
            return length(text) + 1;
        }
        int count = 0;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
            count++;
        }
        return count;
    }

    private static Value index(String text, int index) {
        return Results.integer(Utf8.byteIndex(text, index));
    }

    private static IntPredicate isIn(String set) {
        return ch -> set.indexOf(ch) >= 0;
    }

    private static int indexAny(String text, String set) {
        for (int i = 0; i < text.length(); ) {
            int ch = text.codePointAt(i);
            if (set.indexOf(ch) >= 0) {
                return i;
            }
            i += Character.charCount(ch);
        }
        return -1;
    }

    private static int lastIndexAny(String text, String set) {
        for (int i = text.length(); i > 0; ) {
            int ch = text.codePointBefore(i);
            i -= Character.charCount(ch);
            if (set.indexOf(ch) >= 0) {
                return i;
            }
        }
        return -1;
    }

    /** Splits into at most {@code most} parts (all when negative), each keeping so much of the separator. */
    private static Value split(Call call, int keep, int most) throws Failure {
        String text = call.text(0);
        String separator = call.text(1);
        List<String> parts = new ArrayList<>();
        if (most == 0) {
            return Results.texts(call, parts);
        }
        int from = 0;
        while (most < 0 || parts.size() < most - 1) {
            int to;
            if (separator.isEmpty()) {
                to = from < text.length() ? text.offsetByCodePoints(from, 1) : -1;
                if (to == text.length()) {
                    to = -1;
                }
            } else {
                to = text.indexOf(separator, from);
            }
            if (to < 0) {
                break;
            }
            parts.add(text.substring(from, to + keep));
            from = to + separator.length();
        }
        if (!separator.isEmpty() || from < text.length()) {
            parts.add(text.substring(from));
        }
        return Results.texts(call, parts);
    }

    private static List<String> fields(String text) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        text.codePoints().forEach(ch -> {
            if (!Utf8.isSpace(ch)) {
                field.appendCodePoint(ch);
            } else if (field.length() > 0) {
                fields.add(field.toString());
                field.setLength(0);
            }
        });
        if (field.length() > 0) {
            fields.add(field.toString());
        }
        return fields;
    }

    private static Value repeat(Call call) throws Failure {
        String text = call.text(0);
        int count = call.size(1);
        if (count < 0) {
            throw Failure.of("strings: negative Repeat count");
        }
        if ((long) text.length() * count > LONGEST) {
            throw Failure.of("result is longer than " + LONGEST + " characters");
        }
        return Results.text(text.repeat(count));
    }

    private static Value map(String text, IntUnaryOperator change) {
        return Results.text(text.codePoints()
                .map(change)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString());
    }

    private static Value trim(String text, IntPredicate drop, boolean left, boolean right) {
        int start = 0;
        int end = text.length();
        while (left && start < end && drop.test(text.codePointAt(start))) {
            start += Character.charCount(text.codePointAt(start));
        }
        while (right && end > start && drop.test(text.codePointBefore(end))) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        return Results.text(text.substring(start, end));
    }

    private static Value trimPrefix(Call call) throws Failure {
        String text = call.text(0);
        String prefix = call.text(1);
        return Results.text(text.startsWith(prefix) ? text.substring(prefix.length()) : text);
    }

    private static Value trimSuffix(Call call) throws Failure {
        String text = call.text(0);
        String suffix = call.text(1);
        return Results.text(text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text);
    }

    private static Value replace(Call call) throws Failure {
        String text = call.text(0);
        String old = call.text(1);
        String replacement = call.text(2);
        int most = call.size(3);
        StringBuilder out = new StringBuilder();
        int from = 0;
        for (int done = 0; most < 0 || done < most; done++) {
            int to = old.isEmpty() && done > 0
                    ? from < text.length() ? text.offsetByCodePoints(from, 1) : -1
                    : text.indexOf(old, from);
            if (to < 0) {
                break;
            }
            out.append(text, from, to).append(replacement);
            if (out.length() > LONGEST) {
                throw Failure.of("result is longer than " + LONGEST + " characters");
            }
            from = to + old.length();
        }
        return Results.text(out.append(text.substring(from)).toString());
    }
}
