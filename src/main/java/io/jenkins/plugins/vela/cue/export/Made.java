package io.jenkins.plugins.vela.cue.export;

import io.jenkins.plugins.vela.cue.syntax.Comments;
import io.jenkins.plugins.vela.cue.syntax.Decl;
import io.jenkins.plugins.vela.cue.syntax.Expr;
import io.jenkins.plugins.vela.cue.syntax.Operator;
import io.jenkins.plugins.vela.cue.syntax.Position;
import java.util.List;

/** Makes nodes of syntax that no text has. */
final class Made {
    static final Position NOWHERE = Position.none();

    private Made() {}

    static Expr.Ident ident(String name) {
        return new Expr.Ident(NOWHERE, name);
    }

    static Expr.StructLit struct(List<Decl> decls) {
        return new Expr.StructLit(NOWHERE, decls, true, List.of());
    }

    static Decl embedding(Expr expr) {
        return new Decl.Embedding(NOWHERE, Comments.none(), expr);
    }

    static Expr unary(Operator operator, Expr operand) {
        return new Expr.Unary(NOWHERE, operator, operand);
    }

    /** The operands joined; {@code _} for none. */
    static Expr chain(Operator operator, List<Expr> operands) {
        Expr result = operands.isEmpty() ? ident("_") : operands.get(0);
        for (Expr next : operands.subList(Math.min(1, operands.size()), operands.size())) {
            result = new Expr.Binary(NOWHERE, result, operator, NOWHERE, next);
        }
        return result;
    }
}
