package io.jenkins.plugins.vela.cue.compile;

import io.jenkins.plugins.vela.cue.compile.Expression.StructLiteral;
import io.jenkins.plugins.vela.cue.syntax.Clause;
import io.jenkins.plugins.vela.cue.syntax.Decl;
import io.jenkins.plugins.vela.cue.syntax.Expr;
import io.jenkins.plugins.vela.cue.syntax.File;
import io.jenkins.plugins.vela.cue.syntax.ImportDecl;
import io.jenkins.plugins.vela.cue.syntax.Position;
import io.jenkins.plugins.vela.text.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Resolves the declarations of one file; its expressions go through {@link Expressions}. */
final class Resolver {

    private final Settings settings;
    private final String packagePath;
    private final List<CompileError> errors;
    private final Expressions expressions;

    private Predicate<String> outer;
    private int outermost;
    private boolean comparesStructs;

    Resolver(Settings settings, String packagePath, List<CompileError> errors) {
        this.settings = settings;
        this.packagePath = packagePath;
        this.errors = errors;
        this.expressions = new Expressions(this);
    }

    /** Adds the names that fields of a struct declare. */
    static void fieldNames(List<Decl> decls, Set<String> names) {
        for (Decl decl : decls) {
            if (decl instanceof Decl.Field field
                    && field.label() instanceof io.jenkins.plugins.vela.cue.syntax.Label.Name name) {
                names.add(name.name());
            }
        }
    }

    /**
     * Resolves a file.
     *
     * @param names fields of the whole package
     * @param outerNames names of a struct around the file, or null where there is none
     */
    StructLiteral file(
            File file,
            Set<String> names,
            Map<String, Import> imports,
            Predicate<String> outerNames,
            boolean lenient,
            List<CompileError> warnings) {
        outer = outerNames;
        comparesStructs = file.experiments().contains("structcmp");
        outermost = outerNames == null ? 0 : 1;
        Scope imported = new Scope(null, outermost);
        for (ImportDecl decl : file.imports()) {
            Import target = imports.get(decl.target());
            if (target != null) {
                String shown = "\"" + decl.target() + "\""
                        + decl.alias().map(alias -> " as " + alias.name()).orElse("");
                imported.declare(
                        decl.name(), new Scope.ImportEntry(target), new Scope.MustUse(decl.position(), shown, true));
            }
        }
        Scope scope = new Scope(imported, outermost);
        for (String name : names) {
            scope.declare(name, new Scope.FieldEntry(Label.identifier(name, packagePath)));
        }
        StructLiteral literal = body(file.position(), file.decls(), scope);
        for (Scope.MustUse use : imported.unused()) {
            CompileError error = new CompileError(use.position(), "imported and not used: " + use.name());
            (lenient ? warnings : errors).add(error);
        }
        return literal;
    }

    /** A struct literal in an expression. */
    StructLiteral struct(Expr.StructLit syntax, Scope around) {
        return body(syntax.position(), syntax.decls(), Scope.ofStruct(around));
    }

    private StructLiteral body(Position position, List<Decl> decls, Scope scope) {
        int lets = 0;
        for (Decl decl : decls) {
            if (decl instanceof Decl.Let let) {
                Let target = new Let(let.position(), let.name().name(), lets++);
                if (scope.declares(target.name())) {
                    error(
                            let.position(),
                            "cannot have both alias and field with name \"" + target.name() + "\" in same scope");
                }
                scope.declare(target.name(), new Scope.LetEntry(target), mustUse(let.name()));
            } else if (decl instanceof Decl.Field field) {
                declare(field, scope);
            }
        }
        List<Declaration> resolved = new ArrayList<>(decls.size());
        for (Decl decl : decls) {
            if (decl instanceof Decl.Let let) {
                // the value is outside the scope of its own name only if an outer one exists; a cycle is an error
                // anyway
                if (scope.find(let.name().name(), false) instanceof Scope.LetEntry entry) {
                    entry.let().define(expressions.resolve(let.value(), scope));
                }
            } else {
                declaration(decl, scope).ifPresent(resolved::add);
            }
        }
        reportUnused(scope);
        return new StructLiteral(position, resolved, lets);
    }

    private void declare(Decl.Field field, Scope scope) {
        if (field.label() instanceof io.jenkins.plugins.vela.cue.syntax.Label.Name name) {
            if (scope.find(name.name(), false) instanceof Scope.LetEntry) {
                error(
                        name.position(),
                        "cannot have both alias and field with name \"" + name.name() + "\" in same scope");
            } else {
                scope.declare(name.name(), new Scope.FieldEntry(Label.identifier(name.name(), packagePath)));
            }
        }
        boolean isPattern = field.label() instanceof io.jenkins.plugins.vela.cue.syntax.Label.Pattern;
        if (field.labelAlias().isPresent() && !isPattern) {
            Expr.Ident alias = field.labelAlias().get();
            Label label = staticLabel(field.label());
            Scope.Entry entry =
                    label != null ? new Scope.FieldEntry(label) : new Scope.DynamicEntry(new DynamicLabel());
            scope.declare(alias.name(), entry, mustUse(alias));
        }
    }

