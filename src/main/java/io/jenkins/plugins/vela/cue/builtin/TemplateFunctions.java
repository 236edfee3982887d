package io.jenkins.plugins.vela.cue.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The functions that {@link TextTemplate}s may call. */
final class TemplateFunctions {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Set<String> NAMES = Set.of(
            "and",
            "or",
            "not",
            "eq",
            "ne",
            "lt",
            "le",
            "gt",
            "ge",
            "len",
            "index",
            "slice",
            "print",
            "println",
            "printf",
            "html",
            "js",
            "urlquery",
            "call");

    private TemplateFunctions() {}

    /** The name, if there is such a function. */
    static String known(String name) throws Failure {
        if (!NAMES.contains(name)) {
            throw Failure.of("template: function " + StrconvPackage.quoted(name) + " not defined");
        }
        return name;
    }

    static JsonNode call(String name, List<JsonNode> arguments) throws Failure {
        if (arguments.isEmpty() && !name.equals("print") && !name.equals("println")) {
            throw Failure.of("template: wrong number of args for " + name);
        }
        return switch (name) {
            case "not" -> NODES.booleanNode(!TextTemplate.isTrue(only(name, arguments)));
            case "eq" -> NODES.booleanNode(equalsAny(arguments));
            case "ne" -> NODES.booleanNode(!equal(arguments.get(0), second(name, arguments)));
            case "lt" -> NODES.booleanNode(compare(name, arguments) < 0);
            case "le" -> NODES.booleanNode(compare(name, arguments) <= 0);
            case "gt" -> NODES.booleanNode(compare(name, arguments) > 0);
            case "ge" -> NODES.booleanNode(compare(name, arguments) >= 0);
            case "len" -> NODES.numberNode(length(only(name, arguments)));
            case "index" -> index(arguments);
            case "slice" -> slice(arguments);
            case "print" -> NODES.textNode(joined(arguments));
            case "println" -> NODES.textNode(lined(arguments));
            case "printf" -> printf(arguments);
            case "html" -> NODES.textNode(TemplatePackage.htmlEscape(escapable(arguments)));
            case "js" -> NODES.textNode(TemplatePackage.jsEscape(escapable(arguments)));
            case "urlquery" -> NODES.textNode(UrlText.escape(escapable(arguments), "", true));
            default -> throw Failure.of("template: error calling call: data holds no functions");
        };
    }

    private static JsonNode only(String name, List<JsonNode> arguments) throws Failure {
        if (arguments.size() != 1) {
            throw Failure.of("template: wrong number of args for " + name + ": want 1 got " + arguments.size());
        }
        return arguments.get(0);
    }

    private static JsonNode second(String name, List<JsonNode> arguments) throws Failure {
        if (arguments.size() != 2) {
            throw Failure.of("template: wrong number of args for " + name + ": want 2 got " + arguments.size());
        }
        return arguments.get(1);
    }

    // ---- comparing ----

