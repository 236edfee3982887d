package io.jenkins.plugins.vela.cue.format;

import io.jenkins.plugins.vela.cue.syntax.Clause;
import io.jenkins.plugins.vela.cue.syntax.Comment;
import io.jenkins.plugins.vela.cue.syntax.Comments;
import io.jenkins.plugins.vela.cue.syntax.Decl;
import io.jenkins.plugins.vela.cue.syntax.Expr;
import io.jenkins.plugins.vela.cue.syntax.Label;
import io.jenkins.plugins.vela.cue.syntax.ListElement;
import io.jenkins.plugins.vela.cue.syntax.Quote;
import java.util.List;

/** Prints expressions. */
final class ExprWalker {
    private static final int UNARY = 8;
    private static final int PRIMARY = 9;

    private final Walker walker;
    private final Layout layout;
    private final DeclWalker declarations;

    ExprWalker(Walker walker, DeclWalker declarations) {
        this.walker = walker;
        this.layout = walker.layout;
        this.declarations = declarations;
    }

    void expr(Expr expr) {
        expr(expr, 0, 1);
    }

    private void expr(Expr expr, int least, int depth) {
        if (expr instanceof Expr.Ident ident) {
            walker.literal(ident.name());
        } else if (expr instanceof Expr.StringLit text) {
            string(text.raw().isEmpty() ? Literals.quote(text.value()) : text.raw());
        } else if (expr instanceof Expr.BytesLit bytes) {
            string(bytes.raw().isEmpty() ? Literals.quote(bytes.value()) : bytes.raw());
        } else if (expr instanceof Expr.IntLit number) {
            number(Literals.number(number), least);
        } else if (expr instanceof Expr.FloatLit number) {
            number(Literals.number(number), least);
        } else if (expr instanceof Expr.InvalidLit invalid) {
            invalid(invalid);
        } else if (expr instanceof Expr.BoolLit bool) {
            walker.literal(String.valueOf(bool.value()));
        } else if (expr instanceof Expr.NullLit) {
            walker.literal("null");
        } else if (expr instanceof Expr.BottomLit) {
            walker.token("_|_");
        } else if (expr instanceof Expr.Interpolation interpolation) {
            interpolation(interpolation, depth);
        } else if (expr instanceof Expr.ListLit list) {
            list(list);
        } else if (expr instanceof Expr.StructLit struct) {
            struct(struct);
        } else if (expr instanceof Expr.Unary unary) {
            unary(unary, least, depth);
        } else if (expr instanceof Expr.Binary binary) {
            new BinaryWalker(walker, this).print(binary, least, depth);
        } else if (expr instanceof Expr.Paren paren) {
            paren(paren, depth);
        } else {
            postfix(expr, depth);
        }
    }

    void operand(Expr expr, int least, int depth) {
        expr(expr, least, depth);
    }

    // ---- literals ----

    private void string(String raw) {
        walker.place();
        layout.literal(Literals.reindent(raw, layout.depth()));
    }

    /** Without a text of its own it is bottom, and its message says why. */
    private void invalid(Expr.InvalidLit invalid) {
        if (!invalid.raw().isEmpty()) {
            string(invalid.raw());
            return;
        }
        walker.token("_|_");
        if (!walker.inline) {
            layout.ask(Space.BLANK, Space.COLUMN);
            layout.comment("// " + invalid.message());
            layout.ask(Space.LINE);
        }
    }

    /** A number is no operand of a selector: {@code 0.f} would read as a fraction. */
    private void number(String text, int least) {
        boolean bracketed = least == PRIMARY && !walker.cursor.hasSource();
        if (bracketed) {
            walker.added("(");
        }
        walker.place();
        layout.number(text);
        if (bracketed) {
            walker.added(")");
        }
    }

