package io.jenkins.plugins.vela.cue.eval;

import io.jenkins.plugins.vela.cue.compile.Expression;
import io.jenkins.plugins.vela.cue.compile.Import;
import io.jenkins.plugins.vela.cue.compile.Label;
import io.jenkins.plugins.vela.cue.compile.Let;
import io.jenkins.plugins.vela.cue.syntax.Position;
import io.jenkins.plugins.vela.cue.value.Bottom;
import io.jenkins.plugins.vela.cue.value.Bound;
import io.jenkins.plugins.vela.cue.value.BuiltinPackages;
import io.jenkins.plugins.vela.cue.value.Kind;
import io.jenkins.plugins.vela.cue.value.Num;
import io.jenkins.plugins.vela.cue.value.Scalar;
import io.jenkins.plugins.vela.cue.value.Scalars.BasicType;
import io.jenkins.plugins.vela.cue.value.Scalars.Text;
import io.jenkins.plugins.vela.cue.value.Value;
import io.jenkins.plugins.vela.text.Suggestion;
import java.util.Optional;

/** Evaluates expressions and follows references. */
final class Evaluator {

    private final Evaluation evaluation;
    private final Operations operations;

    Evaluator(Evaluation evaluation) {
        this.evaluation = evaluation;
        this.operations = new Operations(evaluation);
    }

    // ---- expressions ----

    /** The value of an expression, defaults not taken; a vertex where it is one or may be undecided. */
    Value evaluate(Expression expression, Environment environment) {
        evaluation.step();
        return switch (expression.tag()) {
            case CONSTANT -> ((Expression.Constant) expression).value();
            case BOTTOM -> Bottom.of(Bottom.Code.USER, "explicit error (_|_ literal) in source", expression.position());
            case STRUCT, LIST, UNIFICATION, DISJUNCTION, DATA -> inline(expression, environment);
            case FIELD, OWN_VALUE, OWN_LABEL, DYNAMIC_FIELD, BINDING, LET, IMPORT, SELECTOR, INDEX ->
                resolve(expression, environment);
            case SLICE -> slice((Expression.Slice) expression, environment);
            case CALL -> evaluation.functions.call((Expression.Call) expression, environment);
            case UNARY -> operations.unary((Expression.Unary) expression, environment);
            case BOUND -> bound((Expression.BoundExpression) expression, environment);
            case BINARY -> operations.binary((Expression.Binary) expression, environment);
            case COMPARISON -> operations.comparison((Expression.Comparison) expression, environment);
            case BOTTOM_TEST -> evaluation.bottomTests.evaluate((Expression.BottomTest) expression, environment);
            case INTERPOLATION -> operations.interpolation((Expression.Interpolation) expression, environment);
        };
    }

    /** A vertex of its own for an expression. */
    Vertex inline(Expression expression, Environment environment) {
        Vertex around = environment == null ? null : environment.vertex;
        Vertex vertex = evaluation.vertex(around, null);
        vertex.presence = Presence.REGULAR;
        vertex.append(Conjunct.of(environment, expression, null, Trail.within(evaluation.trail), 0, null));
        return vertex;
    }

    /** The concrete value of an expression (scalar, or a vertex that is a struct or list), or a bottom. */
    Value concrete(Expression expression, Environment environment) {
        return concrete(evaluate(expression, environment), expression.position());
    }

    /** The value without vertices around scalars: a scalar, type, undecided value, struct, list or bottom. */
    Value flat(Expression expression, Environment environment) {
        return flat(evaluate(expression, environment), expression.position());
    }

    Value flat(Value value, Position position) {
        if (!(value instanceof Vertex vertex)) {
            return value;
        }
        if (vertex.denied() != null) {
            return vertex.denied();
        }
        evaluation.expander.expand(vertex);
        Vertex target = vertex.deref();
        if (target.state == State.EXPANDING) {
            return partial(target, position);
        }
        if (target.value != null) {
            return target.value;
        }
        return target.kind != 0 ? target : BasicType.TOP;
    }