    private static boolean equalsAny(List<JsonNode> arguments) throws Failure {
        if (arguments.size() < 2) {
            throw Failure.of("template: error calling eq: missing argument for comparison");
        }
        for (JsonNode other : arguments.subList(1, arguments.size())) {
            if (equal(arguments.get(0), other)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isNil(JsonNode value) {
        return value.isNull() || value.isMissingNode();
    }

    /** Only what is of one kind can be equal; asking for anything else is a mistake. */
    private static boolean equal(JsonNode a, JsonNode b) throws Failure {
        if (isNil(a) || isNil(b)) {
            return isNil(a) && isNil(b);
        }
        if (a.isContainerNode() || b.isContainerNode() || a.isBinary() || b.isBinary()) {
            throw Failure.of("template: error calling eq: non-comparable type " + TemplateFormat.type(a));
        }
        checkKinds("eq", a, b);
        return a.isNumber() ? a.decimalValue().compareTo(b.decimalValue()) == 0 : a.equals(b);
    }

    private static void checkKinds(String name, JsonNode a, JsonNode b) throws Failure {
        boolean same = (a.isNumber() && b.isNumber())
                ? a.isIntegralNumber() == b.isIntegralNumber()
                : a.getNodeType() == b.getNodeType();
        if (!same) {
            throw Failure.of("template: error calling " + name + ": incompatible types for comparison");
        }
    }

    private static int compare(String name, List<JsonNode> arguments) throws Failure {
        JsonNode a = arguments.get(0);
        JsonNode b = second(name, arguments);
        checkKinds(name, a, b);
        if (a.isNumber()) {
            return a.decimalValue().compareTo(b.decimalValue());
        } else if (a.isTextual()) {
            return Utf8.compare(a.textValue(), b.textValue());
        }
        throw Failure.of("template: error calling " + name + ": invalid type for comparison");
    }

    // ---- parts ----

    private static int length(JsonNode value) throws Failure {
        if (value.isTextual()) {
            return Utf8.bytes(value.textValue()).length;
        } else if (value.isBinary()) {
            return bytes(value).length;
        } else if (value.isContainerNode()) {
            return value.size();
        }
        throw Failure.of("template: error calling len: len of type " + TemplateFormat.type(value));
    }

    private static byte[] bytes(JsonNode value) {
        return value instanceof com.fasterxml.jackson.databind.node.BinaryNode binary
                ? binary.binaryValue()
                : Utf8.bytes(value.asText());
    }

    private static int position(String name, JsonNode index, int limit) throws Failure {
        if (!index.isIntegralNumber()) {
            throw Failure.of("template: error calling " + name + ": cannot index slice/array with type "
                    + TemplateFormat.type(index));
        }
        if (index.bigIntegerValue().signum() < 0
                || index.bigIntegerValue().bitLength() > 31
                || index.intValue() > limit) {
            throw Failure.of("template: error calling " + name + ": index out of range: " + index.bigIntegerValue());
        }
        return index.intValue();
    }

    private static JsonNode index(List<JsonNode> arguments) throws Failure {
        JsonNode value = arguments.get(0);
        if (isNil(value)) {
            throw Failure.of("template: error calling index: index of untyped nil");
        }
        for (JsonNode key : arguments.subList(1, arguments.size())) {
            if (value.isArray()) {
                value = value.get(position("index", key, value.size() - 1));
            } else if (value.isObject() && key.isTextual()) {
                value = value.path(key.textValue());
            } else if (value.isTextual() || value.isBinary()) {
                byte[] bytes = bytes(value);
                value = NODES.numberNode(bytes[position("index", key, bytes.length - 1)] & 0xFF);
            } else {
                throw Failure.of(
                        "template: error calling index: can't index item of type " + TemplateFormat.type(value));
            }
        }
        return value;
    }

    private static JsonNode slice(List<JsonNode> arguments) throws Failure {
        JsonNode value = arguments.get(0);
        boolean isBytes = value.isTextual() || value.isBinary();
        if (!isBytes && !value.isArray()) {
            throw Failure.of("template: error calling slice: can't slice item of type " + TemplateFormat.type(value));
        }
        if (arguments.size() > (value.isTextual() ? 3 : 4)) {
            throw Failure.of("template: error calling slice: too many slice indexes: " + (arguments.size() - 1));
        }
        int length = isBytes ? bytes(value).length : value.size();
        int from = arguments.size() > 1 ? position("slice", arguments.get(1), length) : 0;
        int to = arguments.size() > 2 ? position("slice", arguments.get(2), length) : length;
        if (from > to) {
            throw Failure.of("template: error calling slice: invalid slice index: " + from + " > " + to);
        }
        if (isBytes) {
            byte[] part = java.util.Arrays.copyOfRange(bytes(value), from, to);
            return value.isTextual() ? NODES.textNode(Utf8.text(part)) : NODES.binaryNode(part);
        }
        ArrayNode part = NODES.arrayNode();
        for (int i = from; i < to; i++) {
            part.add(value.get(i));
        }
        return part;
    }

    // ---- texts ----

    /** A blank stands between two values of which none is a text. */
    private static String joined(List<JsonNode> arguments) throws Failure {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < arguments.size(); i++) {
            boolean isSpaced = i > 0
                    && !arguments.get(i).isTextual()
                    && !arguments.get(i - 1).isTextual();
            out.append(isSpaced ? " " : "").append(TemplateFormat.print(arguments.get(i)));
        }
        return out.toString();
    }

    private static String escapable(List<JsonNode> arguments) throws Failure {
        List<JsonNode> shown = new ArrayList<>(arguments);
        // what is not there is written as in an action
        shown.replaceAll(value -> isNil(value) ? NODES.textNode("<no value>") : value);
        return joined(shown);
    }

    private static String lined(List<JsonNode> arguments) throws Failure {
        List<String> parts = new ArrayList<>();
        for (JsonNode argument : arguments) {
            parts.add(TemplateFormat.print(argument));
        }
        return String.join(" ", parts) + "\n";
    }

    private static JsonNode printf(List<JsonNode> arguments) throws Failure {
        if (!arguments.get(0).isTextual()) {
            throw Failure.of("template: error calling printf: wrong type for value; expected string; got "
                    + TemplateFormat.type(arguments.get(0)));
        }
        return NODES.textNode(
                TemplateFormat.format(arguments.get(0).textValue(), arguments.subList(1, arguments.size())));
    }
}
