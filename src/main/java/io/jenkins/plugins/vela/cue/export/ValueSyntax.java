package io.jenkins.plugins.vela.cue.export;

import io.jenkins.plugins.vela.cue.compile.Expression;
import io.jenkins.plugins.vela.cue.compile.Label;
import io.jenkins.plugins.vela.cue.eval.Vertex;
import io.jenkins.plugins.vela.cue.eval.View;
import io.jenkins.plugins.vela.cue.format.Literals;
import io.jenkins.plugins.vela.cue.syntax.Attribute;
import io.jenkins.plugins.vela.cue.syntax.Comment;
import io.jenkins.plugins.vela.cue.syntax.Comments;
import io.jenkins.plugins.vela.cue.syntax.Decl;
import io.jenkins.plugins.vela.cue.syntax.Expr;
import io.jenkins.plugins.vela.cue.syntax.File;
import io.jenkins.plugins.vela.cue.syntax.ImportDecl;
import io.jenkins.plugins.vela.cue.syntax.ListElement;
import io.jenkins.plugins.vela.cue.syntax.Operator;
import io.jenkins.plugins.vela.cue.syntax.Source;
import io.jenkins.plugins.vela.cue.value.Bottom;
import io.jenkins.plugins.vela.cue.value.Value;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes values as syntax, defaults taken: what is concrete as data, types and bounds as they are, and what is not
 * decided yet as the expressions that it was given.
 */
public final class ValueSyntax {
    private static final Source MADE = Source.of("", "");

    private final View view;
    private final Profile profile;
    private final SyntaxIndex syntax = new SyntaxIndex();
    private final ScalarSyntax scalars = new ScalarSyntax();
    private final IdentityHashMap<Decl.Field, List<Comment>> carried = new IdentityHashMap<>();
    private int depth;

    public ValueSyntax(View view, Profile profile) {
        this.view = view;
        this.profile = profile;
    }

    /** The value as a file: the fields of a struct, or an embedded expression. */
    public File file(Value value) {
        Expr expr = expr(value);
        List<Decl> decls = expr instanceof Expr.StructLit struct ? struct.decls() : List.of(Made.embedding(expr));
        List<ImportDecl> imports = new ArrayList<>(scalars.imports());
        return new File(
                MADE, new File.Preamble(List.of(), Comments.none()), Optional.empty(), imports, decls, List.of());
    }

    /** The value as an expression. */
    public Expr expr(Value value) {
        depth++;
        try {
            return expr(value, view.shape(value));
        } finally {
            depth--;
        }
    }

    private Expr expr(Value value, Value shape) {
        if (shape instanceof Bottom bottom) {
            return bottom.isFatal() ? bottom(bottom) : written(value).orElseGet(() -> bottom(bottom));
        }
        if (shape instanceof Vertex vertex && !vertex.isList()) {
            return struct(value, vertex);
        }
        List<Decl> members = view.alternatives(shape).isPresent() ? new ArrayList<>() : members(value);
        Expr bare = shape instanceof Vertex list ? list(list) : undivided(shape);
        if (members.isEmpty()) {
            return bare;
        }
        Decl embedded = Made.embedding(bare);
        members.add(shape instanceof Vertex ? members.size() : 0, embedded);
        return Made.struct(members);
    }

    private Expr undivided(Value shape) {
        return view.alternatives(shape).map(this::alternatives).orElseGet(() -> scalars.of(shape, depth));
    }

    private static Expr bottom(Bottom bottom) {
        return new Expr.InvalidLit(Made.NOWHERE, bottom.message(), "");
    }

    private Expr alternatives(View.Alternatives alternatives) {
        if (alternatives.defaults() == 1) {
            return expr(alternatives.values().get(0));
        }
        int count = alternatives.defaults() > 1
                ? alternatives.defaults()
                : alternatives.values().size();
        return Made.chain(
                Operator.DISJUNCTION,
                alternatives.values().subList(0, count).stream().map(this::expr).toList());
    }