    private void interpolation(Expr.Interpolation interpolation, int depth) {
        Quote quote = interpolation.quote();
        int last = interpolation.parts().size() - 1;
        for (int i = 0; i <= last; i++) {
            Expr part = interpolation.parts().get(i);
            if (i % 2 == 1) {
                expr(part, 0, depth + 1);
                continue;
            }
            String opening = i > 0 ? ")" : quote.multiline() ? quote.opening() + "\n" : quote.opening();
            String closing = i < last ? "\\" + "#".repeat(quote.hashes()) + "(" : quote.closing();
            walker.literal(walker.cursor.hasSource() ? walker.cursor.text() : opening + piece(part) + closing);
        }
    }

    private static String piece(Expr part) {
        if (part instanceof Expr.StringLit text) {
            return text.raw().isEmpty() ? unquoted(Literals.quote(text.value())) : text.raw();
        }
        if (part instanceof Expr.BytesLit bytes) {
            return bytes.raw().isEmpty() ? unquoted(Literals.quote(bytes.value())) : bytes.raw();
        }
        return "";
    }

    private static String unquoted(String quoted) {
        return quoted.substring(1, quoted.length() - 1);
    }

    // ---- operators ----

    private void unary(Expr.Unary unary, int least, int depth) {
        boolean bracketed = least > UNARY;
        if (bracketed) {
            walker.added("(");
        }
        walker.token(unary.operator().symbol());
        layout.ask(Space.FIXED);
        expr(unary.operand(), UNARY, depth);
        if (bracketed) {
            walker.added(")");
        }
    }

    private void paren(Expr.Paren paren, int depth) {
        if (paren.inner() instanceof Expr.Paren) {
            skip();
            expr(paren.inner(), 0, depth);
            skip();
            return;
        }
        walker.token("(");
        expr(paren.inner(), 0, Math.max(1, depth - 1));
        walker.token(")");
    }

    private void skip() {
        walker.commentsBefore();
        walker.cursor.advance();
    }

    private void postfix(Expr expr, int depth) {
        if (expr instanceof Expr.Selector selector) {
            selector(selector, depth);
        } else if (expr instanceof Expr.Index index) {
            expr(index.operand(), PRIMARY, 1);
            walker.token("[");
            expr(index.index(), 0, depth + 1);
            walker.token("]");
        } else if (expr instanceof Expr.Slice slice) {
            slice(slice, depth);
        } else if (expr instanceof Expr.Call call) {
            call(call, call.arguments().size() > 1 ? depth + 1 : depth);
        }
    }

    /** Returns whether the selector's name stands on a line of its own. */
    private boolean selector(Expr.Selector selector, int depth) {
        expr(selector.operand(), PRIMARY, depth);
        unplaced(".");
        if (walker.cursor.gap().breaksLine()) {
            layout.ask(Space.INDENT, Space.TABLE_END);
            label(selector.label());
            layout.ask(Space.UNINDENT);
            return true;
        }
        layout.ask(Space.NO_BLANK);
        label(selector.label());
        return false;
    }

    /** A token that sticks to the one before, wherever it stands in the source. */
    private void unplaced(String text) {
        walker.commentsBefore();
        layout.token(text);
        walker.cursor.advance();
    }

    private void slice(Expr.Slice slice, int depth) {
        expr(slice.operand(), PRIMARY, 1);
        walker.token("[");
        slice.low().ifPresent(low -> expr(low, 0, depth + 1));
        boolean apart = depth <= 1
                && slice.low().isPresent()
                && slice.high().isPresent()
                && (slice.low().get() instanceof Expr.Binary || slice.high().get() instanceof Expr.Binary);
        if (apart) {
            layout.ask(Space.BLANK);
        }
        unplaced(":");
        if (apart) {
            layout.ask(Space.BLANK);
        }
        slice.high().ifPresent(high -> expr(high, 0, depth + 1));
        walker.token("]");
    }

