package io.jenkins.plugins.vela.cue.eval;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.cue.compile.Expression;
import io.jenkins.plugins.vela.cue.compile.Label;
import io.jenkins.plugins.vela.cue.value.Bottom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Puts other data into an evaluation that has been looked at, and makes it forget what rests on the data that was there.
 *
 * <p>A vertex that forgets keeps the conjuncts that others gave it, and is as new otherwise; whoever read it forgets too.
 * Its fields are gone, and whoever read one of them forgets. A comprehension that forgets takes back the fields it had
 * added. So everything that is left rests on nothing but what is left: a vertex is reached from the outside, or through an
 * environment, or by having been read, and environments and readers go the way of the vertex that they belong to.
 */
@SuppressWarnings("ReferenceEquality") // the very same data and vertices, not ones that look the same
final class Refill {

    private final Evaluation evaluation;
    private final Deque<Node> stale = new ArrayDeque<>();
    private boolean isTooMuch;

    Refill(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /** False when the change reaches so far that the evaluation has to begin anew; it is of no use then. */
    boolean replace(FillTree before, FillTree after) {
        if (before.data() != after.data() || before.children().isEmpty()) {
            return false;
        }
        descend(evaluation.root, before, after);
        while (!stale.isEmpty() && !isTooMuch) {
            Node node = stale.pop();
            if (node instanceof Vertex vertex && !vertex.isGone) {
                forget(vertex);
            } else if (node instanceof Comprehension comprehension) {
                forget(comprehension);
            }
        }
        return !isTooMuch;
    }

    // ---- data ----

    private void descend(Vertex vertex, FillTree before, FillTree after) {
        vertex.particulars().fills = after;
        if (vertex.state == State.NEW) {
            return;
        }
        if (vertex.state != State.DONE || vertex.hasNoOwnFields()) {
            stale.push(vertex);
            return;
        }
        for (Map.Entry<Label, FillTree> child : after.children().entrySet()) {
            FillTree old = before.children().getOrDefault(child.getKey(), FillTree.EMPTY);
            FillTree next = child.getValue();
            if (old == next) {
                continue;
            }
            Vertex arc = vertex.arc(child.getKey());
            if (next.creates() != old.creates()) {
                stale.push(vertex);
            } else if (arc != null) {
                data(vertex, arc, old.data(), next);
                descend(arc, old, next);
            }
        }
    }

    private void data(Vertex parent, Vertex arc, JsonNode before, FillTree fill) {
        JsonNode after = fill.data();
        if (before == after) {
            return;
        }
        int at = before == null ? -1 : indexOf(arc, before, null, null);
        if (at >= 0 && after != null) {
            exchange(arc, at, before, after);
            return;
        }
        if (at >= 0) {
            remove(arc, at);
        } else if (after != null) {
            insertFirst(arc, Arcs.fillConjunct(after, fill.creates()));
        }
        arc.particulars().denied = null;
        if (parent.state == State.DONE) {
            Closedness.check(parent, arc, evaluation);
        }
        conjunctsChanged(arc);
        stale.push(arc);
    }

    /** Where the conjunct with this data stands, or -1. */
    private static int indexOf(Vertex arc, JsonNode data, Group group, Trail trail) {
        for (int i = 0; i < arc.count; i++) {
            Conjunct conjunct = arc.conjunct(i);
            if (conjunct.expression() instanceof Expression.Data known
                    && conjunct.environment() == null
                    && conjunct.group() == group
                    && conjunct.trail() == trail
                    && isSame(known.node(), data)) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Puts data in the place of other data; where both have the same form, only what differs below.
     *
     * @return whether they differ
     */
    private boolean exchange(Vertex arc, int at, JsonNode before, JsonNode after) {
        Conjunct old = arc.conjunct(at);
        List<Conjunct> conjuncts = arc.conjuncts();
        conjuncts.set(at, old.with(new Expression.Data(old.expression().position(), after, old.isInput())));
        arc.replaceConjuncts(conjuncts);
        if (before.isContainerNode()) {
            int[] places = placesBelow(arc, old, before, after);
            if (places != null) {
                boolean differ = exchangeBelow(arc, arc.conjunct(at), places, before, after);
                if (differ) {
                    conjunctsChanged(arc);
                }
                return differ;
            }
        }
        if (isSame(before, after)) {
            return false;
        }
        conjunctsChanged(arc);
        stale.push(arc);
        return true;
    }

    /** Where the conjuncts of fields or elements stand that are the parts of the data; null when it has another form. */
    private static int[] placesBelow(Vertex arc, Conjunct whole, JsonNode before, JsonNode after) {
        if (arc.state != State.DONE || arc.hasNoOwnFields() || !haveSameForm(arc, before, after)) {
            return null;
        }
        int[] places = new int[before.size() * 2];
        Iterator<String> names = before.fieldNames();
        for (int i = 0; i < before.size(); i++) {
            Label label = before.isObject() ? Label.string(names.next()) : Label.index(i);
            int part = arc.indexOf(label);
            int at = part < 0 ? -1 : indexOf(arc.arc(part), part(before, i, label), whole.group(), whole.trail());
            if (at < 0) {
                return null;
            }
            places[2 * i] = part;
            places[2 * i + 1] = at;
        }
        return places;
    }

    private boolean exchangeBelow(Vertex arc, Conjunct whole, int[] places, JsonNode before, JsonNode after) {
        exchangeLayer(arc, before, whole);
        boolean differ = false;
        for (int i = 0; i < before.size(); i++) {
            Vertex part = arc.arc(places[2 * i]);
            differ |= exchange(part, places[2 * i + 1], part(before, i, part.label), part(after, i, part.label));
        }
        return differ;
    }

    private static JsonNode part(JsonNode data, int index, Label label) {
        return data.isObject() ? data.get(label.name()) : data.get(index);
    }

    /** Equal, and in the same order. */
    private static boolean isSame(JsonNode a, JsonNode b) {
        if (a == b || !a.isContainerNode()) {
            return a.equals(b);
        }
        if (a.size() != b.size() || a.isArray() != b.isArray()) {
            return false;
        }
        if (a.isObject() && !haveSameNames(a, b)) {
            return false;
        }
        Iterator<JsonNode> others = b.elements();
        for (Iterator<JsonNode> elements = a.elements(); elements.hasNext(); ) {
            if (!isSame(elements.next(), others.next())) {
                return false;
            }
        }
        return true;
    }

    /** Whether both have the same fields in the same order, or the same number of elements. */
    private static boolean haveSameForm(Vertex arc, JsonNode before, JsonNode after) {
        if (before.isObject()) {
            return arc.isStruct() && haveSameNames(before, after);
        }
        return before.isArray() && after.isArray() && arc.isList() && before.size() == after.size();
    }

    private static boolean haveSameNames(JsonNode before, JsonNode after) {
        if (!before.isObject() || !after.isObject() || before.size() != after.size()) {
            return false;
        }
        Iterator<String> others = after.fieldNames();
        for (Iterator<String> names = before.fieldNames(); names.hasNext(); ) {
            if (!names.next().equals(others.next())) {
                return false;
            }
        }
        return true;
    }

    // ---- conjuncts ----

    /** Takes back what comprehensions have added to a field: they have to be asked again. */
    private static void takeBack(Vertex arc) {
        Particulars particulars = arc.particulars();
        particulars.setReads(Reads.PRESENCE, 0);
        List<Conjunct> kept = arc.conjuncts();
        kept.removeIf(conjunct -> isAdded(arc, conjunct));
        arc.replaceConjuncts(kept);
        for (Conjunct conjunct : kept) {
            arc.addReads(Reads.PRESENCE, conjunct.guards());
        }
        particulars.pending = new ArrayList<>(particulars.candidates);
        arc.presence = arc.given();
        particulars.undecided = null;
        particulars.denied = null;
    }

    private static boolean isAdded(Vertex arc, Conjunct conjunct) {
        for (Comprehension.Field candidate : arc.candidates()) {
            if (candidate.declaration() == conjunct.field()) {
                return true;
            }
        }
        return false;
    }

    /** Whether a comprehension may have added a field. */
    private static boolean mayCome(Vertex arc, Comprehension comprehension) {
        if (arc.candidates() != null) {
            for (Comprehension.Field candidate : arc.candidates()) {
                if (candidate.comprehension() == comprehension) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void remove(Vertex arc, int at) {
        List<Conjunct> conjuncts = arc.conjuncts();
        conjuncts.remove(at);
        arc.replaceConjuncts(conjuncts);
    }

    /** Data that is there from the beginning is the first conjunct. */
    private static void insertFirst(Vertex arc, Conjunct conjunct) {
        List<Conjunct> conjuncts = arc.conjuncts();
        conjuncts.add(0, conjunct);
        arc.replaceConjuncts(conjuncts);
    }

    /** Puts data in the place of other data with fields of the same names. */
    private static void exchangeLayer(Vertex struct, JsonNode before, Conjunct after) {
        for (int i = 0; i < struct.layers().size(); i++) {
            if (struct.layers().get(i).data() == before) {
                struct.fields().replaceLayer(i, after);
            }
        }
    }

    // ---- what rests on it ----

    private void push(Object readers) {
        Readers.forEach(readers, stale::push);
    }

    /** Those who took over the conjuncts of a vertex, or asked whether it is there, have to do so again. */
    private void conjunctsChanged(Vertex vertex) {
        push(vertex.followers());
        vertex.particulars().followers = null;
        vertex.particulars().dependents = null;
        around(vertex);
    }

    /** Whoever has looked through a whole struct has seen what is in it. */
    private void around(Vertex vertex) {
        Vertex v = vertex;
        while (v != null) {
            v.checked = false;
            v.forgetActions();
            if (v.reads(Reads.CHECK) != 0) {
                v.particulars().setReads(Reads.CHECK, 0);
            }
            if (v.searchers() != null) {
                push(v.searchers());
                v.particulars().searchers = null;
            }
            v = v.origin() != null ? v.origin() : v.label == null ? null : v.parent;
        }
    }

    private void forget(Vertex vertex) {
        if (evaluation.tracking.isTracked(vertex.label)) {
            isTooMuch = true;
        }
        push(vertex.readers);
        vertex.readers = null;
        around(vertex);
        if (vertex.state != State.NEW) {
            throwAwayContents(vertex);
            evaluation.reset(vertex);
        }
    }

    private void throwAwayContents(Vertex vertex) {
        for (int i = 0; i < vertex.arcCount(); i++) {
            throwAway(vertex.arc(i));
        }
        if (vertex.chosen() != null && vertex.chosen().origin() == vertex) {
            throwAway(vertex.chosen());
        }
        if (vertex.value instanceof Disjuncts disjuncts) {
            for (int i = 0; i < disjuncts.values().size(); i++) {
                if (disjuncts.values().get(i) instanceof Vertex alternative
                        && alternative.source() == vertex.source()) {
                    throwAway(alternative);
                }
            }
        }
    }

    private void throwAway(Vertex vertex) {
        if (vertex.isGone) {
            return;
        }
        vertex.isGone = true;
        push(vertex.readers);
        push(vertex.followers());
        push(vertex.searchers());
        throwAwayContents(vertex);
    }

    private void forget(Comprehension comprehension) {
        push(comprehension.readers);
        comprehension.readers = null;
        Vertex target = comprehension.target;
        if (target != null && !target.isGone && target.state != State.NEW) {
            comprehension.removeLayers();
            target.isEnumerated = false;
            target.particulars().doubts = null;
            boolean takesBack = false;
            for (int i = 0; i < target.arcCount(); i++) {
                Vertex arc = target.arc(i);
                if (mayCome(arc, comprehension)) {
                    takeBack(arc);
                    takesBack = true;
                    conjunctsChanged(arc);
                    stale.push(arc);
                }
            }
            if (takesBack) {
                target.particulars().unfinished = target.ownUnfinished();
                for (int i = 0; i < target.arcCount(); i++) {
                    Vertex arc = target.arc(i);
                    if (arc.undecided() != null) {
                        target.particulars().unfinished = Bottom.graver(
                                target.unfinished(), arc.undecided().withPath(target.path()));
                    }
                }
            }
        }
        comprehension.reset();
    }
}
