package io.jenkins.plugins.vela.cue.eval;

import java.util.Arrays;
import java.util.List;

/** The order in which the fields of a struct are exported. */
final class FieldOrder {

    private FieldOrder() {}

    static List<Vertex> of(Vertex vertex) {
        return Arrays.asList(vertex.arcs).subList(0, vertex.arcCount);
    }
}