    private void call(Expr.Call call, int depth) {
        boolean indented = false;
        if (call.function() instanceof Expr.Selector selector) {
            indented = selector(selector, depth);
        } else {
            expr(call.function(), PRIMARY, depth);
        }
        walker.token("(");
        for (Expr argument : call.arguments()) {
            expr(argument, 0, depth);
            layout.ask(Space.COMMA, Space.BLANK);
            walker.commentsAfter();
        }
        layout.ask(Space.LAST_COMMA, Space.NO_BLANK);
        walker.token(")");
        if (indented) {
            layout.ask(Space.UNINDENT);
        }
    }

    // ---- structs and lists ----

    private void struct(Expr.StructLit struct) {
        boolean outer = walker.flat;
        boolean hasSource = walker.cursor.hasSource() && struct.braced();
        if (!walker.flat && struct.decls().size() <= 1 && hasSource && walker.cursor.closesOnLine()) {
            walker.flat = true;
        }
        Space[] body = opening(struct, hasSource);
        brace("{", struct.braced());
        int line = layout.line();
        layout.ask(body);
        layout.ask(Space.INDENT);
        layout.markBrace();
        declarations.body(struct);
        if (walker.cursor.hasSource()) {
            if (struct.braced()) {
                walker.commentsBefore();
            }
        } else {
            trailing(struct.trailing());
        }
        layout.ask(Space.UNINDENT, Space.NO_BLANK);
        if (layout.line() != line) {
            layout.ask(Space.LINE);
            if (!layout.last().equals("}") && !layout.last().equals("]")) {
                layout.ask(Space.FIXED);
            }
        }
        brace("}", struct.braced());
        walker.flat = outer;
    }

    private Space[] opening(Expr.StructLit struct, boolean hasSource) {
        if (struct.decls().isEmpty()) {
            boolean commented = hasSource
                    ? walker.cursor.hasCommentsInside()
                    : !struct.trailing().isEmpty();
            return commented
                    ? new Space[] {Space.NO_BLANK, walker.tableEnd()}
                    : new Space[] {Space.NO_BLANK, Space.BLANK, Space.FIXED};
        }
        return hasSource || walker.inline
                ? new Space[] {Space.NO_BLANK, walker.tableEnd()}
                : new Space[] {Space.NO_BLANK, Space.LINE, Space.FIXED, walker.tableEnd()};
    }

    private void trailing(List<Comment> comments) {
        walker.made(comments);
    }

    private void brace(String text, boolean inSource) {
        if (inSource) {
            walker.token(text);
        } else {
            walker.added(text);
        }
    }

    private void list(Expr.ListLit list) {
        boolean isEmpty = list.elements().isEmpty() && list.ellipsis().isEmpty();
        boolean collapses = isEmpty && !walker.cursor.hasCommentsInside();
        walker.token("[");
        layout.ask(Space.NO_BLANK, Space.INDENT);
        if (collapses) {
            layout.ask(Space.BLANK, Space.FIXED);
        }
        for (int i = 0; i < list.elements().size(); i++) {
            element(
                    list.elements().get(i),
                    list.elementComments().size() > i ? list.elementComments().get(i) : Comments.none());
        }
        list.ellipsis().ifPresent(ellipsis -> {
            walker.commentsBefore();
            ellipsis(ellipsis);
            layout.ask(Space.COMMA, Space.BLANK);
            walker.commentsAfter();
        });
        layout.ask(Space.LAST_COMMA, Space.NO_BLANK);
        walker.commentsBefore();
        layout.ask(Space.UNINDENT, Space.NO_BLANK);
        walker.token("]");
    }

    private void element(ListElement element, Comments comments) {
        if (walker.cursor.hasSource()) {
            walker.commentsBefore();
        } else {
            walker.made(comments.before());
        }
        if (element instanceof Decl.Comprehension comprehension) {
            comprehension(comprehension);
        } else if (element instanceof Expr expr) {
            expr(expr, 0, 1);
        }
        layout.ask(Space.COMMA, Space.BLANK);
        walker.commentsAfter();
    }

    void ellipsis(Decl.Ellipsis ellipsis) {
        walker.token("...");
        ellipsis.type().ifPresent(type -> {
            if (type instanceof Expr.Ident ident && ident.name().equals("_")) {
                if (walker.cursor.hasSource()) {
                    skip();
                }
            } else {
                expr(type);
            }
        });
    }

