package io.jenkins.plugins.vela.cue.compile;

import io.jenkins.plugins.vela.text.Suggestion;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The definitions of an imported package. Nothing can add one later, so a name that is not there is a slip of the pen: waiting
 * for it, as for other fields that are missing, would hide that.
 */
final class Definitions {

    private Definitions() {}

    /** What to say when a package in CUE has no such definition; empty for other labels and other packages. */
    static Optional<String> missing(Import target, Label label) {
        if (target.program().isEmpty() || target.builtin().isPresent() || !label.isDefinition()) {
            return Optional.empty();
        }
        Set<String> names = new TreeSet<>();
        for (Expression.StructLiteral file : target.program().get().files()) {
            for (Declaration declaration : file.declarations()) {
                if (!(declaration instanceof Declaration.Field field)) {
                    // what an embedding or a comprehension brings in is not known here
                    if (!(declaration instanceof Declaration.Ellipsis)) {
                        return Optional.empty();
                    }
                } else if (field.label().equals(label)) {
                    return Optional.empty();
                } else if (field.label().isDefinition()) {
                    names.add(field.label().name());
                }
            }
        }
        return Optional.of("undefined field: " + label.name() + " in package \"" + target.path() + "\""
                + Suggestion.didYouMean(label.name(), names));
    }
}
