package io.jenkins.plugins.vela.definition;

import io.jenkins.plugins.vela.cue.syntax.Comment;
import io.jenkins.plugins.vela.cue.syntax.Decl;
import io.jenkins.plugins.vela.cue.syntax.Expr;
import io.jenkins.plugins.vela.cue.syntax.File;
import io.jenkins.plugins.vela.cue.syntax.Label;
import io.jenkins.plugins.vela.cue.syntax.Node;
import io.jenkins.plugins.vela.cue.syntax.Parser;
import io.jenkins.plugins.vela.cue.syntax.Source;
import io.jenkins.plugins.vela.cue.syntax.SyntaxException;
import io.jenkins.plugins.vela.document.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The {@code .cue} form: imports, a header <code>"name": {type: "workflow-step", …}</code> and
 * <code>template: {…}</code>. The template's text is the file with everything else blanked out, the braces of
 * {@code template} too: what remains is what KubeVela stores in the cluster, at the places where the author wrote it.
 */
public final class DefinitionFile {
    private static final String TYPE = "workflow-step";

    private final Source source;
    private final File file;

    private DefinitionFile(Source source, File file) {
        this.source = source;
        this.file = file;
    }

    /**
     * The step definition in a file; empty when it defines something else (a component, a trait).
     *
     * @throws DefinitionException when the text is no CUE or no definition
     */
    public static Optional<StepDefinition> read(String sourceName, String text) {
        Source source = Source.of(sourceName, text);
        try {
            return new DefinitionFile(source, Parser.parseFile(source)).read();
        } catch (SyntaxException notCue) {
            throw new DefinitionException(notCue.errors().stream()
                    .map(error -> new DefinitionException.Problem(place(error.position()), error.message()))
                    .toList());
        }
    }

    private Optional<StepDefinition> read() {
        Optional<Decl.Field> template = Optional.empty();
        Optional<Decl.Field> header = Optional.empty();
        for (Decl decl : file.decls()) {
            if (!(decl instanceof Decl.Field field) || name(field.label()).isEmpty()) {
                throw fail(decl, "expected only a header and a template here");
            }
            boolean isTemplate = name(field.label()).get().equals("template");
            if ((isTemplate ? template : header).isPresent()) {
                throw fail(decl, isTemplate ? "a second template" : "a second header, a file defines one step type");
            }
            if (isTemplate) {
                template = Optional.of(field);
            } else {
                header = Optional.of(field);
            }
        }
        if (header.isEmpty()) {
            throw fail(file, "the header is missing: \"<name>\": {type: \"" + TYPE + "\", description: \"…\"}");
        }
        Map<String, Expr> about = fields(header.get().value());
        if (!about.containsKey("type")) {
            throw fail(header.get(), "type: expected \"" + TYPE + "\"");
        }
        if (!text(about.get("type")).equals(TYPE)) {
            return Optional.empty();
        }
        Decl.Field body = template.orElseThrow(() -> fail(file, "template: {…} is missing"));
        if (!(body.value() instanceof Expr.StructLit struct)
                || !struct.braced()
                || !body.attributes().isEmpty()) {
            throw fail(body, "template: expected a struct in braces");
        }
        Map<String, String> annotations = texts(about, "annotations");
        String category = annotations.getOrDefault("category", "");
        return Optional.of(new StepDefinition(
                name(header.get().label()).orElseThrow(),
                optionalText(about, "description"),
                category,
                optionalText(about, "alias"),
                texts(about, "labels"),
                annotations,
                templateText(body, struct),
                source.name(),
                place(header.get().position())));
    }

    // ---- header ----

    private static Optional<String> name(Label label) {
        if (label instanceof Label.Name name) {
            return Optional.of(name.name());
        }
        return label instanceof Label.Text text ? Optional.of(text.value()) : Optional.empty();
    }

    private Map<String, Expr> fields(Expr value) {
        if (!(value instanceof Expr.StructLit struct)) {
            throw fail(value, "expected a struct");
        }
        Map<String, Expr> fields = new TreeMap<>();
        for (Decl decl : struct.decls()) {
            if (!(decl instanceof Decl.Field field) || name(field.label()).isEmpty()) {
                throw fail(decl, "expected plain fields in the header");
            }
            fields.put(name(field.label()).orElseThrow(), field.value());
        }
        return fields;
    }

    private String text(Expr value) {
        if (value instanceof Expr.StringLit literal) {
            return literal.value();
        }
        if (value instanceof Expr.BoolLit literal) {
            return Boolean.toString(literal.value());
        }
        throw fail(value, "expected a text in quotes");
    }

    private String optionalText(Map<String, Expr> fields, String name) {
        return Optional.ofNullable(fields.get(name)).map(this::text).orElse("");
    }

    private Map<String, String> texts(Map<String, Expr> fields, String name) {
        Map<String, String> texts = new TreeMap<>();
        Optional.ofNullable(fields.get(name))
                .map(this::fields)
                .ifPresent(found -> found.forEach((key, value) -> texts.put(key, text(value))));
        return texts;
    }

    // ---- template ----

    private String templateText(Decl.Field template, Expr.StructLit struct) {
        String text = source.text();
        int firstDecl = begin(file.decls().get(0));
        int open = struct.position().offset();
        int close = closingBrace(template);
        return (text.substring(0, firstDecl)
                        + blank(text.substring(firstDecl, open + 1))
                        + text.substring(open + 1, close))
                .stripTrailing();
    }

    /** The struct's end is not in the tree: it is the last thing before the next declaration that is no comment. */
    private int closingBrace(Decl.Field template) {
        int index = file.decls().indexOf(template);
        boolean last = index == file.decls().size() - 1;
        int limit = last ? source.text().length() : begin(file.decls().get(index + 1));
        List<Comment> behind = new ArrayList<>(template.comments().after());
        behind.addAll(file.trailing());
        StringBuilder bare = new StringBuilder(source.text());
        for (Comment comment : behind) {
            int start = comment.position().offset();
            int end = start + comment.text().length();
            bare.replace(start, end, " ".repeat(end - start));
        }
        return bare.substring(0, limit).lastIndexOf('}');
    }

    private static int begin(Decl decl) {
        List<Comment> before = decl.comments().before();
        return (before.isEmpty() ? decl : before.get(0)).position().offset();
    }

    /** One blank for each character (columns count code points), line ends stay. */
    private static String blank(String text) {
        StringBuilder blank = new StringBuilder(text.length());
        text.codePoints().forEach(c -> blank.append(c == '\n' || c == '\r' ? (char) c : ' '));
        return blank.toString();
    }

    // ---- complaints ----

    private static DefinitionException fail(Node node, String message) {
        return new DefinitionException(place(node.position()), message);
    }

    private static Position place(io.jenkins.plugins.vela.cue.syntax.Position at) {
        return new Position(at.file(), at.line(), at.column());
    }
}
