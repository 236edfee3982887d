package io.jenkins.plugins.vela.cue.eval;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.cue.compile.Declaration;
import io.jenkins.plugins.vela.cue.compile.Expression;
import io.jenkins.plugins.vela.cue.compile.Label;
import io.jenkins.plugins.vela.cue.syntax.Position;
import io.jenkins.plugins.vela.cue.value.Bottom;
import io.jenkins.plugins.vela.cue.value.Kind;
import io.jenkins.plugins.vela.cue.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A node of the value tree: the unification of its conjuncts. Filled in by {@link Expander} when somebody looks.
 *
 * <p>A scalar, type, undecided disjunction or bottom is in {@link #value}; for a struct or list {@code value} is the
 * vertex's own self marker {@code null} and {@link #kind} tells which.
 */
public final class Vertex extends Node implements Value {

    /** Whether a field is there, from most to least. */
    enum Presence {
        REGULAR,
        REQUIRED,
        OPTIONAL,
        ABSENT
    }

    enum State {
        NEW,
        EXPANDING,
        /** Something could not be finished because it depends on a vertex that is being expanded. */
        PROVISIONAL,
        DONE
    }

    final Vertex parent;
    final Label label;

    Conjunct[] conjuncts;
    int count;
    int processed;

    Vertex[] arcs = NO_ARCS;
    int arcCount;
    /** Of the arcs by label, once there are many. */
    private Map<Label, Integer> index;

    State state = State.NEW;
    Presence presence = Presence.ABSENT;
    /** Comprehensions that may add the field, not yet asked. */
    List<Comprehension.Field> pending;
    /** Tracked actions that decided about the presence. */
    long presenceReads;
    /** Tracked actions read while expanding. */
    long reads;
    /** Tracked actions that decided which fields there are. */
    long guardReads;
    /** Tracked actions whose absence removed an alternative. */
    long dropped;

    /** See class comment. */
    Value value;
    /** STRUCT or LIST when the vertex is one, otherwise 0. */
    int kind;
    /** What makes the field itself an error: not allowed in a closed struct. */
    Bottom denied;
    /** A comprehension or dynamic field of this struct that is incomplete. */
    Bottom unfinished;
    /** The same without what comprehensions for single fields say. */
    Bottom ownUnfinished;
    /** Why a comprehension could not tell whether the field is there. */
    Bottom undecided;

    /** Chosen alternative: everything is looked up there. */
    Vertex chosen;
    /** The alternative that is being tried, or null. */
    Vertex tried;
    /** For an alternative the vertex it stands for. */
    Vertex origin;
    /** For an alternative which alternatives it consists of. */
    Map<Disjunctions.Key, List<Integer>> choices;
    /** For an alternative the disjunctions that are left for later. */
    java.util.Set<Disjunctions.Key> held;

    /** Within an alternative with disjunctions left: what is not allowed is not known yet. */
    boolean partial;

    /** No alternative of a disjunction is left: there are no fields to ask for. */
    boolean isWithoutAlternative;

    boolean isListOpen;

    /** Null before the first expansion, and again once the vertex is settled. */
    Work work;

    private boolean settled;
    /** Takes over conjuncts that another vertex may still get. */
    boolean follows;
    /** An open list that has fewer elements than it must have. */
    boolean isTooShort;
    /** Vertices that took over the conjuncts of this one, with the reference they used. */
    List<Dependent> dependents;
    /** Who has taken over the conjuncts, or asked whether the field is there. */
    Readers followers;
    /** Who has looked through everything below. */
    Readers searchers;
    /** Nobody can get here any more: what held the vertex was made anew. */
    boolean isGone;
    /** How often the vertex was made anew. */
    int generation;
    /** Every comprehension that may add the field, once one of them was asked. */
    List<Comprehension.Field> candidates;
    /** The presence without the fields that comprehensions added. */
    Presence given = Presence.ABSENT;

    List<Group> closers;
    List<Group> openers;
    List<Pattern> patterns;
    FillTree fills;
    /** What went into a struct, for the order of its fields. */
    List<FieldOrder.Layer> layers;

    List<FieldOrder.Dynamic> dynamic;
    /** Bit of the tracked action, -1 for none, -2 for not known. */
    int actionBit = -2;
    /** The actions at and below the vertex, once that cannot change any more. */
    List<Vertex> actions;
    /** Somebody has gone through the fields: there must not be more of them afterwards. */
    boolean isEnumerated;
    /** Guards of comprehensions here that were decided on what was not known for good. */
    List<Doubt> doubts;
    /** Nothing below is a fatal error, as far as could be seen. */
    boolean checked;
    /** Tracked actions read while checking. */
    long checkReads;

    private static final Vertex[] NO_ARCS = new Vertex[0];
    private static final Conjunct[] NO_CONJUNCTS = new Conjunct[0];

    Vertex(Vertex parent, Label label) {
        this.parent = parent;
        this.label = label;
        this.partial = parent != null && parent.partial;
        this.conjuncts = NO_CONJUNCTS;
    }

    /** A pattern constraint, also the rest type of an open list. */
    static final class Pattern {
        final Declaration.Pattern declaration;
        final Conjunct template;
        /** For lists: the first index it applies to, otherwise -1. */
        final int from;

        Value matcher;
        int applied;

        Pattern(Declaration.Pattern declaration, Conjunct template, int from) {
            this.declaration = declaration;
            this.template = template;
            this.from = from;
        }
    }

    /** What is needed only while the vertex is being expanded, or may be again. */
    static final class Work {
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
    }

    /** See {@link Vertex#dependents}. */
    record Dependent(Vertex vertex, int generation, Group group, Trail trail, long guards) {
        boolean isCurrent() {
            return generation == vertex.generation;
        }
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

    /**
     * A comparison with bottom whose operand was only being computed.
     *
     * @param result what it was taken for
     */
    record Doubt(Expression.BottomTest test, Environment environment, boolean result) {}

    Work work() {
        if (work == null) {
            work = new Work();
        }
        return work;
    }

    /** Whether no more conjuncts can come: whoever may add some is finished. */
    boolean isComplete() {
        return pending == null && (parent == null || label == null || parent.isSettled());
    }

    /** Whether the vertex is finished for good. */
    boolean isSettled() {
        if (!settled) {
            settled = state == State.DONE && !follows && isComplete();
        }
        return settled;
    }

    /** As it was before the first expansion; what others gave stays. */
    void reset() {
        generation++;
        state = State.NEW;
        processed = 0;
        arcs = NO_ARCS;
        arcCount = 0;
        index = null;
        reads = 0;
        guardReads = 0;
        dropped = 0;
        value = null;
        kind = 0;
        unfinished = null;
        ownUnfinished = null;
        chosen = null;
        tried = null;
        isWithoutAlternative = false;
        isEnumerated = false;
        doubts = null;
        isListOpen = false;
        work = null;
        settled = false;
        follows = false;
        isTooShort = false;
        closers = null;
        openers = null;
        patterns = null;
        layers = null;
        dynamic = null;
        actionBit = -2;
    }

    /** Whether the fields are elsewhere, in alternatives of the vertex, or do not matter because it is an error. */
    boolean hasNoOwnFields() {
        return chosen != null || value != null;
    }

    @Override
    boolean isWithin(Node other) {
        if (!(other instanceof Vertex)) {
            return false;
        }
        for (Vertex vertex = this; vertex.label != null; ) {
            vertex = vertex.parent;
            if (vertex == other) {
                return true;
            }
            if (vertex == null) {
                return false;
            }
        }
        return false;
    }

    void append(Conjunct conjunct) {
        if (settled) {
            throw new IllegalStateException(path() + " is settled");
        }
        if (count == conjuncts.length) {
            conjuncts = Arrays.copyOf(conjuncts, count == 0 ? 2 : count * 2);
        }
        conjuncts[count++] = conjunct;
        if (state != State.EXPANDING && state != State.NEW) {
            state = State.PROVISIONAL;
            checked = false;
        }
    }

    void addLayer(Expression.StructLiteral literal, Trail trail, JsonNode data) {
        layers = with(layers, new FieldOrder.Layer(literal, trail, data));
    }

    /** A list with one more element; most have one and no more, so that this one takes no array. */
    static <T> List<T> with(List<T> list, T element) {
        if (list == null) {
            return Collections.singletonList(element);
        }
        List<T> longer = list;
        if (list.size() == 1) {
            longer = new ArrayList<>(4);
            longer.add(list.get(0));
        }
        longer.add(element);
        return longer;
    }

    void late(Conjunct conjunct) {
        if (settled) {
            throw new IllegalStateException(path() + " is settled");
        }
        work().late.add(conjunct);
        if (state != State.EXPANDING && state != State.NEW) {
            state = State.PROVISIONAL;
            checked = false;
        }
    }

    Vertex arc(Label wanted) {
        int at = indexOf(wanted);
        return at < 0 ? null : arcs[at];
    }

    /** Where the arc with a label stands, or -1. */
    int indexOf(Label wanted) {
        if (index != null) {
            return index.getOrDefault(wanted, -1);
        }
        for (int i = 0; i < arcCount; i++) {
            if (arcs[i].label.equals(wanted)) {
                return i;
            }
        }
        return -1;
    }

    /** How many elements a list has; definitions and hidden fields may stand beside them. */
    int elementCount() {
        int count = 0;
        for (int i = 0; i < arcCount; i++) {
            count += arcs[i].label.kind() == Label.Kind.INDEX ? 1 : 0;
        }
        return count;
    }

    void addArc(Vertex arc) {
        if (arcCount == arcs.length) {
            arcs = Arrays.copyOf(arcs, arcCount == 0 ? 4 : arcCount * 2);
        }
        arcs[arcCount++] = arc;
        if (index != null) {
            index.put(arc.label, arcCount - 1);
        } else if (arcCount > 12) {
            index = new HashMap<>(64);
            for (int i = 0; i < arcCount; i++) {
                index.put(arcs[i].label, i);
            }
        }
    }

    /** The arc at a place in an order of {@link FieldOrders}. */
    Vertex arc(int[] order, int place) {
        return arcs[order == null ? place : order[place]];
    }

    /** This vertex, or the alternative that stands for it. */
    Vertex deref() {
        Vertex vertex = this;
        while (vertex.chosen != null) {
            vertex = vertex.chosen;
        }
        return vertex;
    }

    /** The vertex that this one is an alternative of, or itself. */
    Vertex source() {
        Vertex vertex = this;
        while (vertex.origin != null) {
            vertex = vertex.origin;
        }
        return vertex;
    }

    boolean isStruct() {
        return kind == Kind.STRUCT;
    }

    public boolean isList() {
        return kind == Kind.LIST;
    }

    public Label label() {
        return label;
    }

    /** From the root, or from the struct that was made for an expression. */
    public String path() {
        if (label == null) {
            return "";
        }
        String outer = parent == null ? "" : parent.path();
        if (label.kind() == Label.Kind.INDEX) {
            return outer + "[" + label.name() + "]";
        }
        return outer.isEmpty() ? label.toString() : outer + "." + label;
    }

    /** Where the first conjunct stands, or null. */
    Position position() {
        for (int i = 0; i < count; i++) {
            Expression expression = conjuncts[i].expression();
            if (expression.position().isKnown()) {
                return expression.position();
            }
        }
        return null;
    }

    /** Where a scalar is written, if the vertex has just this conjunct; otherwise the place given. */
    Position scalarPosition(Position otherwise) {
        return count == 1 && conjuncts[0].expression() instanceof Expression.Constant constant
                ? constant.position()
                : otherwise;
    }

    @Override
    public int kinds() {
        Vertex vertex = deref();
        if (vertex.kind != 0) {
            return vertex.kind;
        }
        return vertex.value == null ? Kind.TOP : vertex.value.kinds();
    }

    @Override
    public boolean isConcrete() {
        Vertex vertex = deref();
        return vertex.kind != 0 || (vertex.value != null && vertex.value.isConcrete());
    }

    @Override
    public String toString() {
        return Printer.text(this);
    }
}
