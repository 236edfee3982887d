package io.jenkins.plugins.vela.cue.compile;

import io.jenkins.plugins.vela.cue.syntax.Decl;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which field leads to which, by containing or naming it, as far as that is written down. Tells whether a program has a
 * circle through an optional field and through a reference of one that is not: most have none, so that nobody needs to
 * look for it in their values.
 */
final class FieldGraph {

    /** A field, and the fields it leads to. */
    private static final class Node {
        final Declaration.Field field;
        final Map<Node, Boolean> next = new HashMap<>(4);
        int order;
        int low;
        boolean onPath;

        Node(Declaration.Field field) {
            this.field = field;
        }

        boolean isOptional() {
            return field.constraint() == Decl.Constraint.OPTIONAL;
        }

        void leadsTo(Node other, boolean byName) {
            next.merge(other, byName, Boolean::logicalOr);
        }
    }

    /** What a name may stand for: the literals of the struct around, none where the scope is no struct. */
    private record Scope(Scope outer, List<Expression.StructLiteral> literals) {
        Scope up(int count) {
            Scope scope = this;
            for (int i = 0; i < count && scope != null; i++) {
                scope = scope.outer;
            }
            return scope;
        }
    }

    private final IdentityHashMap<Declaration.Field, Node> nodes = new IdentityHashMap<>();
    private final Set<Let> lets = Collections.newSetFromMap(new IdentityHashMap<>());
    private int visited;
    private final Deque<Node> path = new ArrayDeque<>();
    private boolean found;

    private FieldGraph() {}

    /** See class comment. */
    static boolean hasOptionalCycle(List<Expression.StructLiteral> files) {
        if (files.stream().noneMatch(FieldGraph::hasOptional)) {
            return false;
        }
        FieldGraph graph = new FieldGraph();
        Scope scope = new Scope(null, files);
        for (Expression.StructLiteral file : files) {
            graph.literal(null, file, scope);
        }
        for (Node node : List.copyOf(graph.nodes.values())) {
            if (node.order == 0 && !graph.found) {
                graph.connect(node);
            }
        }
        return graph.found;
    }

    private static boolean hasOptional(Expression expression) {
        if (expression instanceof Expression.StructLiteral literal) {
            for (Declaration declaration : literal.declarations()) {
                if (declaration instanceof Declaration.Field field
                        && (field.constraint() == Decl.Constraint.OPTIONAL || hasOptional(field.value()))) {
                    return true;
                }
            }
        }
        return expression instanceof Expression.Unification unification
                && unification.operands().stream().anyMatch(FieldGraph::hasOptional);
    }

    private Node node(Declaration.Field field) {
        return nodes.computeIfAbsent(field, Node::new);
    }

    private void literal(Node from, Expression.StructLiteral literal, Scope inner) {
        for (Declaration declaration : literal.declarations()) {
            if (declaration instanceof Declaration.Field field) {
                Node node = node(field);
                if (from != null) {
                    from.leadsTo(node, false);
                }
                value(node, field.value(), inner);
            } else if (declaration instanceof Declaration.Embedding embedding && from != null) {
                value(from, embedding.expression(), inner);
            }
        }
    }

    private void value(Node from, Expression expression, Scope scope) {
        if (expression instanceof Expression.StructLiteral literal) {
            literal(from, literal, new Scope(scope, List.of(literal)));
        } else if (expression instanceof Expression.Unification unification) {
            unification.operands().forEach(operand -> value(from, operand, scope));
        } else if (expression instanceof Expression.ListLiteral list) {
            list.elements().stream()
                    .filter(element -> element.expression() != null)
                    .forEach(element -> value(from, element.expression(), scope));
        } else if (expression instanceof Expression.Call call) {
            call.arguments().forEach(argument -> value(from, argument, scope));
        } else if (expression instanceof Expression.LetReference let && lets.add(let.let())) {
            value(from, let.let().value(), scope.up(let.up()));
            lets.remove(let.let());
        } else if (expression.isReference()) {
            targets(expression, scope).forEach(field -> from.leadsTo(node(field), true));
        }
    }

    /** The fields that a reference may lead to; those around them where it leads to something that is not written down. */
    private List<Declaration.Field> targets(Expression reference, Scope scope) {
        if (reference instanceof Expression.FieldReference name) {
            Scope found = scope.up(name.up());
            return found == null ? List.of() : fields(found.literals(), name.label());
        }
        if (reference instanceof Expression.LetReference let && lets.add(let.let())) {
            Expression value = let.let().value();
            List<Declaration.Field> fields =
                    value.isReference() ? targets(value, scope.up(let.up())) : List.<Declaration.Field>of();
            lets.remove(let.let());
            return fields;
        }
        Expression operand = reference instanceof Expression.Selector selector
                ? selector.operand()
                : reference instanceof Expression.Index index ? index.operand() : null;
        if (operand == null || !operand.isReference()) {
            return List.of();
        }
        List<Declaration.Field> around = targets(operand, scope);
        Label label = label(reference);
        List<Declaration.Field> within = new ArrayList<>();
        for (Declaration.Field field : around) {
            if (label != null && field.value() instanceof Expression.StructLiteral literal) {
                within.addAll(fields(List.of(literal), label));
            }
        }
        return within.isEmpty() ? around : within;
    }

    private static Label label(Expression reference) {
        if (reference instanceof Expression.Selector selector) {
            return selector.label();
        }
        return reference instanceof Expression.Index index
                        && index.index() instanceof Expression.Constant constant
                        && constant.value() instanceof io.jenkins.plugins.vela.cue.value.Scalars.Text text
                ? Label.string(text.value())
                : null;
    }

    private static List<Declaration.Field> fields(List<Expression.StructLiteral> literals, Label label) {
        List<Declaration.Field> fields = new ArrayList<>();
        for (Expression.StructLiteral literal : literals) {
            for (Declaration declaration : literal.declarations()) {
                if (declaration instanceof Declaration.Field field
                        && field.label().equals(label)) {
                    fields.add(field);
                }
            }
        }
        return fields;
    }

    // ---- strongly connected components, by Tarjan's algorithm ----

    private void connect(Node node) {
        node.order = ++visited;
        node.low = node.order;
        node.onPath = true;
        path.push(node);
        for (Node next : node.next.keySet()) {
            if (next.order == 0) {
                connect(next);
                node.low = Math.min(node.low, next.low);
            } else if (next.onPath) {
                node.low = Math.min(node.low, next.order);
            }
        }
        if (node.low != node.order) {
            return;
        }
        List<Node> component = new ArrayList<>();
        Node member;
        do {
            member = path.pop();
            member.onPath = false;
            component.add(member);
        } while (member != node);
        found |= component.size() > 1
                && component.stream().anyMatch(Node::isOptional)
                && component.stream().anyMatch(m -> !m.isOptional() && namesOneOf(m, component));
    }

    private static boolean namesOneOf(Node node, List<Node> component) {
        return component.stream().anyMatch(other -> node.next.getOrDefault(other, false));
    }
}
