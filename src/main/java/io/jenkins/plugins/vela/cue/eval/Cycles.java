package io.jenkins.plugins.vela.cue.eval;

import io.jenkins.plugins.vela.cue.compile.Expression;
import io.jenkins.plugins.vela.cue.eval.Trail.Stage;
import java.util.List;

/**
 * Structural cycles. A conjunct is cyclic when its reference leads to a vertex around it, or to one that a reference on
 * its trail led to already; a vertex is a structural cycle when nothing but cyclic conjuncts makes it. Cyclic conjuncts
 * are held back until another conjunct shows that there is structure without them. What may end by itself (an optional
 * field, a pattern, an alternative) may go round once more before it counts. The rules are those of the reference
 * implementation, so that cycles are found at the same depth.
 */
final class Cycles {

    private Cycles() {}

    /**
     * The trail of what a reference brings into a vertex.
     *
     * @return null when nothing is to be brought in: the vertex refers to itself, or the conjunct is held back
     */
    static Trail follow(Vertex vertex, Vertex target, Conjunct conjunct, Expression reference) {
        Work work = vertex.work();
        Trail trail = conjunct.trail();
        if (isAround(target, vertex)) {
            work.ancestorCycle = true;
            return cyclic(work, work.structure, conjunct, reference, vertex, target);
        }
        Stage stage = Trail.stage(trail);
        if (work.nonCyclic && stage == Stage.AGAIN) {
            return new Trail(reference, null, null, stage, trail, false);
        }
        for (Trail t = trail; t != null; t = t.before) {
            if (t.target != null && t.target.source() == target.source()) {
                boolean sameVertex = t.at.source() == vertex.source();
                if (sameVertex) {
                    return null;
                }
                boolean sameDepth = depth(t.at) == depth(vertex);
                if (stage == Stage.OPTIONAL && work.nonCyclic) {
                    return sameDepth ? null : new Trail(reference, null, null, Stage.AGAIN, trail, true);
                }
                if (work.structure && work.nonCyclic && !sameDepth) {
                    return new Trail(reference, null, null, stage, trail, false);
                }
                return cyclic(work, work.structure || work.nonCyclic, conjunct, reference, vertex, target);
            }
            if (t.reference == reference && t.at != null && t.at.source() == vertex.source() && isInline(target)) {
                // each round makes a new struct, so that nothing else would end it
                boolean isSecond = stage == Stage.CYCLIC;
                work.ancestorCycle |= isSecond;
                boolean goesOn = !isSecond && (work.structure || work.nonCyclic);
                return cyclic(work, goesOn, conjunct, reference, vertex, target);
            }
            if (t.afresh) {
                break;
            }
        }
        return new Trail(reference, target, vertex, stage, trail, false);
    }

    private static Trail cyclic(
            Work work, boolean goesOn, Conjunct conjunct, Expression reference, Vertex vertex, Vertex target) {
        work.cyclic = true;
        Trail trail = new Trail(reference, target, vertex, Stage.CYCLIC, conjunct.trail(), false);
        if (goesOn) {
            return trail;
        }
        work.heldBack.add(new Work.Task(conjunct.with(trail), null, null));
        return null;
    }

    /** Whether a conjunct must wait until there is structure without it; it is remembered then. */
    static boolean holdsBack(Work work, Conjunct conjunct) {
        if (!Trail.isCyclic(conjunct.trail()) || work.structure || work.nonCyclic) {
            return false;
        }
        work.ancestorCycle = true;
        work.heldBack.add(new Work.Task(conjunct, null, null));
        return true;
    }

    /** Notes that a conjunct is being processed. */
    static void enter(Work work, Trail trail) {
        work.nonCyclic |= Trail.stage(trail).compareTo(Stage.OPTIONAL) <= 0;
    }

    /** Notes that a conjunct has brought in a value; lets go what was held back. */
    static void structure(Work work, Trail trail) {
        if (Trail.isCyclic(trail)) {
            return;
        }
        work.structure = true;
        if (!work.heldBack.isEmpty()) {
            List<Work.Task> ready = List.copyOf(work.heldBack);
            work.heldBack.clear();
            work.tasks.addAll(ready);
        }
    }

    /** Whether the vertex is nothing but a cycle. */
    static boolean isCycle(Work work) {
        return (work.ancestorCycle && !work.structure) || (work.cyclic && !work.nonCyclic);
    }

    private static boolean isAround(Vertex target, Vertex vertex) {
        Vertex wanted = target.source();
        for (Vertex around = vertex.parent; around != null; around = around.parent) {
            if (around.source() == wanted) {
                return true;
            }
        }
        return false;
    }

    private static int depth(Vertex vertex) {
        int depth = 0;
        for (Vertex around = vertex.parent; around != null; around = around.parent) {
            depth++;
        }
        return depth;
    }

    private static boolean isInline(Vertex vertex) {
        for (Vertex v = vertex; v.parent != null; v = v.parent) {
            if (v.label == null) {
                return true;
            }
        }
        return false;
    }
}
