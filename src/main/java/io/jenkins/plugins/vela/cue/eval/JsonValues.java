package io.jenkins.plugins.vela.cue.eval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.vela.cue.syntax.Bytes;
import io.jenkins.plugins.vela.cue.value.Num;
import io.jenkins.plugins.vela.cue.value.Scalars.Binary;
import io.jenkins.plugins.vela.cue.value.Scalars.Bool;
import io.jenkins.plugins.vela.cue.value.Scalars.Null;
import io.jenkins.plugins.vela.cue.value.Scalars.Text;
import io.jenkins.plugins.vela.cue.value.Value;
import java.util.Base64;

/** Scalars to data and back. */
final class JsonValues {

    private JsonValues() {}

    static Value scalar(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> new Text(node.textValue());
            case BOOLEAN -> Bool.of(node.booleanValue());
            case NUMBER -> number(node);
            case BINARY -> binary(node);
            default -> Null.INSTANCE;
        };
    }

    private static Value number(JsonNode node) {
        if (node.isInt() || node.isLong() || node.isShort()) {
            return Num.of(node.longValue());
        }
        if (node.isBigInteger()) {
            return Num.of(node.bigIntegerValue());
        }
        return Num.ofFloat(node.decimalValue());
    }

    private static Value binary(JsonNode node) {
        try {
            return new Binary(Bytes.of(node.binaryValue()));
        } catch (java.io.IOException e) {
            return new Text(node.asText());
        }
    }

    /** As {@link #node}, but bytes stay bytes. */
    static JsonNode data(Value value) {
        return value instanceof Binary binary
                ? BinaryNode.valueOf(binary.value().toByteArray())
                : node(value);
    }

    static JsonNode node(Value value) {
        if (value instanceof Text text) {
            return TextNode.valueOf(text.value());
        }
        if (value instanceof Bool bool) {
            return BooleanNode.valueOf(bool.value());
        }
        if (value instanceof Num number) {
            if (number.isLong() && number.isInt()) {
                long small = number.asLong();
                return small == (int) small ? IntNode.valueOf((int) small) : LongNode.valueOf(small);
            }
            return number.isInt() && number.decimal().scale() == 0
                    ? JsonNodeFactory.instance.numberNode(number.integer())
                    : DecimalNode.valueOf(number.decimal());
        }
        if (value instanceof Binary binary) {
            return TextNode.valueOf(
                    Base64.getEncoder().encodeToString(binary.value().toByteArray()));
        }
        return NullNode.instance;
    }
}