    private Optional<Declaration> declaration(Decl decl, Scope scope) {
        if (decl instanceof Decl.Field field) {
            return Optional.of(field(field, scope));
        }
        if (decl instanceof Decl.Embedding embedding) {
            return Optional.of(
                    new Declaration.Embedding(embedding.position(), expressions.resolve(embedding.expr(), scope)));
        }
        if (decl instanceof Decl.Ellipsis ellipsis) {
            return Optional.of(
                    ellipsis.type().isPresent() && !isTop(ellipsis.type().get())
                            ? new Declaration.Pattern(
                                    ellipsis.position(),
                                    new Expression.Constant(ellipsis.position(), Predeclared.type("string")),
                                    expressions.resolve(ellipsis.type().get(), new Scope(scope, scope.depth + 1)))
                            : new Declaration.Ellipsis(ellipsis.position()));
        }
        if (decl instanceof Decl.Comprehension comprehension) {
            return Optional.of(comprehension(comprehension, scope));
        }
        return Optional.empty();
    }

    private static boolean isTop(Expr expr) {
        return expr instanceof Expr.Ident ident && ident.name().equals("_");
    }

    private Declaration field(Decl.Field field, Scope scope) {
        Label label = staticLabel(field.label());
        if (label != null) {
            Scope inner = scope;
            if (field.valueAlias().isPresent()) {
                Expr.Ident alias = field.valueAlias().get();
                inner = new Scope(scope, scope.depth);
                inner.declare(alias.name(), new Scope.ValueAliasEntry(new Scope.FieldEntry(label)), mustUse(alias));
            }
            Expression value = expressions.resolve(field.value(), inner);
            if (inner != scope) {
                reportUnused(inner);
            }
            return new Declaration.Field(field.position(), label, field.constraint(), value, Optional.of(field));
        }
        Scope inner = new Scope(scope, scope.depth + 1);
        if (field.valueAlias().isPresent()) {
            Expr.Ident alias = field.valueAlias().get();
            inner.declare(alias.name(), new Scope.ValueAliasEntry(new Scope.OwnValueEntry()), mustUse(alias));
        }
        if (field.label() instanceof io.jenkins.plugins.vela.cue.syntax.Label.Pattern) {
            field.labelAlias().ifPresent(alias -> inner.declare(alias.name(), new Scope.OwnValueEntry()));
        }
        Declaration result;
        if (field.label() instanceof io.jenkins.plugins.vela.cue.syntax.Label.Pattern pattern) {
            pattern.alias().ifPresent(alias -> inner.declare(alias.name(), new Scope.OwnLabelEntry()));
            result = new Declaration.Pattern(
                    field.position(),
                    expressions.resolve(pattern.expr(), scope),
                    expressions.resolve(field.value(), inner));
        } else {
            Expr labelSyntax = field.label() instanceof io.jenkins.plugins.vela.cue.syntax.Label.Dynamic dynamic
                    ? dynamic.expr()
                    : ((io.jenkins.plugins.vela.cue.syntax.Label.Interpolated) field.label()).value();
            Expression computed = expressions.resolve(labelSyntax, scope);
            field.labelAlias().ifPresent(alias -> {
                if (scope.find(alias.name(), false) instanceof Scope.DynamicEntry entry) {
                    entry.label().define(computed);
                }
            });
            result = new Declaration.DynamicField(
                    field.position(),
                    computed,
                    field.constraint(),
                    expressions.resolve(field.value(), inner),
                    Optional.of(field));
        }
        reportUnused(inner);
        return result;
    }

