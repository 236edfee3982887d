package io.jenkins.plugins.vela.cue.export;

import io.jenkins.plugins.vela.cue.compile.Expression;
import io.jenkins.plugins.vela.cue.syntax.Clause;
import io.jenkins.plugins.vela.cue.syntax.Decl;
import io.jenkins.plugins.vela.cue.syntax.Expr;
import io.jenkins.plugins.vela.cue.syntax.File;
import io.jenkins.plugins.vela.cue.syntax.ImportDecl;
import io.jenkins.plugins.vela.cue.syntax.Label;
import io.jenkins.plugins.vela.cue.syntax.ListElement;
import io.jenkins.plugins.vela.cue.syntax.Operator;
import io.jenkins.plugins.vela.cue.syntax.Parser;
import io.jenkins.plugins.vela.cue.syntax.Position;
import io.jenkins.plugins.vela.cue.syntax.Source;
import io.jenkins.plugins.vela.cue.syntax.SyntaxException;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the syntax of compiled expressions by their positions. */
final class SyntaxIndex {
    /** The expressions of a source by their places, and its imports by their names. */
    private record Indexed(Map<Integer, Expr> found, Map<String, ImportDecl> imports) {}

    private final IdentityHashMap<Source, Indexed> sources = new IdentityHashMap<>();

    /** What an expression looks like in its source; empty for expressions that have none. */
    Optional<Expr> find(Expression expression) {
        Position position = expression.position();
        if (!position.isKnown()) {
            return Optional.empty();
        }
        return Optional.ofNullable(index(position.source()).found.get(position.offset()));
    }

    /** The import that gives a source a name. */
    Optional<ImportDecl> imported(Source source, String name) {
        return Optional.ofNullable(index(source).imports.get(name));
    }

    private Indexed index(Source source) {
        return sources.computeIfAbsent(source, SyntaxIndex::read);
    }

    private static Indexed read(Source source) {
        Map<Integer, Expr> found = new HashMap<>();
        Map<String, ImportDecl> imports = new HashMap<>();
        try {
            File file = Parser.parseFile(source);
            file.imports().forEach(imported -> imports.put(imported.name(), imported));
            Index index = new Index(found);
            file.decls().forEach(index::decl);
            found.put(file.position().offset(), new Expr.StructLit(file.position(), file.decls(), true, List.of()));
        } catch (SyntaxException e) {
            // it has been compiled: only the parser's limits can have been other ones
            return new Indexed(Map.of(), Map.of());
        }
        return new Indexed(found, imports);
    }

    /** Remembers the outermost expression at each place; arithmetic stands where its operator does. */
    private record Index(Map<Integer, Expr> found) {
        void decl(Decl decl) {
            if (decl instanceof Decl.Field field) {
                label(field.label());
                expr(field.value());
            } else if (decl instanceof Decl.Embedding embedding) {
                expr(embedding.expr());
            } else if (decl instanceof Decl.Ellipsis ellipsis) {
                ellipsis.type().ifPresent(this::expr);
            } else if (decl instanceof Decl.Let let) {
                expr(let.value());
            } else if (decl instanceof Decl.Comprehension comprehension) {
                comprehension(comprehension);
            }
        }

        private void label(Label label) {
            if (label instanceof Label.Pattern pattern) {
                expr(pattern.expr());
            } else if (label instanceof Label.Dynamic dynamic) {
                expr(dynamic.expr());
            }
        }

        private void comprehension(Decl.Comprehension comprehension) {
            for (Clause clause : comprehension.clauses()) {
                if (clause instanceof Clause.For loop) {
                    expr(loop.source());
                } else if (clause instanceof Clause.If guard) {
                    expr(guard.condition());
                } else if (clause instanceof Clause.Let let) {
                    expr(let.value());
                }
            }
            expr(comprehension.value());
        }

        private void expr(Expr top) {
            Expr expr = top;
            while (expr instanceof Expr.Binary binary) {
                boolean isLattice =
                        binary.operator() == Operator.CONJUNCTION || binary.operator() == Operator.DISJUNCTION;
                Position place = isLattice ? binary.position() : binary.operatorPosition();
                found.putIfAbsent(place.offset(), binary);
                expr(binary.right());
                expr = binary.left();
            }
            if (expr instanceof Expr.Paren paren) {
                expr(paren.inner());
                return;
            }
            found.putIfAbsent(expr.position().offset(), expr);
            parts(expr);
        }

        private void parts(Expr expr) {
            if (expr instanceof Expr.StructLit struct) {
                struct.decls().forEach(this::decl);
            } else if (expr instanceof Expr.ListLit list) {
                for (ListElement element : list.elements()) {
                    if (element instanceof Decl.Comprehension comprehension) {
                        comprehension(comprehension);
                    } else {
                        expr((Expr) element);
                    }
                }
                list.ellipsis().ifPresent(this::decl);
            } else if (expr instanceof Expr.Interpolation interpolation) {
                interpolation.parts().forEach(this::expr);
            } else if (expr instanceof Expr.Selector selector) {
                expr(selector.operand());
            } else if (expr instanceof Expr.Index index) {
                expr(index.operand());
                expr(index.index());
            } else if (expr instanceof Expr.Slice slice) {
                expr(slice.operand());
                slice.low().ifPresent(this::expr);
                slice.high().ifPresent(this::expr);
            } else if (expr instanceof Expr.Call call) {
                expr(call.function());
                call.arguments().forEach(this::expr);
            } else if (expr instanceof Expr.Unary unary) {
                expr(unary.operand());
            }
        }
    }
}
