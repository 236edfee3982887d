package io.jenkins.plugins.vela.cue.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Templates of the form {@code {{.field}}}: fields, variables of {@code range}, {@code if}, {@code with}, {@code range},
 * comments, trimming, and the functions that need no code. Named templates and assignments are refused by name.
 */
final class TextTemplate {
    private static final int LONGEST = 16 << 20;
    private static final int MOST_STEPS = 1_000_000;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern WORD = Pattern.compile(
            "\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|`[^`]*`|\\(|\\)|\\||:=|=|,|-?[0-9][0-9.eE+-]*|(?:\\$?[\\w]*|\\$)?(?:\\.[\\w]+)+|\\.|\\$\\w*|\\w+)");

    private final StringBuilder out = new StringBuilder();
    private final List<String> variables = new ArrayList<>();
    private final List<JsonNode> values = new ArrayList<>();
    private final JsonNode root;
    private final List<Piece> pieces;
    private int steps;

    private TextTemplate(List<Piece> pieces, JsonNode root) {
        this.pieces = pieces;
        this.root = root;
    }

    /** A text, or the content of an action. */
    private record Piece(boolean isAction, String text) {}

    static String execute(String template, JsonNode data) throws Failure {
        TextTemplate run = new TextTemplate(split(template), data);
        int end = run.block(0, data, true);
        if (end < run.pieces.size()) {
            throw Failure.of("template: unexpected {{" + run.pieces.get(end).text + "}}");
        }
        return run.out.toString();
    }

    private static List<Piece> split(String template) throws Failure {
        List<Piece> pieces = new ArrayList<>();
        int at = 0;
        boolean trimsStart = false;
        while (true) {
            int open = template.indexOf("{{", at);
            String text = template.substring(at, open < 0 ? template.length() : open);
            boolean trimsEnd = open >= 0 && template.startsWith("{{- ", open);
            text = trimsStart ? text.stripLeading() : text;
            pieces.add(new Piece(false, trimsEnd ? text.stripTrailing() : text));
            if (open < 0) {
                return pieces;
            }
            int close = template.indexOf("}}", open);
            if (close < 0) {
                throw Failure.of("template: :1: unclosed action");
            }
            String action = template.substring(open + (trimsEnd ? 4 : 2), close);
            trimsStart = action.endsWith(" -");
            action = (trimsStart ? action.substring(0, action.length() - 2) : action).strip();
            if (!action.startsWith("/*")) {
                pieces.add(new Piece(true, action));
            }
            at = close + 2;
        }
    }

    // ---- blocks ----

    /** Runs (or goes over) pieces up to an {@code else} or {@code end}, whose index is the result. */
    private int block(int from, JsonNode dot, boolean runs) throws Failure {
        int at = from;
        while (at < pieces.size()) {
            Piece piece = pieces.get(at);
            if (++steps > MOST_STEPS || out.length() > LONGEST) {
                throw Failure.of("template: too much work");
            }
            if (!piece.isAction) {
                out.append(runs ? piece.text : "");
                at++;
                continue;
            }
            String keyword = piece.text.split("[\\s(]", 2)[0];
            switch (keyword) {
                case "end", "else" -> {
                    return at;
                }
                case "if", "with", "range" ->
                    at = control(keyword, at, piece.text.substring(keyword.length()), dot, runs);
                case "define", "template", "block", "break", "continue" ->
                    throw Failure.of("template: {{" + keyword + "}} is not supported");
                default -> {
                    if (runs) {
                        Words words = new Words(piece.text);
                        JsonNode value = words.pipeline(dot);
                        words.expectEnd();
                        out.append(print(value));
                    }
                    at++;
                }
            }
        }
        return at;
    }

    private int control(String keyword, int at, String head, JsonNode dot, boolean runs) throws Failure {
        int depth = values.size();
        Words words = new Words(head);
        List<String> names = words.declared();
        JsonNode value = runs ? words.pipeline(dot) : MissingNode.getInstance();
        boolean holds = runs && isTrue(value);
        int end;
        if (keyword.equals("range") && holds) {
            end = range(at + 1, value, names, runs);
        } else {
            if (!names.isEmpty()) {
                declare(names.get(0), value);
            }
            end = block(at + 1, keyword.equals("if") || !holds ? dot : value, holds);
        }
        unwind(depth);
        return otherwise(end, dot, runs && !holds);
    }

