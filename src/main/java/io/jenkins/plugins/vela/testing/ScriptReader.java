package io.jenkins.plugins.vela.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.UnaryMinusExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.control.CompilationFailedException;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.Phases;

/** Reads a script's calls from its syntax tree. Nothing of the script is run, and no class of it needs to be there. */
final class ScriptReader {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ScriptReader() {}

    /**
     * All calls without a receiver, or on {@code steps} or {@code script}, in the order of the text; not those of methods
     * that the script itself has.
     *
     * @throws IllegalArgumentException when it is no Groovy; the message has the places
     */
    static List<PipelineCall> calls(String source, String text) {
        CompilationUnit unit = new CompilationUnit();
        unit.addSource(source, text);
        try {
            unit.compile(Phases.CONVERSION);
        } catch (CompilationFailedException broken) {
            throw new IllegalArgumentException(source + ": " + broken.getMessage(), broken);
        }
        List<PipelineCall> calls = new ArrayList<>();
        for (Object module : unit.getAST().getModules()) {
            calls.addAll(calls(source, (ModuleNode) module));
        }
        return calls;
    }

    private static List<PipelineCall> calls(String source, ModuleNode module) {
        Set<String> own = new LinkedHashSet<>();
        module.getMethods().forEach(method -> own.add(method.getName()));
        Finder finder = new Finder(source, own);
        module.getStatementBlock().visit(finder);
        for (MethodNode method : module.getMethods()) {
            method.getCode().visit(finder);
        }
        module.getClasses().stream()
                .filter(type -> !type.isScript())
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.getCode() != null)
                .forEach(method -> method.getCode().visit(finder));
        return finder.calls;
    }

    private static final class Finder extends CodeVisitorSupport {
        private final String source;
        private final Set<String> own;
        private final List<PipelineCall> calls = new ArrayList<>();

        Finder(String source, Set<String> own) {
            this.source = source;
            this.own = own;
        }

        @Override
        public void visitMethodCallExpression(MethodCallExpression call) {
            String name = call.getMethodAsString();
            if (name != null && isStep(call) && !own.contains(name)) {
                calls.add(call(name, call));
            }
            super.visitMethodCallExpression(call);
        }

        private static boolean isStep(MethodCallExpression call) {
            return call.isImplicitThis()
                    || (call.getObjectExpression() instanceof VariableExpression receiver
                            && Set.of("this", "steps", "script").contains(receiver.getName()));
        }

        private PipelineCall call(String name, MethodCallExpression call) {
            List<Expression> arguments = call.getArguments() instanceof TupleExpression tuple
                    ? tuple.getExpressions()
                    : List.of(call.getArguments());
            Arguments values = new Arguments();
            PipelineCall.Style style;
            if (arguments.isEmpty()) {
                style = PipelineCall.Style.NAMED;
            } else if (arguments.size() == 1 && arguments.get(0) instanceof MapExpression map) {
                style = values.addAll(map) ? PipelineCall.Style.NAMED : PipelineCall.Style.UNKNOWN;
            } else if (arguments.size() == 1 && !(arguments.get(0) instanceof VariableExpression)) {
                values.add("", arguments.get(0));
                style = PipelineCall.Style.SINGLE;
            } else {
                style = PipelineCall.Style.UNKNOWN;
            }
            return new PipelineCall(
                    source, call.getLineNumber(), call.getColumnNumber(), name, values.known, values.later, style);
        }
    }

    /** The arguments of a call, as far as the text says them. */
    private static final class Arguments {
        private final ObjectNode known = NODES.objectNode();
        private final List<String> later = new ArrayList<>();

        /** Whether all names are in the text. */
        boolean addAll(MapExpression map) {
            boolean complete = true;
            for (MapEntryExpression entry : map.getMapEntryExpressions()) {
                Optional<String> name = key(entry);
                name.ifPresent(known -> add(known, entry.getValueExpression()));
                complete &= name.isPresent();
            }
            return complete;
        }

        void add(String name, Expression value) {
            put(known, name, step(name), value);
        }

        private void put(ObjectNode parent, String name, String path, Expression value) {
            if (value instanceof MapExpression map
                    && map.getMapEntryExpressions().stream().allMatch(e -> key(e).isPresent())) {
                ObjectNode object = parent.putObject(name);
                for (MapEntryExpression entry : map.getMapEntryExpressions()) {
                    String below = key(entry).orElseThrow();
                    String step = step(below);
                    put(
                            object,
                            below,
                            step.startsWith("[") ? path + step : path + "." + step,
                            entry.getValueExpression());
                }
                return;
            }
            Optional<JsonNode> known = value(value);
            if (known.isPresent()) {
                parent.set(name, known.get());
            } else {
                later.add(path);
            }
        }

        private static String step(String name) {
            return name.matches("[A-Za-z_][A-Za-z0-9_]*") ? name : "[" + NODES.textNode(name) + "]";
        }

        private static Optional<String> key(MapEntryExpression entry) {
            return entry.getKeyExpression() instanceof ConstantExpression constant
                            && constant.getValue() instanceof String name
                    ? Optional.of(name)
                    : Optional.empty();
        }

        /** A value that the text says in full. */
        private static Optional<JsonNode> value(Expression expression) {
            if (expression instanceof ConstantExpression constant) {
                return constant(constant.getValue());
            } else if (expression instanceof UnaryMinusExpression minus
                    && minus.getExpression() instanceof ConstantExpression constant
                    && constant.getValue() instanceof Number number) {
                return constant(new BigDecimal(number.toString()).negate());
            } else if (expression instanceof MapExpression map) {
                ObjectNode object = NODES.objectNode();
                for (MapEntryExpression entry : map.getMapEntryExpressions()) {
                    Optional<JsonNode> value = value(entry.getValueExpression());
                    if (key(entry).isEmpty() || value.isEmpty()) {
                        return Optional.empty();
                    }
                    object.set(key(entry).get(), value.get());
                }
                return Optional.of(object);
            } else if (expression instanceof ListExpression list) {
                ArrayNode array = NODES.arrayNode();
                for (Expression element : list.getExpressions()) {
                    Optional<JsonNode> value = value(element);
                    if (value.isEmpty()) {
                        return Optional.empty();
                    }
                    array.add(value.get());
                }
                return Optional.of(array);
            }
            return Optional.empty();
        }

        private static Optional<JsonNode> constant(Object value) {
            if (value == null) {
                return Optional.of(NODES.nullNode());
            } else if (value instanceof String text) {
                return Optional.of(NODES.textNode(text));
            } else if (value instanceof Boolean flag) {
                return Optional.of(NODES.booleanNode(flag));
            } else if (value instanceof BigInteger whole) {
                return Optional.of(NODES.numberNode(whole));
            } else if (value instanceof Integer || value instanceof Long) {
                return Optional.of(NODES.numberNode(((Number) value).longValue()));
            } else if (value instanceof Number number) {
                return Optional.of(NODES.numberNode(new BigDecimal(number.toString())));
            }
            return Optional.empty();
        }
    }
}