    /** The expressions that a value was given, as they are written. */
    private Optional<Expr> written(Value value) {
        Set<Expr> operands = new LinkedHashSet<>();
        for (Expression expression : view.conjuncts(value)) {
            Bare bare = new Bare(
                    depth, name -> syntax.imported(expression.position().source(), name)
                            .ifPresent(scalars::need));
            syntax.find(expression).map(bare::expr).ifPresent(operands::add);
        }
        List<Expr> distinct = new ArrayList<>(operands);
        distinct.removeIf(
                expr -> expr instanceof Expr.Ident ident && ident.name().equals("_"));
        return operands.isEmpty() ? Optional.empty() : Optional.of(Made.chain(Operator.CONJUNCTION, distinct));
    }

    private Expr list(Vertex vertex) {
        List<ListElement> elements = new ArrayList<>();
        for (Value element : view.elements(vertex)) {
            elements.add(literal(element).orElseGet(() -> expr(element)));
        }
        List<Comments> comments =
                elements.stream().map(element -> Comments.none()).toList();
        return new Expr.ListLit(Made.NOWHERE, elements, comments, Optional.empty(), List.of());
    }

    /** A number or string that is an element of a list stays as it was written. */
    private Optional<Expr> literal(Value element) {
        for (Expression expression : view.conjuncts(element)) {
            if (expression instanceof Expression.Constant) {
                Optional<Expr> found = syntax.find(expression)
                        .filter(expr -> expr instanceof Expr.IntLit
                                || expr instanceof Expr.FloatLit
                                || expr instanceof Expr.StringLit);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    // ---- structs ----

    private Expr struct(Value value, Vertex vertex) {
        if (view.unfinished(vertex)) {
            Optional<Expr> written = written(value);
            if (written.isPresent()) {
                return written.get();
            }
        }
        return Made.struct(members(value));
    }

    /** The fields that are shown; lists and scalars may have definitions and hidden ones. */
    private List<Decl> members(Value value) {
        List<Decl> decls = new ArrayList<>();
        for (View.Field field : view.members(value)) {
            if (isShown(field)) {
                decls.add(field(field));
            }
        }
        return decls;
    }

    private boolean isShown(View.Field field) {
        if (field.isOptional() && !profile.optional()) {
            return false;
        }
        Label label = field.label();
        return label.isHidden() ? profile.hidden() : !label.isDefinition() || profile.definitions();
    }

    private Decl field(View.Field field) {
        Decl.Constraint constraint = field.isOptional()
                ? Decl.Constraint.OPTIONAL
                : field.isRequired() ? Decl.Constraint.REQUIRED : Decl.Constraint.NONE;
        List<Attribute> attributes = new ArrayList<>();
        List<Comment> docs = new ArrayList<>();
        for (Decl.Field declared : view.declarations(field.value())) {
            if (profile.attributes()) {
                attributes.addAll(declared.attributes());
            }
            if (profile.docs()) {
                docs.addAll(docs(declared));
            }
        }
        return new Decl.Field(
                Made.NOWHERE,
                new Comments(docs, List.of(), false),
                Optional.empty(),
                label(field.label()),
                constraint,
                Optional.empty(),
                expr(field.value()),
                attributes);
    }

    /** The doc comment of {@code a: b: c: 1} belongs to {@code c}. */
    private List<Comment> docs(Decl.Field declared) {
        List<Comment> own = new ArrayList<>(carried.getOrDefault(declared, List.of()));
        own.addAll(Bare.doc(declared.comments()));
        if (declared.value() instanceof Expr.StructLit struct
                && !struct.braced()
                && struct.decls().size() == 1
                && struct.decls().get(0) instanceof Decl.Field inner) {
            carried.put(inner, own);
            return List.of();
        }
        return own;
    }

    private static io.jenkins.plugins.vela.cue.syntax.Label label(Label label) {
        return label.isRegular() && !Literals.isIdentifier(label.name())
                ? new io.jenkins.plugins.vela.cue.syntax.Label.Text(Made.NOWHERE, label.name(), "")
                : new io.jenkins.plugins.vela.cue.syntax.Label.Name(Made.NOWHERE, label.name());
    }
}
