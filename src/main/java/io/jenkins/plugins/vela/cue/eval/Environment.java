package io.jenkins.plugins.vela.cue.eval;

import io.jenkins.plugins.vela.cue.compile.Label;
import io.jenkins.plugins.vela.cue.value.Value;

/** Where the names of an expression are looked up: one for each scope that the compiler counts. */
sealed class Environment {
    final Environment up;
    /** The vertex whose fields are the names; for clauses the vertex around them. */
    final Vertex vertex;
    /** Values of the lets of a struct literal, made when first used. */
    Vertex[] lets;

    private Environment(Environment up, Vertex vertex) {
        this.up = up;
        this.vertex = vertex;
    }

    private static final class Labelled extends Environment {
        private final Label label;

        private Labelled(Environment up, Vertex vertex, Label label) {
            super(up, vertex);
            this.label = label;
        }

        @Override
        Label label() {
            return label;
        }
    }

    private static final class Binding extends Environment {
        private final Value key;
        private final Value value;

        private Binding(Environment up, Vertex vertex, Value key, Value value) {
            super(up, vertex);
            this.key = key;
            this.value = value;
        }

        @Override
        Value bound(int slot) {
            return slot == 0 ? key : value;
        }
    }

    static Environment of(Environment up, Vertex vertex) {
        return new Environment(up, vertex);
    }

    static Environment labelled(Environment up, Vertex vertex, Label label) {
        return new Labelled(up, vertex, label);
    }

    static Environment binding(Environment up, Vertex around, Value key, Value value) {
        return new Binding(up, around, key, value);
    }

    /** The label matched by a pattern or computed by a dynamic field, otherwise null. */
    Label label() {
        return null;
    }

    /** A variable of a {@code for} or {@code let} clause: slot 0 is the key, 1 the value. */
    Value bound(int slot) {
        return null;
    }

    Environment up(int levels) {
        Environment environment = this;
        for (int i = levels; i > 0; i--) {
            environment = environment.up;
        }
        return environment;
    }
}
