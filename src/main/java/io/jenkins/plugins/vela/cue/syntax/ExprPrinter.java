package io.jenkins.plugins.vela.cue.syntax;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Prints expressions; see {@link CuePrinter}. */
final class ExprPrinter {
    private static final int UNARY = 8;
    private static final int PRIMARY = 9;

    private final boolean inline;

    /**
     * Makes a printer.
     *
     * @param inline whether structs and lists stay on one line and lose their comments
     */
    ExprPrinter(boolean inline) {
        this.inline = inline;
    }

    /** Prints an expression that stands in a line indented by {@code depth} tabs. */
    String print(Expr expr, int depth) {
        StringBuilder out = new StringBuilder();
        print(out, expr, depth);
        return out.toString();
    }

    private void print(StringBuilder out, Expr expr, int depth) {
        if (expr instanceof Expr.Ident ident) {
            out.append(ident.name());
        } else if (expr instanceof Expr.StringLit text) {
            out.append(text.raw().isEmpty() ? quote(text.value()) : reindent(text.raw(), depth));
        } else if (expr instanceof Expr.BytesLit bytes) {
            out.append(bytes.raw().isEmpty() ? quote(bytes.value()) : reindent(bytes.raw(), depth));
        } else if (expr instanceof Expr.IntLit number) {
            out.append(number.raw().isEmpty() ? number.value().toString() : number.raw());
        } else if (expr instanceof Expr.FloatLit number) {
            out.append(number.raw().isEmpty() ? decimal(number) : number.raw());
        } else if (expr instanceof Expr.InvalidLit invalid) {
            out.append(invalid.raw().isEmpty() ? "_|_" : invalid.raw());
        } else if (expr instanceof Expr.BoolLit bool) {
            out.append(bool.value());
        } else if (expr instanceof Expr.NullLit) {
            out.append("null");
        } else if (expr instanceof Expr.BottomLit) {
            out.append("_|_");
        } else if (expr instanceof Expr.Interpolation interpolation) {
            out.append(interpolation(interpolation, depth));
        } else if (expr instanceof Expr.ListLit list) {
            list(out, list, depth);
        } else if (expr instanceof Expr.StructLit struct) {
            struct(out, struct, depth);
        } else if (expr instanceof Expr.Selector selector) {
            operand(out, selector.operand(), PRIMARY, depth);
            out.append('.').append(label(selector.label(), depth));
        } else if (expr instanceof Expr.Index index) {
            operand(out, index.operand(), PRIMARY, depth);
            out.append('[').append(print(index.index(), depth)).append(']');
        } else if (expr instanceof Expr.Slice slice) {
            operand(out, slice.operand(), PRIMARY, depth);
            out.append('[');
            slice.low().ifPresent(low -> print(out, low, depth));
            out.append(':');
            slice.high().ifPresent(high -> print(out, high, depth));
            out.append(']');
        } else if (expr instanceof Expr.Call call) {
            call(out, call, depth);
        } else if (expr instanceof Expr.Unary unary) {
            StringBuilder operand = new StringBuilder();
            operand(operand, unary.operand(), UNARY, depth);
            out.append(join(unary.operator().symbol(), operand.toString()));
        } else if (expr instanceof Expr.Binary binary) {
            binary(out, binary, depth);
        } else if (expr instanceof Expr.Paren paren) {
            out.append('(').append(print(paren.inner(), depth)).append(')');
        }
    }

    private static String decimal(Expr.FloatLit number) {
        String text = number.value().toString();
        return text.indexOf('.') < 0 && text.indexOf('E') < 0 ? text + ".0" : text;
    }

    // ---- operators ----

    /** Puts an operator or an alias in front of a text, apart where both would read as another operator. */
    static String join(String before, String text) {
        boolean clash = "<>!=".indexOf(before.charAt(before.length() - 1)) >= 0
                && !text.isEmpty()
                && "-=~".indexOf(text.charAt(0)) >= 0;
        return clash ? before + " " + text : before + text;
    }

