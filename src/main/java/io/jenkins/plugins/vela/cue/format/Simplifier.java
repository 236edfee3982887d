package io.jenkins.plugins.vela.cue.format;

import io.jenkins.plugins.vela.cue.syntax.Clause;
import io.jenkins.plugins.vela.cue.syntax.Decl;
import io.jenkins.plugins.vela.cue.syntax.Expr;
import io.jenkins.plugins.vela.cue.syntax.Label;
import io.jenkins.plugins.vela.cue.syntax.ListElement;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds quoted labels that would mean the same without quotes: they are identifiers, and nobody below refers to a name
 * that they would then bind.
 */
final class Simplifier {
    private final Set<Label.Text> plain = Collections.newSetFromMap(new IdentityHashMap<>());

    /** The names that labels of a struct are or would be; false once somebody refers to one. */
    private record Scope(Scope outer, Map<String, Boolean> names) {}

    private Simplifier() {}

    static Set<Label.Text> of(List<Decl> decls) {
        Simplifier simplifier = new Simplifier();
        simplifier.struct(decls, null);
        return simplifier.plain;
    }

    private void struct(List<Decl> decls, Scope outer) {
        Scope scope = new Scope(outer, new HashMap<>());
        for (Decl decl : decls) {
            if (decl instanceof Decl.Field field) {
                if (field.label() instanceof Label.Name name) {
                    scope.names.put(name.name(), true);
                } else if (field.label() instanceof Label.Text text && Literals.isIdentifier(text.value())) {
                    scope.names.put(text.value(), true);
                }
            }
        }
        decls.forEach(decl -> decl(decl, scope));
        for (Decl decl : decls) {
            if (decl instanceof Decl.Field field
                    && field.label() instanceof Label.Text text
                    && scope.names.getOrDefault(text.value(), false)) {
                plain.add(text);
            }
        }
    }

    private void decl(Decl decl, Scope scope) {
        if (decl instanceof Decl.Field field) {
            expr(field.value(), scope);
        } else if (decl instanceof Decl.Embedding embedding) {
            expr(embedding.expr(), scope);
        } else if (decl instanceof Decl.Ellipsis ellipsis) {
            ellipsis.type().ifPresent(type -> expr(type, scope));
        } else if (decl instanceof Decl.Let let) {
            expr(let.value(), scope);
        } else if (decl instanceof Decl.Comprehension comprehension) {
            comprehension(comprehension, scope);
        }
    }

    private void comprehension(Decl.Comprehension comprehension, Scope scope) {
        for (Clause clause : comprehension.clauses()) {
            if (clause instanceof Clause.For loop) {
                expr(loop.source(), scope);
            } else if (clause instanceof Clause.If guard) {
                expr(guard.condition(), scope);
            } else if (clause instanceof Clause.Let let) {
                expr(let.value(), scope);
            }
        }
        struct(comprehension.value().decls(), scope);
    }

    private void expr(Expr top, Scope scope) {
        Expr expr = top;
        while (expr instanceof Expr.Binary binary) {
            expr(binary.right(), scope);
            expr = binary.left();
        }
        if (expr instanceof Expr.Ident ident) {
            refer(ident.name(), scope);
        } else if (expr instanceof Expr.StructLit struct) {
            struct(struct.decls(), scope);
        } else if (expr instanceof Expr.ListLit list) {
            for (ListElement element : list.elements()) {
                if (element instanceof Decl.Comprehension comprehension) {
                    comprehension(comprehension, scope);
                } else {
                    expr((Expr) element, scope);
                }
            }
            list.ellipsis().ifPresent(ellipsis -> decl(ellipsis, scope));
        } else if (expr instanceof Expr.Interpolation interpolation) {
            interpolation.parts().forEach(part -> expr(part, scope));
        } else if (expr instanceof Expr.Selector selector) {
            expr(selector.operand(), scope);
        } else if (expr instanceof Expr.Index index) {
            expr(index.operand(), scope);
            expr(index.index(), scope);
        } else if (expr instanceof Expr.Slice slice) {
            expr(slice.operand(), scope);
            slice.low().ifPresent(low -> expr(low, scope));
            slice.high().ifPresent(high -> expr(high, scope));
        } else if (expr instanceof Expr.Call call) {
            expr(call.function(), scope);
            call.arguments().forEach(argument -> expr(argument, scope));
        } else if (expr instanceof Expr.Unary unary) {
            expr(unary.operand(), scope);
        } else if (expr instanceof Expr.Paren paren) {
            expr(paren.inner(), scope);
        }
    }

    private static void refer(String name, Scope from) {
        for (Scope scope = from; scope != null; scope = scope.outer) {
            if (scope.names.containsKey(name)) {
                scope.names.put(name, false);
                return;
            }
        }
    }
}
