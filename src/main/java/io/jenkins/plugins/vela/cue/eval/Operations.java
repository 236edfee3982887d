package io.jenkins.plugins.vela.cue.eval;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.jenkins.plugins.vela.cue.compile.Expression;
import io.jenkins.plugins.vela.cue.syntax.Bytes;
import io.jenkins.plugins.vela.cue.syntax.Operator;
import io.jenkins.plugins.vela.cue.syntax.Position;
import io.jenkins.plugins.vela.cue.value.Bottom;
import io.jenkins.plugins.vela.cue.value.Kind;
import io.jenkins.plugins.vela.cue.value.Num;
import io.jenkins.plugins.vela.cue.value.Scalar;
import io.jenkins.plugins.vela.cue.value.Scalars.Binary;
import io.jenkins.plugins.vela.cue.value.Scalars.Bool;
import io.jenkins.plugins.vela.cue.value.Scalars.Null;
import io.jenkins.plugins.vela.cue.value.Scalars.Text;
import io.jenkins.plugins.vela.cue.value.Value;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;

/** Operators and interpolation. Operands take their default first; an incomplete operand makes the result incomplete. */
final class Operations {

    private final Evaluation evaluation;

    Operations(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    Value unary(Expression.Unary unary, Environment environment) {
        Value operand = evaluation.evaluator.concrete(unary.operand(), environment);
        if (operand instanceof Bottom) {
            return operand;
        }
        if (unary.operator() == Operator.NOT && operand instanceof Bool bool) {
            return Bool.of(!bool.value());
        }
        if (unary.operator() != Operator.NOT && operand instanceof Num number) {
            return unary.operator() == Operator.SUBTRACT ? number.negate() : number;
        }
        return Bottom.conflict(
                "invalid operation " + unary.operator().symbol() + operand + " ("
                        + unary.operator().symbol() + " " + Kind.name(operand.kinds()) + ")",
                unary.position());
    }

    Value binary(Expression.Binary top, Environment environment) {
        if (!(top.left() instanceof Expression.Binary)) {
            return binary(top, evaluation.evaluator.concrete(top.left(), environment), environment);
        }
        // the left spine may be thousands long: no recursion along it
        Deque<Expression.Binary> spine = new ArrayDeque<>(4);
        Expression left = top;
        while (left instanceof Expression.Binary binary) {
            spine.push(binary);
            left = binary.left();
        }
        Value result = evaluation.evaluator.concrete(left, environment);
        for (Expression.Binary binary : spine) {
            result = binary(binary, result, environment);
        }
        return result;
    }

    private Value binary(Expression.Binary binary, Value left, Environment environment) {
        Value right = evaluation.evaluator.concrete(binary.right(), environment);
        if (left instanceof Bottom a && right instanceof Bottom b) {
            return Bottom.graver(a, b);
        }
        if (right instanceof Bottom) {
            return operand(binary, right);
        }
        return left instanceof Bottom ? left : apply(binary.operator(), left, right, binary.position());
    }

    private static Value operand(Expression.Binary binary, Value bottom) {
        return bottom instanceof Bottom b
                        && !b.isFatal()
                        && b.message().startsWith("non-concrete value")
                        && !b.message().contains("operand")
                ? new Bottom(
                        b.code(),
                        b.message() + " in operand to " + binary.operator().symbol(),
                        b.positions(),
                        b.path(),
                        b.missing(),
                        b.provisional())
                : bottom;
    }

    /** An operator on two concrete values. */
    Value apply(Operator operator, Value left, Value right, Position position) {
        switch (operator) {
            case AND, OR -> {
                if (left instanceof Bool a && right instanceof Bool b) {
                    return Bool.of(operator == Operator.AND ? a.value() && b.value() : a.value() || b.value());
                }
            }
            case EQUAL, NOT_EQUAL -> {
                return equality(operator, left, right, position);
            }
            case LESS, LESS_EQUAL, GREATER, GREATER_EQUAL -> {
                boolean numbers = left instanceof Num && right instanceof Num;
                boolean texts = (left instanceof Text && right instanceof Text)
                        || (left instanceof Binary && right instanceof Binary);
                if (numbers || texts) {
                    int order = Scalar.compare(left, right);
                    return Bool.of(
                            switch (operator) {
                                case LESS -> order < 0;
                                case LESS_EQUAL -> order <= 0;
                                case GREATER -> order > 0;
                                default -> order >= 0;
                            });
                }
            }
            case MATCH, NOT_MATCH -> {
                // what is searched is a string, the pattern may be bytes
                if (left instanceof Text && (right instanceof Text || right instanceof Binary)) {
                    return pattern(
                            Scalar.text(right),
                            position,
                            pattern ->
                                    Bool.of(pattern.matcher(Scalar.text(left)).find() == (operator == Operator.MATCH)));
                }
            }
            case ADD, SUBTRACT, MULTIPLY, DIVIDE -> {
                if (left instanceof Num a && right instanceof Num b) {
                    return Arithmetic.apply(operator, a, b, position);
                }
                Value result = sequence(operator, left, right, position);
                if (result != null) {
                    return result;
                }
            }
            case DIV, MOD, QUO, REM -> {
                if (left instanceof Num a && right instanceof Num b && a.isInt() && b.isInt()) {
                    return Arithmetic.divide(operator, a, b, position);
                }
            }
            default -> {}
        }
        return invalid(operator, left, right, position);
    }

    private static Bottom invalid(Operator operator, Value left, Value right, Position position) {
        return Bottom.conflict(
                "invalid operands " + left + " and " + right + " to '" + operator.symbol() + "' (type "
                        + Kind.name(left.kinds()) + " and " + Kind.name(right.kinds()) + ")",
                position);
    }

    private Value equality(Operator operator, Value left, Value right, Position position) {
        boolean equal;
        if (left instanceof Null || right instanceof Null) {
            equal = left == right;
        } else if (left instanceof Vertex a && right instanceof Vertex b && a.isList() && b.isList()) {
            Bottom bottom = evaluation.checker.incomplete(a);
            bottom = bottom == null ? evaluation.checker.incomplete(b) : bottom;
            if (bottom != null) {
                return bottom;
            }
            equal = evaluation.checker.sameData(a, b);
        } else if (left instanceof Num && right instanceof Num) {
            equal = Scalar.same(left, right);
        } else if (left.kinds() == right.kinds() && !(left instanceof Vertex)) {
            equal = Scalar.same(left, right);
        } else {
            return invalid(operator, left, right, position);
        }
        return Bool.of(equal == (operator == Operator.EQUAL));
    }

    /** Equality of values of any kind. */
    Value comparison(Expression.Comparison comparison, Environment environment) {
        Value left = evaluation.evaluator.concrete(comparison.left(), environment);
        Value right = evaluation.evaluator.concrete(comparison.right(), environment);
        if (left instanceof Bottom || right instanceof Bottom) {
            return Bottom.graver(left instanceof Bottom a ? a : null, right instanceof Bottom b ? b : null);
        }
        boolean equal;
        if (left instanceof Vertex a && right instanceof Vertex b) {
            Bottom bottom = evaluation.checker.incomplete(a);
            bottom = bottom == null ? evaluation.checker.incomplete(b) : bottom;
            if (bottom != null) {
                return bottom;
            }
            equal = evaluation.checker.sameData(a, b);
        } else {
            equal = !(left instanceof Vertex) && !(right instanceof Vertex) && Scalar.same(left, right);
        }
        return Bool.of(equal != comparison.negated());
    }

    private Value sequence(Operator operator, Value left, Value right, Position position) {
        if (operator == Operator.ADD) {
            if (left instanceof Text a && right instanceof Text b) {
                return new Text(a.value() + b.value());
            }
            if (left instanceof Binary && right instanceof Binary) {
                return new Binary(concat(
                        Scalar.bytes(left).toByteArray(), Scalar.bytes(right).toByteArray(), 1));
            }
            if (left.kinds() == Kind.LIST && right.kinds() == Kind.LIST) {
                return lists(left, right, position);
            }
        } else if (operator == Operator.MULTIPLY) {
            Value repeated = left instanceof Num ? right : left;
            Value times = left instanceof Num ? left : right;
            if (times instanceof Num number && number.isInt()) {
                return repeat(repeated, number, position);
            }
        }
        return null;
    }

    private Value lists(Value left, Value right, Position position) {
        if (!evaluation.options.listArithmetic()) {
            return Bottom.conflict(
                    "Addition of lists is superseded by list.Concat; see"
                            + " https://cuelang.org/e/v0.11-list-arithmetic",
                    position);
        }
        java.util.List<Value> all = new java.util.ArrayList<>(evaluation.functions.elementsOf((Vertex) left));
        all.addAll(evaluation.functions.elementsOf((Vertex) right));
        return evaluation.functions.list(all);
    }

    private Value repeat(Value value, Num times, Position position) {
        boolean isList = value.kinds() == Kind.LIST;
        if (!isList && !(value instanceof Text) && !(value instanceof Binary)) {
            return null;
        }
        if (isList && !evaluation.options.listArithmetic()) {
            return Bottom.conflict(
                    "Multiplication of lists is superseded by list.Repeat; see"
                            + " https://cuelang.org/e/v0.11-list-arithmetic",
                    position);
        }
        if (times.signum() < 0) {
            return Bottom.conflict("cannot convert negative number to uint64", position);
        }
        if (!times.isLong() || times.asLong() > 1_000_000) {
            return Bottom.conflict("repeat count " + times + " exceeds the limit of 1000000", position);
        }
        int count = (int) times.asLong();
        if (isList) {
            java.util.List<Value> elements = evaluation.functions.elementsOf((Vertex) value);
            java.util.List<Value> all = new java.util.ArrayList<>();
            for (int i = 0; i < count; i++) {
                evaluation.step();
                all.addAll(elements);
            }
            return evaluation.functions.list(all);
        }
        if ((long) count * Scalar.bytes(value).length() > 50_000_000L) {
            return Bottom.conflict("result of repetition is too long", position);
        }
        return value instanceof Text text
                ? new Text(text.value().repeat(count))
                : new Binary(concat(Scalar.bytes(value).toByteArray(), new byte[0], count));
    }

    private static Bytes concat(byte[] first, byte[] second, int times) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(first.length * times + second.length);
        for (int i = 0; i < times; i++) {
            out.writeBytes(first);
        }
        out.writeBytes(second);
        return Bytes.of(out.toByteArray());
    }

