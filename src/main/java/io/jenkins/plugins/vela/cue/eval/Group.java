package io.jenkins.plugins.vela.cue.eval;

/**
 * Where a conjunct comes from, as far as closedness is concerned: a chain outwards from the innermost reference to a
 * definition, embedding, or struct literal with embeddings. See {@link Closedness}.
 */
final class Group {

    enum Kind {
        /** What a reference to a definition brought in: closed, recursively. */
        DEFINITION,
        /** The argument of {@code close()}: closed at one vertex. */
        CLOSE,
        /** An embedded expression. */
        EMBEDDING,
        /** A struct literal that embeds something. */
        LITERAL
    }

    final Kind kind;
    final Group parent;
    /** For {@link Kind#CLOSE} the vertex that is closed. */
    final Vertex vertex;

    Group(Kind kind, Group parent, Vertex vertex) {
        this.kind = kind;
        this.parent = parent;
        this.vertex = vertex;
    }

    boolean closes(Vertex at) {
        return kind == Kind.DEFINITION || (kind == Kind.CLOSE && vertex == at);
    }

    /** True when {@code other} is this group or lies around it. */
    boolean isWithin(Group other) {
        for (Group group = this; group != null; group = group.parent) {
            if (group == other) {
                return true;
            }
        }
        return false;
    }
}
