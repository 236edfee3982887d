package io.jenkins.plugins.vela.definition.vet;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.cue.Cue;
import io.jenkins.plugins.vela.cue.CueAction;
import io.jenkins.plugins.vela.cue.CueError;
import io.jenkins.plugins.vela.cue.CueException;
import io.jenkins.plugins.vela.cue.CueOptions;
import io.jenkins.plugins.vela.cue.CuePackages;
import io.jenkins.plugins.vela.cue.CuePath;
import io.jenkins.plugins.vela.cue.CueTemplate;
import io.jenkins.plugins.vela.cue.CueValue;
import io.jenkins.plugins.vela.cue.schema.Schema;
import io.jenkins.plugins.vela.cue.schema.SchemaField;
import io.jenkins.plugins.vela.cue.syntax.Decl;
import io.jenkins.plugins.vela.cue.syntax.Expr;
import io.jenkins.plugins.vela.cue.syntax.File;
import io.jenkins.plugins.vela.cue.syntax.Label;
import io.jenkins.plugins.vela.cue.syntax.Parser;
import io.jenkins.plugins.vela.cue.syntax.Source;
import io.jenkins.plugins.vela.cue.syntax.SyntaxException;
import io.jenkins.plugins.vela.definition.StepDefinition;
import io.jenkins.plugins.vela.definition.StepSchema;
import io.jenkins.plugins.vela.document.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks at step definitions without running them. Thread-safe. */
public final class Vetting {

    /** Knows the actions that there are. */
    @FunctionalInterface
    public interface Actions {
        /** Why an action cannot be performed; empty when it can. */
        Optional<String> complaint(String provider, String action);
    }

    /**
     * What there is to say.
     *
     * @param order the actions that are there when all parameters are given and no action has been performed, in the
     *     order in which they are performed, as far as that does not depend on results
     */
    public record Report(List<Remark> remarks, List<String> order) {
        public Report {
            remarks = remarks.stream().sorted().distinct().toList();
            order = List.copyOf(order);
        }

        /** Whether steps of the type cannot work. */
        public boolean hasErrors() {
            return remarks.stream().anyMatch(Remark::isError);
        }
    }

    private final CuePackages packages;
    private final CueOptions options;
    private final Actions actions;

    /** Vets templates that import the given packages and call the given actions. */
    public Vetting(CuePackages packages, Actions actions) {
        this.packages = packages;
        this.actions = actions;
        this.options = CueOptions.defaults()
                .packages(packages)
                .legacyTemplates(true)
                .tracked("#do")
                .inputs("context", "parameter");
    }

    /** Everything that can be said about a definition. */
    public Report vet(StepDefinition definition) {
        List<Remark> remarks = new ArrayList<>();
        if (definition.description().isBlank()) {
            remarks.add(Remark.warning(definition.position(), "a description is missing: what does the step do?"));
        }
        if (definition.category().isBlank()) {
            remarks.add(Remark.warning(
                    definition.position(), "annotations: category is missing: where do people look for it?"));
        }
        CueTemplate template;
        StepSchema schema;
        try {
            template = Cue.compile(options, definition.source());
            template.warnings()
                    .forEach(warning -> remarks.add(Remark.warning(place(definition, warning), text(warning))));
            schema = StepSchema.of(definition, packages);
        } catch (CueException broken) {
            broken.errors().forEach(error -> remarks.add(Remark.error(place(definition, error), text(error))));
            // what the text alone shows is told in the same go
            written(definition).ifPresent(file -> parameter(file).ifPresent(it -> usages(it.value(), "", remarks)));
            return new Report(remarks, List.of());
        }
        File file = parsed(Source.of(definition.sourceName(), definition.templateText()));
        TemplateUses uses = TemplateUses.of(file.decls());
        parameters(definition, file, uses, schema, remarks);
        absences(uses, remarks);
        List<String> order = order(definition, template, schema, remarks);
        return new Report(remarks, order);
    }

    private static File parsed(Source source) {
        try {
            return Parser.parseFile(source);
        } catch (SyntaxException compiledBefore) {
            throw new IllegalStateException(compiledBefore);
        }
    }

    private static Optional<File> written(StepDefinition definition) {
        try {
            return Optional.of(Parser.parseFile(Source.of(definition.sourceName(), definition.templateText())));
        } catch (SyntaxException told) {
            return Optional.empty();
        }
    }

    private static String text(CueError error) {
        return (error.path().isRoot() ? "" : error.path() + ": ") + error.message();
    }

    private static Position place(StepDefinition definition, CueError error) {
        return error.positions().stream()
                .findFirst()
                .map(at -> new Position(at.source(), at.line(), at.column()))
                .orElse(definition.position());
    }

    private static Position place(io.jenkins.plugins.vela.cue.syntax.Position at) {
        return new Position(at.file(), at.line(), at.column());
    }

    // ---- parameters ----

    private static Optional<Decl.Field> parameter(File file) {
        return file.decls().stream()
                .filter(Decl.Field.class::isInstance)
                .map(Decl.Field.class::cast)
                .filter(field ->
                        field.label() instanceof Label.Name name && name.name().equals("parameter"))
                .findFirst();
    }

