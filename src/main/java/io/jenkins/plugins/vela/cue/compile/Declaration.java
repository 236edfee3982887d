package io.jenkins.plugins.vela.cue.compile;

import io.jenkins.plugins.vela.cue.syntax.Decl;
import io.jenkins.plugins.vela.cue.syntax.Position;
import java.util.List;
import java.util.Optional;

/** What stands in a struct literal, resolved. Lets are kept apart, see {@link Let}. */
public sealed interface Declaration {

    Position position();

    /** False when no definition comes into a struct that has this, at any depth. */
    default boolean mayHoldDefinitions() {
        if (this instanceof Field field) {
            return field.label().isDefinition() || field.value().mayHoldDefinitions();
        }
        if (this instanceof Pattern pattern) {
            return pattern.value().mayHoldDefinitions();
        }
        return !(this instanceof Ellipsis);
    }

    /**
     * A field with a label known at compile time.
     *
     * @param syntax comments and attributes; empty for fields that were made
     */
    record Field(
            Position position, Label label, Decl.Constraint constraint, Expression value, Optional<Decl.Field> syntax)
            implements Declaration {}

    /** A field whose label is computed. Its value is in an environment of its own. */
    record DynamicField(
            Position position,
            Expression label,
            Decl.Constraint constraint,
            Expression value,
            Optional<Decl.Field> syntax)
            implements Declaration {}

    /** {@code [pattern]: value}. The value is in an environment of its own. */
    record Pattern(Position position, Expression pattern, Expression value) implements Declaration {}

    /** An expression in the place of a field. */
    record Embedding(Position position, Expression expression) implements Declaration {}

    /** {@code ...}. */
    record Ellipsis(Position position) implements Declaration {}

    /**
     * A comprehension.
     *
     * @param fixed fields of the body with labels known at compile time: that they may exist is known before the
     *     clauses are evaluated
     * @param hasRest whether something else is in the body
     * @param body the whole body
     */
    record Comprehension(
            Position position, List<Clause> clauses, Expression.StructLiteral body, List<Field> fixed, boolean hasRest)
            implements Declaration {}

    /** A clause of a comprehension. */
    sealed interface Clause {
        Position position();
    }

    /** {@code for k, v in source}; binds 0 to the key and 1 to the value. */
    record For(Position position, Expression source) implements Clause {}

    /** {@code if condition}. */
    record If(Position position, Expression condition) implements Clause {}

    /** {@code let x = value}; binds 1. */
    record LetClause(Position position, Expression value) implements Clause {}
}
