package io.jenkins.plugins.vela.cue.eval;

import io.jenkins.plugins.vela.cue.compile.Label;
import io.jenkins.plugins.vela.cue.value.Bottom;

/**
 * Which fields a closed struct may have.
 *
 * <p>Every conjunct knows the chain of groups it came through. A struct literal that came through a definition demands
 * of each regular field at its vertex that some conjunct of the field is admitted by the definition: it came through
 * the same definition, or through a struct (or comprehension) that embeds the definition.
 */
final class Closedness {

    private Closedness() {}

    /** Notes what a struct literal of this group demands at the vertex. */
    static void demand(Vertex vertex, Group group) {
        for (Group g = group; g != null; g = g.parent) {
            if (g.closes(vertex.source()) || g.closes(vertex)) {
                add(vertex, g);
            }
        }
        if (vertex.label != null && vertex.parent != null && vertex.parent.closers() != null) {
            // the fields of a struct that embeds a definition are closed like those of the definition
            for (int i = 0; i < vertex.parent.closers().size(); i++) {
                Group closer = vertex.parent.closers().get(i);
                boolean recursive = closer.kind == Group.Kind.DEFINITION && !isOpened(vertex.parent, closer);
                if (recursive && admits(closer, group)) {
                    add(vertex, closer);
                }
            }
        }
    }

    private static void add(Vertex vertex, Group closer) {
        if (vertex.closers() == null || !vertex.closers().contains(closer)) {
            vertex.fields().closers = Fields.with(vertex.closers(), closer);
        }
    }

    /** Whether a definition itself has {@code ...} at a vertex. */
    private static boolean isOpened(Vertex vertex, Group closer) {
        if (vertex.openers() != null) {
            for (int i = 0; i < vertex.openers().size(); i++) {
                Group opener = vertex.openers().get(i);
                if (opener != null && opener.isWithin(closer)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Notes that a struct literal of this group has {@code ...}. */
    static void open(Vertex vertex, Group group) {
        vertex.fields().openers = Fields.with(vertex.openers(), group);
    }

    /** Whether a closer accepts what came through a group. */
    static boolean admits(Group closer, Group group) {
        if (group != null && group.isWithin(closer)) {
            return true;
        }
        Group below = closer;
        for (Group around = closer.parent; ; around = around.parent) {
            if (around == null) {
                return below.kind == Group.Kind.EMBEDDING && group == null;
            }
            if (group != null && group.isWithin(around)) {
                return below.kind == Group.Kind.EMBEDDING;
            }
            below = around;
        }
    }

    /** Whether the vertex may have a field of that label, whatever the field's own conjuncts say. */
    static boolean isOpenTo(Vertex vertex, Group closer, Label label, Evaluation evaluation) {
        if (vertex.openers() != null) {
            for (int i = 0; i < vertex.openers().size(); i++) {
                Group opener = vertex.openers().get(i);
                if (admits(closer, opener)) {
                    return true;
                }
            }
        }
        if (vertex.patterns() != null) {
            for (Fields.Pattern pattern : vertex.patterns()) {
                if (pattern.from < 0
                        && admits(closer, pattern.template.group())
                        && evaluation.arcs.matches(vertex, pattern, label)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean allows(Vertex vertex, Group closer, Vertex arc, Evaluation evaluation) {
        for (int j = 0; j < arc.count; j++) {
            if (admits(closer, arc.conjunct(j).group())) {
                return true;
            }
        }
        return isOpenTo(vertex, closer, arc.label, evaluation);
    }

    /** Whether a struct can never have a field of that label. */
    static boolean excludes(Vertex vertex, Label label, Evaluation evaluation) {
        if (vertex.partial || label.kind() != Label.Kind.STRING) {
            return false;
        }
        if (vertex.closers() == null) {
            return vertex.isStruct() && isInDefinition(vertex) && !isOpenWithin(vertex, label, evaluation);
        }
        for (int i = 0; i < vertex.closers().size(); i++) {
            Group closer = vertex.closers().get(i);
            if (!isOpenTo(vertex, closer, label, evaluation)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a vertex is a definition or lies within one. */
    static boolean isInDefinition(Vertex vertex) {
        for (Vertex v = vertex; v != null && v.label != null; v = v.parent) {
            if (v.label.isDefinition()) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOpenWithin(Vertex vertex, Label label, Evaluation evaluation) {
        if (vertex.openers() != null) {
            return true;
        }
        if (vertex.patterns() != null) {
            for (Fields.Pattern pattern : vertex.patterns()) {
                if (evaluation.arcs.matches(vertex, pattern, label)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether nothing is closed, or it is an alternative that says what is allowed. */
    private static boolean isUnknown(Vertex vertex) {
        return vertex.closers() == null
                || vertex.partial
                || vertex.chosen() != null
                || vertex.value instanceof Disjuncts;
    }

    /** Marks the fields that are not allowed. */
    static void check(Vertex vertex, Evaluation evaluation) {
        if (isUnknown(vertex)) {
            return;
        }
        for (int i = 0; i < vertex.arcCount(); i++) {
            check(vertex, vertex.arc(i), evaluation);
        }
    }

    /** Marks one field if it is not allowed; not while a comprehension may still add it. */
    static void check(Vertex vertex, Vertex arc, Evaluation evaluation) {
        if (isUnknown(vertex)
                || arc.label.kind() != Label.Kind.STRING
                || arc.denied() != null
                || arc.pending() != null
                || arc.presence == Presence.ABSENT
                || arc.presence == Presence.OPTIONAL) {
            return;
        }
        for (int i = 0; i < vertex.closers().size(); i++) {
            Group closer = vertex.closers().get(i);
            if (!allows(vertex, closer, arc, evaluation)) {
                arc.particulars().denied = Bottom.conflict("field not allowed", positions(arc, closer))
                        .withPath(arc.path());
                return;
            }
        }
    }

    private static io.jenkins.plugins.vela.cue.syntax.Position[] positions(Vertex arc, Group closer) {
        for (int j = 0; j < arc.count; j++) {
            Conjunct conjunct = arc.conjunct(j);
            if (!admits(closer, conjunct.group())) {
                return new io.jenkins.plugins.vela.cue.syntax.Position[] {
                    conjunct.field() != null
                            ? conjunct.field().position()
                            : conjunct.expression().position()
                };
            }
        }
        return new io.jenkins.plugins.vela.cue.syntax.Position[0];
    }
}
