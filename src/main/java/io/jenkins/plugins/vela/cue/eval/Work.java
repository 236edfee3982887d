package io.jenkins.plugins.vela.cue.eval;

import io.jenkins.plugins.vela.cue.compile.Declaration;
import io.jenkins.plugins.vela.cue.compile.Expression;
import io.jenkins.plugins.vela.cue.syntax.Position;
import io.jenkins.plugins.vela.cue.value.Bottom;
import io.jenkins.plugins.vela.cue.value.Value;
import java.util.ArrayList;
import java.util.List;

/** What a vertex needs only while it is being expanded, or may be again. */
final class Work {
    /** How many of the conjuncts are in. */
    int processed;

    final List<Task> tasks = new ArrayList<>(4);
    /** Cyclic conjuncts that wait for {@link #structure}. */
    final List<Task> heldBack = new ArrayList<>(0);

    final List<Disjunctions.Pending> disjunctions = new ArrayList<>(2);
    final List<Vertex> imported = new ArrayList<>(4);
    final List<Group> importedGroups = new ArrayList<>(4);
    /** Conjuncts that a vertex whose conjuncts were taken over got afterwards. */
    final List<Conjunct> late = new ArrayList<>(0);
    /** Disjunctions met so far, for {@link Disjunctions.Key}. */
    final List<Expression> met = new ArrayList<>(2);

    Value scalar;
    Position scalarPosition;
    Bottom fatal;
    Bottom incomplete;
    /** A field or comprehension of the struct that is incomplete. */
    Bottom unfinished;
    /** What a task waits for. */
    Bottom blocked;

    boolean provisional;
    /** Length of the closed lists, or -1. */
    int closedLength = -1;
    /** Least length of the open lists. */
    int leastLength;

    boolean strongStruct;
    boolean weakStruct;
    /** Some struct literal has a comprehension. */
    boolean hasComprehension;

    boolean isList;
    /** Some conjunct is not cyclic. */
    boolean nonCyclic;
    /** Some conjunct that is not cyclic has brought in a value. */
    boolean structure;

    boolean cyclic;
    boolean ancestorCycle;
    boolean frozen;
    Position structPosition;
    Position listPosition;

    /** Makes it as new, for another vertex. */
    void clear() {
        processed = 0;
        tasks.clear();
        disjunctions.clear();
        imported.clear();
        importedGroups.clear();
        late.clear();
        met.clear();
        scalar = null;
        scalarPosition = null;
        fatal = null;
        incomplete = null;
        unfinished = null;
        blocked = null;
        provisional = false;
        closedLength = -1;
        leastLength = 0;
        strongStruct = false;
        weakStruct = false;
        hasComprehension = false;
        isList = false;
        heldBack.clear();
        nonCyclic = false;
        structure = false;
        cyclic = false;
        ancestorCycle = false;
        frozen = false;
        structPosition = null;
        listPosition = null;
    }

    /** Something that may have to be tried more than once. */
    static final class Task {
        final Conjunct conjunct;
        final Declaration declaration;
        final Comprehension comprehension;

        Task(Conjunct conjunct, Declaration declaration, Comprehension comprehension) {
            this.conjunct = conjunct;
            this.declaration = declaration;
            this.comprehension = comprehension;
        }
    }
}
