package io.jenkins.plugins.vela.cue.export;

import io.jenkins.plugins.vela.cue.format.Literals;
import io.jenkins.plugins.vela.cue.syntax.Clause;
import io.jenkins.plugins.vela.cue.syntax.Comment;
import io.jenkins.plugins.vela.cue.syntax.Comments;
import io.jenkins.plugins.vela.cue.syntax.Decl;
import io.jenkins.plugins.vela.cue.syntax.Expr;
import io.jenkins.plugins.vela.cue.syntax.Label;
import io.jenkins.plugins.vela.cue.syntax.ListElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Copies syntax that was read from a text without its comments, brackets and positions; tells which names it uses.
 */
final class Bare {
    /** What the reference says of a {@code _|_} that is written out. */
    private static final String WRITTEN = "explicit error (_|_ literal) in source";

    private final int tabs;
    private final boolean docs;
    private final Consumer<String> names;

    /**
     * Makes a copier.
     *
     * @param tabs how deep the lines of texts are indented
     * @param names is told each name
     */
    Bare(int tabs, Consumer<String> names) {
        this(tabs, false, names);
    }

    private Bare(int tabs, boolean docs, Consumer<String> names) {
        this.tabs = tabs;
        this.docs = docs;
        this.names = names;
    }

    /** A copier that leaves doc comments where they are. */
    static Bare withDocs() {
        return new Bare(1, true, name -> {});
    }

    Expr expr(Expr expr) {
        if (expr instanceof Expr.Ident ident) {
            names.accept(ident.name());
            return Made.ident(ident.name());
        } else if (expr instanceof Expr.Paren paren) {
            return expr(paren.inner());
        } else if (expr instanceof Expr.Binary binary) {
            return new Expr.Binary(
                    Made.NOWHERE, expr(binary.left()), binary.operator(), Made.NOWHERE, expr(binary.right()));
        } else if (expr instanceof Expr.Unary unary) {
            return Made.unary(unary.operator(), expr(unary.operand()));
        } else if (expr instanceof Expr.StructLit struct) {
            return Made.struct(decls(struct.decls()));
        } else if (expr instanceof Expr.ListLit list) {
            return list(list);
        } else if (expr instanceof Expr.Interpolation interpolation) {
            return interpolation(interpolation);
        } else if (expr instanceof Expr.Selector selector) {
            return new Expr.Selector(Made.NOWHERE, expr(selector.operand()), selector.label());
        } else if (expr instanceof Expr.Index index) {
            return new Expr.Index(Made.NOWHERE, expr(index.operand()), expr(index.index()));
        } else if (expr instanceof Expr.Slice slice) {
            return new Expr.Slice(
                    Made.NOWHERE,
                    expr(slice.operand()),
                    slice.low().map(this::expr),
                    slice.high().map(this::expr));
        } else if (expr instanceof Expr.Call call) {
            return new Expr.Call(Made.NOWHERE, expr(call.function()), exprs(call.arguments()));
        } else if (docs
                && (expr instanceof Expr.StringLit || expr instanceof Expr.IntLit || expr instanceof Expr.FloatLit)) {
            return expr;
        } else if (expr instanceof Expr.StringLit text) {
            return new Expr.StringLit(Made.NOWHERE, text.value(), Literals.block(text.value(), tabs));
        } else if (expr instanceof Expr.IntLit number) {
            return new Expr.IntLit(Made.NOWHERE, number.value(), "");
        } else if (expr instanceof Expr.FloatLit number) {
            return new Expr.FloatLit(Made.NOWHERE, number.value(), "");
        } else if (expr instanceof Expr.BottomLit) {
            return new Expr.InvalidLit(Made.NOWHERE, WRITTEN, "");
        }
        return expr;
    }

    private Expr.Interpolation interpolation(Expr.Interpolation interpolation) {
        List<Expr> parts = new ArrayList<>(interpolation.parts());
        String old = indentation(parts.get(parts.size() - 1));
        for (int i = 0; i < parts.size(); i++) {
            Expr part = parts.get(i);
            if (i % 2 == 1) {
                parts.set(i, expr(part));
            } else if (interpolation.quote().multiline() && part instanceof Expr.StringLit text) {
                String raw = (i == 0 ? "\n" : "") + text.raw();
                String moved = raw.replace("\n" + old, "\n" + "\t".repeat(tabs));
                parts.set(i, new Expr.StringLit(Made.NOWHERE, text.value(), i == 0 ? moved.substring(1) : moved));
            }
        }
        return new Expr.Interpolation(Made.NOWHERE, interpolation.quote(), parts);
    }

