package io.jenkins.plugins.vela.cue.eval;

import io.jenkins.plugins.vela.cue.compile.Expression;
import io.jenkins.plugins.vela.cue.value.Bottom;
import java.util.List;

/** What few vertices have: an error of their own, a comprehension that may add them, actions that they read, others that follow. */
final class Particulars {

    private static final int REASONS = Reads.values().length;

    /** Data for the vertex and what is below. */
    FillTree fills;

    // ---- errors ----

    /** What makes the field itself an error: not allowed in a closed struct. */
    Bottom denied;
    /** A comprehension or dynamic field of this struct that is incomplete. */
    Bottom unfinished;
    /** The same without what comprehensions for single fields say. */
    Bottom ownUnfinished;
    /** Guards of comprehensions here that were decided on what was not known for good. */
    List<Doubt> doubts;

    // ---- comprehensions that may add the field ----

    /** Those not yet asked. */
    List<Comprehension.Field> pending;
    /** All of them, once one was asked. */
    List<Comprehension.Field> candidates;
    /** The presence without the fields that comprehensions added; null while they added none. */
    Presence given;
    /** Why one of them could not tell whether the field is there. */
    Bottom undecided;

    // ---- tracked actions ----

    /** Bits of those that were read, by {@link Reads}; null for none. */
    private long[] reads;

    /** At and below the vertex, once that cannot change any more. */
    List<Vertex> actions;

    /** The struct or list that a call gave, where the call is all there is to the vertex. */
    Vertex computed;
    /** Where the chain of references that begins here leads, where that is known. */
    Chains.Link link;

    // ---- who has taken over what is here ----

    /** How often the vertex was made anew. */
    int generation;
    /** Vertices that took over the conjuncts of this one, with the reference they used. */
    List<Dependent> dependents;
    /** Who has taken over the conjuncts, or asked whether the field is there: {@link Readers}. */
    Object followers;
    /** Who has looked through everything below: {@link Readers}. */
    Object searchers;

    long reads(Reads why) {
        return reads == null ? 0 : reads[why.slot];
    }

    void setReads(Reads why, long actions) {
        if (reads == null) {
            reads = new long[REASONS];
        }
        reads[why.slot] = actions;
    }

    /** As before the first expansion; what others gave and noted stays. */
    void reset() {
        generation++;
        if (reads != null) {
            setReads(Reads.VALUE, 0);
            setReads(Reads.GUARDS, 0);
            setReads(Reads.DROPPED, 0);
        }
        unfinished = null;
        ownUnfinished = null;
        doubts = null;
        link = null;
        computed = null;
    }

    /** See {@link #dependents}. */
    record Dependent(Vertex vertex, int generation, Group group, Trail trail, long guards) {
        boolean isCurrent() {
            return generation == vertex.particulars().generation;
        }
    }

    /**
     * A comparison with bottom whose operand was only being computed.
     *
     * @param result what it was taken for
     */
    record Doubt(Expression.BottomTest test, Environment environment, boolean result) {}
}
