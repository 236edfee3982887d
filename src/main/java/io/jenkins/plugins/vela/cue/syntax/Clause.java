package io.jenkins.plugins.vela.cue.syntax;

import java.util.Optional;

/** One clause of a comprehension. */
public sealed interface Clause extends Node {

    /** {@code for key, value in source}. */
    record For(Position position, Optional<Expr.Ident> key, Expr.Ident value, Expr source) implements Clause {}

    /** {@code if condition}. */
    record If(Position position, Expr condition) implements Clause {}

    /** {@code let name = value}. */
    record Let(Position position, Expr.Ident name, Expr value) implements Clause {}
}
