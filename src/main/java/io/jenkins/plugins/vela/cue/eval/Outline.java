package io.jenkins.plugins.vela.cue.eval;

import io.jenkins.plugins.vela.cue.compile.Declaration;
import io.jenkins.plugins.vela.cue.compile.Expression;
import io.jenkins.plugins.vela.cue.compile.Label;
import io.jenkins.plugins.vela.cue.syntax.Position;
import io.jenkins.plugins.vela.cue.value.Bottom;
import io.jenkins.plugins.vela.cue.value.Scalars.BasicType;
import io.jenkins.plugins.vela.cue.value.Validator;
import io.jenkins.plugins.vela.cue.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a value may become: its alternatives, and what its patterns say of fields and elements that are not there. */
public final class Outline {

    /** One of the alternatives of a disjunction. */
    public record Alternative(Value value, boolean isDefault) {}

    private final Evaluation evaluation;

    public Outline(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /**
     * The alternatives of a value, defaults first; the value itself where there is one only. Each is a scalar, a type, a
     * constraint, a bottom, or a vertex that is a struct or list.
     */
    public List<Alternative> alternatives(Value value) {
        Value flat = evaluation.evaluator.flat(value, Position.none());
        if (flat instanceof Bottom bottom
                && !bottom.isFatal()
                && value instanceof Vertex vertex
                && (vertex.deref().kind != 0 || isList(vertex))) {
            // a list that is still too short, a struct that lacks a field: it is known what it will be
            return List.of(new Alternative(vertex.deref(), false));
        }
        if (!(flat instanceof Disjuncts disjuncts)) {
            return List.of(new Alternative(flat, false));
        }
        List<Alternative> alternatives = new ArrayList<>();
        for (int i = 0; i < disjuncts.values().size(); i++) {
            Value one = evaluation.evaluator.flat(disjuncts.values().get(i), Position.none());
            alternatives.add(new Alternative(one, i < disjuncts.defaults()));
        }
        return alternatives;
    }

    /** Whether a value is a list, also one that has fewer elements than a constraint on it wants. */
    public boolean isList(Value value) {
        return value instanceof Vertex vertex && (vertex.deref().isList() || vertex.deref().isListOpen);
    }

    /** What fields that a struct does not declare may be; empty when it says nothing about them. */
    public Optional<Value> others(Value struct) {
        if (!(struct instanceof Vertex vertex)) {
            return Optional.empty();
        }
        evaluation.arcs.settle(vertex);
        Vertex target = vertex.deref();
        if (target.patterns() != null) {
            for (Fields.Pattern pattern : target.patterns()) {
                if (pattern.from < 0) {
                    return Optional.of(field(pattern));
                }
            }
        }
        boolean hasEllipsis = target.layers().stream()
                .anyMatch(layer -> layer.literal() != null
                        && layer.literal().declarations().stream().anyMatch(Declaration.Ellipsis.class::isInstance));
        return hasEllipsis ? Optional.of(BasicType.TOP) : Optional.empty();
    }

    private Value field(Fields.Pattern pattern) {
        Vertex field = evaluation.vertex(null, Label.string("name"));
        return element(field, pattern, Environment.labelled(pattern.template.environment(), field, field.label));
    }

    private static Value element(Vertex element, Fields.Pattern pattern, Environment environment) {
        element.presence = Presence.REGULAR;
        element.append(Conjunct.of(environment, pattern.template.expression(), null, null, 0, null));
        return element;
    }

    /** What further elements of a list may be; empty when there can be none. */
    public Optional<Value> rest(Value list) {
        if (!(list instanceof Vertex vertex)) {
            return Optional.empty();
        }
        evaluation.arcs.settle(vertex);
        Vertex target = vertex.deref();
        if (target.patterns() != null) {
            for (Fields.Pattern pattern : target.patterns()) {
                if (pattern.from >= 0) {
                    Vertex element = evaluation.vertex(null, Label.index(pattern.from));
                    return Optional.of(element(element, pattern, pattern.template.environment()));
                }
            }
        }
        return target.isListOpen ? Optional.of(BasicType.TOP) : Optional.empty();
    }

    /** Constraints such as {@code list.MinItems(1)} that were written beside the fields or elements of a value. */
    public List<Validator> validators(Value value) {
        List<Validator> validators = new ArrayList<>();
        if (value instanceof Vertex vertex) {
            Vertex target = vertex.deref();
            for (int i = 0; i < target.count; i++) {
                collect(target.conjunct(i).expression(), target.conjunct(i).environment(), validators);
            }
        }
        return validators;
    }

    private void collect(Expression expression, Environment environment, List<Validator> validators) {
        if (expression instanceof Expression.Unification unification) {
            unification.operands().forEach(operand -> collect(operand, environment, validators));
        } else if (expression instanceof Expression.Call
                && evaluation.evaluator.flat(expression, environment) instanceof Validator validator) {
            validators.add(validator);
        }
    }

    /** The literals that a struct is made of: a struct that contains itself is made of the same ones again. */
    public List<Expression.StructLiteral> literals(Value value) {
        List<Expression.StructLiteral> literals = new ArrayList<>();
        if (value instanceof Vertex vertex) {
            for (FieldOrder.Layer layer : vertex.deref().layers()) {
                if (layer.literal() != null) {
                    literals.add(layer.literal());
                }
            }
        }
        return literals;
    }
}
