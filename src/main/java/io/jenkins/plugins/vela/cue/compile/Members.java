package io.jenkins.plugins.vela.cue.compile;

import io.jenkins.plugins.vela.cue.syntax.Parser;
import io.jenkins.plugins.vela.cue.syntax.Source;
import io.jenkins.plugins.vela.cue.syntax.SyntaxException;
import io.jenkins.plugins.vela.cue.value.Scalars.Text;
import io.jenkins.plugins.vela.text.Suggestion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The members of an imported package, and theirs. Nothing can add one later, so a name that is not there is a slip of the pen:
 * waiting for it, as for other fields that are missing, would hide that. {@code cue export} refuses the same references, but
 * a template may well be evaluated without exporting the field in question.
 */
final class Members {

    private Members() {}

    /**
     * What to say when a reference selects what its package does not have; empty for other expressions, and for packages of
     * which not every member is known before evaluation.
     */
    static Optional<String> missing(Expression reference, Settings settings) {
        Selection selection = selection(reference);
        if (selection == null) {
            return Optional.empty();
        }
        List<Expression.StructLiteral> structs = structs(selection.operand());
        Set<String> names = new TreeSet<>();
        for (Expression.StructLiteral struct : structs) {
            for (Declaration declaration : struct.declarations()) {
                if (declaration instanceof Declaration.Field field) {
                    if (field.label().equals(selection.label())) {
                        return Optional.empty();
                    }
                    if (!field.label().isHidden()) {
                        names.add(field.label().name());
                    }
                }
            }
        }
        if (structs.isEmpty()) {
            return Optional.empty();
        }
        String name = selection.label().name();
        String hint = Suggestion.didYouMean(name, names);
        if (hint.isEmpty() && selection.operand() instanceof Expression.ImportReference) {
            List<String> others = packagesWith(selection.label(), settings);
            hint = others.isEmpty() ? "" : ", did you mean " + name + " of " + String.join(" or ", others) + "?";
        }
        return Optional.of("undefined field: " + selection.label() + " in " + shown(selection.operand()) + hint);
    }

    /** The packages, quoted, that have a definition. They need not be imported yet, so only their text is looked at. */
    private static List<String> packagesWith(Label label, Settings settings) {
        if (!label.isDefinition()) {
            return List.of();
        }
        return settings.paths().get().stream()
                .filter(path -> settings.packages().apply(path).stream()
                        .anyMatch(source -> names(source, settings).contains(label.name())))
                .sorted()
                .map(path -> "\"" + path + "\"")
                .toList();
    }

    private static Set<String> names(Source source, Settings settings) {
        Set<String> names = new HashSet<>();
        try {
            Resolver.fieldNames(Parser.parseFile(source, settings.limits()).decls(), names);
        } catch (SyntaxException e) {
            // its importers are told
            names.clear();
        }
        return names;
    }

    private record Selection(Expression operand, Label label) {}

    private static Selection selection(Expression expression) {
        if (expression instanceof Expression.Selector selector) {
            return new Selection(selector.operand(), selector.label());
        }
        if (expression instanceof Expression.Index index
                && index.index() instanceof Expression.Constant constant
                && constant.value() instanceof Text text) {
            return new Selection(index.operand(), Label.string(text.value()));
        }
        return null;
    }

    /** The literals that together are what is referred to; none when something else takes part. */
    private static List<Expression.StructLiteral> structs(Expression reference) {
        if (reference instanceof Expression.ImportReference imported) {
            Import target = imported.target();
            return target.builtin().isPresent() || target.program().isEmpty()
                    ? List.of()
                    : plain(target.program().get().files());
        }
        Selection selection = selection(reference);
        if (selection == null) {
            return List.of();
        }
        List<Expression.StructLiteral> found = new ArrayList<>();
        for (Expression.StructLiteral struct : structs(selection.operand())) {
            for (Declaration declaration : struct.declarations()) {
                if (declaration instanceof Declaration.Field field
                        && field.label().equals(selection.label())) {
                    if (!(field.value() instanceof Expression.StructLiteral literal)) {
                        return List.of();
                    }
                    found.add(literal);
                }
            }
        }
        return plain(found);
    }

    /** What an embedding or a comprehension brings in is not known here. */
    private static List<Expression.StructLiteral> plain(List<Expression.StructLiteral> structs) {
        boolean isPlain = structs.stream()
                .flatMap(struct -> struct.declarations().stream())
                .allMatch(declaration ->
                        declaration instanceof Declaration.Field || declaration instanceof Declaration.Ellipsis);
        return isPlain ? structs : List.of();
    }

    private static String shown(Expression reference) {
        Selection selection = selection(reference);
        if (selection != null) {
            return selection.label().name() + " of " + shown(selection.operand());
        }
        return "package \"" + ((Expression.ImportReference) reference).target().path() + "\"";
    }
}