    private Value partial(Vertex vertex, Position position) {
        Work work = vertex.work();
        if (work.fatal != null) {
            return work.fatal;
        }
        if (work.scalar != null && work.scalar.isConcrete()) {
            return work.scalar;
        }
        boolean isList = work.isList && (work.tasks.isEmpty() || (work.frozen && work.closedLength >= 0));
        if (work.strongStruct || isList) {
            vertex.kind = work.strongStruct ? Kind.STRUCT : Kind.LIST;
            return vertex;
        }
        if (work.weakStruct && work.frozen) {
            vertex.kind = Kind.STRUCT;
            return vertex;
        }
        return Bottom.of(Bottom.Code.CYCLE, "cycle error", position).asProvisional();
    }

    Value concrete(Value value, Position position) {
        Value flat = flat(value, position);
        if (flat.isConcrete() || flat instanceof Bottom) {
            return flat;
        }
        if (flat instanceof Disjuncts disjuncts) {
            Value preferred = disjuncts.preferred();
            if (preferred != null) {
                return concrete(preferred, position);
            }
            return incomplete("unresolved disjunction " + disjuncts, value, position);
        }
        return incomplete("non-concrete value " + flat, value, position);
    }

    private Bottom incomplete(String message, Value value, Position position) {
        long missing = value instanceof Vertex vertex
                ? vertex.reads(Reads.DROPPED)
                        | vertex.reads(Reads.VALUE)
                        | vertex.reads(Reads.PRESENCE)
                        | evaluation.tracking.owner(vertex)
                : 0;
        return Bottom.incomplete(message, position).withMissing(missing);
    }

    // ---- references ----

    /** What a reference leads to: a vertex (not expanded), a scalar, or a bottom. */
    Value resolve(Expression expression, Environment environment) {
        switch (expression.tag()) {
            case FIELD -> {
                Expression.FieldReference reference = (Expression.FieldReference) expression;
                return lookup(environment.up(reference.up()).vertex, reference.label(), reference.position());
            }
            case OWN_VALUE -> {
                return environment.up(((Expression.OwnValue) expression).up()).vertex;
            }
            case OWN_LABEL -> {
                Label label =
                        environment.up(((Expression.OwnLabel) expression).up()).label();
                return new Text(label.name());
            }
            case BINDING -> {
                Expression.Binding binding = (Expression.Binding) expression;
                return environment.up(binding.up()).bound(binding.slot());
            }
            case LET -> {
                Expression.LetReference reference = (Expression.LetReference) expression;
                Environment scope = environment.up(reference.up());
                Expression value = reference.let().value();
                // a name for a field is that field: it may be a struct around this one
                return value.tag() == Expression.Tag.FIELD ? resolve(value, scope) : let(scope, reference.let());
            }
            case DYNAMIC_FIELD -> {
                Expression.DynamicReference reference = (Expression.DynamicReference) expression;
                Environment scope = environment.up(reference.up());
                Value label = concrete(reference.label().expression(), scope);
                return label instanceof Text text
                        ? lookup(scope.vertex, Label.string(text.value()), reference.position())
                        : label;
            }
            case IMPORT -> {
                Import target = ((Expression.ImportReference) expression).target();
                return target.program().isPresent()
                        ? evaluation.imported(target)
                        : Bottom.conflict("package " + target.path() + " is not a value", expression.position());
            }
            case SELECTOR -> {
                return selector((Expression.Selector) expression, environment);
            }
            case INDEX -> {
                return index((Expression.Index) expression, environment);
            }
            default -> {
                return evaluate(expression, environment);
            }
        }
    }

    private Vertex let(Environment scope, Let let) {
        if (scope.lets == null || scope.lets.length <= let.slot()) {
            Vertex[] grown = new Vertex[let.slot() + 1];
            if (scope.lets != null) {
                System.arraycopy(scope.lets, 0, grown, 0, scope.lets.length);
            }
            scope.lets = grown;
        }
        Vertex vertex = scope.lets[let.slot()];
        if (vertex == null) {
            vertex = inline(let.value(), scope);
            scope.lets[let.slot()] = vertex;
        }
        return vertex;
    }

    private Value selector(Expression.Selector selector, Environment environment) {
        if (selector.operand() instanceof Expression.ImportReference reference
                && reference.target().builtin().isPresent()) {
            Optional<Value> member =
                    reference.target().builtin().get().member(selector.label().name());
            if (member.isPresent()) {
                return member.get();
            }
            if (reference.target().program().isEmpty()) {
                return unknownMember(selector, reference.target().builtin().get());
            }
        }
        return select(evaluate(selector.operand(), environment), selector.label(), selector.labelPosition());
    }