    void comprehension(Decl.Comprehension comprehension) {
        boolean isFirst = true;
        for (Clause clause : comprehension.clauses()) {
            if (!isFirst) {
                layout.ask(Space.BLANK);
            }
            isFirst = false;
            clause(clause);
        }
        layout.ask(Space.BLANK, Space.FIXED);
        struct(comprehension.value());
    }

    private void clause(Clause clause) {
        walker.standsAt(clause.position());
        if (clause instanceof Clause.For loop) {
            walker.literal("for");
            layout.ask(Space.BLANK, Space.INDENT);
            loop.key().ifPresent(key -> {
                walker.token(key.name());
                layout.token(",");
                layout.ask(Space.BLANK);
            });
            walker.token(loop.value().name());
            layout.ask(Space.BLANK);
            walker.literal("in");
            layout.ask(Space.BLANK);
            expr(loop.source());
        } else if (clause instanceof Clause.If guard) {
            walker.literal("if");
            layout.ask(Space.BLANK, Space.INDENT);
            expr(guard.condition());
        } else if (clause instanceof Clause.Let let) {
            walker.word("let");
            layout.ask(Space.BLANK, Space.FIXED, Space.INDENT);
            walker.token(let.name().name());
            layout.ask(Space.BLANK, Space.FIXED);
            walker.token("=");
            layout.ask(Space.BLANK);
            expr(let.value());
        }
        layout.unindent();
    }

    void label(Label label) {
        if (label instanceof Label.Name name) {
            walker.literal(name.name());
        } else if (label instanceof Label.Text text) {
            boolean plain = !text.raw().isEmpty()
                    && !text.raw().startsWith("#")
                    && !text.raw().startsWith("\"\"\"");
            if (walker.plain.contains(text)) {
                walker.literal(text.value());
                return;
            }
            walker.literal(plain ? text.raw() : Literals.quote(text.value()));
        } else if (label instanceof Label.Interpolated interpolated) {
            interpolation(interpolated.value(), 1);
        } else if (label instanceof Label.Dynamic dynamic) {
            walker.token("(");
            expr(dynamic.expr(), 0, 1);
            walker.token(")");
        } else if (label instanceof Label.Pattern pattern) {
            walker.token("[");
            layout.ask(Space.NO_BLANK, Space.INDENT);
            pattern.alias().ifPresent(alias -> {
                walker.token(alias.name());
                walker.token("=");
            });
            expr(pattern.expr(), 0, 1);
            layout.ask(Space.COMMA, Space.BLANK, Space.LAST_COMMA, Space.NO_BLANK, Space.UNINDENT);
            walker.token("]");
        }
    }

    /** Whether an expression may take several lines, so that it cannot be a cell of a table. */
    static boolean spansLines(Expr expr) {
        if (expr instanceof Expr.StringLit text) {
            return text.raw().indexOf('\n') >= 0;
        } else if (expr instanceof Expr.BytesLit bytes) {
            return bytes.raw().indexOf('\n') >= 0;
        } else if (expr instanceof Expr.Paren paren) {
            return spansLines(paren.inner());
        } else if (expr instanceof Expr.Unary unary) {
            return spansLines(unary.operand());
        } else if (expr instanceof Expr.Index index) {
            return spansLines(index.operand());
        } else if (expr instanceof Expr.Selector selector) {
            return spansLines(selector.operand());
        } else if (expr instanceof Expr.Call call) {
            return call.arguments().stream().anyMatch(ExprWalker::spansLines);
        } else if (expr instanceof Expr.Binary binary) {
            Expr left = binary;
            while (left instanceof Expr.Binary next) {
                if (spansLines(next.right())) {
                    return true;
                }
                left = next.left();
            }
            return spansLines(left);
        }
        return expr instanceof Expr.StructLit || expr instanceof Expr.ListLit;
    }
}
