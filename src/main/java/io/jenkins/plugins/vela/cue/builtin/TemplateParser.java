package io.jenkins.plugins.vela.cue.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.vela.cue.builtin.TemplateNode.Operand;
import io.jenkins.plugins.vela.cue.builtin.TemplateNode.Pipeline;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses text templates. */
final class TemplateParser {
    private static final int DEEPEST = 200;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** A word of an action; a field that follows a word directly belongs to it. */
    private static final Pattern WORD =
            Pattern.compile("\"(?:[^\"\\\\\\n]|\\\\.)*\"|`[^`]*`|'(?:[^'\\\\\\n]|\\\\.)+'|\\(|\\)|\\||:=|=|,"
                    + "|[-+]?(?:0[xXbBoO][0-9a-fA-F_]+|[0-9][0-9_]*\\.?[0-9]*(?:[eE][-+]?[0-9]+)?|\\.[0-9]+)"
                    + "|\\$\\w*|\\.\\w+|\\.|[\\p{L}_]\\w*");

    /** A text, or the content of an action. */
    private record Piece(boolean isAction, String text) {}

    private final List<Piece> pieces;
    private final Map<String, List<TemplateNode>> defined = new HashMap<>();
    private int at;
    private int loops;
    private int depth;

    private List<String> words = List.of();
    private List<Boolean> attached = List.of();
    private int word;

    private TemplateParser(List<Piece> pieces) {
        this.pieces = pieces;
    }

    /** A template with the ones that it defines; its own body has the empty name. */
    static Map<String, List<TemplateNode>> parse(String template) throws Failure {
        TemplateParser parser = new TemplateParser(split(template));
        List<TemplateNode> body = parser.block();
        if (parser.at < parser.pieces.size()) {
            throw fail("unexpected {{" + parser.pieces.get(parser.at).text + "}}");
        }
        parser.defined.put("", body);
        return parser.defined;
    }

    private static Failure fail(String message) {
        return Failure.of("template: " + message);
    }

    private static List<Piece> split(String template) throws Failure {
        List<Piece> pieces = new ArrayList<>();
        int from = 0;
        boolean trimsStart = false;
        while (true) {
            int open = template.indexOf("{{", from);
            String text = template.substring(from, open < 0 ? template.length() : open);
            boolean trimsEnd = open >= 0 && template.startsWith("{{-", open) && isBlank(template, open + 3);
            text = trimsStart ? text.stripLeading() : text;
            pieces.add(new Piece(false, trimsEnd ? text.stripTrailing() : text));
            if (open < 0) {
                return pieces;
            }
            int start = open + (trimsEnd ? 3 : 2);
            int close = end(template, start);
            String action = template.substring(start, close);
            trimsStart = action.length() > 1 && action.endsWith("-") && isBlank(action, action.length() - 2);
            action = (trimsStart ? action.substring(0, action.length() - 1) : action).strip();
            if (!action.startsWith("/*")) {
                pieces.add(new Piece(true, action));
            } else if (!action.endsWith("*/")) {
                throw fail("comment ends before closing delimiter");
            }
            from = close + 2;
        }
    }

    private static boolean isBlank(String text, int index) {
        return index < text.length() && Character.isWhitespace(text.charAt(index));
    }

    /** Where an action ends: braces in quotes and comments do not count. */
    private static int end(String template, int start) throws Failure {
        boolean isComment = template.substring(start).stripLeading().startsWith("/*");
        int from = isComment ? template.indexOf("*/", start) : start;
        char quote = 0;
        for (int i = Math.max(from, start); i < template.length(); i++) {
            char ch = template.charAt(i);
            if (quote != 0) {
                if (ch == '\\' && quote != '`') {
                    i++;
                } else if (ch == quote) {
                    quote = 0;
                }
            } else if (!isComment && (ch == '"' || ch == '`' || ch == '\'')) {
                quote = ch;
            } else if (template.startsWith("}}", i)) {
                return i;
            }
        }
        throw fail("unclosed action");
    }

    // ---- blocks ----

    /** Nodes up to an {@code else} or {@code end}, which stays, or up to the end. */
    private List<TemplateNode> block() throws Failure {
        if (++depth > DEEPEST) {
            throw fail("nested too deeply");
        }
        List<TemplateNode> nodes = new ArrayList<>();
        while (at < pieces.size()) {
            Piece piece = pieces.get(at);
            if (!piece.isAction) {
                nodes.add(new TemplateNode.Text(piece.text));
                at++;
                continue;
            }
            String keyword = piece.text.split("[\\s(\"`.$|]", 2)[0];
            if (keyword.equals("end") || keyword.equals("else")) {
                break;
            }
            at++;
            nodes.add(action(keyword, piece.text));
        }
        depth--;
        return nodes;
    }

