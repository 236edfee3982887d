package io.jenkins.plugins.vela.cue.builtin;

import static io.jenkins.plugins.vela.cue.value.Kind.BOOL;
import static io.jenkins.plugins.vela.cue.value.Kind.INT;
import static io.jenkins.plugins.vela.cue.value.Kind.NUMBER;
import static io.jenkins.plugins.vela.cue.value.Kind.STRING;

import io.jenkins.plugins.vela.cue.syntax.Expr;
import io.jenkins.plugins.vela.cue.syntax.Parser;
import io.jenkins.plugins.vela.cue.syntax.Source;
import io.jenkins.plugins.vela.cue.syntax.SyntaxException;
import io.jenkins.plugins.vela.cue.value.Value;
import java.math.BigInteger;
import java.util.Locale;
import java.util.function.IntPredicate;

/** Package {@code strconv}. */
final class StrconvPackage {
    private static final String DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final int MOST_BASE = DIGITS.length();

    private StrconvPackage() {}

    static Members members() {
        return new Members("strconv")
                .constant("IntSize", Results.integer(64))
                .function("Unquote", STRING, c -> Results.text(unquoted(c.text(0))), STRING)
                .function("ParseBool", BOOL, c -> parseBool(c.text(0)), STRING)
                .function("FormatBool", STRING, c -> Results.text(String.valueOf(c.bool(0))), BOOL)
                .function("ParseFloat", NUMBER, c -> parseFloat(c.text(0), c.size(1)), STRING, INT)
                .function("ParseUint", INT, c -> parseUint(c.text(0), c.size(1), c.size(2)), STRING, INT, INT)
                .function("ParseInt", INT, c -> parseInt("ParseInt", c.text(0), c.size(1), c.size(2)), STRING, INT, INT)
                .function("Atoi", INT, c -> parseInt("Atoi", c.text(0), 10, 64), STRING)
                .function(
                        "FormatFloat",
                        STRING,
                        c -> Results.text(FloatText.format(c.real(0), letter(c), c.size(2), c.size(3))),
                        NUMBER,
                        INT,
                        INT,
                        INT)
                .function("FormatUint", STRING, c -> Results.text(format(c.big(0), c.size(1))), INT, INT)
                .function("FormatInt", STRING, c -> Results.text(format(c.big(0), c.size(1))), INT, INT)
                .function("Quote", STRING, c -> quote(c.text(0), StrconvPackage::isPrint, false), STRING)
                .function("QuoteToASCII", STRING, c -> quote(c.text(0), StrconvPackage::isPrint, true), STRING)
                .function("QuoteToGraphic", STRING, c -> quote(c.text(0), StrconvPackage::isGraphic, false), STRING)
                .function("QuoteRune", STRING, c -> quoteRune(c.size(0), StrconvPackage::isPrint, false), INT)
                .function("QuoteRuneToASCII", STRING, c -> quoteRune(c.size(0), StrconvPackage::isPrint, true), INT)
                .function(
                        "QuoteRuneToGraphic", STRING, c -> quoteRune(c.size(0), StrconvPackage::isGraphic, false), INT)
                .function("IsPrint", BOOL, c -> Results.bool(isPrint(c.size(0))), INT)
                .function("IsGraphic", BOOL, c -> Results.bool(isGraphic(c.size(0))), INT);
    }

    static String unquoted(String text) throws Failure {
        try {
            Expr expr = Parser.parseExpr(Source.of("strconv.Unquote", text));
            if (expr instanceof Expr.StringLit literal) {
                return literal.value();
            } else if (expr instanceof Expr.BytesLit literal) {
                return Utf8.text(literal.value().toByteArray());
            }
        } catch (SyntaxException e) {
            throw Failure.of("invalid syntax");
        }
        throw Failure.of("invalid syntax");
    }

    private static char letter(Call call) throws Failure {
        long letter = call.integer(1);
        if (letter < 0 || letter > 255) {
            throw Failure.of("format " + letter + " is not a byte");
        }
        return (char) letter;
    }

    private static Failure syntax(String function, String text) throws Failure {
        return Failure.of("strconv." + function + ": parsing " + quoted(text) + ": invalid syntax");
    }

    private static Failure range(String function, String text) throws Failure {
        return Failure.of("strconv." + function + ": parsing " + quoted(text) + ": value out of range");
    }

    private static Value parseBool(String text) throws Failure {
        return switch (text) {
            case "1", "t", "T", "true", "TRUE", "True" -> Results.bool(true);
            case "0", "f", "F", "false", "FALSE", "False" -> Results.bool(false);
            default -> throw syntax("ParseBool", text);
        };
    }

    private static Value parseFloat(String text, int bits) throws Failure {
        // underscores may stand between digits
        String bare = text.matches(".*[0-9a-fA-F]_[0-9a-fA-F].*")
                ? text.replaceAll("(?<=[0-9a-fA-F])_(?=[0-9a-fA-F])", "")
                : text;
        boolean decimal = bare.matches("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");
        boolean hex = bare.matches("[+-]?0[xX]([0-9a-fA-F]+\\.?[0-9a-fA-F]*|\\.[0-9a-fA-F]+)[pP][+-]?[0-9]+");
        if (!decimal && !hex) {
            String lower = text.toLowerCase(Locale.ROOT);
            if (lower.matches("[+-]?(inf|infinity)|nan")) {
                throw Failure.of("result is not a number: " + text);
            }
            throw syntax("ParseFloat", text);
        }
        double value = bits == 32 ? Float.parseFloat(bare) : Double.parseDouble(bare);
        if (Double.isInfinite(value)) {
            throw range("ParseFloat", text);
        }
        return Results.real(value);
    }

