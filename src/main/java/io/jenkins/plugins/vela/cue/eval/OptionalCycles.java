package io.jenkins.plugins.vela.cue.eval;

import io.jenkins.plugins.vela.cue.compile.Expression;
import io.jenkins.plugins.vela.cue.syntax.Position;
import io.jenkins.plugins.vela.cue.value.Bottom;
import io.jenkins.plugins.vela.cue.value.Value;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Structural cycles behind optional fields. The reference implementation evaluates a value from the first field to the
 * last, optional ones too, and a field that is nothing but a reference is the same node as what it refers to. When such a
 * field leads back to a value that is only being evaluated, the cycle is found there, and is an error unless an optional
 * field lies between the two: {@code #A: B?: #B} before {@code #B: A: #A} finds it in {@code #B}, the other way round in
 * {@code #A.B}, where it does no harm. Only programs with {@code Program.hasOptionalCycle} are looked through.
 */
final class OptionalCycles {

    private final Evaluation evaluation;
    private final Set<Vertex> current = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Vertex> known = Collections.newSetFromMap(new IdentityHashMap<>());

    OptionalCycles(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /** Marks the fields that are cycles as errors. */
    void mark(Vertex root) {
        cycle(root);
    }

    /** The cycle that a vertex is or has, or null. */
    private Bottom cycle(Vertex vertex) {
        if (known.contains(vertex)) {
            return evaluation.cyclic.get(vertex);
        }
        if (current.contains(vertex)) {
            return bottom(vertex);
        }
        evaluation.enter();
        current.add(vertex);
        Vertex target = target(vertex);
        Bottom found;
        if (target != null && (current.contains(target) || isShared(vertex, target))) {
            found = cycle(target) == null ? null : bottom(vertex);
            if (found != null && vertex.presence.compareTo(Presence.REQUIRED) <= 0) {
                vertex.particulars().denied = found;
            }
        } else {
            found = cycleBelow(vertex);
        }
        current.remove(vertex);
        evaluation.leave();
        known.add(vertex);
        if (found != null) {
            evaluation.cyclic.put(vertex, found);
        }
        return found;
    }

    private static Bottom bottom(Vertex vertex) {
        Position position = vertex.position();
        Bottom bottom =
                Bottom.of(Bottom.Code.STRUCTURAL_CYCLE, "structural cycle").withPath(vertex.path());
        return position == null ? bottom : bottom.at(position);
    }

    private Bottom cycleBelow(Vertex vertex) {
        evaluation.expander.expand(vertex);
        if (vertex.hasNoOwnFields()) {
            return vertex.value instanceof Bottom bottom && bottom.code() == Bottom.Code.STRUCTURAL_CYCLE
                    ? bottom
                    : null;
        }
        evaluation.arcs.settle(vertex);
        Bottom found = null;
        for (int i = 0; i < vertex.arcCount(); i++) {
            Vertex arc = vertex.arc(i);
            Bottom below = arc.presence == Presence.ABSENT ? null : cycle(arc);
            if (found == null && arc.presence.compareTo(Presence.REQUIRED) <= 0) {
                found = below;
            }
        }
        return found;
    }

    /** What a vertex refers to that is nothing but a reference, or null. */
    private Vertex target(Vertex vertex) {
        if (vertex.count == 0 || vertex.candidates() != null || vertex.pending() != null || vertex.fills() != null) {
            return null;
        }
        Vertex target = null;
        for (int i = 0; i < vertex.count; i++) {
            Conjunct conjunct = vertex.conjunct(i);
            Expression expression = conjunct.expression();
            if (!expression.isReference() || expression.tag() == Expression.Tag.LET) {
                return null;
            }
            Value value = evaluation.evaluator.resolve(expression, conjunct.environment());
            if (!(value instanceof Vertex found) || found.label == null || (target != null && target != found)) {
                return null;
            }
            target = found;
        }
        return target == vertex ? null : target;
    }

    /** A definition is closed within, so that nothing there is the same node as something outside of definitions. */
    private static boolean isShared(Vertex vertex, Vertex target) {
        return !Closedness.isInDefinition(vertex) || Closedness.isInDefinition(target);
    }
}
