package io.jenkins.plugins.vela.cue.eval;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.cue.compile.Declaration;
import io.jenkins.plugins.vela.cue.compile.Expression;
import io.jenkins.plugins.vela.cue.compile.Label;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers the orders that {@link FieldOrder} found: the same literals meet in every evaluation of a program. An order
 * depends on nothing but what the key of {@link #keyOf} holds.
 */
final class FieldOrders {

    /** More than this is not remembered: a program has few structs, an adversary makes many. */
    private static final int MOST = 4_096;

    private static final int WIDEST = 256;

    private static final Object DATA = new Object();
    private static final Object LITERAL = new Object();
    private static final Object ARC = new Object();

    private final Map<Key, int[]> known;
    /** Only what is remembered gets a key of its own. */
    private final Key scratch = new Key();

    private FieldOrders(Map<Key, int[]> known) {
        this.known = known;
    }

    FieldOrders() {
        this(new ConcurrentHashMap<>());
    }

    /** The same memory, for another thread. */
    FieldOrders shared() {
        return new FieldOrders(known);
    }

    /** Parts are compared by identity, names and labels by their text. */
    private static final class Key {
        Object[] parts = new Object[32];
        int size;
        int hash;

        void clear() {
            size = 0;
            hash = 0;
        }

        Key copy() {
            Key copy = new Key();
            copy.parts = Arrays.copyOf(parts, size);
            copy.size = size;
            copy.hash = hash;
            return copy;
        }

        /** False when there are too many parts. */
        boolean add(Object part) {
            if (size == WIDEST) {
                return false;
            }
            if (size == parts.length) {
                parts = Arrays.copyOf(parts, size * 2);
            }
            parts[size++] = part;
            hash = hash * 31 + (isText(part) ? part.hashCode() : System.identityHashCode(part));
            return true;
        }

        private static boolean isText(Object part) {
            return part instanceof Label || part instanceof String;
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        @SuppressWarnings("ReferenceEquality") // the same nodes of the program, not ones that look the same
        public boolean equals(Object other) {
            if (!(other instanceof Key key) || key.hash != hash || key.size != size) {
                return false;
            }
            for (int i = 0; i < size; i++) {
                Object a = parts[i];
                Object b = key.parts[i];
                if (a != b && !(isText(a) && a.equals(b))) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Indexes of the fields of a struct in order; null when they are in order as they stand. */
    int[] of(Vertex vertex) {
        if (FieldOrder.isTrivial(vertex)) {
            return null;
        }
        Key key = keyOf(vertex);
        if (key == null) {
            return FieldOrder.of(vertex);
        }
        int[] order = known.get(key);
        if (order == null) {
            order = FieldOrder.of(vertex);
            if (known.size() < MOST) {
                known.put(key.copy(), order);
            }
        }
        return order;
    }

    /** Everything that decides the order, or null when that is too much or belongs to one evaluation only. */
    private Key keyOf(Vertex vertex) {
        if (vertex.dynamic() != null) {
            return null;
        }
        Key key = scratch;
        key.clear();
        key.add(
                vertex.parent == null
                                && vertex.fills() != null
                                && !vertex.fills().children().isEmpty()
                        ? DATA
                        : null);
        for (int i = 0; i < vertex.count; i++) {
            Expression expression = vertex.conjunct(i).expression();
            boolean matters = expression.tag() == Expression.Tag.UNIFICATION;
            if (matters && !add(key, expression, expression.position().isKnown())) {
                return null;
            }
        }
        for (int i = 0; i < vertex.fields().layerCount(); i++) {
            FieldOrder.Layer layer = vertex.fields().layer(i);
            boolean fits = layer.literal() == null
                    ? key.add(layer.isInput() ? DATA : null) && addNames(key, layer.data())
                    : key.add(LITERAL)
                            && key.add(isOwn(vertex, layer) ? LITERAL : null)
                            && add(
                                    key,
                                    layer.literal(),
                                    layer.literal().position().isKnown());
            if (!fits || !addFirst(key, layer.literal() == null ? null : layer.trail())) {
                return null;
            }
        }
        for (int i = 0; i < vertex.arcCount(); i++) {
            Vertex arc = vertex.arc(i);
            if (!key.add(ARC) || !key.add(arc.label)) {
                return null;
            }
            for (int j = 0; j < arc.count; j++) {
                Declaration.Field field = arc.conjunct(j).field();
                if (field != null
                        && (!add(key, field, field.position().isKnown())
                                || !addFirst(key, arc.conjunct(j).trail()))) {
                    return null;
                }
            }
        }
        return key;
    }

    private static boolean isOwn(Vertex vertex, FieldOrder.Layer layer) {
        return Trail.first(layer.trail()) == null && FieldOrder.isOwn(vertex, layer.literal());
    }

    /** False when the key is full, or the part was made by an evaluation. */
    private static boolean add(Key key, Object part, boolean isOfProgram) {
        return isOfProgram && key.add(part);
    }

    private static boolean addNames(Key key, JsonNode data) {
        if (!key.add(DATA)) {
            return false;
        }
        Iterator<String> names = data.fieldNames();
        while (names.hasNext()) {
            if (!key.add(names.next())) {
                return false;
            }
        }
        return true;
    }

    private static boolean addFirst(Key key, Trail trail) {
        Expression first = Trail.first(trail);
        if (first == null) {
            return key.add(null);
        }
        boolean isOfProgram = first.position().isKnown()
                && first.tag() != Expression.Tag.CONSTANT
                && first.tag() != Expression.Tag.DATA;
        return add(key, first, isOfProgram);
    }
}
