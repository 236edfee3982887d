package io.jenkins.plugins.vela.cue.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jenkins.plugins.vela.cue.builtin.TemplateNode.Operand;
import io.jenkins.plugins.vela.cue.builtin.TemplateNode.Pipeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Templates of the form {@code {{.field}}}, as Go's {@code text/template} has them; only methods are missing. */
final class TextTemplate {
    private static final int LONGEST = 16 << 20;
    private static final int MOST_STEPS = 1_000_000;
    private static final int DEEPEST = 100;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** How a list of nodes was left. */
    private enum Left {
        AT_END,
        BY_BREAK,
        BY_CONTINUE
    }

    private final StringBuilder out = new StringBuilder();
    private final Map<String, List<TemplateNode>> templates;
    private List<String> names = new ArrayList<>();
    private List<JsonNode> values = new ArrayList<>();
    private int steps;
    private int depth;

    private TextTemplate(Map<String, List<TemplateNode>> templates) {
        this.templates = templates;
    }

    static String execute(String template, JsonNode data) throws Failure {
        TextTemplate run = new TextTemplate(TemplateParser.parse(template));
        run.include("", data.isNull() ? MissingNode.getInstance() : data);
        return run.out.toString();
    }

    private static Failure fail(String message) {
        return Failure.of("template: " + message);
    }

    private void include(String name, JsonNode dot) throws Failure {
        List<TemplateNode> body = templates.get(name);
        if (body == null) {
            throw fail("template " + StrconvPackage.quoted(name) + " not defined");
        }
        if (++depth > DEEPEST) {
            throw fail("exceeded maximum template depth (" + DEEPEST + ")");
        }
        List<String> outerNames = names;
        List<JsonNode> outerValues = values;
        names = new ArrayList<>(List.of("$"));
        values = new ArrayList<>(List.of(dot));
        run(body, dot);
        names = outerNames;
        values = outerValues;
        depth--;
    }

    private Left run(List<TemplateNode> nodes, JsonNode dot) throws Failure {
        for (TemplateNode node : nodes) {
            if (++steps > MOST_STEPS || out.length() > LONGEST) {
                throw fail("too much work");
            }
            if (node instanceof TemplateNode.Text text) {
                out.append(text.text());
            } else if (node instanceof TemplateNode.Action action) {
                JsonNode value = value(action.pipeline(), dot);
                if (action.pipeline().variables().isEmpty()) {
                    out.append(TemplateFormat.output(value));
                }
            } else if (node instanceof TemplateNode.Include include) {
                JsonNode argument = include.pipeline().isPresent()
                        ? value(include.pipeline().get(), dot)
                        : MissingNode.getInstance();
                include(include.name(), argument);
            } else if (node instanceof TemplateNode.Jump jump) {
                return jump.ends() ? Left.BY_BREAK : Left.BY_CONTINUE;
            } else if (node instanceof TemplateNode.Branch branch) {
                int mark = names.size();
                Left left = branch(branch, dot);
                unwind(mark);
                if (left != Left.AT_END) {
                    return left;
                }
            }
        }
        return Left.AT_END;
    }

    private Left branch(TemplateNode.Branch branch, JsonNode dot) throws Failure {
        if (branch.kind() == TemplateNode.Kind.RANGE) {
            return range(branch, dot);
        }
        JsonNode value = value(branch.pipeline(), dot);
        if (isTrue(value)) {
            return run(branch.body(), branch.kind() == TemplateNode.Kind.WITH ? value : dot);
        }
        return run(branch.otherwise(), dot);
    }

    private Left range(TemplateNode.Branch branch, JsonNode dot) throws Failure {
        Pipeline pipeline = branch.pipeline();
        boolean declares = pipeline.declares();
        JsonNode value = value(new Pipeline(List.of(), false, pipeline.commands()), dot);
        List<JsonNode> keys = new ArrayList<>();
        List<JsonNode> elements = new ArrayList<>();
        elements(value, keys, elements);
        if (elements.isEmpty()) {
            return run(branch.otherwise(), dot);
        }
        List<String> variables = pipeline.variables();
        for (int i = 0; i < elements.size(); i++) {
            int mark = names.size();
            if (variables.size() == 2) {
                assign(variables.get(0), keys.get(i), declares);
            }
            if (!variables.isEmpty()) {
                assign(variables.get(variables.size() - 1), elements.get(i), declares);
            }
            Left left = run(branch.body(), elements.get(i));
            unwind(mark);
            if (left == Left.BY_BREAK) {
                break;
            }
        }
        return Left.AT_END;
    }