    private static Bottom unknownMember(Expression.Selector selector, BuiltinPackages.BuiltinPackage builtin) {
        String name = selector.label().name();
        return Bottom.conflict(
                "undefined field: " + selector.label() + Suggestion.didYouMean(name, builtin.names()),
                selector.labelPosition());
    }

    /** The field of a value. */
    Value select(Value operand, Label label, Position position) {
        if (operand instanceof Vertex vertex) {
            return lookup(vertex, label, position);
        }
        if (operand instanceof Bottom) {
            return operand;
        }
        if (operand == BasicType.TOP) {
            return Bottom.incomplete("undefined field: " + label, position);
        }
        return Bottom.conflict(
                "invalid operand " + operand + " (found " + Kind.name(operand.kinds()) + ", want list or struct)",
                position);
    }

    private Value index(Expression.Index expression, Environment environment) {
        Value operand = evaluate(expression.operand(), environment);
        if (operand instanceof Bottom) {
            return operand;
        }
        Value index = concrete(expression.index(), environment);
        if (index instanceof Bottom) {
            return index;
        }
        Position position = expression.index().position();
        if (index instanceof Text text) {
            return select(operand, Label.string(text.value()), position);
        }
        if (index instanceof Num number && number.isInt()) {
            if (number.signum() < 0) {
                return Bottom.conflict(
                        "invalid list index " + number + " (out of bound): must be non-negative", position);
            }
            if (!number.isLong() || number.asLong() > Integer.MAX_VALUE) {
                return Bottom.conflict("invalid list index " + number + " (out of bound)", position);
            }
            return select(operand, Label.index((int) number.asLong()), position);
        }
        return Bottom.conflict("invalid index " + index + " (invalid type " + Kind.name(index.kinds()) + ")", position);
    }

    /** A field of a vertex: found, or a bottom that says what is wrong. */
    Value lookup(Vertex base, Label label, Position position) {
        evaluation.step();
        if (base.denied() != null) {
            return base.denied();
        }
        boolean isAwaited = evaluation.arcs.isAwaited(base, label);
        expandFor(base);
        Vertex struct = base.deref();
        while (struct.tried() != null) {
            struct = struct.tried().deref();
        }
        if (struct.value instanceof Disjuncts disjuncts) {
            Value preferred = disjuncts.preferred();
            if (!(preferred instanceof Vertex alternative)) {
                return preferred != null
                        ? select(preferred, label, position)
                        : incomplete("unresolved disjunction " + disjuncts, base, position);
            }
            struct = alternative.deref();
            evaluation.expander.expand(struct);
        }
        Vertex arc = struct.arc(label);
        boolean expanding = struct.state == State.EXPANDING;
        if (!expanding
                && struct.value instanceof Bottom bottom
                && (arc == null || struct.isWithoutAlternative || isCycleOfExpression(base, bottom))) {
            // a struct that only an expression makes has no place of its own where its error would show
            return bottom;
        }
        evaluation.tracking.read(struct);
        if (arc != null) {
            boolean isCertain = arc.presence == Presence.REGULAR && Arcs.isBeingAdded(arc);
            Bottom blocked = isCertain ? null : evaluation.arcs.decide(arc);
            evaluation.unsure |= blocked != null && arc.presence != Presence.REGULAR;
            switch (arc.presence) {
                case REGULAR -> {
                    return arc.denied() != null ? arc.denied() : arc;
                }
                case REQUIRED -> {
                    return blocked != null ? blocked : missing(struct, "required field missing: " + label, position);
                }
                case OPTIONAL -> {
                    evaluation.unsure |= isAwaited;
                    evaluation.assumed |= blocked != null;
                    return blocked != null && !Arcs.isBeingAdded(arc)
                            ? blocked
                            : missing(struct, "cannot reference optional field: " + label, position);
                }
                case ABSENT -> {
                    if (blocked != null) {
                        return blocked;
                    }
                    if (arc.undecided() != null) {
                        return arc.undecided();
                    }
                }
            }
        }
        if (isAwaited) {
            return Bottom.of(Bottom.Code.CYCLE, "cyclic reference to field " + label, position)
                    .asProvisional();
        }
        evaluation.unsure |= expanding;
        evaluation.reads |= struct.reads(Reads.GUARDS);
        if (expanding && Arcs.mayGrow(struct)) {
            return Bottom.of(Bottom.Code.CYCLE, "undefined field: " + label, position)
                    .asProvisional();
        }
        if (struct.value instanceof Bottom bottom && !expanding) {
            return bottom;
        }
        if (struct.kind == 0
                && !expanding
                && struct.value != null
                && (struct.value.kinds() & (Kind.STRUCT | Kind.LIST)) == 0) {
            return Bottom.conflict(
                    "invalid operand " + struct.value + " (found " + Kind.name(struct.value.kinds())
                            + ", want list or struct)",
                    position);
        }
        if (struct.isList() && label.kind() == Label.Kind.INDEX) {
            String message = "index out of range [" + label.index() + "] with length " + struct.elementCount();
            return struct.isListOpen ? missing(struct, message, position) : Bottom.conflict(message, position);
        }
        if (struct.unfinished() != null && struct.unfinished().provisional()) {
            return struct.unfinished();
        }
        if (!expanding && Closedness.excludes(struct, label, evaluation)) {
            return Bottom.conflict("undefined field: " + label, position);
        }
        return missing(struct, "undefined field: " + label, position);
    }

