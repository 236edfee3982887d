package io.jenkins.plugins.vela.cue.compile;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.jenkins.plugins.vela.cue.syntax.Decl;
import io.jenkins.plugins.vela.cue.syntax.Expr;
import io.jenkins.plugins.vela.cue.syntax.ListElement;
import io.jenkins.plugins.vela.cue.syntax.Operator;
import io.jenkins.plugins.vela.cue.syntax.Position;
import io.jenkins.plugins.vela.cue.value.Bound;
import io.jenkins.plugins.vela.cue.value.Num;
import io.jenkins.plugins.vela.cue.value.Scalar;
import io.jenkins.plugins.vela.cue.value.Scalars.Binary;
import io.jenkins.plugins.vela.cue.value.Scalars.Bool;
import io.jenkins.plugins.vela.cue.value.Scalars.Null;
import io.jenkins.plugins.vela.cue.value.Scalars.Text;
import io.jenkins.plugins.vela.cue.value.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Resolves expressions. */
final class Expressions {

    private final Resolver resolver;

    Expressions(Resolver resolver) {
        this.resolver = resolver;
    }

    Expression resolve(Expr expr, Scope scope) {
        if (expr instanceof Expr.Ident ident) {
            return resolver.reference(ident, scope);
        }
        if (expr instanceof Expr.Paren paren) {
            return resolve(paren.inner(), scope);
        }
        if (expr instanceof Expr.StructLit struct) {
            return resolver.struct(struct, scope);
        }
        if (expr instanceof Expr.ListLit list) {
            return list(list, scope);
        }
        if (expr instanceof Expr.Selector selector) {
            return there(selector(selector, resolve(selector.operand(), scope)));
        }
        if (expr instanceof Expr.Index index) {
            return there(index(index, resolve(index.operand(), scope), scope));
        }
        if (expr instanceof Expr.Slice slice) {
            return new Expression.Slice(
                    slice.position(),
                    resolve(slice.operand(), scope),
                    slice.low().map(low -> resolve(low, scope)).orElse(null),
                    slice.high().map(high -> resolve(high, scope)).orElse(null));
        }
        if (expr instanceof Expr.Call call) {
            List<Expression> arguments = new ArrayList<>();
            for (Expr argument : call.arguments()) {
                arguments.add(resolve(argument, scope));
            }
            return new Expression.Call(call.position(), resolve(call.function(), scope), arguments);
        }
        if (expr instanceof Expr.Interpolation interpolation) {
            List<Expression> parts = new ArrayList<>();
            for (Expr part : interpolation.parts()) {
                parts.add(resolve(part, scope));
            }
            return new Expression.Interpolation(
                    interpolation.position(), interpolation.quote().isBytes(), parts);
        }
        if (expr instanceof Expr.Unary unary) {
            return unary(unary, scope);
        }
        if (expr instanceof Expr.Binary binary) {
            return binary(binary, scope);
        }
        return literal(expr);
    }

    private Expression selector(Expr.Selector selector, Expression operand) {
        io.jenkins.plugins.vela.cue.syntax.Label label = selector.label();
        Label target = label instanceof io.jenkins.plugins.vela.cue.syntax.Label.Name name
                ? resolver.identifierLabel(name.name())
                : Label.string(((io.jenkins.plugins.vela.cue.syntax.Label.Text) label).value());
        return new Expression.Selector(selector.position(), operand, target, label.position());
    }

    private Expression index(Expr.Index index, Expression operand, Scope scope) {
        return new Expression.Index(index.position(), operand, resolve(index.index(), scope));
    }

    private Expression there(Expression reference) {
        Position position = reference instanceof Expression.Selector selector
                ? selector.labelPosition()
                : ((Expression.Index) reference).index().position();
        resolver.missing(reference).ifPresent(message -> resolver.error(position, message));
        return reference;
    }

    private Expression allThere(Expression reference) {
        if (reference instanceof Expression.Selector selector) {
            allThere(selector.operand());
            return there(reference);
        }
        if (reference instanceof Expression.Index index) {
            allThere(index.operand());
            return there(reference);
        }
        return reference;
    }

    /** What stands where a program may ask whether there is such a member: beside {@code _|_}, and as an alternative. */
    private Expression tentative(Expr expr, Scope scope) {
        if (expr instanceof Expr.Paren paren) {
            return tentative(paren.inner(), scope);
        }
        if (expr instanceof Expr.Selector selector) {
            return selector(selector, tentative(selector.operand(), scope));
        }
        if (expr instanceof Expr.Index index) {
            return index(index, tentative(index.operand(), scope), scope);
        }
        return resolve(expr, scope);
    }

    private static Expression literal(Expr expr) {
        Value value;
        if (expr instanceof Expr.StringLit string) {
            value = new Text(string.value());
        } else if (expr instanceof Expr.BytesLit bytes) {
            value = new Binary(bytes.value());
        } else if (expr instanceof Expr.IntLit number) {
            value = Num.of(number.value());
        } else if (expr instanceof Expr.FloatLit number) {
            value = Num.ofFloat(number.value());
        } else if (expr instanceof Expr.BoolLit bool) {
            value = Bool.of(bool.value());
        } else if (expr instanceof Expr.NullLit) {
            value = Null.INSTANCE;
        } else {
            return new Expression.BottomLiteral(expr.position());
        }
        return new Expression.Constant(expr.position(), value);
    }