    /** Resolves a comprehension of a struct or a list. */
    Declaration.Comprehension comprehension(Decl.Comprehension syntax, Scope scope) {
        Scope current = scope;
        List<Declaration.Clause> clauses = new ArrayList<>();
        for (Clause clause : syntax.clauses()) {
            if (clause instanceof Clause.If condition) {
                clauses.add(
                        new Declaration.If(condition.position(), expressions.resolve(condition.condition(), current)));
            } else if (clause instanceof Clause.For loop) {
                Expression source = expressions.resolve(loop.source(), current);
                current = new Scope(current, current.depth + 1);
                if (loop.key().isPresent()) {
                    bind(current, loop.key().get(), 0);
                }
                bind(current, loop.value(), 1);
                clauses.add(new Declaration.For(loop.position(), source));
            } else if (clause instanceof Clause.Let let) {
                Expression value = expressions.resolve(let.value(), current);
                current = new Scope(current, current.depth + 1);
                bind(current, let.name(), 1);
                clauses.add(new Declaration.LetClause(let.position(), value));
            }
        }
        StructLiteral body = struct(syntax.value(), current);
        List<Declaration.Field> fixed = new ArrayList<>();
        boolean rest = false;
        for (Declaration declaration : body.declarations()) {
            if (declaration instanceof Declaration.Field field) {
                fixed.add(field);
            } else {
                rest = true;
            }
        }
        return new Declaration.Comprehension(
                syntax.position(), List.copyOf(clauses), body, List.copyOf(fixed), rest || fixed.isEmpty());
    }

    private static void bind(Scope scope, Expr.Ident name, int slot) {
        if (!name.name().equals("_")) {
            scope.declare(name.name(), new Scope.BindingEntry(slot));
        }
    }

    /** Whether {@code ==} is defined for all values. */
    boolean comparesStructs() {
        return comparesStructs;
    }

    /** What to say when a reference selects what a package does not have. */
    Optional<String> missing(Expression reference) {
        return Members.missing(reference, settings);
    }

    Label identifierLabel(String name) {
        return Label.identifier(name, packagePath);
    }

    private Label staticLabel(io.jenkins.plugins.vela.cue.syntax.Label label) {
        if (label instanceof io.jenkins.plugins.vela.cue.syntax.Label.Name name) {
            return Label.identifier(name.name(), packagePath);
        }
        return label instanceof io.jenkins.plugins.vela.cue.syntax.Label.Text text ? Label.string(text.value()) : null;
    }

    /** What a name refers to; reports an error where it is not declared. */
    Expression reference(Expr.Ident ident, Scope from) {
        String name = ident.name();
        Position position = ident.position();
        if (name.equals("_")) {
            return new Expression.Constant(position, Predeclared.type("_"));
        }
        Scope within = null;
        for (Scope scope = from; scope != null; scope = scope.parent) {
            Scope.Entry entry = scope.find(name, true);
            if (entry instanceof Scope.ValueAliasEntry alias) {
                // in a struct literal it is the struct, wherever that is taken to
                return within != null && within.isStruct()
                        ? new Expression.OwnValue(position, from.depth - within.depth)
                        : reference(position, alias.elsewhere(), from.depth - scope.depth);
            }
            if (entry != null) {
                return reference(position, entry, from.depth - scope.depth);
            }
            within = scope;
        }
        if (outer != null && outer.test(name)) {
            return new Expression.FieldReference(position, from.depth, identifierLabel(name));
        }
        io.jenkins.plugins.vela.cue.value.Value type = Predeclared.type(name);
        if (type == null) {
            type = settings.functions().get(name.startsWith("__") ? name.substring(2) : name);
        }
        if (type == null) {
            error(position, "reference \"" + name + "\" not found" + suggestion(name, from));
            return new Expression.BottomLiteral(position);
        }
        return new Expression.Constant(position, type);
    }

    private static Expression reference(Position position, Scope.Entry entry, int up) {
        if (entry instanceof Scope.FieldEntry field) {
            return new Expression.FieldReference(position, up, field.label());
        }
        if (entry instanceof Scope.LetEntry let) {
            return new Expression.LetReference(position, up, let.let());
        }
        if (entry instanceof Scope.BindingEntry binding) {
            return new Expression.Binding(position, up, binding.slot());
        }
        if (entry instanceof Scope.OwnValueEntry) {
            return new Expression.OwnValue(position, up);
        }
        if (entry instanceof Scope.OwnLabelEntry) {
            return new Expression.OwnLabel(position, up);
        }
        if (entry instanceof Scope.DynamicEntry dynamic) {
            return new Expression.DynamicReference(position, up, dynamic.label());
        }
        return new Expression.ImportReference(position, ((Scope.ImportEntry) entry).target());
    }

    private static String suggestion(String name, Scope from) {
        List<String> known = new ArrayList<>();
        for (Scope scope = from; scope != null; scope = scope.parent) {
            scope.names().forEach(known::add);
        }
        return Suggestion.didYouMean(name, known);
    }

    private Scope.MustUse mustUse(Expr.Ident ident) {
        return new Scope.MustUse(ident.position(), ident.name(), false);
    }

    private void reportUnused(Scope scope) {
        for (Scope.MustUse use : scope.unused()) {
            error(use.position(), "unreferenced alias or let clause " + use.name());
        }
    }

    void error(Position position, String message) {
        errors.add(new CompileError(position, message));
    }
}
