package io.jenkins.plugins.vela.cue.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/** How {@link TextTemplate}s write values: Go's formats of package {@code fmt}. */
final class TemplateFormat {
    private static final int WIDEST = 10_000;

    private final JsonNode value;
    private boolean minus;
    private boolean plus;
    private boolean sharp;
    private boolean space;
    private boolean zero;
    private int width = -1;
    private int precision = -1;

    private TemplateFormat(JsonNode value) {
        this.value = value;
    }

    /** A value as an action writes it. */
    static String output(JsonNode value) throws Failure {
        return value.isMissingNode() || value.isNull() ? "<no value>" : print(value);
    }

    /** A value as {@code %v} writes it. */
    static String print(JsonNode value) throws Failure {
        if (value.isMissingNode() || value.isNull()) {
            return "<nil>";
        } else if (value.isTextual()) {
            return value.textValue();
        } else if (value.isIntegralNumber()) {
            return value.bigIntegerValue().toString();
        } else if (value.isNumber()) {
            return FloatText.format(value.doubleValue(), 'g', -1, 64);
        }
        List<String> parts = new ArrayList<>();
        if (value instanceof BinaryNode binary) {
            for (byte one : binary.binaryValue()) {
                parts.add(String.valueOf(one & 0xFF));
            }
            return "[" + String.join(" ", parts) + "]";
        } else if (value.isObject()) {
            for (String key : keys(value)) {
                parts.add(key + ":" + print(value.get(key)));
            }
            return "map[" + String.join(" ", parts) + "]";
        } else if (value.isArray()) {
            for (JsonNode element : value) {
                parts.add(print(element));
            }
            return "[" + String.join(" ", parts) + "]";
        }
        return value.asText();
    }

    static List<String> keys(JsonNode object) {
        List<String> keys = new ArrayList<>();
        object.fieldNames().forEachRemaining(keys::add);
        keys.sort(Utf8::compare);
        return keys;
    }

    /** What Go calls the value's type. */
    static String type(JsonNode value) {
        if (value.isObject()) {
            return "map[string]interface {}";
        } else if (value.isBinary()) {
            return "[]uint8";
        } else if (value.isArray()) {
            return "[]interface {}";
        } else if (value.isTextual()) {
            return "string";
        } else if (value.isIntegralNumber()) {
            // numbers in the text of the template are of another type than those of the data
            return value.isBigInteger() ? value.bigIntegerValue().bitLength() > 63 ? "*big.Int" : "int" : "int64";
        } else if (value.isNumber()) {
            return "float64";
        }
        return value.isBoolean() ? "bool" : "<nil>";
    }

    /** {@code printf}. */
    static String format(String format, List<JsonNode> arguments) throws Failure {
        StringBuilder out = new StringBuilder();
        Iterator<JsonNode> next = arguments.iterator();
        for (int i = 0; i < format.length(); i++) {
            char ch = format.charAt(i);
            if (ch != '%') {
                out.append(ch);
                continue;
            }
            int verbAt = verb(format, i + 1);
            if (verbAt >= format.length()) {
                out.append("%!(NOVERB)");
                break;
            }
            int verb = format.codePointAt(verbAt);
            if (verb == '%') {
                out.append('%');
            } else {
                one(format.substring(i + 1, verbAt), verb, next, out);
            }
            i = verbAt + Character.charCount(verb) - 1;
        }
        if (next.hasNext()) {
            List<String> extra = new ArrayList<>();
            while (next.hasNext()) {
                JsonNode value = next.next();
                extra.add(isNil(value) ? "<nil>" : type(value) + "=" + print(value));
            }
            out.append("%!(EXTRA ").append(String.join(", ", extra)).append(')');
        }
        return out.toString();
    }

    private static boolean isNil(JsonNode value) {
        return value.isNull() || value.isMissingNode();
    }