    private static void elements(JsonNode value, List<JsonNode> keys, List<JsonNode> elements) throws Failure {
        if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                keys.add(NODES.numberNode(i));
                elements.add(value.get(i));
            }
        } else if (value.isObject()) {
            for (String key : TemplateFormat.keys(value)) {
                keys.add(NODES.textNode(key));
                elements.add(value.get(key));
            }
        } else if (value.isIntegralNumber()) {
            if (value.bigIntegerValue().bitLength() > 20) {
                throw fail("too much work");
            }
            for (int i = 0; i < value.intValue(); i++) {
                keys.add(NODES.numberNode(i));
                elements.add(NODES.numberNode(i));
            }
        } else if (!value.isMissingNode() && !value.isNull()) {
            throw fail("range can't iterate over " + TemplateFormat.print(value));
        }
    }

    // ---- variables ----

    private void assign(String name, JsonNode value, boolean declares) throws Failure {
        if (declares) {
            names.add(name);
            values.add(value);
            return;
        }
        values.set(index(name), value);
    }

    private int index(String name) throws Failure {
        int index = names.lastIndexOf(name);
        if (index < 0) {
            throw fail("undefined variable " + StrconvPackage.quoted(name));
        }
        return index;
    }

    private void unwind(int mark) {
        names.subList(mark, names.size()).clear();
        values.subList(mark, values.size()).clear();
    }

    // ---- values ----

    static boolean isTrue(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return false;
        } else if (value.isBoolean()) {
            return value.booleanValue();
        } else if (value.isNumber()) {
            return value.decimalValue().signum() != 0;
        } else if (value.isBinary()) {
            return !value.asText().isEmpty();
        }
        return value.isTextual() ? !value.textValue().isEmpty() : !value.isEmpty();
    }

    private JsonNode value(Pipeline pipeline, JsonNode dot) throws Failure {
        List<JsonNode> last = List.of();
        for (List<Operand> command : pipeline.commands()) {
            last = List.of(value(command, dot, last));
        }
        for (String variable : pipeline.variables()) {
            assign(variable, last.get(0), pipeline.declares());
        }
        return last.get(0);
    }

    private JsonNode value(List<Operand> command, JsonNode dot, List<JsonNode> last) throws Failure {
        if (++steps > MOST_STEPS) {
            throw fail("too much work");
        }
        Operand first = command.get(0);
        if (!(first instanceof TemplateNode.Function function)) {
            if (command.size() > 1 || !last.isEmpty()) {
                throw fail("can't give argument to non-function");
            }
            if (first instanceof TemplateNode.Literal literal && literal.value().isNull()) {
                throw fail("nil is not a command");
            }
            return value(first, dot);
        }
        if (function.name().equals("and") || function.name().equals("or")) {
            return firstThat(function.name().equals("or"), command, dot, last);
        }
        List<JsonNode> arguments = new ArrayList<>();
        for (Operand operand : command.subList(1, command.size())) {
            arguments.add(value(operand, dot));
        }
        arguments.addAll(last);
        return TemplateFunctions.call(function.name(), arguments);
    }

    /** {@code and} and {@code or} look at no more arguments than they need. */
    private JsonNode firstThat(boolean wanted, List<Operand> command, JsonNode dot, List<JsonNode> last)
            throws Failure {
        if (command.size() + last.size() < 2) {
            throw fail("wrong number of args for " + (wanted ? "or" : "and") + ": want at least 1 got 0");
        }
        JsonNode value = MissingNode.getInstance();
        for (Operand operand : command.subList(1, command.size())) {
            value = value(operand, dot);
            if (isTrue(value) == wanted) {
                return value;
            }
        }
        return last.isEmpty() ? value : last.get(0);
    }

    private JsonNode value(Operand operand, JsonNode dot) throws Failure {
        if (operand instanceof TemplateNode.Literal literal) {
            return literal.value();
        } else if (operand instanceof TemplateNode.Dot field) {
            return fields(dot, field.fields());
        } else if (operand instanceof TemplateNode.Variable variable) {
            return fields(values.get(index(variable.name())), variable.fields());
        } else if (operand instanceof TemplateNode.Group group) {
            return fields(value(group.pipeline(), dot), group.fields());
        } else if (operand instanceof TemplateNode.Function function) {
            return value(List.of(function), dot, List.of());
        }
        throw new IllegalStateException("no operand: " + operand);
    }

    private static JsonNode fields(JsonNode start, List<String> names) throws Failure {
        JsonNode value = start;
        for (String name : names) {
            if (value.isNull()) {
                throw fail("nil pointer evaluating interface {}." + name);
            }
            if (!value.isObject() && !value.isMissingNode()) {
                throw fail("can't evaluate field " + name + " in type " + TemplateFormat.type(value));
            }
            value = value.path(name);
        }
        return value;
    }
}