    /** Expands a struct of which one field is wanted: comprehensions for other fields need not be decided for that. */
    private void expandFor(Vertex base) {
        Vertex outer = evaluation.undecided;
        evaluation.undecided = Arcs.isBeingAdded(base) ? base : outer;
        evaluation.expander.expand(base);
        evaluation.undecided = outer;
    }

    private static boolean isCycleOfExpression(Vertex base, Bottom bottom) {
        return base.label == null && bottom.code() == Bottom.Code.STRUCTURAL_CYCLE;
    }

    private Bottom missing(Vertex struct, String message, Position position) {
        return Bottom.incomplete(message, position).withMissing(evaluation.tracking.owner(struct));
    }

    private Value slice(Expression.Slice slice, Environment environment) {
        Value operand = concrete(slice.operand(), environment);
        if (operand instanceof Bottom) {
            return operand;
        }
        if (!(operand instanceof Vertex list) || !list.isList()) {
            return Bottom.conflict(
                    "cannot slice " + operand + " (type " + Kind.name(operand.kinds()) + ")", slice.position());
        }
        Value low = slice.low() == null ? Num.of(0) : concrete(slice.low(), environment);
        Value high = slice.high() == null ? Num.of(list.elementCount()) : concrete(slice.high(), environment);
        if (low instanceof Bottom) {
            return low;
        }
        if (high instanceof Bottom) {
            return high;
        }
        if (!(low instanceof Num from) || !(high instanceof Num to)) {
            return Bottom.conflict("slice index is not an int", slice.position());
        }
        if (from.signum() < 0 || from.compareTo(to) > 0 || to.compareTo(Num.of(list.elementCount())) > 0) {
            return Bottom.conflict("slice bounds out of range [" + from + ":" + to + "]", slice.position());
        }
        return evaluation.functions.list(
                evaluation.functions.elementsOf(list).subList((int) from.asLong(), (int) to.asLong()));
    }

    private Value bound(Expression.BoundExpression expression, Environment environment) {
        Value limit = concrete(expression.limit(), environment);
        if (limit instanceof Bottom) {
            return limit;
        }
        if ((limit.kinds() & (Kind.NUMBER | Kind.STRING | Kind.BYTES | Kind.NULL | Kind.BOOL)) == 0) {
            return Bottom.conflict(
                    "invalid operand " + limit + " for bound "
                            + expression.operator().symbol(),
                    expression.position());
        }
        switch (expression.operator()) {
            case MATCH, NOT_MATCH -> {
                if ((limit.kinds() & (Kind.STRING | Kind.BYTES)) == 0) {
                    return Bottom.conflict("cannot use " + limit + " as a regular expression", expression.position());
                }
                return operations.pattern(
                        Scalar.text(limit),
                        expression.position(),
                        pattern -> new Bound(expression.operator(), limit, pattern));
            }
            case NOT_EQUAL -> {
                return new Bound(expression.operator(), limit, null);
            }
            default -> {
                return (limit.kinds() & (Kind.NULL | Kind.BOOL)) != 0
                        ? Bottom.conflict(
                                "invalid operand " + limit + " for bound "
                                        + expression.operator().symbol(),
                                expression.position())
                        : new Bound(expression.operator(), limit, null);
            }
        }
    }
}
