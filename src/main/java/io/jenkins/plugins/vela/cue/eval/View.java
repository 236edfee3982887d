package io.jenkins.plugins.vela.cue.eval;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.cue.compile.Expression;
import io.jenkins.plugins.vela.cue.compile.Label;
import io.jenkins.plugins.vela.cue.syntax.Decl;
import io.jenkins.plugins.vela.cue.syntax.Position;
import io.jenkins.plugins.vela.cue.value.Bottom;
import io.jenkins.plugins.vela.cue.value.Kind;
import io.jenkins.plugins.vela.cue.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the public face may ask about the values of an evaluation. */
public final class View {

    /** A field as seen from outside. */
    public record Field(Label label, Presence presence, Value value) {
        public boolean isOptional() {
            return presence == Presence.OPTIONAL;
        }

        public boolean isRequired() {
            return presence == Presence.REQUIRED;
        }
    }

    private final Evaluation evaluation;

    public View(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /** The value of the whole evaluation. */
    public Vertex root() {
        return evaluation.root();
    }

    /** The value at a label: a vertex, or a bottom. */
    public Value field(Value value, Label label) {
        Position nowhere = Position.none();
        if (value instanceof Vertex vertex && vertex.isWithoutAlternative) {
            Vertex arc = vertex.arc(label);
            if (arc != null && arc.presence == Presence.REGULAR) {
                return arc;
            }
        }
        return value instanceof Vertex vertex
                ? evaluation.evaluator.lookup(vertex, label, nowhere)
                : evaluation.evaluator.select(value, label, nowhere);
    }

    /** The value without vertices around scalars, its default taken where there is exactly one. */
    public Value resolved(Value value) {
        Value flat = evaluation.evaluator.flat(value, Position.none());
        if (flat instanceof Disjuncts disjuncts && disjuncts.preferred() != null) {
            return resolved(disjuncts.preferred());
        }
        return flat;
    }

    /**
     * What a value is, no default taken: a vertex for structs and lists, otherwise a scalar, type, bottom and the like;
     * see {@link #alternatives}.
     */
    public Value shape(Value value) {
        return evaluation.evaluator.flat(value, Position.none());
    }

    /** What is left of a disjunction, the defaults first. */
    public record Alternatives(List<Value> values, int defaults) {}

    /** The alternatives, where a {@link #shape} is undecided between some. */
    public Optional<Alternatives> alternatives(Value shape) {
        return shape instanceof Disjuncts disjuncts
                ? Optional.of(new Alternatives(disjuncts.values(), disjuncts.defaults()))
                : Optional.empty();
    }

    /** The expressions that a value is the unification of; none for scalars without a vertex. */
    public List<Expression> conjuncts(Value value) {
        List<Expression> expressions = new ArrayList<>();
        if (value instanceof Vertex vertex) {
            for (int i = 0; i < vertex.count; i++) {
                expressions.add(vertex.conjunct(i).expression());
            }
        }
        return expressions;
    }

    /** Whether a comprehension or a computed label of a struct cannot be decided yet. */
    public boolean unfinished(Value value) {
        if (value instanceof Vertex vertex) {
            evaluation.arcs.settle(vertex);
            return vertex.unfinished() != null;
        }
        return false;
    }

    /** The declarations of a field, where it has been declared by some. */
    public List<Decl.Field> declarations(Value value) {
        List<Decl.Field> fields = new ArrayList<>();
        if (value instanceof Vertex vertex) {
            for (int i = 0; i < vertex.count; i++) {
                if (vertex.conjunct(i).field() != null) {
                    vertex.conjunct(i).field().syntax().ifPresent(fields::add);
                }
            }
        }
        return fields;
    }

    /** The value as data, or the bottom that says why not. */
    public JsonOrBottom json(Value value) {
        Vertex outer = evaluation.current;
        evaluation.current = value instanceof Vertex vertex ? vertex : null;
        Value result = new Exporter(evaluation).export(value);
        evaluation.current = outer;
        return result instanceof Exporter.Exported exported
                ? new JsonOrBottom(exported.node(), null)
                : new JsonOrBottom(null, (Bottom) result);
    }

    /** A concrete scalar as data. */
    public static JsonNode data(Value scalar) {
        return JsonValues.node(scalar);
    }

    /** Exactly one of both is not null. */
    public record JsonOrBottom(JsonNode node, Bottom bottom) {}

    /** Every fatal error in a value; without such and with {@code concrete} everything that is not concrete. */
    public List<Bottom> faults(Value value, boolean concrete) {
        return new Faults(evaluation, concrete).of(value);
    }

    /** A value that is the unification of two of this evaluation. */
    public Vertex unified(Value one, Value other) {
        Vertex result = evaluation.vertex(null, null);
        result.presence = Presence.REGULAR;
        for (Value value : List.of(one, other)) {
            Expression constant = new Expression.Constant(Position.none(), value);
            result.append(Conjunct.of(null, constant, null, null, 0, null));
        }
        return result;
    }

    /** The first fatal error in a value, or null. */
    public Bottom fatal(Value value) {
        if (value instanceof Bottom bottom) {
            return bottom.isFatal() ? bottom : null;
        }
        return value instanceof Vertex vertex ? evaluation.checker.fatal(vertex) : null;
    }

    /** Fields in export order, also those that are not there. */
    public List<Field> fields(Value value) {
        return resolved(value) instanceof Vertex vertex && vertex.isStruct() ? members(vertex) : List.of();
    }

    /** Fields of whatever is no bottom, in export order: lists and scalars may have definitions and hidden ones. */
    public List<Field> members(Value value) {
        List<Field> fields = new ArrayList<>();
        if (value instanceof Vertex outer) {
            evaluation.arcs.settle(outer);
            Vertex vertex = outer.deref();
            evaluation.arcs.settle(vertex);
            int[] order = evaluation.orders.of(vertex);
            int count = vertex.arcCount();
            for (int i = 0; i < count; i++) {
                Vertex arc = vertex.arc(order, i);
                if (arc.presence != Presence.ABSENT && arc.label.kind() != Label.Kind.INDEX) {
                    fields.add(new Field(arc.label, arc.presence, arc.denied() != null ? arc.denied() : arc));
                }
            }
        }
        return fields;
    }

    /** The field of a struct as {@link #fields} has it: for one that is not there, the constraint on it. */
    public Value constraint(Value value, Label label) {
        if (resolved(value) instanceof Vertex vertex && vertex.arc(label) != null) {
            evaluation.arcs.settle(vertex);
            Vertex arc = vertex.arc(label);
            return arc.denied() != null ? arc.denied() : arc;
        }
        return field(value, label);
    }

    /** Whether a value takes fields or elements that it does not declare. */
    public boolean isOpen(Value value) {
        Value found = resolved(value);
        if (found instanceof Vertex vertex) {
            return vertex.isList()
                    ? vertex.isListOpen
                    : vertex.closers() == null || vertex.openers() != null || vertex.patterns() != null;
        }
        return (found.kinds() & (Kind.STRUCT | Kind.LIST)) != 0;
    }

    /** Elements of a list. */
    public List<Value> elements(Value value) {
        return resolved(value) instanceof Vertex vertex && vertex.isList()
                ? evaluation.functions.elementsOf(vertex)
                : List.of();
    }

    /** Actions at and below a vertex. */
    public List<Vertex> actions(Value value) {
        return value instanceof Vertex vertex ? new Actions(evaluation).of(vertex) : List.of();
    }

    /** The string at a label of an action. */
    public Optional<String> text(Vertex action, Label label) {
        return Actions.text(evaluation, action, label);
    }

    public Optional<String> attribute(Value value, String name) {
        return value instanceof Vertex vertex ? Actions.attribute(vertex, name) : Optional.empty();
    }

    /** Comments above the declarations of a field, one after the other. */
    public String doc(Value value) {
        Set<String> docs = new LinkedHashSet<>();
        if (value instanceof Vertex vertex) {
            for (int i = 0; i < vertex.count; i++) {
                Conjunct conjunct = vertex.conjunct(i);
                if (conjunct.field() != null) {
                    conjunct.field()
                            .syntax()
                            .map(Decl.Field::comments)
                            .map(comments -> comments.doc())
                            .filter(doc -> !doc.isBlank())
                            .ifPresent(docs::add);
                }
            }
        }
        return String.join("\n", docs);
    }

    public Optional<Position> position(Value value) {
        return value instanceof Vertex vertex ? Optional.ofNullable(vertex.position()) : Optional.empty();
    }

    /** Labels from the root to a vertex. */
    public static List<Label> path(Vertex vertex) {
        List<Label> labels = new ArrayList<>();
        for (Vertex v = vertex; v != null && v.label != null; v = v.parent) {
            labels.add(v.label);
        }
        Collections.reverse(labels);
        return labels;
    }

    /** Actions that were read to compute a value as a whole and to decide that it exists. */
    public List<Vertex> reads(Value value) {
        if (!(value instanceof Vertex vertex)) {
            return List.of();
        }
        long outer = evaluation.reads;
        Vertex current = evaluation.current;
        evaluation.reads = 0;
        evaluation.current = vertex;
        new Exporter(evaluation).export(vertex);
        long reads = evaluation.reads;
        for (Vertex v = vertex; v != null; v = v.parent) {
            reads |= v.reads(Reads.PRESENCE);
        }
        evaluation.reads = outer;
        evaluation.current = current;
        return evaluation.tracking.actions(reads);
    }

    /** The actions behind the bits of {@link Bottom#missing}. */
    public List<Vertex> missing(Bottom bottom) {
        return evaluation.tracking.actions(bottom.missing());
    }
}
