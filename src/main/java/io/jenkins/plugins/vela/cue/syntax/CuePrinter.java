package io.jenkins.plugins.vela.cue.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns syntax trees into CUE text in the customary form: tabs, one space around operators, values of neighbouring
 * fields aligned. Keeps the line breaks between declarations and elements, comments, and literals as they were written.
 * What it prints parses to the same tree, and printing that gives the same text.
 */
public final class CuePrinter {
    private final StringBuilder out = new StringBuilder();
    private final ExprPrinter expressions;
    private final List<Row> rows = new ArrayList<>();
    private final int depth;

    private CuePrinter(ExprPrinter expressions, int depth) {
        this.expressions = expressions;
        this.depth = depth;
    }

    /** A whole file, ending with a line feed unless it is empty. */
    public static String print(File file) {
        CuePrinter printer = new CuePrinter(new ExprPrinter(false), 0);
        printer.file(file);
        return printer.out.toString();
    }

    /** An expression, over several lines where it was written so. */
    public static String print(Expr expr) {
        return new ExprPrinter(false).print(expr, 0);
    }

    /** An expression on one line (multi-line strings excepted), as messages need it; without comments. */
    public static String inline(Expr expr) {
        return new ExprPrinter(true).print(expr, 0);
    }

    /** A label as it stands before its colon, without alias and constraint. */
    public static String label(Label label) {
        return new ExprPrinter(true).label(label, 0);
    }

    /** The declarations of a struct, each line indented by {@code depth} tabs. */
    static String block(ExprPrinter expressions, List<Decl> decls, List<Comment> trailing, int depth) {
        CuePrinter printer = new CuePrinter(expressions, depth);
        printer.decls(decls, trailing);
        return printer.out.toString();
    }

    // ---- files ----

    private void file(File file) {
        for (Decl.AttributeDecl attribute : file.preamble().attributes()) {
            decl(attribute);
        }
        flush();
        file.packageName().ifPresent(name -> {
            above(file.preamble().comments());
            line("package " + name.name() + after(file.preamble().comments()));
        });
        imports(file.imports());
        if (out.length() > 0 && !file.decls().isEmpty()) {
            out.append('\n');
        }
        decls(file.decls(), file.trailing());
    }

    private void imports(List<ImportDecl> imports) {
        if (imports.isEmpty()) {
            return;
        }
        if (out.length() > 0) {
            out.append('\n');
        }
        boolean several = imports.size() > 1;
        if (several) {
            line("import (");
        }
        for (ImportDecl imported : imports) {
            String spec = imported.alias().map(alias -> alias.name() + " ").orElse("") + '"' + imported.target() + '"';
            for (Comment comment : imported.comments().before()) {
                line((several ? "\t" : "") + comment.text());
            }
            line((several ? "\t" : "import ") + spec + after(imported.comments()));
        }
        if (several) {
            line(")");
        }
    }

    // ---- declarations ----

    private void decls(List<Decl> decls, List<Comment> trailing) {
        for (Decl decl : decls) {
            if (decl != decls.get(0) && isSeparated(decl.comments())) {
                flush();
                out.append('\n');
            }
            decl(decl);
        }
        flush();
        for (int i = 0; i < trailing.size(); i++) {
            Comment comment = trailing.get(i);
            if (comment.blankLineBefore() && (i > 0 || !decls.isEmpty())) {
                out.append('\n');
            }
            line(comment.text());
        }
    }

    private static boolean isSeparated(Comments comments) {
        return comments.before().isEmpty()
                ? comments.blankLineBefore()
                : comments.before().get(0).blankLineBefore();
    }

    private void above(Comments comments) {
        List<Comment> before = comments.before();
        for (int i = 0; i < before.size(); i++) {
            flush();
            if (i > 0 && before.get(i).blankLineBefore()) {
                out.append('\n');
            }
            line(before.get(i).text());
        }
        if (!before.isEmpty() && comments.blankLineBefore()) {
            out.append('\n');
        }
    }