    private TemplateNode action(String keyword, String text) throws Failure {
        String rest = text.substring(keyword.length());
        return switch (keyword) {
            case "if" -> branch(TemplateNode.Kind.IF, rest);
            case "with" -> branch(TemplateNode.Kind.WITH, rest);
            case "range" -> branch(TemplateNode.Kind.RANGE, rest);
            case "define", "block" -> definition(keyword, rest);
            case "template" -> include(rest);
            case "break", "continue" -> {
                if (loops == 0 || !rest.isBlank()) {
                    throw fail("{{" + keyword + "}} outside {{range}}");
                }
                yield new TemplateNode.Jump(keyword.equals("break"));
            }
            default -> new TemplateNode.Action(whole(text));
        };
    }

    private TemplateNode branch(TemplateNode.Kind kind, String head) throws Failure {
        Pipeline pipeline = whole(head);
        boolean isLoop = kind == TemplateNode.Kind.RANGE;
        loops += isLoop ? 1 : 0;
        List<TemplateNode> body = block();
        loops -= isLoop ? 1 : 0;
        return new TemplateNode.Branch(kind, pipeline, body, otherwise(kind));
    }

    private List<TemplateNode> otherwise(TemplateNode.Kind kind) throws Failure {
        String text = closing();
        if (text.equals("end")) {
            return List.of();
        }
        String rest = text.substring("else".length()).strip();
        if (rest.isEmpty()) {
            List<TemplateNode> nodes = block();
            if (!closing().equals("end")) {
                throw fail("expected end; found {{else}}");
            }
            return nodes;
        }
        String word = kind == TemplateNode.Kind.IF ? "if" : "with";
        if (kind == TemplateNode.Kind.RANGE || !rest.startsWith(word)) {
            throw fail("unexpected {{" + text + "}}");
        }
        return List.of(branch(kind, rest.substring(word.length())));
    }

    /** The {@code else} or {@code end} that a block stopped at. */
    private String closing() throws Failure {
        if (at >= pieces.size()) {
            throw fail("unexpected EOF");
        }
        String text = pieces.get(at++).text;
        if (!text.equals("end") && !text.matches("(?s)else(\\s.*)?")) {
            throw fail("unexpected {{" + text + "}}");
        }
        return text;
    }

    private TemplateNode definition(String keyword, String head) throws Failure {
        words(head);
        String name = name();
        Optional<Pipeline> pipeline = keyword.equals("block") ? Optional.of(pipeline()) : Optional.empty();
        expectEnd();
        int outer = loops;
        loops = 0;
        List<TemplateNode> body = block();
        loops = outer;
        if (!closing().equals("end")) {
            throw fail("unexpected {{else}} in " + keyword);
        }
        if (defined.put(name, body) != null && !body.isEmpty()) {
            throw fail("multiple definition of template " + StrconvPackage.quoted(name));
        }
        return pipeline.isPresent() ? new TemplateNode.Include(name, pipeline) : new TemplateNode.Text("");
    }

    private TemplateNode include(String head) throws Failure {
        words(head);
        String name = name();
        Optional<Pipeline> pipeline = word < words.size() ? Optional.of(pipeline()) : Optional.empty();
        expectEnd();
        return new TemplateNode.Include(name, pipeline);
    }

    private String name() throws Failure {
        if (word < words.size()
                && literal(words.get(word)) instanceof TemplateNode.Literal literal
                && literal.value().isTextual()) {
            word++;
            return literal.value().textValue();
        }
        throw fail("expected the name of a template in quotes");
    }

    // ---- pipelines ----

    private Pipeline whole(String text) throws Failure {
        words(text);
        Pipeline pipeline = pipeline();
        expectEnd();
        return pipeline;
    }

    private void words(String text) throws Failure {
        words = new ArrayList<>();
        attached = new ArrayList<>();
        word = 0;
        Matcher matcher = WORD.matcher(text);
        int end = 0;
        while (end < text.length()) {
            if (Character.isWhitespace(text.charAt(end))) {
                end++;
                continue;
            }
            if (!matcher.region(end, text.length()).lookingAt()) {
                throw fail("unexpected "
                        + StrconvPackage.quoted(text.substring(end).strip()) + " in command");
            }
            attached.add(end > 0 && !Character.isWhitespace(text.charAt(end - 1)));
            words.add(matcher.group());
            end = matcher.end();
        }
    }

