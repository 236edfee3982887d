package io.jenkins.plugins.vela.cue.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.cue.value.Bottom;
import io.jenkins.plugins.vela.cue.value.CallContext;
import io.jenkins.plugins.vela.cue.value.Kind;
import io.jenkins.plugins.vela.cue.value.Num;
import io.jenkins.plugins.vela.cue.value.Scalars;
import io.jenkins.plugins.vela.cue.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One call of a builtin: its arguments in the types that a body wants. */
record Call(CallContext context, String name, List<Value> arguments) {

    int count() {
        return arguments.size();
    }

    Value value(int index) {
        return arguments.get(index);
    }

    /** The argument, of which a scalar is wanted, with its default taken. */
    private Value scalar(int index, String wanted) throws Failure {
        Value value = context.value(arguments.get(index));
        if (value instanceof Bottom bottom) {
            throw Failure.of(bottom);
        }
        if (!value.isConcrete()) {
            throw Failure.incomplete("non-concrete argument " + index + ": " + wanted + " wanted");
        }
        return value;
    }

    private Failure wrongType(Value value, int index, String wanted) {
        return Failure.of("cannot use " + describe(value) + " as " + wanted + " in argument " + index + " to " + name);
    }

    static String describe(Value value) {
        return value + " (type " + Kind.name(value.kinds()) + ")";
    }

    String text(int index) throws Failure {
        Value value = scalar(index, "string");
        if (value instanceof Scalars.Text text) {
            return text.value();
        } else if (value instanceof Scalars.Binary binary) {
            return new String(binary.value().toByteArray(), StandardCharsets.UTF_8);
        }
        throw wrongType(value, index, "string");
    }

    /** Bytes, or the UTF-8 form of a string. */
    byte[] bytes(int index) throws Failure {
        Value value = scalar(index, "bytes|string");
        if (value instanceof Scalars.Binary binary) {
            return binary.value().toByteArray();
        } else if (value instanceof Scalars.Text text) {
            return text.value().getBytes(StandardCharsets.UTF_8);
        }
        throw wrongType(value, index, "bytes|string");
    }

    private Num number(int index) throws Failure {
        Value value = scalar(index, "number");
        if (value instanceof Num num) {
            return num;
        }
        throw wrongType(value, index, "number");
    }

    BigInteger big(int index) throws Failure {
        Num number = number(index);
        if (!number.isInt()) {
            throw wrongType(number, index, "int");
        }
        return number.integer();
    }

    long integer(int index) throws Failure {
        BigInteger value = big(index);
        if (value.bitLength() > 63) {
            throw Failure.of("int " + value + " overflows int64 in argument " + index + " in call to " + name);
        }
        return value.longValue();
    }

    /** An index or a count; what is beyond an int is cut to it, since nothing here is as long. */
    int size(int index) throws Failure {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, integer(index)));
    }

    /** A count that must not be negative. */
    int unsigned(int index) throws Failure {
        if (big(index).signum() < 0) {
            throw wrongType(number(index), index, "uint");
        }
        return size(index);
    }

    BigDecimal decimal(int index) throws Failure {
        return number(index).decimal();
    }

    double real(int index) throws Failure {
        Num number = number(index);
        double real = number.asDouble();
        if (Double.isInfinite(real) || (real == 0 && number.signum() != 0)) {
            throw Failure.of("invalid operation: " + number + " is out of range of a float64");
        }
        return real;
    }

    boolean bool(int index) throws Failure {
        Value value = scalar(index, "bool");
        if (value instanceof Scalars.Bool bool) {
            return bool.value();
        }
        throw wrongType(value, index, "bool");
    }

    List<Value> list(int index) throws Failure {
        return elements(arguments.get(index));
    }

    List<Value> elements(Value list) throws Failure {
        Value value = context.value(list);
        if (value instanceof Bottom bottom) {
            throw Failure.of(bottom);
        }
        if ((value.kinds() & Kind.LIST) == 0) {
            throw Failure.of("cannot use value " + describe(value) + " as list");
        }
        if (!value.isConcrete()) {
            throw Failure.incomplete("non-concrete list");
        }
        return context.elements(value);
    }

    List<String> texts(int index) throws Failure {
        List<String> texts = new ArrayList<>();
        for (Value element : list(index)) {
            if (concrete(element, texts.size(), index, Kind.STRING, "string") instanceof Scalars.Text text) {
                texts.add(text.value());
            }
        }
        return texts;
    }

    List<BigDecimal> numbers(int index) throws Failure {
        List<BigDecimal> numbers = new ArrayList<>();
        for (Value element : list(index)) {
            if (concrete(element, numbers.size(), index, Kind.NUMBER, "number") instanceof Num number) {
                numbers.add(number.decimal());
            }
        }
        return numbers;
    }

    private Value concrete(Value element, int position, int index, int kinds, String wanted) throws Failure {
        Value value = context.value(element);
        if (value instanceof Bottom bottom) {
            throw Failure.of(bottom);
        }
        if ((value.kinds() & kinds) == 0) {
            throw Failure.of("invalid list element " + position + " in argument " + index
                    + " to call: cannot use value " + value + " (" + Kind.name(value.kinds()) + ") as " + wanted);
        }
        if (!value.isConcrete()) {
            throw Failure.incomplete("non-concrete value " + value + " for element " + position + " of " + wanted
                    + " list argument " + index);
        }
        return value;
    }

    /** The argument as data. */
    JsonNode json(int index) throws Failure {
        return json(arguments.get(index));
    }

    /** A value as data in which bytes are binary nodes, not text. */
    JsonNode data(Value value) throws Failure {
        CallContext.Json data = context.data(value);
        if (data.error() != null) {
            throw Failure.of(data.error());
        }
        return data.data();
    }

    JsonNode json(Value value) throws Failure {
        CallContext.Json json = context.json(value);
        if (json.error() != null) {
            throw Failure.of(json.error());
        }
        return json.data();
    }
}