    private static Value parseInt(String function, String text, int base, int bits) throws Failure {
        boolean negative = text.startsWith("-");
        String digits = negative || text.startsWith("+") ? text.substring(1) : text;
        BigInteger size = magnitude(function, text, digits, base, bits);
        BigInteger value = negative ? size.negate() : size;
        if (value.bitLength() > (bits == 0 ? 64 : bits) - 1) {
            throw range(function, text);
        }
        return Results.integer(value);
    }

    private static Value parseUint(String text, int base, int bits) throws Failure {
        BigInteger value = magnitude("ParseUint", text, text, base, bits);
        if (value.bitLength() > (bits == 0 ? 64 : bits)) {
            throw range("ParseUint", text);
        }
        return Results.integer(value);
    }

    private static BigInteger magnitude(String function, String text, String digits, int base, int bits)
            throws Failure {
        int radix = base;
        String bare = digits;
        if (base == 0) {
            String lower = digits.toLowerCase(Locale.ROOT);
            radix = lower.startsWith("0x")
                    ? 16
                    : lower.startsWith("0b") ? 2 : lower.startsWith("0") && digits.length() > 1 ? 8 : 10;
            bare = lower.matches("0[xbo].*") ? digits.substring(2) : digits;
            bare = bare.matches("_?[0-9a-zA-Z]+(_[0-9a-zA-Z]+)*") ? bare.replace("_", "") : bare;
        } else if (base < 2 || base > 36) {
            throw Failure.of("strconv." + function + ": parsing " + quoted(text) + ": invalid base " + base);
        }
        if (bits < 0 || bits > 64) {
            throw Failure.of("strconv." + function + ": parsing " + quoted(text) + ": invalid bit size " + bits);
        }
        if (bare.isEmpty() || bare.length() > 10_000) {
            throw syntax(function, text);
        }
        for (int i = 0; i < bare.length(); i++) {
            if (bare.charAt(i) >= 0x80 || Character.digit(bare.charAt(i), radix) < 0) {
                throw syntax(function, text);
            }
        }
        return new BigInteger(bare, radix);
    }

    private static String format(BigInteger value, int base) throws Failure {
        if (base < 2 || base > MOST_BASE) {
            throw Failure.of("invalid base");
        }
        if (base <= Character.MAX_RADIX) {
            return value.toString(base);
        }
        StringBuilder out = new StringBuilder();
        BigInteger rest = value.abs();
        BigInteger radix = BigInteger.valueOf(base);
        do {
            BigInteger[] parts = rest.divideAndRemainder(radix);
            out.append(DIGITS.charAt(parts[1].intValue()));
            rest = parts[0];
        } while (rest.signum() > 0);
        return (value.signum() < 0 ? "-" : "") + out.reverse();
    }

    // ---- quoting ----

    static boolean isGraphic(int ch) {
        if (ch < 0 || ch > Character.MAX_CODE_POINT) {
            return false;
        }
        return switch (Character.getType(ch)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    static boolean isPrint(int ch) {
        return isGraphic(ch) && (ch == ' ' || Character.getType(ch) != Character.SPACE_SEPARATOR);
    }

    /** As the reference quotes a text in its messages. */
    static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.codePoints().forEach(ch -> escape(out, ch, '"', StrconvPackage::isPrint, false));
        return out.append('"').toString();
    }

    private static Value quote(String text, IntPredicate keeps, boolean ascii) {
        StringBuilder out = new StringBuilder("\"");
        text.codePoints().forEach(ch -> escape(out, ch, '"', keeps, ascii));
        return Results.text(out.append('"').toString());
    }

    private static Value quoteRune(int rune, IntPredicate keeps, boolean ascii) {
        boolean valid = rune >= 0 && rune <= Character.MAX_CODE_POINT && (rune < 0xD800 || rune > 0xDFFF);
        StringBuilder out = new StringBuilder("'");
        escape(out, valid ? rune : 0xFFFD, '\'', keeps, ascii);
        return Results.text(out.append('\'').toString());
    }

    /** A character in single quotes. */
    static String quotedRune(int rune) {
        StringBuilder out = new StringBuilder("'");
        escape(out, rune, '\'', StrconvPackage::isPrint, false);
        return out.append('\'').toString();
    }

    private static void escape(StringBuilder out, int ch, char mark, IntPredicate keeps, boolean ascii) {
        if (ch == mark || ch == '\\') {
            out.append('\\').append((char) ch);
        } else if (ascii ? ch < 0x80 && keeps.test(ch) : keeps.test(ch)) {
            out.appendCodePoint(ch);
        } else {
            switch (ch) {
                case 7 -> out.append("\\a");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case 11 -> out.append("\\v");
                default ->
                    out.append(
                            ch < ' ' || ch == 0x7F
                                    ? String.format("\\x%02x", ch)
                                    : ch < 0x10000 ? String.format("\\u%04x", ch) : String.format("\\U%08x", ch));
            }
        }
    }
}