    private boolean take(String wanted) {
        boolean found = word < words.size() && words.get(word).equals(wanted);
        word += found ? 1 : 0;
        return found;
    }

    private void expectEnd() throws Failure {
        if (word < words.size()) {
            throw fail("unexpected " + StrconvPackage.quoted(words.get(word)) + " in command");
        }
    }

    private Pipeline pipeline() throws Failure {
        List<String> variables = new ArrayList<>();
        boolean declares = false;
        int assignment = assignment();
        if (assignment >= 0) {
            declares = words.get(assignment).equals(":=");
            for (int i = word; i < assignment; i++) {
                if (words.get(i).startsWith("$")) {
                    variables.add(words.get(i));
                }
            }
            word = assignment + 1;
        }
        List<List<Operand>> commands = new ArrayList<>();
        do {
            commands.add(command());
        } while (take("|"));
        return new Pipeline(variables, declares, commands);
    }

    /** Where {@code :=} or {@code =} stands behind the variables that the pipeline begins with, or -1. */
    private int assignment() {
        for (int i = word; i < words.size(); i++) {
            String text = words.get(i);
            if (i > word && (text.equals(":=") || text.equals("="))) {
                return i;
            } else if (!text.startsWith("$") && !text.equals(",")) {
                return -1;
            }
        }
        return -1;
    }

    private List<Operand> command() throws Failure {
        List<Operand> operands = new ArrayList<>();
        while (word < words.size()
                && !words.get(word).equals("|")
                && !words.get(word).equals(")")) {
            operands.add(operand());
        }
        if (operands.isEmpty()) {
            throw fail("missing value for command");
        }
        return operands;
    }

    private Operand operand() throws Failure {
        String text = words.get(word++);
        if (text.equals("(")) {
            Pipeline inner = pipeline();
            if (!take(")")) {
                throw fail("unclosed left paren");
            }
            return new TemplateNode.Group(inner, fields());
        } else if (text.startsWith(".") && !text.matches("\\.[0-9]+")) {
            List<String> fields = new ArrayList<>();
            if (text.length() > 1) {
                fields.add(text.substring(1));
            }
            fields.addAll(fields());
            return new TemplateNode.Dot(fields);
        } else if (text.startsWith("$")) {
            return new TemplateNode.Variable(text, fields());
        }
        return literal(text);
    }

    /** The fields that follow a word directly. */
    private List<String> fields() {
        List<String> fields = new ArrayList<>();
        while (word < words.size() && attached.get(word) && words.get(word).matches("\\.\\w+")) {
            fields.add(words.get(word++).substring(1));
        }
        return fields;
    }

    private static Operand literal(String text) throws Failure {
        char first = text.charAt(0);
        if (first == '"' || first == '`') {
            String bare = text.substring(1, text.length() - 1);
            return new TemplateNode.Literal(NODES.textNode(first == '`' ? bare : StrconvPackage.unquoted(text)));
        } else if (first == '\'') {
            return new TemplateNode.Literal(NODES.numberNode(StrconvPackage.unquoted(
                            '"' + text.substring(1, text.length() - 1).replace("\"", "\\\"") + '"')
                    .codePointAt(0)));
        }
        return switch (text) {
            case "true", "false" -> new TemplateNode.Literal(NODES.booleanNode(text.equals("true")));
            case "nil" -> new TemplateNode.Literal(NODES.nullNode());
            default ->
                Character.isLetter(first) || first == '_'
                        ? new TemplateNode.Function(TemplateFunctions.known(text))
                        : new TemplateNode.Literal(number(text));
        };
    }

    private static JsonNode number(String text) throws Failure {
        String bare = text.replace("_", "");
        try {
            if (bare.matches("[-+]?0[xX].*")) {
                return NODES.numberNode(new BigInteger(bare.replaceFirst("0[xX]", ""), 16));
            } else if (bare.matches("[-+]?0[bB].*")) {
                return NODES.numberNode(new BigInteger(bare.replaceFirst("0[bB]", ""), 2));
            } else if (bare.matches("[-+]?0[oO]?[0-7]+")) {
                return NODES.numberNode(new BigInteger(bare.replaceFirst("0[oO]?", ""), 8));
            }
            BigDecimal number = new BigDecimal(bare);
            return bare.matches("[-+]?[0-9]+")
                    ? NODES.numberNode(number.toBigInteger())
                    : NODES.numberNode(number.doubleValue());
        } catch (NumberFormatException e) {
            throw fail("bad number syntax: " + StrconvPackage.quoted(text));
        }
    }
}