    private static int precedence(Expr expr) {
        if (expr instanceof Expr.Binary binary) {
            return binary.operator().precedence();
        }
        // a number is no operand of a selector: "0.f" would read as a fraction
        boolean isNumber = expr instanceof Expr.IntLit || expr instanceof Expr.FloatLit;
        return expr instanceof Expr.Unary || isNumber ? UNARY : PRIMARY;
    }

    private void operand(StringBuilder out, Expr expr, int least, int depth) {
        boolean brackets = precedence(expr) < least;
        out.append(brackets ? "(" : "");
        print(out, expr, depth);
        out.append(brackets ? ")" : "");
    }

    /** Goes down the left side in a loop: such chains are long. */
    private void binary(StringBuilder out, Expr.Binary last, int depth) {
        Deque<Expr.Binary> chain = new ArrayDeque<>();
        Expr first = last;
        int least = 0;
        while (first instanceof Expr.Binary binary && binary.operator().precedence() >= least) {
            chain.push(binary);
            least = binary.operator().precedence();
            first = binary.left();
        }
        operand(out, first, least, depth);
        while (!chain.isEmpty()) {
            Expr.Binary next = chain.pop();
            out.append(' ').append(next.operator().symbol());
            int inner = depth;
            if (!inline && startsLine(next.right())) {
                inner = depth + 1;
                out.append('\n').append("\t".repeat(inner));
            } else {
                out.append(' ');
            }
            operand(out, next.right(), next.operator().precedence() + 1, inner);
        }
    }

    private void call(StringBuilder out, Expr.Call call, int depth) {
        operand(out, call.function(), PRIMARY, depth);
        out.append('(');
        String separator = "";
        for (Expr argument : call.arguments()) {
            out.append(separator).append(print(argument, depth));
            separator = ", ";
        }
        out.append(')');
    }

    // ---- structs and lists ----

    private static boolean startsLine(Node node) {
        Position position = node.position();
        if (!position.isKnown()) {
            return false;
        }
        String text = position.source().text();
        int at = position.offset() - 1;
        while (at >= 0 && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at--;
        }
        return at >= 0 && text.charAt(at) == '\n';
    }

    private void struct(StringBuilder out, Expr.StructLit struct, int depth) {
        if (struct.decls().isEmpty() && (inline || struct.trailing().isEmpty())) {
            out.append("{}");
            return;
        }
        if (inline || isOneLine(struct)) {
            String separator = "{";
            for (Decl decl : struct.decls()) {
                String text = CuePrinter.block(this, List.of(withoutComments(decl)), List.of(), 0);
                out.append(separator).append(text.strip());
                separator = ", ";
            }
            out.append('}');
            return;
        }
        out.append("{\n");
        out.append(CuePrinter.block(this, struct.decls(), struct.trailing(), depth + 1));
        out.append("\t".repeat(depth)).append('}');
    }

    private static boolean isOneLine(Expr.StructLit struct) {
        return struct.position().isKnown()
                && struct.trailing().isEmpty()
                && struct.decls().stream()
                        .noneMatch(decl -> startsLine(decl)
                                || !decl.comments().before().isEmpty()
                                || !decl.comments().after().isEmpty())
                && !new ExprPrinter(true).print(struct, 0).contains("\n");
    }

    private static Decl withoutComments(Decl decl) {
        Comments none = Comments.none();
        if (decl instanceof Decl.Field field) {
            return new Decl.Field(
                    field.position(),
                    none,
                    field.labelAlias(),
                    field.label(),
                    field.constraint(),
                    field.valueAlias(),
                    field.value(),
                    field.attributes());
        } else if (decl instanceof Decl.Embedding embedding) {
            return new Decl.Embedding(embedding.position(), none, embedding.expr());
        } else if (decl instanceof Decl.Ellipsis ellipsis) {
            return new Decl.Ellipsis(ellipsis.position(), none, ellipsis.type());
        } else if (decl instanceof Decl.Comprehension comprehension) {
            return new Decl.Comprehension(
                    comprehension.position(), none, comprehension.clauses(), comprehension.value());
        } else if (decl instanceof Decl.Let let) {
            return new Decl.Let(let.position(), none, let.name(), let.value());
        } else if (decl instanceof Decl.AttributeDecl attribute) {
            return new Decl.AttributeDecl(attribute.position(), none, attribute.attribute());
        }
        return decl;
    }