    private static void parameters(
            StepDefinition definition, File file, TemplateUses uses, StepSchema schema, List<Remark> remarks) {
        Optional<Decl.Field> declared = parameter(file);
        declared.ifPresent(field -> usages(field.value(), "", remarks));
        if (!(schema.parameters() instanceof Schema.Struct struct)) {
            return;
        }
        boolean isUsedWhole = uses.uses().stream().anyMatch(use -> use.path().equals(List.of("parameter")));
        for (SchemaField field : struct.fields()) {
            boolean isUsed = isUsedWhole
                    || uses.uses().stream()
                            .anyMatch(use -> use.path().size() > 1
                                    && use.path().get(0).equals("parameter")
                                    && use.path().get(1).equals(field.name()));
            if (!isUsed) {
                remarks.add(Remark.warning(
                        declared.flatMap(decl -> field(decl.value(), field.name()))
                                .map(decl -> place(decl.position()))
                                .orElse(definition.position()),
                        "parameter." + field.name() + " is used nowhere"));
            }
        }
        for (TemplateUses.Use use : uses.uses()) {
            // a result is there only where its action was, and that may be guarded by the parameter
            boolean restsOnResult = use.known().stream().anyMatch(path -> path.contains("$returns"));
            if (!use.isProbe() && !restsOnResult && use.path().get(0).equals("parameter")) {
                unguarded(use, struct, 1, remarks);
            }
        }
    }

    private static void unguarded(TemplateUses.Use use, Schema.Struct struct, int at, List<Remark> remarks) {
        if (at >= use.path().size()) {
            return;
        }
        Optional<SchemaField> field = struct.field(use.path().get(at));
        if (field.isEmpty()) {
            if (struct.others().isEmpty()) {
                remarks.add(Remark.warning(
                        place(use.position()), String.join(".", use.path()) + " is no parameter of this step"));
            }
            return;
        }
        List<String> path = use.path().subList(0, at + 1);
        if (field.get().presence() == SchemaField.Presence.OPTIONAL
                && !use.known().contains(path)) {
            String name = String.join(".", path);
            remarks.add(Remark.warning(
                    place(use.position()), name + " may be absent: guard it with if " + name + " != _|_"));
        } else if (field.get().schema() instanceof Schema.Struct inner) {
            unguarded(use, inner, at + 1, remarks);
        }
    }

    private static Optional<Decl.Field> field(Expr struct, String name) {
        return struct instanceof Expr.StructLit literal
                ? literal.decls().stream()
                        .filter(Decl.Field.class::isInstance)
                        .map(Decl.Field.class::cast)
                        .filter(field -> name(field.label()).equals(Optional.of(name)))
                        .findFirst()
                : Optional.empty();
    }

    private static Optional<String> name(Label label) {
        return label instanceof Label.Name name
                ? Optional.of(name.name())
                : label instanceof Label.Text text ? Optional.of(text.value()) : Optional.empty();
    }

    /** Parameters without a comment that says what they are for. */
    private static void usages(Expr value, String path, List<Remark> remarks) {
        if (value instanceof Expr.StructLit struct) {
            for (Decl decl : struct.decls()) {
                if (decl instanceof Decl.Field field && name(field.label()).isPresent()) {
                    String inner = path
                            + (path.isEmpty() ? "" : ".")
                            + name(field.label()).orElseThrow();
                    if (field.comments().doc().isBlank()) {
                        remarks.add(Remark.warning(
                                place(field.position()), inner + ": // +usage=… is missing: what is it for?"));
                    }
                    usages(field.value(), inner, remarks);
                }
            }
        } else if (value instanceof Expr.ListLit list) {
            list.ellipsis().flatMap(Decl.Ellipsis::type).ifPresent(type -> usages(type, path + "[]", remarks));
        }
    }

    // ---- actions ----

    /** What exists only as long as a result is missing is performed first, and disappears when the result comes. */
    private static void absences(TemplateUses uses, List<Remark> remarks) {
        for (TemplateUses.AbsenceGuard guard : uses.absences()) {
            boolean holdsAction = guard.dependents().stream()
                    .anyMatch(
                            path -> path.size() > 1 && path.get(path.size() - 1).startsWith("#"));
            if (guard.absent().contains("$returns") && holdsAction) {
                remarks.add(Remark.warning(
                        place(guard.position()),
                        "an action that is there only while " + String.join(".", guard.absent())
                                + " is absent: it waits until that result is there, and is performed when it says so"));
            }
        }
    }

    private List<String> order(
            StepDefinition definition, CueTemplate template, StepSchema schema, List<Remark> remarks) {
        JsonNode everything = SampleParameters.of(schema.parameters());
        List<String> order = new ArrayList<>();
        try {
            CueValue value = template.evaluate(
                    Map.of(CuePath.of("parameter"), everything, CuePath.of("context"), StepSchema.sampleContext()));
            for (CueAction action : value.actions()) {
                String provider = action.provider().orElse("");
                order.add(provider + "." + action.name() + " at " + action.path());
                actions.complaint(provider, action.name())
                        .ifPresent(complaint -> remarks.add(Remark.error(
                                action.value()
                                        .position()
                                        .map(at -> new Position(at.source(), at.line(), at.column()))
                                        .orElse(definition.position()),
                                action.path() + ": " + complaint)));
            }
            CueValue bare = template.evaluate(Map.of(CuePath.of("context"), StepSchema.sampleContext()));
            bare.error()
                    .filter(error -> error.code() == CueError.Code.CONFLICT || error.code() == CueError.Code.USER)
                    .ifPresent(error -> remarks.add(Remark.error(place(definition, error), text(error))));
        } catch (CueException broken) {
            broken.errors().forEach(error -> remarks.add(Remark.error(place(definition, error), text(error))));
        }
        return order;
    }
}