    /** Goes on at an {@code else} or {@code end}; the result is the index behind the whole block. */
    private int otherwise(int end, JsonNode dot, boolean runs) throws Failure {
        if (end >= pieces.size()) {
            throw Failure.of("template: unexpected EOF");
        }
        String text = pieces.get(end).text;
        if (text.equals("end")) {
            return end + 1;
        }
        String rest = text.substring(4).strip();
        if (rest.isEmpty()) {
            int close = block(end + 1, dot, runs);
            if (close >= pieces.size() || !pieces.get(close).text.equals("end")) {
                throw Failure.of("template: expected end; found {{else}}");
            }
            return close + 1;
        }
        String keyword = rest.split("[\\s(]", 2)[0];
        return control(keyword, end, rest.substring(keyword.length()), dot, runs);
    }

    private int range(int from, JsonNode value, List<String> names, boolean runs) throws Failure {
        List<JsonNode> keys = new ArrayList<>();
        List<JsonNode> elements = new ArrayList<>();
        if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                keys.add(NODES.numberNode(i));
                elements.add(value.get(i));
            }
        } else if (value.isObject()) {
            List<String> sorted = new ArrayList<>();
            value.fieldNames().forEachRemaining(sorted::add);
            Collections.sort(sorted, Utf8::compare);
            for (String key : sorted) {
                keys.add(NODES.textNode(key));
                elements.add(value.get(key));
            }
        } else {
            throw Failure.of("template: range can't iterate over " + print(value));
        }
        int end = from;
        for (int i = 0; i < elements.size(); i++) {
            int depth = values.size();
            if (names.size() == 2) {
                declare(names.get(0), keys.get(i));
            }
            if (!names.isEmpty()) {
                declare(names.get(names.size() - 1), elements.get(i));
            }
            end = block(from, elements.get(i), runs);
            unwind(depth);
        }
        return end;
    }

    private void declare(String name, JsonNode value) {
        variables.add(name);
        values.add(value);
    }

    private void unwind(int depth) {
        while (values.size() > depth) {
            values.remove(values.size() - 1);
            variables.remove(variables.size() - 1);
        }
    }

    // ---- values ----

    static boolean isTrue(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return false;
        } else if (value.isBoolean()) {
            return value.booleanValue();
        } else if (value.isNumber()) {
            return value.decimalValue().signum() != 0;
        }
        return value.isTextual() ? !value.textValue().isEmpty() : !value.isEmpty();
    }

    static String print(JsonNode value) throws Failure {
        if (value.isMissingNode() || value.isNull()) {
            return "<no value>";
        } else if (value.isTextual()) {
            return value.textValue();
        } else if (value.isIntegralNumber()) {
            return value.bigIntegerValue().toString();
        } else if (value.isNumber()) {
            double number = value.doubleValue();
            boolean isLarge = Math.abs(number) >= 1e21 || (number != 0 && Math.abs(number) < 1e-4);
            return FloatText.format(number, isLarge ? 'e' : 'f', -1, 64);
        }
        List<String> parts = new ArrayList<>();
        if (value.isObject()) {
            List<String> sorted = new ArrayList<>();
            value.fieldNames().forEachRemaining(sorted::add);
            Collections.sort(sorted, Utf8::compare);
            for (String key : sorted) {
                parts.add(key + ":" + nested(value.get(key)));
            }
            return "map[" + String.join(" ", parts) + "]";
        } else if (value.isArray()) {
            for (JsonNode element : value) {
                parts.add(nested(element));
            }
            return "[" + String.join(" ", parts) + "]";
        }
        return value.asText();
    }

    private static String nested(JsonNode value) throws Failure {
        return value.isNull() ? "<nil>" : print(value);
    }

    // ---- pipelines ----

    /** The words of one action. */
    private final class Words {
        private final List<String> words = new ArrayList<>();
        private int at;

        Words(String text) throws Failure {
            Matcher matcher = WORD.matcher(text);
            int end = 0;
            while (matcher.region(end, text.length()).lookingAt()) {
                words.add(matcher.group(1));
                end = matcher.end();
            }
            if (!text.substring(end).isBlank()) {
                throw Failure.of("template: unexpected "
                        + StrconvPackage.quoted(text.substring(end).strip()) + " in command");
            }
        }

        private boolean take(String word) {
            boolean found = at < words.size() && words.get(at).equals(word);
            at += found ? 1 : 0;
            return found;
        }

        /** The variables in front of {@code :=}. */
        List<String> declared() {
            int assign = words.indexOf(":=");
            List<String> names = new ArrayList<>();
            for (int i = 0; i < assign; i++) {
                if (words.get(i).startsWith("$")) {
                    names.add(words.get(i));
                }
            }
            at = assign + 1;
            return names;
        }

        void expectEnd() throws Failure {
            if (at < words.size()) {
                throw Failure.of("template: unexpected " + StrconvPackage.quoted(words.get(at)) + " in command");
            }
        }

        JsonNode pipeline(JsonNode dot) throws Failure {
            if (words.size() > at + 1
                    && words.get(at).startsWith("$")
                    && words.get(at + 1).equals(":=")) {
                String name = words.get(at);
                at += 2;
                declare(name, pipeline(dot));
                return NODES.textNode("");
            }
            JsonNode value = command(dot, List.of());
            while (take("|")) {
                value = command(dot, List.of(value));
            }
            return value;
        }

        private JsonNode command(JsonNode dot, List<JsonNode> last) throws Failure {
            if (at >= words.size()) {
                throw Failure.of("template: missing value for command");
            }
            String first = words.get(at);
            boolean isFunction = first.matches("[a-zA-Z]\\w*") && !first.matches("true|false|nil");
            if (!isFunction) {
                if (!last.isEmpty()) {
                    throw Failure.of("template: can't give argument to non-function " + first);
                }
                return operand(dot);
            }
            at++;
            List<JsonNode> arguments = new ArrayList<>();
            while (at < words.size()
                    && !words.get(at).equals("|")
                    && !words.get(at).equals(")")) {
                arguments.add(operand(dot));
            }
            arguments.addAll(last);
            return TemplateFunctions.call(first, arguments);
        }

        private JsonNode operand(JsonNode dot) throws Failure {
            String word = words.get(at++);
            if (word.equals("(")) {
                JsonNode inner = pipeline(dot);
                if (!take(")")) {
                    throw Failure.of("template: unclosed left paren");
                }
                return inner;
            } else if (word.equals(".")) {
                return dot;
            } else if (word.startsWith(".")) {
                return fields(dot, word.substring(1));
            } else if (word.startsWith("$")) {
                int point = word.indexOf('.');
                JsonNode value = variable(point < 0 ? word : word.substring(0, point));
                return point < 0 ? value : fields(value, word.substring(point + 1));
            }
            return literal(word);
        }

        private JsonNode literal(String word) throws Failure {
            if (word.startsWith("\"") || word.startsWith("`")) {
                String bare = word.substring(1, word.length() - 1);
                return NODES.textNode(word.startsWith("`") ? bare : bare.translateEscapes());
            } else if (word.equals("true") || word.equals("false")) {
                return NODES.booleanNode(word.equals("true"));
            } else if (word.equals("nil")) {
                return NODES.nullNode();
            }
            try {
                java.math.BigDecimal number = new java.math.BigDecimal(word);
                return word.matches("-?[0-9]+") ? NODES.numberNode(number.toBigInteger()) : NODES.numberNode(number);
            } catch (NumberFormatException e) {
                throw Failure.of("template: bad number syntax: " + StrconvPackage.quoted(word));
            }
        }

        private JsonNode variable(String name) throws Failure {
            int index = variables.lastIndexOf(name);
            if (index < 0 && !name.equals("$")) {
                throw Failure.of("template: undefined variable " + StrconvPackage.quoted(name));
            }
            return index < 0 ? root : values.get(index);
        }

        private JsonNode fields(JsonNode start, String path) throws Failure {
            JsonNode value = start;
            for (String name : path.split("\\.")) {
                if (!value.isObject() && !value.isMissingNode() && !value.isNull()) {
                    throw Failure.of("template: can't evaluate field " + name + " in value " + print(value));
                }
                value = value.path(name);
            }
            return value;
        }
    }
}