    private Expression list(Expr.ListLit list, Scope scope) {
        List<Expression.Element> elements = new ArrayList<>();
        for (ListElement element : list.elements()) {
            elements.add(
                    element instanceof Decl.Comprehension comprehension
                            ? new Expression.Element(null, resolver.comprehension(comprehension, scope))
                            : new Expression.Element(resolve((Expr) element, scope), null));
        }
        Expression rest = null;
        if (list.ellipsis().isPresent()) {
            Decl.Ellipsis ellipsis = list.ellipsis().get();
            rest = ellipsis.type()
                    .map(type -> resolve(type, scope))
                    .orElseGet(() -> new Expression.Constant(ellipsis.position(), Predeclared.type("_")));
        }
        return new Expression.ListLiteral(list.position(), List.copyOf(elements), rest);
    }

    private Expression unary(Expr.Unary unary, Scope scope) {
        Operator operator = unary.operator();
        if (operator == Operator.MULTIPLY) {
            resolver.error(unary.position(), "preference mark not allowed at this position");
            return new Expression.BottomLiteral(unary.position());
        }
        Expression operand = resolve(unary.operand(), scope);
        Value constant = operand instanceof Expression.Constant c ? c.value() : null;
        if (operator == Operator.NOT || operator == Operator.ADD || operator == Operator.SUBTRACT) {
            if (constant instanceof Num number && operator != Operator.NOT) {
                return new Expression.Constant(
                        unary.position(), operator == Operator.SUBTRACT ? number.negate() : number);
            }
            return new Expression.Unary(unary.position(), operator, operand);
        }
        if (constant != null && constant.isConcrete()) {
            Bound bound = bound(operator, constant);
            if (bound != null) {
                return new Expression.Constant(unary.position(), bound);
            }
        }
        return new Expression.BoundExpression(unary.position(), operator, operand);
    }

    /** A bound over a constant, or null where it is none (the evaluation will say why). */
    private static Bound bound(Operator operator, Value limit) {
        boolean isText = limit instanceof Text || limit instanceof Binary;
        if (operator == Operator.MATCH || operator == Operator.NOT_MATCH) {
            if (!isText) {
                return null;
            }
            try {
                return new Bound(operator, limit, Pattern.compile(Scalar.text(limit)));
            } catch (PatternSyntaxException e) {
                return null;
            }
        }
        boolean ordered = isText || limit instanceof Num;
        boolean known = limit instanceof Null || limit instanceof Bool;
        return ordered || (known && operator == Operator.NOT_EQUAL) ? new Bound(operator, limit, null) : null;
    }

    private Expression binary(Expr.Binary top, Scope scope) {
        if (top.operator() == Operator.DISJUNCTION) {
            return disjunction(top, scope);
        }
        if (top.operator() == Operator.CONJUNCTION) {
            List<Expression> operands = new ArrayList<>();
            for (Expr operand : chain(top, Operator.CONJUNCTION)) {
                operands.add(resolve(operand, scope));
            }
            return new Expression.Unification(top.position(), List.copyOf(operands));
        }
        if (!(top.left() instanceof Expr.Binary)) {
            return operation(top, null, scope);
        }
        // the left spine may be thousands long: no recursion along it
        Deque<Expr.Binary> spine = new ArrayDeque<>();
        Expr left = top;
        while (left instanceof Expr.Binary binary
                && binary.operator() != Operator.DISJUNCTION
                && binary.operator() != Operator.CONJUNCTION) {
            spine.push(binary);
            left = binary.left();
        }
        Expression result = null;
        for (Expr.Binary next : spine) {
            result = operation(next, result, scope);
        }
        return result;
    }

    private Expression operation(Expr.Binary binary, Expression left, Scope scope) {
        Operator operator = binary.operator();
        boolean equality = operator == Operator.EQUAL || operator == Operator.NOT_EQUAL;
        if (equality && binary.right() instanceof Expr.BottomLit) {
            Expression operand = left != null ? left : tentative(binary.left(), scope);
            return new Expression.BottomTest(binary.operatorPosition(), operand, operator == Operator.NOT_EQUAL);
        }
        if (equality && binary.left() instanceof Expr.BottomLit) {
            return new Expression.BottomTest(
                    binary.operatorPosition(), tentative(binary.right(), scope), operator == Operator.NOT_EQUAL);
        }
        if (equality && resolver.comparesStructs()) {
            return new Expression.Comparison(
                    binary.operatorPosition(),
                    left != null ? left : resolve(binary.left(), scope),
                    resolve(binary.right(), scope),
                    operator == Operator.NOT_EQUAL);
        }
        return new Expression.Binary(
                binary.operatorPosition(),
                operator,
                left != null ? left : resolve(binary.left(), scope),
                resolve(binary.right(), scope));
    }

    private Expression disjunction(Expr.Binary top, Scope scope) {
        List<Expression.Alternative> alternatives = new ArrayList<>();
        boolean defaults = false;
        for (Expr operand : chain(top, Operator.DISJUNCTION)) {
            if (operand instanceof Expr.Unary mark && mark.operator() == Operator.MULTIPLY) {
                alternatives.add(new Expression.Alternative(alternative(mark.operand(), scope), true));
                defaults = true;
            } else {
                alternatives.add(new Expression.Alternative(alternative(operand, scope), false));
            }
        }
        return new Expression.Disjunction(top.position(), List.copyOf(alternatives), defaults);
    }

    /** An action or a type is named in order to be had; a value may have another one in reserve. */
    private Expression alternative(Expr expr, Scope scope) {
        Expression reference = tentative(expr, scope);
        return reference.namesDefinition() ? allThere(reference) : reference;
    }

    /** The operands of {@code a op b op c}, in order. */
    private static List<Expr> chain(Expr.Binary top, Operator operator) {
        Deque<Expr> operands = new ArrayDeque<>();
        Expr left = top;
        while (left instanceof Expr.Binary binary && binary.operator() == operator) {
            operands.push(binary.right());
            left = binary.left();
        }
        operands.push(left);
        return List.copyOf(operands);
    }
}
