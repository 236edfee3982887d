package io.jenkins.plugins.vela.cue.eval;

import io.jenkins.plugins.vela.cue.compile.Expression;
import io.jenkins.plugins.vela.cue.compile.Label;
import io.jenkins.plugins.vela.cue.syntax.Position;
import io.jenkins.plugins.vela.cue.value.Bottom;
import io.jenkins.plugins.vela.cue.value.Kind;
import io.jenkins.plugins.vela.cue.value.Value;
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

    final Vertex parent;
    final Label label;

    /** See {@link Conjuncts}. */
    private Object conjuncts;

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

    Vertex computed() {
        return particulars == null ? null : particulars.computed;
    }

    Chains.Link link() {
        return particulars == null ? null : particulars.link;
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

    /** Bits of the tracked actions that were read for something. */
    long reads(Reads why) {
        return particulars == null ? 0 : particulars.reads(why);
    }

    void addReads(Reads why, long actions) {
        if (actions != 0) {
            particulars().setReads(why, reads(why) | actions);
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
        return Conjuncts.get(conjuncts, at);
    }

    List<Conjunct> conjuncts() {
        return Conjuncts.list(conjuncts, count);
    }

    /** Puts other conjuncts in the place of all that are there. */
    void replaceConjuncts(List<Conjunct> others) {
        conjuncts = Conjuncts.of(others);
        count = others.size();
    }

    void append(Conjunct conjunct) {
        grows();
        conjuncts = Conjuncts.with(conjuncts, count, conjunct);
        count++;
    }

    void late(Conjunct conjunct) {
        grows();
        work().late.add(conjunct);
    }

    private void grows() {
        if (settled) {
            throw new IllegalStateException(path() + " is settled");
        }
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
        return fields == null ? 0 : fields.elementCount();
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
