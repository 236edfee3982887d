package io.jenkins.plugins.vela.cue.eval;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.cue.compile.Declaration;
import io.jenkins.plugins.vela.cue.compile.Expression;
import io.jenkins.plugins.vela.cue.compile.Label;
import io.jenkins.plugins.vela.cue.syntax.Decl;
import io.jenkins.plugins.vela.cue.syntax.Position;
import io.jenkins.plugins.vela.cue.value.Bottom;
import io.jenkins.plugins.vela.cue.value.Builtin;
import io.jenkins.plugins.vela.cue.value.CallContext;
import io.jenkins.plugins.vela.cue.value.Scalars;
import io.jenkins.plugins.vela.cue.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One call of a builtin. */
final class Calls implements CallContext {

    final Evaluation evaluation;
    private final Builtin builtin;
    private final Position position;
    private final boolean constrains;

    /**
     * Begins a call.
     *
     * @param constrains whether the builtin stands as a constraint, so that a failed check tells why
     */
    Calls(Evaluation evaluation, Builtin builtin, Position position, boolean constrains) {
        this.evaluation = evaluation;
        this.builtin = builtin;
        this.position = position;
        this.constrains = constrains;
    }

    @Override
    public Bottom error(String message) {
        return Bottom.conflict("error in call to " + builtin.name() + ": " + message, position);
    }

    @Override
    public Bottom incomplete(String message) {
        return Bottom.incomplete("error in call to " + builtin.name() + ": " + message, position);
    }

    @Override
    public Value value(Value value) {
        Value flat = evaluation.evaluator.flat(value, position);
        if (flat instanceof Disjuncts disjuncts && disjuncts.preferred() != null) {
            return value(disjuncts.preferred());
        }
        return flat;
    }

    @Override
    public List<Value> elements(Value list) {
        List<Value> elements = new ArrayList<>();
        if (list instanceof Vertex vertex) {
            for (Value element : evaluation.functions.elementsOf(vertex)) {
                elements.add(value(element));
            }
        }
        return elements;
    }

    @Override
    public List<Field> fields(Value struct) {
        List<Field> fields = new ArrayList<>();
        if (struct instanceof Vertex vertex) {
            evaluation.arcs.settle(vertex);
            Vertex target = vertex.deref();
            int[] order = evaluation.orders.of(target);
            int count = target.arcCount();
            for (int i = 0; i < count; i++) {
                Vertex arc = target.arc(order, i);
                if (arc.presence == Presence.REGULAR && arc.label.kind() == Label.Kind.STRING) {
                    fields.add(new Field(arc.label.name(), value(arc)));
                }
            }
        }
        return fields;
    }

    @Override
    public Value field(Value struct, String name) {
        if (struct instanceof Vertex vertex) {
            Value found = evaluation.evaluator.lookup(vertex, Label.string(name), position);
            return found instanceof Bottom bottom && !bottom.isFatal() ? null : value(found);
        }
        return null;
    }

    @Override
    public Json json(Value value) {
        return exported(new Exporter(evaluation), value);
    }

    @Override
    public Json data(Value value) {
        return exported(new Exporter(evaluation, JsonValues::data), value);
    }

    private static Json exported(Exporter exporter, Value value) {
        Value result = exporter.export(value);
        return result instanceof Exporter.Exported exported
                ? new Json(exported.node(), null)
                : new Json(null, (Bottom) result);
    }

    @Override
    public Value of(JsonNode data) {
        return data.isContainerNode()
                ? evaluation.evaluator.inline(new Expression.Data(position, data, false), null)
                : JsonValues.scalar(data);
    }

    @Override
    public Value list(List<? extends Value> elements) {
        return evaluation.functions.list(elements);
    }

    @Override
    public Value unify(Value a, Value b) {
        Vertex vertex = evaluation.functions.unify(a, b);
        Bottom fatal = evaluation.checker.fatal(vertex);
        return fatal != null ? fatal : vertex;
    }

    @Override
    public Bottom fatal(Value value) {
        if (value instanceof Bottom bottom) {
            return bottom;
        }
        return value instanceof Vertex vertex ? evaluation.checker.fatal(vertex) : null;
    }

    @Override
    public boolean equal(Value a, Value b) {
        return evaluation.checker.equal(a, b);
    }

    @Override
    public Value compile(String text) {
        return error("cannot evaluate CUE text here");
    }

    @Override
    public Value struct(List<Field> fields) {
        Vertex vertex = evaluation.vertex(null, null);
        vertex.presence = Presence.REGULAR;
        List<Declaration> declarations = new ArrayList<>(fields.size());
        for (Field field : fields) {
            declarations.add(new Declaration.Field(
                    Position.none(),
                    Label.string(field.name()),
                    Decl.Constraint.NONE,
                    new Expression.Constant(Position.none(), field.value()),
                    Optional.empty()));
        }
        Expression literal = new Expression.StructLiteral(Position.none(), declarations, 0);
        vertex.append(Conjunct.of(null, literal, null, null, 0, null));
        return vertex;
    }

    @Override
    public Value unsatisfied(String reason) {
        return constrains ? CallContext.super.unsatisfied(reason) : Scalars.Bool.FALSE;
    }

    @Override
    public Value unsatisfiedYet(String reason) {
        return constrains ? CallContext.super.unsatisfiedYet(reason) : Scalars.Bool.FALSE;
    }

    @Override
    public boolean isMember(Value value, String path, String name) {
        return value instanceof Vertex vertex
                && vertex.label() != null
                && vertex.label().name().equals(name)
                && evaluation.isPackage(vertex.parent, path);
    }

    @Override
    public boolean isOpen(Value value) {
        if (!(value(value) instanceof Vertex vertex)) {
            return false;
        }
        return vertex.isList() ? vertex.isListOpen : vertex.closers() == null;
    }
}
