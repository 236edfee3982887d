package io.jenkins.plugins.vela.cue.format;

import io.jenkins.plugins.vela.cue.syntax.Attribute;
import io.jenkins.plugins.vela.cue.syntax.Comment;
import io.jenkins.plugins.vela.cue.syntax.Comments;
import io.jenkins.plugins.vela.cue.syntax.Decl;
import io.jenkins.plugins.vela.cue.syntax.Expr;
import io.jenkins.plugins.vela.cue.syntax.File;
import io.jenkins.plugins.vela.cue.syntax.Gap;
import io.jenkins.plugins.vela.cue.syntax.ImportDecl;
import io.jenkins.plugins.vela.cue.syntax.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Prints files and declarations. */
final class DeclWalker {
    private final Walker walker;
    private final Layout layout;
    private final ExprWalker expressions;

    DeclWalker(Walker walker) {
        this.walker = walker;
        this.layout = walker.layout;
        this.expressions = new ExprWalker(walker, this);
    }

    ExprWalker expressions() {
        return expressions;
    }

    /** What stands in a list of declarations. */
    private sealed interface Item {}

    private record PackageClause(String name) implements Item {}

    private record Imports(List<ImportDecl> imports) implements Item {}

    private record Declared(Decl decl) implements Item {
        Optional<Decl.Field> field() {
            return decl instanceof Decl.Field field ? Optional.of(field) : Optional.empty();
        }
    }

    // ---- files ----

    void file(File file) {
        List<Item> items = new ArrayList<>();
        file.preamble().attributes().forEach(attribute -> items.add(new Declared(attribute)));
        file.packageName().ifPresent(name -> items.add(new PackageClause(name.name())));
        List<Decl> decls = new ArrayList<>(file.decls());
        if (!file.imports().isEmpty()) {
            int start = file.imports().get(0).position().offset();
            while (walker.cursor.hasSource()
                    && !decls.isEmpty()
                    && decls.get(0).position().offset() < start) {
                items.add(new Declared(decls.remove(0)));
            }
            items.add(new Imports(file.imports()));
        }
        decls.forEach(decl -> items.add(new Declared(decl)));
        list(items, file.trailing());
        if (walker.cursor.hasSource()) {
            walker.commentsBefore();
        }
    }

    void body(Expr.StructLit struct) {
        List<Item> items = new ArrayList<>(struct.decls().size());
        struct.decls().forEach(decl -> items.add(new Declared(decl)));
        list(items, struct.trailing());
    }