    private static int verb(String format, int from) {
        int at = from;
        while (at < format.length() && "+-# 0123456789.*".indexOf(format.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    private static void one(String flags, int verb, Iterator<JsonNode> next, StringBuilder out) throws Failure {
        String rest = flags;
        TemplateFormat flag = new TemplateFormat(null);
        while (!rest.isEmpty() && "+-# 0".indexOf(rest.charAt(0)) >= 0) {
            flag.flag(rest.charAt(0));
            rest = rest.substring(1);
        }
        int point = rest.indexOf('.');
        String wide = point < 0 ? rest : rest.substring(0, point);
        String exact = point < 0 ? "" : rest.substring(point + 1);
        int width = wide.equals("*") ? star(next) : wide.isEmpty() ? -1 : number(wide);
        int precision = point < 0 ? -1 : exact.equals("*") ? star(next) : exact.isEmpty() ? 0 : number(exact);
        if (!next.hasNext()) {
            out.append("%!").appendCodePoint(verb).append("(MISSING)");
            return;
        }
        TemplateFormat format = new TemplateFormat(next.next());
        format.minus = flag.minus || width < -1;
        format.plus = flag.plus;
        format.sharp = flag.sharp;
        format.space = flag.space;
        format.zero = flag.zero && !flag.minus;
        format.width = Math.min(WIDEST, Math.abs(width));
        format.precision = precision;
        out.append(format.with(verb));
    }

    private static int number(String digits) throws Failure {
        if (!digits.matches("[0-9]{1,5}")) {
            throw Failure.of("template: printf: bad width or precision " + digits);
        }
        return Math.min(WIDEST, Integer.parseInt(digits));
    }

    private static int star(Iterator<JsonNode> next) throws Failure {
        if (next.hasNext()) {
            JsonNode value = next.next();
            if (value.isInt()
                    || (value.isIntegralNumber() && value.bigIntegerValue().bitLength() < 16)) {
                return value.intValue();
            }
        }
        throw Failure.of("template: printf: * needs a number");
    }

    private void flag(char flag) {
        minus |= flag == '-';
        plus |= flag == '+';
        sharp |= flag == '#';
        space |= flag == ' ';
        zero |= flag == '0';
    }

    private String with(int verb) throws Failure {
        if (isNil(value)) {
            return verb == 'v' || verb == 'T' ? padded("<nil>") : "%!" + Character.toString(verb) + "(<nil>)";
        }
        if (verb == 'T') {
            return padded(type(value));
        } else if (verb == 'v') {
            // with %v a plus asks for the names of fields
            plus = false;
            if (value.isContainerNode() && width > 0 && !sharp) {
                return container(verb);
            }
            return sharp ? padded(goSyntax(value)) : value.isNumber() ? number('v') : padded(print(value));
        }
        if (value.isContainerNode()) {
            return container(verb);
        }
        String text =
                switch (verb) {
                    case 't' -> value.isBoolean() ? padded(value.asText()) : null;
                    case 'd', 'b', 'o', 'c', 'U' -> value.isIntegralNumber() ? integer((char) verb) : null;
                    case 'x', 'X' -> value.isBoolean() ? null : hex((char) verb);
                    case 'e', 'E', 'f', 'F', 'g', 'G' ->
                        value.isNumber() && !value.isIntegralNumber() ? number((char) verb) : null;
                    case 's', 'q' -> text((char) verb);
                    default -> null;
                };
        return text != null ? text : "%!" + Character.toString(verb) + "(" + type(value) + "=" + print(value) + ")";
    }

    /** Each part in the same format. */
    private String container(int verb) throws Failure {
        List<String> parts = new ArrayList<>();
        if (value.isObject()) {
            for (String key : keys(value)) {
                parts.add(part(com.fasterxml.jackson.databind.node.TextNode.valueOf(key))
                                .with(verb) + ":" + part(value.get(key)).with(verb));
            }
            return "map[" + String.join(" ", parts) + "]";
        }
        for (JsonNode element : value) {
            parts.add(part(element).with(verb));
        }
        return "[" + String.join(" ", parts) + "]";
    }

    private TemplateFormat part(JsonNode element) {
        TemplateFormat part = new TemplateFormat(element);
        part.minus = minus;
        part.plus = plus;
        part.sharp = sharp;
        part.space = space;
        part.zero = zero;
        part.width = width;
        part.precision = precision;
        return part;
    }

    private static String goSyntax(JsonNode value) throws Failure {
        if (value.isTextual()) {
            return StrconvPackage.quoted(value.textValue());
        } else if (value.isObject()) {
            List<String> parts = new ArrayList<>();
            for (String key : keys(value)) {
                parts.add(StrconvPackage.quoted(key) + ":" + goSyntax(value.get(key)));
            }
            return "map[string]interface {}{" + String.join(", ", parts) + "}";
        } else if (value.isArray()) {
            List<String> parts = new ArrayList<>();
            for (JsonNode element : value) {
                parts.add(goSyntax(element));
            }
            return "[]interface {}{" + String.join(", ", parts) + "}";
        } else if (value instanceof BinaryNode binary) {
            List<String> parts = new ArrayList<>();
            for (byte one : binary.binaryValue()) {
                parts.add("0x" + Integer.toHexString(one & 0xFF));
            }
            return "[]byte{" + String.join(", ", parts) + "}";
        }
        return isNil(value) ? "interface {}(nil)" : print(value);
    }

    private String text(char verb) throws Failure {
        String text;
        if (value.isTextual()) {
            text = value.textValue();
        } else if (value instanceof BinaryNode binary) {
            text = Utf8.text(binary.binaryValue());
        } else if (verb == 'q' && value.isIntegralNumber()) {
            return padded(StrconvPackage.quotedRune(value.intValue()));
        } else {
            return null;
        }
        if (precision >= 0) {
            text = text.substring(
                    0, text.offsetByCodePoints(0, Math.min(precision, text.codePointCount(0, text.length()))));
        }
        if (verb == 's') {
            return padded(text);
        }
        return padded(sharp && text.indexOf('`') < 0 ? "`" + text + "`" : StrconvPackage.quoted(text));
    }

    private String hex(char verb) throws Failure {
        String digits;
        if (value.isIntegralNumber()) {
            return integer(verb);
        } else if (value.isNumber()) {
            return signed(FloatText.format(value.doubleValue(), verb, precision, 64));
        }
        byte[] bytes = value instanceof BinaryNode binary ? binary.binaryValue() : Utf8.bytes(value.asText());
        StringBuilder hex = new StringBuilder();
        for (byte one : bytes) {
            hex.append(space && hex.length() > 0 ? " " : "").append(String.format("%02x", one & 0xFF));
        }
        digits = verb == 'X' ? hex.toString().toUpperCase(Locale.ROOT) : hex.toString();
        return padded(digits);
    }

    private String integer(char verb) {
        BigInteger number = value.bigIntegerValue();
        if (verb == 'c') {
            return padded(Character.toString(number.intValue()));
        } else if (verb == 'U') {
            return padded(String.format("U+%04X", number.intValue()));
        }
        int radix = verb == 'd' ? 10 : verb == 'b' ? 2 : verb == 'o' ? 8 : 16;
        String digits = number.abs().toString(radix);
        digits = "0".repeat(Math.max(0, precision - digits.length()))
                + (verb == 'X' ? digits.toUpperCase(Locale.ROOT) : digits);
        if (sharp) {
            digits = (verb == 'b' ? "0b" : verb == 'o' ? "0" : verb == 'd' ? "" : "0" + verb) + digits;
        }
        return signed((number.signum() < 0 ? "-" : "") + digits);
    }

    private String number(char verb) throws Failure {
        if (value.isIntegralNumber()) {
            return integer('d');
        }
        double number = value.doubleValue();
        String text =
                switch (verb) {
                    case 'v' -> FloatText.format(number, 'g', precision, 64);
                    case 'g', 'G' -> FloatText.format(number, verb, precision, 64);
                    case 'F' -> FloatText.format(number, 'f', precision < 0 ? 6 : precision, 64);
                    default -> FloatText.format(number, verb, precision < 0 ? 6 : precision, 64);
                };
        return signed(text);
    }

    /** With its sign, padded with zeros behind the sign where that is asked for. */
    private String signed(String number) {
        boolean isNegative = number.startsWith("-");
        String sign = isNegative ? "-" : plus ? "+" : space ? " " : "";
        String digits = isNegative ? number.substring(1) : number;
        if (zero && width > 0) {
            digits = "0".repeat(Math.max(0, width - sign.length() - digits.length())) + digits;
        }
        return padded(sign + digits);
    }

    private String padded(String text) {
        int missing = width - text.codePointCount(0, text.length());
        if (missing <= 0 || width < 0) {
            return text;
        }
        String pad = (zero && !minus ? "0" : " ").repeat(missing);
        return minus ? text + pad : pad + text;
    }
}