    private static String after(Comments comments) {
        return comments.after().isEmpty() ? "" : " " + comments.after().get(0).text();
    }

    private void decl(Decl decl) {
        above(decl.comments());
        String comment = after(decl.comments());
        if (decl instanceof Decl.Field field) {
            field(field, comment);
            return;
        }
        flush();
        if (decl instanceof Decl.Embedding embedding) {
            line(expressions.print(embedding.expr(), depth) + comment);
        } else if (decl instanceof Decl.Ellipsis ellipsis) {
            line(expressions.ellipsis(ellipsis, depth) + comment);
        } else if (decl instanceof Decl.Comprehension comprehension) {
            line(expressions.comprehension(comprehension, depth) + comment);
        } else if (decl instanceof Decl.Let let) {
            line("let " + let.name().name() + " = " + expressions.print(let.value(), depth) + comment);
        } else if (decl instanceof Decl.AttributeDecl attribute) {
            line(attribute(attribute.attribute()) + comment);
        }
    }

    private void field(Decl.Field field, String comment) {
        StringBuilder head = new StringBuilder();
        Decl.Field inner = field;
        head(head, inner);
        while (inner.value() instanceof Expr.StructLit struct && isShortForm(struct)) {
            inner = (Decl.Field) struct.decls().get(0);
            head.append(' ');
            head(head, inner);
        }
        boolean isPattern = inner.label() instanceof Label.Pattern;
        String text = expressions.print(inner.value(), depth);
        String value = inner.valueAlias()
                .map(name -> ExprPrinter.join(name.name() + "=", text))
                .orElse(text);
        StringBuilder attributes = new StringBuilder();
        for (Attribute attribute : inner.attributes()) {
            attributes.append(attributes.length() > 0 ? " " : "").append(attribute(attribute));
        }
        boolean aligns = !isPattern && value.indexOf('\n') < 0 && value.indexOf('{') < 0;
        if (aligns) {
            rows.add(new Row(head.toString(), value, attributes.toString(), comment.strip()));
        } else {
            flush();
            line(head + " " + value + (attributes.length() > 0 ? " " + attributes : "") + comment);
        }
    }

    static boolean isShortForm(Expr.StructLit struct) {
        return !struct.braced()
                && struct.decls().size() == 1
                && struct.decls().get(0) instanceof Decl.Field field
                && field.comments().before().isEmpty();
    }

    private void head(StringBuilder head, Decl.Field field) {
        Optional<Expr.Ident> alias = field.labelAlias();
        alias.ifPresent(name -> head.append(name.name()).append('='));
        head.append(expressions.label(field.label(), depth));
        head.append(
                switch (field.constraint()) {
                    case NONE -> ":";
                    case OPTIONAL -> "?:";
                    case REQUIRED -> "!:";
                });
    }

    static String attribute(Attribute attribute) {
        return "@" + attribute.name() + "(" + attribute.body() + ")";
    }

    // ---- lines ----

    /** A field on one line, whose columns are aligned with its neighbours'. */
    private record Row(String head, String value, String attributes, String comment) {}

    private void flush() {
        int headWidth = rows.stream().mapToInt(row -> width(row.head)).max().orElse(0);
        int valueWidth = rows.stream()
                .filter(row -> !row.attributes.isEmpty() || !row.comment.isEmpty())
                .mapToInt(row -> width(row.value))
                .max()
                .orElse(0);
        int attributeWidth =
                rows.stream().mapToInt(row -> width(row.attributes)).max().orElse(0);
        for (Row row : List.copyOf(rows)) {
            StringBuilder text = new StringBuilder(pad(row.head, headWidth)).append(' ');
            text.append(pad(row.value, valueWidth));
            if (attributeWidth > 0) {
                text.append(' ').append(pad(row.attributes, attributeWidth));
            }
            text.append(' ').append(row.comment);
            line(text.toString().stripTrailing());
        }
        rows.clear();
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - width(text)));
    }

    private void line(String text) {
        out.append("\t".repeat(depth)).append(text).append('\n');
    }
}
