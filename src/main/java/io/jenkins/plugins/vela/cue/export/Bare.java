package io.jenkins.plugins.vela.cue.export;

import io.jenkins.plugins.vela.cue.syntax.Comment;
import io.jenkins.plugins.vela.cue.syntax.Comments;
import io.jenkins.plugins.vela.cue.syntax.Decl;
import io.jenkins.plugins.vela.cue.syntax.Expr;
import java.util.List;

/** Takes comments off syntax that was read from a text. */
final class Bare {
    private Bare() {}

    static Expr expr(Expr expr) {
        if (expr instanceof Expr.Binary binary) {
            return new Expr.Binary(
                    Made.NOWHERE, expr(binary.left()), binary.operator(), Made.NOWHERE, expr(binary.right()));
        }
        return expr instanceof Expr.StructLit struct ? Made.struct(decls(struct.decls())) : expr;
    }

    private static List<Decl> decls(List<Decl> decls) {
        return decls.stream().map(Bare::decl).toList();
    }

    private static Decl decl(Decl decl) {
        Comments none = Comments.none();
        if (decl instanceof Decl.Field field) {
            return new Decl.Field(
                    field.position(),
                    none,
                    field.labelAlias(),
                    field.label(),
                    field.constraint(),
                    field.valueAlias(),
                    expr(field.value()),
                    field.attributes());
        } else if (decl instanceof Decl.Embedding embedding) {
            return new Decl.Embedding(embedding.position(), none, expr(embedding.expr()));
        } else if (decl instanceof Decl.Ellipsis ellipsis) {
            return new Decl.Ellipsis(ellipsis.position(), none, ellipsis.type());
        } else if (decl instanceof Decl.Comprehension comprehension) {
            return new Decl.Comprehension(
                    comprehension.position(),
                    none,
                    comprehension.clauses(),
                    (Expr.StructLit) expr(comprehension.value()));
        } else if (decl instanceof Decl.Let let) {
            return new Decl.Let(let.position(), none, let.name(), expr(let.value()));
        } else if (decl instanceof Decl.AttributeDecl attribute) {
            return new Decl.AttributeDecl(attribute.position(), none, attribute.attribute());
        }
        return decl;
    }

    /** The lines of the doc comment. */
    static List<Comment> doc(Comments comments) {
        if (comments.doc().isEmpty()) {
            return List.of();
        }
        return comments.doc()
                .lines()
                .map(line -> new Comment(
                        Made.NOWHERE, line.isEmpty() ? "//" : "// " + line, Comment.Place.ABOVE, false))
                .toList();
    }
}