    private void list(List<Item> items, List<Comment> trailing) {
        int depth = 0;
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            if (i > 0) {
                boolean isFollowed = i + 1 < items.size() ? hasDetached(items.get(i + 1)) : !trailing.isEmpty();
                separate(items.get(i - 1), item, isFollowed || isCommented(item), depth);
            }
            item(item);
            depth = nesting(item);
            boolean tableEnds = i + 1 < items.size() && beginsTable(items.get(i + 1));
            layout.ask(tableEnds ? walker.tableEnd() : walker.separator());
        }
    }

    private void separate(Item previous, Item item, boolean isCommented, int depth) {
        layout.ask(Space.FIELD_COMMA);
        int nesting = item instanceof Declared declared && declared.field().isPresent() ? nesting(item) : 0;
        if (!walker.flat && (depth == 0 || nesting != depth)) {
            layout.ask(Space.TABLE_END);
        }
        if (isCommented) {
            boolean isPlainField = previous instanceof Declared declared
                    && declared.decl() instanceof Decl.Field field
                    && !(field.label() instanceof Label.Name name && name.isDefinition());
            if (!isPlainField) {
                layout.ask(Space.SECTION);
            }
        }
    }

    /** How many fields {@code a: b: c:} are nested without braces having siblings; 0 for what is no field. */
    private static int nesting(Item item) {
        return item instanceof Declared declared
                ? declared.field().map(DeclWalker::nesting).orElse(0)
                : 0;
    }

    private static int nesting(Decl.Field first) {
        int depth = 1;
        Decl.Field field = first;
        while (field.valueAlias().isEmpty() && field.value() instanceof Expr.StructLit struct) {
            if (struct.decls().size() != 1) {
                return depth - 1;
            }
            if (!(struct.decls().get(0) instanceof Decl.Field inner)) {
                break;
            }
            depth++;
            field = inner;
        }
        return depth;
    }

    private boolean beginsTable(Item item) {
        return item instanceof Declared declared
                && declared.decl() instanceof Decl.Field field
                && field.valueAlias().isEmpty()
                && (field.value() instanceof Expr.ListLit
                        || (field.value() instanceof Expr.StructLit struct
                                && ((struct.braced() && struct.position().isKnown())
                                        || struct.decls().size() != 1)));
    }

    private static boolean isCommented(Item item) {
        if (item instanceof Declared declared) {
            Comments comments = declared.decl().comments();
            return (comments.before().stream().anyMatch(DeclWalker::isDoc) && !comments.blankLineBefore())
                    || !comments.after().isEmpty();
        }
        return false;
    }

    /** Whether there are comments above it that belong to what is before. */
    private static boolean hasDetached(Item item) {
        if (!(item instanceof Declared declared)) {
            return false;
        }
        Comments comments = declared.decl().comments();
        List<Comment> above =
                comments.before().stream().filter(DeclWalker::isDoc).toList();
        return !above.isEmpty()
                && (comments.blankLineBefore() || above.stream().skip(1).anyMatch(Comment::blankLineBefore));
    }

    private static boolean isDoc(Comment comment) {
        return comment.place() == Comment.Place.ABOVE;
    }

    private void item(Item item) {
        before(item);
        if (item instanceof PackageClause clause) {
            walker.literal("package");
            layout.ask(Space.BLANK);
            walker.token(clause.name());
            layout.ask(Space.SECTION, Space.FIXED);
        } else if (item instanceof Imports imports) {
            imports(imports.imports());
        } else if (item instanceof Declared declared) {
            decl(declared.decl());
        }
        after(item);
    }

    private void before(Item item) {
        if (walker.cursor.hasSource()) {
            walker.commentsBefore();
        } else if (item instanceof Declared declared) {
            walker.made(declared.decl().comments().before());
        }
    }

    private void after(Item item) {
        if (walker.cursor.hasSource()) {
            walker.commentsAfter();
        } else if (item instanceof Declared declared) {
            for (Comment comment : declared.decl().comments().after()) {
                layout.ask(Space.BLANK, Space.COLUMN);
                layout.comment(comment.text());
                layout.ask(Space.LINE);
            }
        }
    }

    // ---- imports ----

    private void imports(List<ImportDecl> all) {
        if (!walker.cursor.hasSource()) {
            madeImports(all);
            return;
        }
        int at = 0;
        while (at < all.size()) {
            walker.literal("import");
            layout.ask(Space.BLANK);
            if (!walker.cursor.text().equals("(")) {
                imported(all.get(at++));
                walker.commentsAfter();
                layout.ask(Space.SECTION, Space.FIXED);
                continue;
            }
            walker.token("(");
            layout.ask(Space.LINE, Space.INDENT);
            while (!walker.cursor.text().equals(")")) {
                walker.commentsBefore();
                imported(all.get(at++));
                walker.commentsAfter();
            }
            layout.ask(Space.UNINDENT, Space.LINE);
            walker.token(")");
            walker.commentsAfter();
            layout.ask(Space.LINE, Space.SECTION, Space.FIXED);
            if (walker.cursor.text().equals("import")) {
                walker.commentsBefore();
            }
        }
    }

    private void madeImports(List<ImportDecl> all) {
        layout.literal("import");
        layout.ask(Space.BLANK);
        boolean several = all.size() > 1;
        if (several) {
            layout.token("(");
            layout.ask(Space.LINE, Space.INDENT);
        }
        all.forEach(this::imported);
        if (several) {
            layout.ask(Space.UNINDENT, Space.LINE);
            layout.token(")");
        }
        layout.ask(Space.LINE, Space.SECTION, Space.FIXED);
    }

    private void imported(ImportDecl imported) {
        imported.alias().ifPresent(alias -> {
            walker.token(alias.name());
            layout.ask(Space.BLANK);
        });
        walker.literal('"' + imported.target() + '"');
        layout.ask(Space.LINE);
    }

    // ---- declarations ----

    private void decl(Decl decl) {
        if (decl instanceof Decl.Field field) {
            field(field);
            return;
        }
        if (decl instanceof Decl.Comprehension) {
            walker.standsAt(decl.position());
        }
        Gap gap = walker.gap();
        boolean ownLine = !gap.isKnown() || gap.breaksLine();
        if (decl instanceof Decl.AttributeDecl attribute) {
            walker.literal(text(attribute.attribute()));
        } else if (decl instanceof Decl.Ellipsis ellipsis) {
            expressions.ellipsis(ellipsis);
        } else {
            if (ownLine && (gap.isKnown() || !layout.isEmpty())) {
                layout.ask(Space.TABLE_END);
            }
            if (decl instanceof Decl.Embedding embedding) {
                expressions.expr(embedding.expr());
                layout.ask(Space.LINE);
            } else if (decl instanceof Decl.Comprehension comprehension) {
                expressions.comprehension(comprehension);
            } else if (decl instanceof Decl.Let let) {
                walker.word("let");
                layout.ask(Space.BLANK, Space.FIXED);
                walker.token(let.name().name());
                layout.ask(Space.BLANK, Space.FIXED);
                walker.token("=");
                layout.ask(Space.BLANK);
                expressions.expr(let.value());
                layout.ask(Space.FIELD_COMMA);
            }
        }
    }

    private void field(Decl.Field first) {
        int opened = 0;
        Decl.Field field = first;
        while (true) {
            head(field);
            Optional<Decl.Field> inner = collapsed(field);
            if (inner.isEmpty()) {
                break;
            }
            Expr.StructLit struct = (Expr.StructLit) field.value();
            if (struct.braced()) {
                skipBrace();
                opened++;
                layout.ask(Space.BLANK, Space.FIXED);
            } else if (walker.cursor.gap().breaksLine() && !walker.simplify) {
                layout.ask(Space.INDENT, Space.TABLE_END);
                nestedLines(inner.get());
                return;
            } else {
                layout.ask(Space.BLANK, Space.FIXED);
            }
            field = inner.get();
        }
        value(field);
        for (int i = 0; i < opened; i++) {
            skipBrace();
        }
    }

    /** A field on the line below the one that it is nested in without braces. */
    private void nestedLines(Decl.Field inner) {
        field(inner);
        layout.lessDepth();
    }

    private void skipBrace() {
        if (walker.cursor.hasSource()) {
            walker.commentsBefore();
            walker.cursor.advance();
        }
    }

    private void head(Decl.Field field) {
        field.labelAlias().ifPresent(alias -> {
            walker.token(alias.name());
            walker.token("=");
        });
        expressions.label(field.label());
        switch (field.constraint()) {
            case OPTIONAL -> constraint("?");
            case REQUIRED -> constraint("!");
            case NONE -> {}
        }
        layout.ask(Space.NO_BLANK, Space.FIXED);
        walker.token(":");
    }

    private void constraint(String mark) {
        // the reference has no position for it: it always sticks to the label
        layout.ask(Space.NO_BLANK, Space.FIXED);
        walker.token(mark);
    }

    /** The only field of a struct whose braces are left away. */
    private Optional<Decl.Field> collapsed(Decl.Field field) {
        boolean regular =
                !(field.label() instanceof Label.Name name && name.name().matches("[#_].*"));
        if (!(field.value() instanceof Expr.StructLit struct)
                || struct.decls().size() != 1
                || !(struct.decls().get(0) instanceof Decl.Field inner)
                || field.valueAlias().isPresent()
                || !field.attributes().isEmpty()
                || !inner.attributes().isEmpty()) {
            return Optional.empty();
        }
        boolean mayCollapse = walker.cursor.hasSource() || (walker.simplify && regular);
        boolean isBraced = walker.cursor.hasSource() ? struct.braced() : struct.braced() && !walker.simplify;
        if (!mayCollapse
                || (isBraced && !walker.simplify)
                || (isBraced && isCommented(new Declared(field)))
                || !inner.comments().before().isEmpty()
                || !inner.comments().after().isEmpty()
                || (isBraced && walker.cursor.hasCommentsInside())) {
            return Optional.empty();
        }
        return Optional.of(inner);
    }

    private void value(Decl.Field field) {
        Expr value = field.value();
        boolean hasAlias = field.valueAlias().isPresent();
        boolean endsTable = !hasAlias && ExprWalker.spansLines(value);
        Space tab = endsTable || layout.braceOnLine() ? Space.BLANK : Space.COLUMN;
        layout.ask(tab);
        if (!hasAlias && (value instanceof Expr.ListLit || value instanceof Expr.StructLit)) {
            expressions.expr(value);
        } else {
            layout.ask(Space.INDENT);
            if (hasAlias) {
                walker.token(field.valueAlias().get().name());
                walker.token("=");
            }
            expressions.expr(value);
            layout.unindent();
        }
        Space space = tab;
        for (Attribute attribute : field.attributes()) {
            layout.ask(space);
            walker.literal(text(attribute));
            space = Space.BLANK;
        }
        if (endsTable) {
            layout.ask(Space.TABLE_END);
        }
    }

    private String text(Attribute attribute) {
        return walker.cursor.hasSource() ? walker.cursor.text() : "@" + attribute.name() + "(" + attribute.body() + ")";
    }
}