    Value interpolation(Expression.Interpolation interpolation, Environment environment) {
        StringBuilder text = new StringBuilder(64);
        ByteArrayOutputStream bytes = interpolation.isBytes() ? new ByteArrayOutputStream() : null;
        for (int i = 0; i < interpolation.parts().size(); i++) {
            Expression part = interpolation.parts().get(i);
            Value value = evaluation.evaluator.concrete(part, environment);
            if (value instanceof Bottom bottom) {
                return bottom.isFatal() || bottom.provisional()
                        ? bottom
                        : new Bottom(
                                bottom.code(),
                                "invalid interpolation: " + bottom.message(),
                                bottom.positions(),
                                bottom.path(),
                                bottom.missing(),
                                false);
            }
            if ((value.kinds() & (Kind.BOOL | Kind.NUMBER | Kind.STRING | Kind.BYTES)) == 0) {
                return Bottom.conflict(
                        "invalid interpolation: cannot use " + value + " (type " + Kind.name(value.kinds())
                                + ") as type (bool|string|bytes|number)",
                        part.position());
            }
            if (bytes != null) {
                bytes.writeBytes(
                        value instanceof Binary binary
                                ? binary.value().toByteArray()
                                : Bytes.utf8(show(value)).toByteArray());
            } else {
                text.append(show(value));
            }
        }
        return bytes != null ? new Binary(Bytes.of(bytes.toByteArray())) : new Text(text.toString());
    }

    private static String show(Value value) {
        return value instanceof Text || value instanceof Binary ? Scalar.text(value) : value.toString();
    }

    /** Compiles a regular expression and uses it, or says why it is none. */
    Value pattern(String text, Position position, Function<Pattern, Value> use) {
        try {
            return use.apply(Pattern.compile(text));
        } catch (PatternSyntaxException e) {
            return Bottom.conflict("invalid regexp: " + e.getMessage(), position);
        }
    }
}
