package io.jenkins.plugins.vela.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an unquoted scalar means. The rule is that of {@code kubectl} (sigs.k8s.io/yaml, measured with v1.6.0), which keeps
 * YAML 1.1 habits, because a file must mean the same here as when it is applied to a cluster: {@code yes}, {@code on} and
 * {@code y} are true; {@code 012} and {@code 0o12} are 10; {@code 1_000} is 1000; {@code 1.0} and {@code 1e3} are the
 * integers 1 and 1000; {@code 08}, no octal number, is 8; dates and {@code 1:30} are text. {@code .inf} and {@code .nan}
 * have no JSON form and are refused. Beyond kubectl, integers keep all their digits.
 */
final class PlainScalar {
    private static final Set<String> TRUE =
            Set.of("true", "True", "TRUE", "y", "Y", "yes", "Yes", "YES", "on", "On", "ON");
    private static final Set<String> FALSE =
            Set.of("false", "False", "FALSE", "n", "N", "no", "No", "NO", "off", "Off", "OFF");
    private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
    private static final Set<String> NOT_FINITE = Set.of(
            ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF", ".nan", ".NaN", ".NAN");
    private static final Pattern INTEGER =
            Pattern.compile("[-+]?(?:0[xX][0-9a-fA-F]+|0[oO]?[0-7]+|0[bB][01]+|0|[1-9][0-9]*)");
    private static final Pattern FLOAT = Pattern.compile("[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?");
    /** From here on Go prints a float64 with an exponent, so that it is no integer any more. */
    private static final BigDecimal INTEGRAL_LIMIT = new BigDecimal("1e21");

    private PlainScalar() {}

    static boolean isFinite(String text) {
        return !NOT_FINITE.contains(text);
    }

    static JsonNode resolve(String text) {
        if (NULL.contains(text)) {
            return NullNode.getInstance();
        }
        Optional<JsonNode> bool = bool(text);
        if (bool.isPresent()) {
            return bool.get();
        }
        return number(text).orElseGet(() -> TextNode.valueOf(text));
    }

    static Optional<JsonNode> bool(String text) {
        if (TRUE.contains(text)) {
            return Optional.of(BooleanNode.TRUE);
        }
        return FALSE.contains(text) ? Optional.of(BooleanNode.FALSE) : Optional.empty();
    }

    static Optional<JsonNode> number(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        char first = text.charAt(0);
        if (!(first >= '0' && first <= '9') && first != '+' && first != '-' && first != '.') {
            return Optional.empty();
        }
        String plain = text.indexOf('_') < 0 ? text : text.replace("_", "");
        if (INTEGER.matcher(plain).matches()) {
            return Optional.of(integer(plain));
        }
        return FLOAT.matcher(plain).matches() ? decimal(plain) : Optional.empty();
    }

    private static JsonNode integer(String text) {
        boolean negative = text.charAt(0) == '-';
        String digits = negative || text.charAt(0) == '+' ? text.substring(1) : text;
        int radix = 10;
        if (digits.length() > 1 && digits.charAt(0) == '0') {
            String prefix = digits.substring(0, 2).toLowerCase(Locale.ROOT);
            radix = prefix.equals("0x") ? 16 : prefix.equals("0b") ? 2 : 8;
            digits = digits.substring(prefix.equals("0x") || prefix.equals("0b") || prefix.equals("0o") ? 2 : 1);
        }
        return integer(new BigInteger(negative ? "-" + digits : digits, radix));
    }

    private static JsonNode integer(BigInteger value) {
        if (value.bitLength() < 32) {
            return IntNode.valueOf(value.intValue());
        }
        return value.bitLength() < 64 ? LongNode.valueOf(value.longValue()) : BigIntegerNode.valueOf(value);
    }

    private static Optional<JsonNode> decimal(String text) {
        double rounded = Double.parseDouble(text);
        if (Double.isInfinite(rounded)) {
            return Optional.empty();
        }
        if (rounded == 0) {
            return Optional.of(IntNode.valueOf(0));
        }
        // exponents are small from here on, a double holds them
        BigDecimal value = new BigDecimal(text).stripTrailingZeros();
        boolean integral = value.scale() <= 0 && value.abs().compareTo(INTEGRAL_LIMIT) < 0;
        return Optional.of(integral ? integer(value.toBigIntegerExact()) : DecimalNode.valueOf(value));
    }
}