    private void list(StringBuilder out, Expr.ListLit list, int depth) {
        boolean oneLine = inline || isOneLine(list);
        int inner = oneLine ? depth : depth + 1;
        String indent = "\t".repeat(inner);
        out.append('[');
        String separator = "";
        for (int i = 0; i < list.elements().size(); i++) {
            Comments comments =
                    list.elementComments().size() > i ? list.elementComments().get(i) : Comments.none();
            out.append(separator);
            separator = oneLine ? ", " : "";
            element(out, list.elements().get(i), oneLine ? Comments.none() : comments, oneLine, inner);
        }
        Optional<Decl.Ellipsis> ellipsis = list.ellipsis();
        if (ellipsis.isPresent()) {
            out.append(separator);
            if (!oneLine) {
                ellipsis.get().comments().before().forEach(c -> out.append('\n')
                        .append(indent)
                        .append(c.text()));
                out.append('\n').append(indent);
            }
            out.append(ellipsis(ellipsis.get(), inner));
            if (!oneLine) {
                out.append(',');
                ellipsis.get().comments().after().forEach(c -> out.append(' ').append(c.text()));
            }
        }
        if (!oneLine) {
            list.trailing().forEach(comment -> out.append('\n').append(indent).append(comment.text()));
            out.append('\n').append("\t".repeat(depth));
        }
        out.append(']');
    }

    private void element(StringBuilder out, ListElement element, Comments comments, boolean oneLine, int depth) {
        String indent = "\t".repeat(depth);
        if (!oneLine) {
            comments.before().forEach(c -> out.append('\n').append(indent).append(c.text()));
            out.append('\n').append(indent);
        }
        if (element instanceof Decl.Comprehension comprehension) {
            out.append(comprehension(comprehension, depth));
        } else if (element instanceof Expr expr) {
            print(out, expr, depth);
        }
        if (!oneLine) {
            out.append(',');
            comments.after().forEach(c -> out.append(' ').append(c.text()));
        }
    }

    private static boolean isOneLine(Expr.ListLit list) {
        boolean commented = !list.trailing().isEmpty()
                || list.elementComments().stream()
                        .anyMatch(c -> !c.before().isEmpty() || !c.after().isEmpty())
                || list.ellipsis()
                        .filter(e -> !e.comments().before().isEmpty()
                                || !e.comments().after().isEmpty()
                                || startsLine(e))
                        .isPresent();
        if (commented) {
            return false;
        }
        if (!list.position().isKnown()) {
            return list.elements().stream()
                    .noneMatch(e -> e instanceof Expr.StructLit struct
                            && !struct.decls().isEmpty());
        }
        return list.elements().stream().noneMatch(ExprPrinter::startsLine);
    }

    String ellipsis(Decl.Ellipsis ellipsis, int depth) {
        return "..." + ellipsis.type().map(type -> print(type, depth)).orElse("");
    }

    String comprehension(Decl.Comprehension comprehension, int depth) {
        StringBuilder out = new StringBuilder();
        for (Clause clause : comprehension.clauses()) {
            if (clause instanceof Clause.For loop) {
                out.append("for ");
                loop.key().ifPresent(key -> out.append(key.name()).append(", "));
                out.append(loop.value().name()).append(" in ").append(print(loop.source(), depth));
            } else if (clause instanceof Clause.If guard) {
                out.append("if ").append(print(guard.condition(), depth));
            } else if (clause instanceof Clause.Let let) {
                out.append("let ").append(let.name().name()).append(" = ").append(print(let.value(), depth));
            }
            // a guard after another clause may need the comma: "if a\n!b" would read on
            out.append(' ');
        }
        struct(out, comprehension.value(), depth);
        return out.toString();
    }

