package io.jenkins.plugins.vela.cue.eval;

import io.jenkins.plugins.vela.cue.compile.Expression;

/** How a conjunct came to its vertex: the references that were followed, innermost first. See {@link Cycles}. */
final class Trail {

    /** How far a conjunct is from a structural cycle; never gets less on the way down. */
    enum Stage {
        /** Nothing known. */
        PLAIN,
        /** Came through an optional field, a pattern, a comprehension or an alternative: it may end by itself. */
        OPTIONAL,
        /** An optional one that met a reference again and may go round once more. */
        AGAIN,
        CYCLIC
    }

    /** A conjunct without references that may end by itself. */
    private static final Trail MAY_END = new Trail(null, null, null, Stage.OPTIONAL, null, false);

    /** Null for a step that only changed the stage. */
    final Expression reference;
    /** Where the reference led to. */
    final Vertex target;
    /** The vertex that had the reference as a conjunct. */
    final Vertex at;

    final Stage stage;
    final Trail before;
    /** What is before does not count for cycles. */
    final boolean afresh;

    private final int length;

    Trail(Expression reference, Vertex target, Vertex at, Stage stage, Trail before, boolean afresh) {
        this.reference = reference;
        this.target = target;
        this.at = at;
        this.stage = stage;
        this.before = before;
        this.afresh = afresh;
        this.length = before == null ? 1 : before.length + 1;
    }

    static Stage stage(Trail trail) {
        return trail == null ? Stage.PLAIN : trail.stage;
    }

    /** How many steps there are. */
    static int length(Trail trail) {
        return trail == null ? 0 : trail.length;
    }

    static boolean isCyclic(Trail trail) {
        return trail != null && trail.stage == Stage.CYCLIC;
    }

    /** The same way for a conjunct that may not come to be. */
    static Trail optional(Trail trail) {
        if (trail == null) {
            return MAY_END;
        }
        return trail.stage == Stage.PLAIN ? new Trail(null, null, null, Stage.OPTIONAL, trail, false) : trail;
    }

    /** The same way for a struct within an expression: it has structure of its own. */
    static Trail within(Trail trail) {
        return trail == null || trail.stage == Stage.PLAIN || trail.stage == Stage.CYCLIC
                ? trail
                : new Trail(null, null, null, Stage.PLAIN, trail, false);
    }

    /** The reference that was followed first, or null. */
    static Expression first(Trail trail) {
        Expression first = null;
        for (Trail t = trail; t != null; t = t.before) {
            first = t.reference != null ? t.reference : first;
        }
        return first;
    }
}
