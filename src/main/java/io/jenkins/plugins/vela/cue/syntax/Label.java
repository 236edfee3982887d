package io.jenkins.plugins.vela.cue.syntax;

import java.util.Optional;

/** The label of a field, or of a selector (there only {@link Name} and {@link Text}). */
public sealed interface Label extends Node {

    /** {@code a}, {@code #Def}, {@code _hidden}, {@code _#hiddenDef}, {@code $x}; also a keyword used as a label. */
    record Name(Position position, String name) implements Label {
        /** {@code #x} or {@code _#x}. */
        public boolean isDefinition() {
            return name.startsWith("#") || name.startsWith("_#");
        }

        /** {@code _x} or {@code _#x}. */
        public boolean isHidden() {
            return name.startsWith("_");
        }
    }

    /** {@code "a"}: always a regular field, whatever it looks like. */
    record Text(Position position, String value, String raw) implements Label {}

    /** {@code "a\(x)":}. */
    record Interpolated(Position position, Expr.Interpolation value) implements Label {}

    /** {@code (x):}. */
    record Dynamic(Position position, Expr expr) implements Label {}

    /** {@code [pattern]:}, with {@code [X=pattern]:} an alias for the matched label. */
    record Pattern(Position position, Optional<Expr.Ident> alias, Expr expr) implements Label {}
}
