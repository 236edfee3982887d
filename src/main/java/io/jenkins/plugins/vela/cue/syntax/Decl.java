package io.jenkins.plugins.vela.cue.syntax;

import java.util.List;
import java.util.Optional;

/** A declaration in a struct or a file. */
public sealed interface Decl extends Node {

    /** The comments that belong to it. */
    Comments comments();

    /** What stands between label and colon. */
    enum Constraint {
        /** Nothing: a regular field. */
        NONE,
        /** {@code ?}. */
        OPTIONAL,
        /** {@code !}. */
        REQUIRED
    }

    /**
     * {@code label: value}. In {@code a: b: 1} the value of {@code a} is a struct without braces.
     *
     * @param labelAlias {@code X} in {@code X=label: value}: refers to the field
     * @param valueAlias {@code X} in {@code label: X=value}: refers to the value, visible in the value only
     */
    record Field(
            Position position,
            Comments comments,
            Optional<Expr.Ident> labelAlias,
            Label label,
            Constraint constraint,
            Optional<Expr.Ident> valueAlias,
            Expr value,
            List<Attribute> attributes)
            implements Decl {
        public Field {
            attributes = List.copyOf(attributes);
        }
    }

    /** An expression in the place of a field. */
    record Embedding(Position position, Comments comments, Expr expr) implements Decl {}

    /** {@code ...} or, in a list, {@code ...T}. */
    record Ellipsis(Position position, Comments comments, Optional<Expr> type) implements Decl {}

    /** {@code for k, v in x if c {…}}. */
    record Comprehension(Position position, Comments comments, List<Clause> clauses, Expr.StructLit value)
            implements Decl, ListElement {
        public Comprehension {
            clauses = List.copyOf(clauses);
        }
    }

    /** {@code let name = value}. */
    record Let(Position position, Comments comments, Expr.Ident name, Expr value) implements Decl {}

    /** An attribute of the struct or file itself. */
    record AttributeDecl(Position position, Comments comments, Attribute attribute) implements Decl {}
}