    private static String indentation(Expr last) {
        String raw = last instanceof Expr.StringLit text ? text.raw() : "";
        return raw.substring(raw.lastIndexOf('\n') + 1);
    }

    private List<Expr> exprs(List<Expr> exprs) {
        return exprs.stream().map(this::expr).toList();
    }

    private Expr list(Expr.ListLit list) {
        List<ListElement> elements = list.elements().stream()
                .map(element -> element instanceof Decl.Comprehension comprehension
                        ? (ListElement) comprehension(comprehension)
                        : expr((Expr) element))
                .toList();
        Optional<Decl.Ellipsis> ellipsis = list.ellipsis()
                .map(open -> new Decl.Ellipsis(
                        Made.NOWHERE, Comments.none(), open.type().map(this::expr)));
        List<Comments> comments = elements.stream().map(e -> Comments.none()).toList();
        return new Expr.ListLit(Made.NOWHERE, elements, comments, ellipsis, List.of());
    }

    private List<Decl> decls(List<Decl> decls) {
        return decls.stream().map(this::decl).toList();
    }

    private Comments above(Decl decl) {
        return docs ? new Comments(doc(decl.comments()), List.of(), false) : Comments.none();
    }

    Decl decl(Decl decl) {
        Comments none = above(decl);
        if (decl instanceof Decl.Field field) {
            return new Decl.Field(
                    Made.NOWHERE,
                    none,
                    field.labelAlias(),
                    label(field.label()),
                    field.constraint(),
                    field.valueAlias(),
                    expr(field.value()),
                    field.attributes());
        } else if (decl instanceof Decl.Embedding embedding) {
            return new Decl.Embedding(Made.NOWHERE, none, expr(embedding.expr()));
        } else if (decl instanceof Decl.Ellipsis ellipsis) {
            return new Decl.Ellipsis(Made.NOWHERE, none, ellipsis.type().map(this::expr));
        } else if (decl instanceof Decl.Comprehension comprehension) {
            return comprehension(comprehension);
        } else if (decl instanceof Decl.Let let) {
            return new Decl.Let(Made.NOWHERE, none, let.name(), expr(let.value()));
        } else if (decl instanceof Decl.AttributeDecl attribute) {
            return new Decl.AttributeDecl(Made.NOWHERE, none, attribute.attribute());
        }
        return decl;
    }

    private Label label(Label label) {
        if (label instanceof Label.Text text && text.raw().startsWith("\"")) {
            return new Label.Text(Made.NOWHERE, text.value(), "");
        } else if (label instanceof Label.Dynamic dynamic) {
            return new Label.Dynamic(Made.NOWHERE, expr(dynamic.expr()));
        } else if (label instanceof Label.Pattern pattern) {
            return new Label.Pattern(Made.NOWHERE, pattern.alias(), expr(pattern.expr()));
        } else if (label instanceof Label.Interpolated interpolated) {
            return new Label.Interpolated(Made.NOWHERE, (Expr.Interpolation) expr(interpolated.value()));
        }
        return label;
    }

    private Decl.Comprehension comprehension(Decl.Comprehension comprehension) {
        List<Clause> clauses =
                comprehension.clauses().stream().map(this::clause).toList();
        // unlike fields, it stands as it stood
        return new Decl.Comprehension(
                comprehension.position(), above(comprehension), clauses, (Expr.StructLit) expr(comprehension.value()));
    }

    private Clause clause(Clause clause) {
        if (clause instanceof Clause.For loop) {
            return new Clause.For(loop.position(), loop.key(), loop.value(), expr(loop.source()));
        } else if (clause instanceof Clause.If guard) {
            return new Clause.If(guard.position(), expr(guard.condition()));
        }
        Clause.Let let = (Clause.Let) clause;
        return new Clause.Let(let.position(), let.name(), expr(let.value()));
    }

    /** The comments of the doc comment. */
    static List<Comment> doc(Comments comments) {
        List<Comment> above = comments.before().stream()
                .filter(comment -> comment.place() == Comment.Place.ABOVE)
                .toList();
        int lines = (int) comments.doc().lines().count();
        return above.subList(Math.max(0, above.size() - lines), above.size());
    }
}
