package io.jenkins.plugins.vela.cue.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;

/** The functions that {@link TextTemplate}s may call. */
final class TemplateFunctions {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private TemplateFunctions() {}

    static JsonNode call(String name, List<JsonNode> arguments) throws Failure {
        if (arguments.isEmpty() && !name.startsWith("print")) {
            throw Failure.of("template: wrong number of args for " + name);
        }
        return switch (name) {
            case "and" -> firstThat(arguments, false);
            case "or" -> firstThat(arguments, true);
            case "not" -> NODES.booleanNode(!TextTemplate.isTrue(arguments.get(0)));
            case "eq" ->
                NODES.booleanNode(arguments.subList(1, arguments.size()).stream()
                        .anyMatch(other -> equal(arguments.get(0), other)));
            case "ne" -> NODES.booleanNode(!equal(arguments.get(0), second(name, arguments)));
            case "lt" -> NODES.booleanNode(compare(name, arguments) < 0);
            case "le" -> NODES.booleanNode(compare(name, arguments) <= 0);
            case "gt" -> NODES.booleanNode(compare(name, arguments) > 0);
            case "ge" -> NODES.booleanNode(compare(name, arguments) >= 0);
            case "len" -> NODES.numberNode(length(arguments.get(0)));
            case "index" -> index(arguments);
            case "print", "println" -> print(name, arguments);
            case "printf" -> NODES.textNode(format(arguments));
            case "html" -> NODES.textNode(TemplatePackage.htmlEscape(joined(arguments)));
            case "js" -> NODES.textNode(TemplatePackage.jsEscape(joined(arguments)));
            case "urlquery" -> NODES.textNode(UrlText.escape(joined(arguments), "", true));
            case "slice", "call" -> throw Failure.of("template: function \"" + name + "\" is not supported");
            default -> throw Failure.of("template: :1: function \"" + name + "\" not defined");
        };
    }

    private static JsonNode firstThat(List<JsonNode> arguments, boolean wanted) {
        for (JsonNode argument : arguments) {
            if (TextTemplate.isTrue(argument) == wanted) {
                return argument;
            }
        }
        return arguments.get(arguments.size() - 1);
    }

    private static JsonNode second(String name, List<JsonNode> arguments) throws Failure {
        if (arguments.size() != 2) {
            throw Failure.of("template: wrong number of args for " + name + ": want 2 got " + arguments.size());
        }
        return arguments.get(1);
    }

    private static boolean equal(JsonNode a, JsonNode b) {
        return (a.isNumber() && b.isNumber()) ? a.decimalValue().compareTo(b.decimalValue()) == 0 : a.equals(b);
    }

    private static int compare(String name, List<JsonNode> arguments) throws Failure {
        JsonNode a = arguments.get(0);
        JsonNode b = second(name, arguments);
        if (a.isNumber() && b.isNumber()) {
            return a.decimalValue().compareTo(b.decimalValue());
        } else if (a.isTextual() && b.isTextual()) {
            return Utf8.compare(a.textValue(), b.textValue());
        }
        throw Failure.of("template: error calling " + name + ": incompatible types for comparison");
    }

    private static int length(JsonNode value) throws Failure {
        if (value.isTextual()) {
            return Utf8.bytes(value.textValue()).length;
        } else if (value.isContainerNode()) {
            return value.size();
        }
        throw Failure.of("template: error calling len: len of " + TextTemplate.print(value));
    }

    private static JsonNode index(List<JsonNode> arguments) throws Failure {
        JsonNode value = arguments.get(0);
        for (JsonNode key : arguments.subList(1, arguments.size())) {
            if (value.isArray() && key.isIntegralNumber()) {
                if (key.intValue() < 0 || key.intValue() >= value.size()) {
                    throw Failure.of("template: error calling index: index out of range: " + key.intValue());
                }
                value = value.get(key.intValue());
            } else if (value.isObject() && key.isTextual()) {
                value = value.path(key.textValue());
            } else {
                throw Failure.of("template: error calling index: cannot index " + TextTemplate.print(value));
            }
        }
        return value;
    }

    private static String joined(List<JsonNode> arguments) throws Failure {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < arguments.size(); i++) {
            boolean isSpaced = i > 0
                    && !arguments.get(i).isTextual()
                    && !arguments.get(i - 1).isTextual();
            out.append(isSpaced ? " " : "").append(TextTemplate.print(arguments.get(i)));
        }
        return out.toString();
    }

    private static JsonNode print(String name, List<JsonNode> arguments) throws Failure {
        if (name.equals("print")) {
            return NODES.textNode(joined(arguments));
        }
        List<String> parts = new ArrayList<>();
        for (JsonNode argument : arguments) {
            parts.add(TextTemplate.print(argument));
        }
        return NODES.textNode(String.join(" ", parts) + "\n");
    }

    private static String format(List<JsonNode> arguments) throws Failure {
        if (arguments.isEmpty() || !arguments.get(0).isTextual()) {
            throw Failure.of("template: printf wants a format");
        }
        String format = arguments.get(0).textValue();
        StringBuilder out = new StringBuilder();
        int next = 1;
        for (int i = 0; i < format.length(); i++) {
            char ch = format.charAt(i);
            if (ch != '%' || i + 1 == format.length()) {
                out.append(ch);
                continue;
            }
            char verb = format.charAt(++i);
            if (verb == '%') {
                out.append('%');
            } else if (next >= arguments.size()) {
                out.append("%!").append(verb).append("(MISSING)");
            } else {
                out.append(one(verb, arguments.get(next++)));
            }
        }
        return out.toString();
    }

    private static String one(char verb, JsonNode value) throws Failure {
        return switch (verb) {
            case 's', 'v', 't' -> TextTemplate.print(value);
            case 'd' -> value.isIntegralNumber() ? value.asText() : "%!d(" + TextTemplate.print(value) + ")";
            case 'q' -> StrconvPackage.quoted(TextTemplate.print(value));
            case 'f' -> FloatText.format(value.doubleValue(), 'f', 6, 64);
            case 'g', 'e' -> FloatText.format(value.doubleValue(), verb, verb == 'e' ? 6 : -1, 64);
            default -> throw Failure.of("template: printf %" + verb + " is not supported");
        };
    }
}
