package io.jenkins.plugins.vela.cue.eval;

import io.jenkins.plugins.vela.cue.compile.Expression;
import io.jenkins.plugins.vela.cue.compile.Label;
import io.jenkins.plugins.vela.cue.syntax.Position;
import io.jenkins.plugins.vela.cue.value.Bottom;
import io.jenkins.plugins.vela.cue.value.Kind;
import io.jenkins.plugins.vela.cue.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

    /** The first conjunct: most vertices have no other. */
    private Conjunct first;
    /** The conjuncts from the second one on. */
    private Conjunct[] others;

    int count;

    State state = State.NEW;
    Presence presence = Presence.ABSENT;

    /** See class comment. */
    Value value;
    /** STRUCT or LIST when the vertex is one, otherwise 0. */
    int kind;

    private Fields fields;
    private Choice choice;
    private Particulars particulars;

    /** Null before the first expansion, and again once the vertex is settled. */
    Work work;

    /** Bit of the tracked action, -1 for none, -2 for not known. */
    byte actionBit = -2;
    /** Within an alternative with disjunctions left: what is not allowed is not known yet. */
    boolean partial;
    /** No alternative of a disjunction is left: there are no fields to ask for. */
    boolean isWithoutAlternative;

    boolean isListOpen;
    /** An open list that has fewer elements than it must have. */
    boolean isTooShort;

    private boolean settled;
    /** Takes over conjuncts that another vertex may still get. */
    boolean follows;
    /** Nobody can get here any more: what held the vertex was made anew. */
    boolean isGone;
    /** Somebody has gone through the fields: there must not be more of them afterwards. */
    boolean isEnumerated;
    /** Nothing below is a fatal error, as far as could be seen. */
    boolean checked;
    /** Somebody looks for errors at and below the vertex. */
    boolean isBeingChecked;
    /** There are no actions at and below the vertex, and there will be none. */
    private boolean isWithoutActions;

    Vertex(Vertex parent, Label label) {
        this.parent = parent;
        this.label = label;
        this.partial = parent != null && parent.partial;
    }

    // ---- what not every vertex has ----

    /** The fields, to add something. */
    Fields fields() {
        if (fields == null) {
            fields = new Fields();
        }
        return fields;
    }

    /** What disjunctions make of the vertex, to change it. */
    Choice choice() {
        if (choice == null) {
            choice = new Choice();
        }
        return choice;
    }

    /** What few vertices have, to change it. */
    Particulars particulars() {
        if (particulars == null) {
            particulars = new Particulars();
        }
        return particulars;
    }

    int arcCount() {
        return fields == null ? 0 : fields.count();
    }

    List<Group> closers() {
        return fields == null ? null : fields.closers;
    }

    List<Group> openers() {
        return fields == null ? null : fields.openers;
    }

    List<Fields.Pattern> patterns() {
        return fields == null ? null : fields.patterns;
    }

    /** What went into the struct, for the order of its fields; not to be changed. */
    List<FieldOrder.Layer> layers() {
        return fields == null ? List.of() : fields.layers();
    }

    List<FieldOrder.Dynamic> dynamic() {
        return fields == null ? null : fields.dynamic;
    }

    Vertex chosen() {
        return choice == null ? null : choice.chosen;
    }

    Vertex tried() {
        return choice == null ? null : choice.tried;
    }

    Vertex origin() {
        return choice == null ? null : choice.origin;
    }

    Map<Disjunctions.Key, List<Integer>> choices() {
        return choice == null ? null : choice.choices;
    }

    Set<Disjunctions.Key> held() {
        return choice == null ? null : choice.held;
    }

    FillTree fills() {
        return particulars == null ? null : particulars.fills;
    }

    Bottom denied() {
        return particulars == null ? null : particulars.denied;
    }

    Bottom unfinished() {
        return particulars == null ? null : particulars.unfinished;
    }

    Bottom ownUnfinished() {
        return particulars == null ? null : particulars.ownUnfinished;
    }

    List<Particulars.Doubt> doubts() {
        return particulars == null ? null : particulars.doubts;
    }

    List<Comprehension.Field> pending() {
        return particulars == null ? null : particulars.pending;
    }

    List<Comprehension.Field> candidates() {
        return particulars == null ? null : particulars.candidates;
    }

    Bottom undecided() {
        return particulars == null ? null : particulars.undecided;
    }

    long reads() {
        return particulars == null ? 0 : particulars.reads;
    }

    long presenceReads() {
        return particulars == null ? 0 : particulars.presenceReads;
    }

    long guardReads() {
        return particulars == null ? 0 : particulars.guardReads;
    }

    long checkReads() {
        return particulars == null ? 0 : particulars.checkReads;
    }

    long dropped() {
        return particulars == null ? 0 : particulars.dropped;
    }

    Vertex computed() {
        return particulars == null ? null : particulars.computed;
    }

    Chains.Link link() {
        return particulars == null ? null : particulars.link;
    }

    int generation() {
        return particulars == null ? 0 : particulars.generation;
    }

    List<Particulars.Dependent> dependents() {
        return particulars == null ? null : particulars.dependents;
    }

    Object followers() {
        return particulars == null ? null : particulars.followers;
    }

    Object searchers() {
        return particulars == null ? null : particulars.searchers;
    }

    /** The presence without the fields that comprehensions added. */
    Presence given() {
        return particulars == null || particulars.given == null ? presence : particulars.given;
    }

    /** Notes the presence that a conjunct gives that is here for good. */
    void give(Presence to) {
        if (particulars != null && particulars.given != null && to.compareTo(particulars.given) < 0) {
            particulars.given = to;
        }
    }

    /** From now on comprehensions may add to the presence. */
    void keepGiven() {
        particulars().given = given();
    }

    void forgetChosen() {
        if (choice != null) {
            choice.chosen = null;
        }
    }

    /** The actions at and below the vertex, once that cannot change any more; null before. */
    List<Vertex> actions() {
        return isWithoutActions ? List.of() : particulars == null ? null : particulars.actions;
    }

    void setActions(List<Vertex> found) {
        isWithoutActions = found.isEmpty();
        if (!isWithoutActions) {
            particulars().actions = found;
        }
    }

    void forgetActions() {
        isWithoutActions = false;
        if (particulars != null) {
            particulars.actions = null;
        }
    }

    /** Notes tracked actions that were read while expanding. */
    void addReads(long actions) {
        if (actions != 0) {
            particulars().reads |= actions;
        }
    }

    /** Notes tracked actions that decided about the presence. */
    void addPresenceReads(long actions) {
        if (actions != 0) {
            particulars().presenceReads |= actions;
        }
    }

    /** Notes tracked actions that decided which fields there are. */
    void addGuardReads(long actions) {
        if (actions != 0) {
            particulars().guardReads |= actions;
        }
    }

    /** Notes tracked actions that were read while checking. */
    void addCheckReads(long actions) {
        if (actions != 0) {
            particulars().checkReads |= actions;
        }
    }

    /** Notes tracked actions whose absence removed an alternative. */
    void addDropped(long actions) {
        if (actions != 0) {
            particulars().dropped |= actions;
        }
    }

    // ---- life ----

    Work work() {
        if (work == null) {
            work = new Work();
        }
        return work;
    }

    /** Whether no more conjuncts can come: whoever may add some is finished. */
    boolean isComplete() {
        return pending() == null && (parent == null || label == null || parent.isSettled());
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
        state = State.NEW;
        fields = null;
        value = null;
        kind = 0;
        isWithoutAlternative = false;
        isEnumerated = false;
        isListOpen = false;
        isTooShort = false;
        work = null;
        settled = false;
        follows = false;
        actionBit = -2;
        if (choice != null) {
            choice.chosen = null;
            choice.tried = null;
        }
        particulars().reset();
    }

    /** Whether the fields are elsewhere, in alternatives of the vertex, or do not matter because it is an error. */
    boolean hasNoOwnFields() {
        return chosen() != null || value != null;
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

    // ---- conjuncts ----

    Conjunct conjunct(int at) {
        return at == 0 ? first : others[at - 1];
    }

    /** Puts a conjunct in the place of one that is there. */
    void replaceConjunct(int at, Conjunct conjunct) {
        if (at == 0) {
            first = conjunct;
        } else {
            others[at - 1] = conjunct;
        }
    }

    /** Puts other conjuncts in the place of all that are there. */
    void replaceConjuncts(List<Conjunct> conjuncts) {
        count = conjuncts.size();
        first = count == 0 ? null : conjuncts.get(0);
        others = count < 2 ? null : conjuncts.subList(1, count).toArray(new Conjunct[0]);
    }

    /** Has the conjuncts of another vertex. */
    void takeConjuncts(Vertex other) {
        first = other.first;
        others = other.others == null ? null : Arrays.copyOf(other.others, other.count - 1);
        count = other.count;
    }

    List<Conjunct> conjuncts() {
        List<Conjunct> all = new ArrayList<>(count + 1);
        for (int i = 0; i < count; i++) {
            all.add(conjunct(i));
        }
        return all;
    }

    void append(Conjunct conjunct) {
        if (settled) {
            throw new IllegalStateException(path() + " is settled");
        }
        if (count == 0) {
            first = conjunct;
        } else {
            if (others == null) {
                others = new Conjunct[2];
            } else if (count > others.length) {
                others = Arrays.copyOf(others, count * 2);
            }
            others[count - 1] = conjunct;
        }
        count++;
        if (state != State.EXPANDING && state != State.NEW) {
            state = State.PROVISIONAL;
            checked = false;
        }
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
        return at < 0 ? null : fields.get(at);
    }

    /** Where the arc with a label stands, or -1. */
    int indexOf(Label wanted) {
        return fields == null ? -1 : fields.indexOf(wanted);
    }

    Vertex arc(int at) {
        return fields.get(at);
    }

    /** How many elements a list has; definitions and hidden fields may stand beside them. */
    int elementCount() {
        int count = 0;
        for (int i = 0; i < arcCount(); i++) {
            count += arc(i).label.kind() == Label.Kind.INDEX ? 1 : 0;
        }
        return count;
    }

    /** The arc at a place in an order of {@link FieldOrders}. */
    Vertex arc(int[] order, int place) {
        return fields.get(order == null ? place : order[place]);
    }

    /** This vertex, or the alternative that stands for it. */
    Vertex deref() {
        Vertex vertex = this;
        while (vertex.choice != null && vertex.choice.chosen != null) {
            vertex = vertex.choice.chosen;
        }
        return vertex;
    }

    /** The vertex that this one is an alternative of, or itself. */
    Vertex source() {
        Vertex vertex = this;
        while (vertex.choice != null && vertex.choice.origin != null) {
            vertex = vertex.choice.origin;
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
            Expression expression = conjunct(i).expression();
            if (expression.position().isKnown()) {
                return expression.position();
            }
        }
        return null;
    }

    /** Where a scalar is written, if the vertex has just this conjunct; otherwise the place given. */
    Position scalarPosition(Position otherwise) {
        return count == 1 && first.expression() instanceof Expression.Constant constant
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
