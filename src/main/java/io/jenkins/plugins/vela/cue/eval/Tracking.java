package io.jenkins.plugins.vela.cue.eval;

import io.jenkins.plugins.vela.cue.compile.Label;
import io.jenkins.plugins.vela.cue.value.Scalars.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which actions (structs with a string at the tracked label) were read. An action has a bit by its path; from the 64th
 * on they share the last one, which makes reads a little larger than they are, never smaller.
 */
final class Tracking {

    private static final int LAST = 63;

    private final Evaluation evaluation;
    private final Label tracked;
    private final Map<String, Integer> bits = new HashMap<>();
    /** In the order of their bits; one that was made anew is here as it was first. */
    private final List<Vertex> actions = new ArrayList<>();

    Tracking(Evaluation evaluation, Label tracked) {
        this.evaluation = evaluation;
        this.tracked = tracked;
    }

    /** Somebody looks at a field of this struct, which may not be there. */
    void read(Vertex struct) {
        if (tracked != null) {
            evaluation.reads |= owner(struct);
        }
    }

    /** The bit of the action at or above a vertex, unless whoever reads is within it; otherwise 0. */
    long owner(Vertex vertex) {
        if (tracked == null) {
            return 0;
        }
        for (Vertex v = vertex; v != null && v.label != null; v = v.parent) {
            int bit = bit(v);
            if (bit >= 0) {
                return isInside(evaluation.current, v, bit) ? 0 : 1L << bit;
            }
        }
        return 0;
    }

    /** Whether a reader is at or below the action of that bit. */
    private static boolean isInside(Vertex reader, Vertex action, int bit) {
        for (Vertex v = reader; v != null; v = v.parent) {
            if (v.actionBit == bit && (bit != LAST || v.path().equals(action.path()))) {
                return true;
            }
        }
        return false;
    }

    private int bit(Vertex vertex) {
        if (vertex.actionBit != -2) {
            return vertex.actionBit;
        }
        String action = action(vertex);
        if (action == null) {
            if (vertex.state == State.DONE) {
                vertex.actionBit = -1;
            }
            return -1;
        }
        String path = vertex.path();
        Integer known = bits.get(path);
        if (known == null) {
            known = Math.min(bits.size(), LAST);
            bits.put(path, known);
            actions.add(vertex);
        }
        vertex.actionBit = (byte) (int) known;
        return known;
    }

    /** Whether only what holds a definition can be an action. */
    boolean isByDefinition() {
        return tracked == null || tracked.isDefinition();
    }

    /** Whether a label is the tracked one. */
    boolean isTracked(Label label) {
        return tracked != null && tracked.equals(label);
    }

    /** The string at the tracked label, or null when this is no action. */
    String action(Vertex vertex) {
        if (tracked == null || isWithinDefinition(vertex)) {
            return null;
        }
        Vertex arc = vertex.deref().arc(tracked);
        if (arc == null || arc.presence != Presence.REGULAR) {
            return null;
        }
        evaluation.expander.expand(arc);
        return arc.deref().value instanceof Text text ? text.value() : null;
    }

    static boolean isWithinDefinition(Vertex vertex) {
        for (Vertex v = vertex; v != null; v = v.parent) {
            if (v.label != null && v.label.isDefinition()) {
                return true;
            }
        }
        return false;
    }

    /** The actions of a set of bits. */
    List<Vertex> actions(long set) {
        List<Vertex> found = new ArrayList<>();
        for (int i = 0; i < actions.size(); i++) {
            if ((set & 1L << Math.min(i, LAST)) != 0) {
                found.add(actions.get(i));
            }
        }
        return found;
    }
}