    String label(Label label, int depth) {
        if (label instanceof Label.Name name) {
            return name.name();
        } else if (label instanceof Label.Text text) {
            return text.raw().isEmpty() ? quote(text.value()) : reindent(text.raw(), depth);
        } else if (label instanceof Label.Interpolated interpolated) {
            return interpolation(interpolated.value(), depth);
        } else if (label instanceof Label.Dynamic dynamic) {
            return "(" + print(dynamic.expr(), depth) + ")";
        } else if (label instanceof Label.Pattern pattern) {
            String alias = pattern.alias().map(name -> name.name() + "=").orElse("[");
            String inner = join(alias, print(pattern.expr(), depth));
            return (pattern.alias().isPresent() ? "[" : "") + inner + "]";
        }
        return "_";
    }

    // ---- strings ----

    private String interpolation(Expr.Interpolation interpolation, int depth) {
        Quote quote = interpolation.quote();
        StringBuilder out = new StringBuilder(quote.opening());
        if (quote.multiline()) {
            out.append('\n');
        }
        for (int i = 0; i < interpolation.parts().size(); i++) {
            Expr part = interpolation.parts().get(i);
            if (i % 2 == 1) {
                out.append('\\').append("#".repeat(quote.hashes())).append('(');
                out.append(new ExprPrinter(true).print(part, depth)).append(')');
            } else if (part instanceof Expr.StringLit text) {
                out.append(text.raw().isEmpty() ? unquoted(quote(text.value())) : text.raw());
            } else if (part instanceof Expr.BytesLit bytes) {
                out.append(bytes.raw().isEmpty() ? unquoted(quote(bytes.value())) : bytes.raw());
            }
        }
        String raw = out.append(quote.closing()).toString();
        return quote.multiline() ? reindent(raw, depth) : raw;
    }

    private static String unquoted(String quoted) {
        return quoted.substring(1, quoted.length() - 1);
    }

    /** Moves the lines of a multi-line literal to the depth at which it is printed. */
    private static String reindent(String raw, int depth) {
        int end = raw.length();
        while (end > 0 && raw.charAt(end - 1) == '#') {
            end--;
        }
        if (raw.indexOf('\n') < 0 || end < 3) {
            return raw;
        }
        String old = StringDecoder.indentOf(raw, 0, end - 3);
        String target = "\t".repeat(depth + 1);
        if (old.equals(target)) {
            return raw;
        }
        String[] lines = raw.split("\n", -1);
        StringBuilder out = new StringBuilder(lines[0]);
        for (int i = 1; i < lines.length; i++) {
            String line = lines[i].startsWith(old) ? lines[i].substring(old.length()) : lines[i];
            out.append('\n').append(line.isEmpty() ? "" : target).append(line);
        }
        return out.toString();
    }

    /** A text as a string literal. */
    static String quote(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.codePoints().forEach(ch -> escape(out, ch, '"'));
        return out.append('"').toString();
    }

    /** Bytes as a literal. */
    static String quote(Bytes bytes) {
        StringBuilder out = new StringBuilder("'");
        for (byte one : bytes.toByteArray()) {
            if (one < 0) {
                out.append(String.format("\\x%02x", one & 0xFF));
            } else {
                escape(out, one, '\'');
            }
        }
        return out.append('\'').toString();
    }

    private static void escape(StringBuilder out, int ch, char mark) {
        switch (ch) {
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case 7 -> out.append("\\a");
            case 11 -> out.append("\\v");
            default -> {
                if (ch == mark) {
                    out.append('\\').append(mark);
                } else if (ch < 0x20 || ch == 0x7F || ch == 0xFEFF) {
                    out.append(String.format("\\u%04x", ch));
                } else {
                    out.appendCodePoint(ch);
                }
            }
        }
    }
}
