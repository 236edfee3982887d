package io.jenkins.plugins.vela.cue.eval;

import io.jenkins.plugins.vela.cue.compile.Label;
import io.jenkins.plugins.vela.cue.value.Value;

/** Where the names of an expression are looked up: one for each scope that the compiler counts. */
final class Environment {
    final Environment up;
    /** The vertex whose fields are the names; for clauses the vertex around them. */
    final Vertex vertex;
    /** The label matched by a pattern or computed by a dynamic field, otherwise null. */
    final Label label;
    /** Variables of a {@code for} or {@code let} clause, otherwise null. */
    final Value key;

    final Value value;
    /** Values of the lets of a struct literal, made when first used. */
    Vertex[] lets;

    private Environment(Environment up, Vertex vertex, Label label, Value key, Value value) {
        this.up = up;
        this.vertex = vertex;
        this.label = label;
        this.key = key;
        this.value = value;
    }

    static Environment of(Environment up, Vertex vertex) {
        return new Environment(up, vertex, null, null, null);
    }

    static Environment labelled(Environment up, Vertex vertex, Label label) {
        return new Environment(up, vertex, label, null, null);
    }

    static Environment binding(Environment up, Vertex around, Value key, Value value) {
        return new Environment(up, around, null, key, value);
    }

    Environment up(int levels) {
        Environment environment = this;
        for (int i = levels; i > 0; i--) {
            environment = environment.up;
        }
        return environment;
    }
}
