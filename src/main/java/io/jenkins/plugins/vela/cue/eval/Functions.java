package io.jenkins.plugins.vela.cue.eval;

import io.jenkins.plugins.vela.cue.compile.Declaration;
import io.jenkins.plugins.vela.cue.compile.Expression;
import io.jenkins.plugins.vela.cue.compile.Label;
import io.jenkins.plugins.vela.cue.syntax.Decl;
import io.jenkins.plugins.vela.cue.syntax.Position;
import io.jenkins.plugins.vela.cue.value.Bottom;
import io.jenkins.plugins.vela.cue.value.Builtin;
import io.jenkins.plugins.vela.cue.value.Kind;
import io.jenkins.plugins.vela.cue.value.Scalars;
import io.jenkins.plugins.vela.cue.value.Scalars.Bool;
import io.jenkins.plugins.vela.cue.value.Validator;
import io.jenkins.plugins.vela.cue.value.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Calls of builtins, and builtins as constraints. */
final class Functions {

    /** How many validators may be checked within the check of one another. */
    private static final int NESTED = 64;
    /** How often a call may be carried out within itself. */
    private static final int NESTED_CALLS = 16;

    private final Evaluation evaluation;
    private int nested;
    private final Deque<Expression.Call> calls = new ArrayDeque<>(2);

