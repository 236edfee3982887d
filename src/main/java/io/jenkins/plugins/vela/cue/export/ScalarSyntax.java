package io.jenkins.plugins.vela.cue.export;

import io.jenkins.plugins.vela.cue.format.Literals;
import io.jenkins.plugins.vela.cue.syntax.Comments;
import io.jenkins.plugins.vela.cue.syntax.Expr;
import io.jenkins.plugins.vela.cue.syntax.ImportDecl;
import io.jenkins.plugins.vela.cue.syntax.Label;
import io.jenkins.plugins.vela.cue.syntax.Operator;
import io.jenkins.plugins.vela.cue.value.Bound;
import io.jenkins.plugins.vela.cue.value.Builtin;
import io.jenkins.plugins.vela.cue.value.Conjunction;
import io.jenkins.plugins.vela.cue.value.Kind;
import io.jenkins.plugins.vela.cue.value.Num;
import io.jenkins.plugins.vela.cue.value.Scalars.BasicType;
import io.jenkins.plugins.vela.cue.value.Scalars.Binary;
import io.jenkins.plugins.vela.cue.value.Scalars.Bool;
import io.jenkins.plugins.vela.cue.value.Scalars.Text;
import io.jenkins.plugins.vela.cue.value.Validator;
import io.jenkins.plugins.vela.cue.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Writes scalars, types, bounds and validators; remembers the standard packages that they need. */
final class ScalarSyntax {
    private final TreeMap<String, ImportDecl> imports = new TreeMap<>();

    List<ImportDecl> imports() {
        return List.copyOf(imports.values());
    }

    void need(ImportDecl imported) {
        imports.put(
                imported.target(),
                new ImportDecl(
                        Made.NOWHERE,
                        Comments.none(),
                        imported.alias().filter(alias -> !alias.name().equals(imported.packageName())),
                        imported.target()));
    }

    /** The syntax of a scalar; the lines of a text are indented by some tabs where they are too deep for the printer. */
    Expr of(Value value, int tabs) {
        return value instanceof Text text
                ? new Expr.StringLit(Made.NOWHERE, text.value(), Literals.block(text.value(), tabs))
                : of(value);
    }

    private Expr of(Value value) {
        if (value instanceof Text text) {
            return new Expr.StringLit(Made.NOWHERE, text.value(), "");
        } else if (value instanceof Binary bytes) {
            return new Expr.BytesLit(Made.NOWHERE, bytes.value(), Literals.quote(bytes.value()));
        } else if (value instanceof Num number) {
            return number(number);
        } else if (value instanceof Bool bool) {
            return new Expr.BoolLit(Made.NOWHERE, bool.value());
        } else if (value instanceof BasicType type) {
            return Made.ident(Kind.name(type.kinds()));
        } else if (value instanceof Bound bound) {
            return Made.unary(bound.operator(), of(bound.limit()));
        } else if (value instanceof Validator validator) {
            Expr function = function(validator.builtin());
            List<Expr> arguments = validator.arguments().stream().map(this::of).toList();
            return new Expr.Call(Made.NOWHERE, function, arguments);
        } else if (value instanceof Builtin builtin) {
            return function(builtin);
        } else if (value instanceof Conjunction conjunction) {
            return conjunction(conjunction);
        }
        return new Expr.NullLit(Made.NOWHERE);
    }

    private static Expr number(Num number) {
        if (number.isInt()) {
            Expr.IntLit literal =
                    new Expr.IntLit(Made.NOWHERE, number.integer().abs(), number.signum() < 0 ? "" : number.toString());
            return number.signum() < 0 ? Made.unary(Operator.SUBTRACT, literal) : literal;
        }
        BigDecimal value = number.decimal();
        Expr.FloatLit literal = new Expr.FloatLit(Made.NOWHERE, value.abs(), "");
        return value.signum() < 0 ? Made.unary(Operator.SUBTRACT, literal) : literal;
    }

    private Expr function(Builtin builtin) {
        int dot = builtin.name().lastIndexOf('.');
        if (dot < 0) {
            return Made.ident(builtin.name());
        }
        String path = builtin.name().substring(0, dot);
        imports.computeIfAbsent(
                path, target -> new ImportDecl(Made.NOWHERE, Comments.none(), Optional.empty(), target));
        return new Expr.Selector(
                Made.NOWHERE,
                Made.ident(path.substring(path.lastIndexOf('/') + 1)),
                new Label.Name(Made.NOWHERE, builtin.name().substring(dot + 1)));
    }

    private Expr conjunction(Conjunction conjunction) {
        Ranges ranges = new Ranges(conjunction.kinds());
        List<Value> others = new ArrayList<>();
        for (Value part : conjunction.parts()) {
            if (!(part instanceof Bound bound && ranges.add(bound))) {
                others.add(part);
            }
        }
        List<Expr> operands = new ArrayList<>();
        Optional<List<Value>> bounds = ranges.simplified();
        if (bounds.isPresent()) {
            ranges.types().forEach(type -> operands.add(Made.ident(type)));
            bounds.get().forEach(bound -> operands.add(of(bound)));
            others.forEach(other -> operands.add(of(other)));
        } else {
            int own = Kind.TOP;
            for (Value part : conjunction.parts()) {
                own &= part.kinds();
            }
            if (own != conjunction.kinds()) {
                operands.add(Made.ident(Kind.name(conjunction.kinds())));
            }
            conjunction.parts().forEach(part -> operands.add(of(part)));
        }
        return Made.chain(Operator.CONJUNCTION, operands);
    }
}