    Functions(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    static boolean isClose(Expression.Call call) {
        return call.arguments().size() == 1
                && call.function() instanceof Expression.Constant constant
                && constant.value() == PredeclaredFunctions.CLOSE;
    }

    static boolean isOr(Expression.Call call) {
        return call.arguments().size() == 1
                && call.function() instanceof Expression.Constant constant
                && constant.value() == PredeclaredFunctions.all().get("or");
    }

    /** The list that {@code or} is called with, or a bottom. */
    Value alternatives(Expression.Call call, Environment environment) {
        Builtin or = (Builtin) PredeclaredFunctions.all().get("or");
        Value list = argument(or, call.arguments().get(0), 0, Kind.LIST, environment);
        if (list instanceof Vertex vertex && vertex.arcCount() == 0) {
            return Bottom.incomplete("empty list in call to or", call.position());
        }
        return list;
    }

    Value call(Expression.Call call, Environment environment) {
        if (isClose(call)) {
            return evaluation.evaluator.inline(call, environment);
        }
        Value function = evaluation.evaluator.flat(call.function(), environment);
        if (function instanceof Bottom) {
            return function;
        }
        Position position = call.position();
        if (function instanceof Validator validator && call.arguments().isEmpty()) {
            return validator;
        }
        if (function == Scalars.BasicType.TOP) {
            return Bottom.incomplete("non-concrete value _ called as a function", position);
        }
        if (!(function instanceof Builtin builtin)) {
            return Bottom.conflict(
                    "cannot call non-function " + function + " (type " + Kind.name(function.kinds()) + ")", position);
        }
        int given = call.arguments().size();
        int wanted = builtin.parameters().size();
        boolean isShort = given == wanted - 1;
        boolean omits = isShort && (builtin.parameters().get(wanted - 1) & Builtin.OPTIONAL) != 0;
        boolean constrains = isShort && !omits && builtin.result() == Kind.BOOL;
        if (given != wanted && !constrains && !omits) {
            return Bottom.conflict(
                    (given > wanted ? "too many" : "not enough") + " arguments in call to " + builtin.name() + " (have "
                            + given + ", want " + wanted + ")",
                    position);
        }
        List<Value> arguments = new ArrayList<>(wanted);
        for (int i = 0; i < given; i++) {
            Expression argument = call.arguments().get(i);
            int kinds = builtin.parameters().get(constrains ? i + 1 : i);
            Value value = argument(builtin, argument, i, kinds, environment);
            if (value instanceof Bottom && builtin.mode() == Builtin.Mode.CONCRETE) {
                return value;
            }
            arguments.add(value);
        }
        if (constrains) {
            return new Validator(builtin, arguments);
        }
        if (!holdsVertex(arguments)) {
            return builtin.body().call(new Calls(evaluation, builtin, position, false), arguments);
        }
        // a struct may hold the very call that it is an argument of
        if (timesActive(call) >= NESTED_CALLS) {
            return Bottom.of(Bottom.Code.STRUCTURAL_CYCLE, "structural cycle", position);
        }
        calls.push(call);
        Value result = builtin.body().call(new Calls(evaluation, builtin, position, false), arguments);
        calls.pop();
        return result;
    }

    private static boolean holdsVertex(List<Value> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.get(i) instanceof Vertex) {
                return true;
            }
        }
        return false;
    }

    @SuppressWarnings("ReferenceEquality") // the same call, not one that looks the same
    private int timesActive(Expression.Call call) {
        int times = 0;
        for (Expression.Call active : calls) {
            times += active == call ? 1 : 0;
        }
        return times;
    }

    private Value argument(Builtin builtin, Expression argument, int index, int kinds, Environment environment) {
        if (builtin.mode() == Builtin.Mode.ANY) {
            return evaluation.evaluator.evaluate(argument, environment);
        }
        Value value = evaluation.evaluator.concrete(argument, environment);
        if (!(value instanceof Bottom) && (value.kinds() & kinds) == 0) {
            return Bottom.conflict(
                    "cannot use " + value + " (type " + Kind.name(value.kinds()) + ") as " + Kind.name(kinds)
                            + " in argument " + (index + 1) + " to " + builtin.name(),
                    argument.position());
        }
        if (value instanceof Vertex vertex) {
            Bottom fatal = PredeclaredFunctions.isShallow(builtin) ? null : evaluation.checker.fatal(vertex);
            if (fatal != null) {
                return fatal;
            }
            if (vertex.unfinished() != null) {
                return vertex.unfinished();
            }
        }
        return value;
    }

    /** A builtin that stands where a value is expected constrains that value. */
    Value asConstraint(Value value) {
        if (value instanceof Builtin builtin && builtin.parameters().size() == 1 && builtin.result() == Kind.BOOL) {
            return new Validator(builtin, List.of());
        }
        return value;
    }

    /** Why a value does not satisfy a validator, or null. */
    Bottom violation(Validator validator, Value value) {
        Builtin builtin = validator.builtin();
        if ((value.kinds() & builtin.parameters().get(0)) == 0) {
            return Bottom.conflict("invalid value " + value + " (does not satisfy " + validator + ")");
        }
        List<Value> arguments = new ArrayList<>(validator.arguments().size() + 1);
        arguments.add(value);
        arguments.addAll(validator.arguments());
        if (nested >= NESTED) {
            return Bottom.of(Bottom.Code.STRUCTURAL_CYCLE, "structural cycle");
        }
        nested++;
        Value result = builtin.body().call(new Calls(evaluation, builtin, Position.none(), true), arguments);
        nested--;
        if (result instanceof Bool bool) {
            return bool.value()
                    ? null
                    : Bottom.conflict("invalid value " + value + " (does not satisfy " + validator + ")");
        }
        return result instanceof Bottom bottom ? bottom : Bottom.conflict(validator + " is not a constraint");
    }

    /** A closed list. */
    Vertex list(List<? extends Value> elements) {
        List<Expression.Element> made = new ArrayList<>(elements.size());
        for (Value element : elements) {
            made.add(new Expression.Element(new Expression.Constant(Position.none(), element), null));
        }
        return evaluation.evaluator.inline(new Expression.ListLiteral(Position.none(), made, null), null);
    }

    /** The elements of a list. */
    List<Value> elementsOf(Vertex list) {
        evaluation.arcs.settle(list);
        Vertex target = list.deref();
        List<Value> elements = new ArrayList<>(target.arcCount());
        for (int i = 0; i < target.arcCount(); i++) {
            if (target.arc(i).presence == Presence.REGULAR
                    && target.arc(i).label.kind() == Label.Kind.INDEX) {
                elements.add(target.arc(i));
            }
        }
        return elements;
    }

    /** What a value holds, without the constraints on it as a whole. */
    Value content(Value value) {
        Value flat = evaluation.evaluator.flat(value, Position.none());
        if (!(flat instanceof Vertex vertex)) {
            return flat;
        }
        evaluation.arcs.settle(vertex);
        if (vertex.isList()) {
            return list(elementsOf(vertex));
        }
        List<Declaration> fields = new ArrayList<>();
        for (int i = 0; i < vertex.arcCount(); i++) {
            Vertex arc = vertex.arc(i);
            if (arc.presence == Presence.REGULAR) {
                fields.add(new Declaration.Field(
                        Position.none(),
                        arc.label,
                        Decl.Constraint.NONE,
                        new Expression.Constant(Position.none(), arc),
                        Optional.empty()));
            }
        }
        return evaluation.evaluator.inline(new Expression.StructLiteral(Position.none(), fields, 0), null);
    }

    /** The unification of two values. */
    Vertex unify(Value a, Value b) {
        Vertex vertex = evaluation.evaluator.inline(new Expression.Constant(Position.none(), a), null);
        vertex.append(Conjunct.of(null, new Expression.Constant(Position.none(), b), null, null, 0, null));
        return vertex;
    }
}
