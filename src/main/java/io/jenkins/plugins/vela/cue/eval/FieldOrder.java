package io.jenkins.plugins.vela.cue.eval;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.cue.compile.Declaration;
import io.jenkins.plugins.vela.cue.compile.Expression;
import io.jenkins.plugins.vela.cue.compile.Label;
import io.jenkins.plugins.vela.cue.syntax.Position;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * The order in which the fields of a struct are exported. Each struct literal that went into the vertex is a layer, at
 * the place of the reference that brought it in or else of its last field. Within a layer, and from layer to layer, a
 * field comes before the next one; layers that were unified explicitly ({@code a & b}) say nothing about each other's
 * fields. What this leaves open, or contradicts itself, is ordered by name.
 */
final class FieldOrder {

    /** A struct literal, or an object of data, that went into a vertex. */
    interface Layer {
        /** Null for data. */
        Expression.StructLiteral literal();

        /** How the literal came here. */
        Trail trail();

        /** Null for a literal. */
        JsonNode data();

        /** Whether it is data that counts as if it were written at the end of the file. */
        boolean isInput();
    }

    /** What a comprehension has yielded. */
    record Yielded(Expression.StructLiteral literal, Trail trail) implements Layer {
        @Override
        public JsonNode data() {
            return null;
        }

        @Override
        public boolean isInput() {
            return false;
        }
    }

    /** A dynamic field that got a label, and the field that was made of it. */
    record Dynamic(Declaration.DynamicField field, Label label, Declaration.Field made) {}

    /** So many fields before other ones get a joint in between, or each of them would be joined to each of the others. */
    private static final int MANY = 8;

    /** Where a literal stands, however many layers it is: a loop makes one in each round. */
    private static final class Spot {
        Position position;
        boolean last;
    }

    /** A layer while it is being placed. */
    private static final class Placed {
        final Layer layer;
        final Spot spot;
        boolean explicit;

        Placed(Layer layer, Spot spot) {
            this.layer = layer;
            this.spot = spot;
        }

        String file() {
            return spot.position == null ? "" : spot.position.file();
        }
    }

    private final Vertex vertex;
    private final IdentityHashMap<Declaration.DynamicField, Deque<Label>> dynamic = new IdentityHashMap<>();
    private final FieldGraph graph;
    private final Placed[] owner;

    private FieldOrder(Vertex vertex) {
        this.vertex = vertex;
        this.graph = new FieldGraph(vertex);
        this.owner = new Placed[vertex.arcCount()];
    }

    /** Whether the fields are in order as they stand, as the elements of a list are. */
    static boolean isTrivial(Vertex vertex) {
        return vertex.isList()
                || vertex.arcCount() < 2
                || vertex.fields().layerCount() == 0
                || (vertex.fields().layerCount() == 1 && vertex.dynamic() == null);
    }

    /** Indexes of the fields of a struct in order, also of those that are not there. */
    static int[] of(Vertex vertex) {
        return new FieldOrder(vertex).sort();
    }

    private int[] sort() {
        if (vertex.dynamic() != null) {
            for (Dynamic field : vertex.dynamic()) {
                dynamic.computeIfAbsent(field.field(), f -> new ArrayDeque<>(2)).add(field.label());
            }
        }
        List<Placed> layers = new ArrayList<>(vertex.layers().size());
        IdentityHashMap<Object, Spot> spots = new IdentityHashMap<>();
        for (Layer layer : vertex.layers()) {
            Object key = layer.literal() != null ? layer.literal() : layer;
            layers.add(new Placed(layer, spots.computeIfAbsent(key, k -> new Spot())));
        }
        place(layers);
        markExplicit(layers);
        layers.sort(FieldOrder::compare);
        List<List<Placed>> batches = batches(layers);
        List<Integer> previous = new ArrayList<>();
        List<Placed> before = null;
        for (List<Placed> batch : batches) {
            boolean explicit = isExplicit(batch);
            boolean isInput = batch.get(0).layer.isInput();
            if (before != null
                    && !isInput
                    && !before.get(0).file().equals(batch.get(0).file())) {
                previous = new ArrayList<>();
            }
            List<Integer> next = new ArrayList<>();
            for (Placed placed : batch) {
                placed.explicit = explicit;
                next.addAll(edges(previous, placed));
            }
            previous = next.size() > MANY ? List.of(graph.joint(next)) : next;
            before = batch;
        }
        return graph.sort();
    }

    // ---- layers ----

    /**
     * Finds the place of each layer. The last field decides; for what a reference brought in that is the place of the
     * first reference on the way. A literal that embeds the reference moves to that place too: so does the reference.
     */
    private void place(List<Placed> layers) {
        IdentityHashMap<Object, Set<Spot>> holders = new IdentityHashMap<>();
        for (Placed placed : layers) {
            Expression.StructLiteral literal = placed.layer.literal();
            Spot spot = placed.spot;
            if (literal == null) {
                spot.last = true;
                continue;
            }
            if (spot.position != null) {
                continue;
            }
            spot.position = literal.position();
            for (Declaration declaration : literal.declarations()) {
                if (declaration instanceof Declaration.Embedding embedding) {
                    hold(holders, embedding.expression(), spot);
                } else {
                    hold(holders, declaration, spot);
                    spot.last |= declaration instanceof Declaration.DynamicField field && dynamic.containsKey(field);
                }
            }
        }
        if (vertex.dynamic() != null) {
            for (Dynamic field : vertex.dynamic()) {
                Set<Spot> owners = holders.get(field.field());
                if (owners != null) {
                    holders.put(field.made(), owners);
                }
            }
        }
        for (int i = 0; i < vertex.arcCount(); i++) {
            Vertex arc = vertex.arc(i);
            for (int j = 0; j < arc.count; j++) {
                place(holders, arc.conjunct(j));
            }
        }
        if (vertex.parent == null
                && vertex.fills() != null
                && !vertex.fills().children().isEmpty()) {
            // data at the top counts as if it were written at the end of the file
            for (Placed placed : layers) {
                Expression.StructLiteral literal = placed.layer.literal();
                if (literal != null && Trail.first(placed.layer.trail()) == null && isOwn(vertex, literal)) {
                    Position position = literal.position();
                    placed.spot.position =
                            position.source().at(position.source().text().length());
                }
            }
        }
    }

    /** Whether a literal is itself a conjunct of the vertex. */
    static boolean isOwn(Vertex vertex, Expression.StructLiteral literal) {
        for (int i = 0; i < vertex.count; i++) {
            if (vertex.conjunct(i).expression() == literal) {
                return true;
            }
        }
        return false;
    }

    private static void place(IdentityHashMap<Object, Set<Spot>> holders, Conjunct conjunct) {
        if (conjunct.field() == null) {
            return;
        }
        Set<Spot> found = holders.get(conjunct.field());
        if (found == null) {
            return;
        }
        for (Spot spot : found) {
            spot.position = conjunct.field().position();
        }
        Expression first = Trail.first(conjunct.trail());
        if (first != null) {
            Set<Spot> together =
                    holders.computeIfAbsent(first, f -> Collections.newSetFromMap(new IdentityHashMap<>()));
            together.addAll(found);
            if (first.position().isKnown()) {
                for (Spot spot : together) {
                    spot.position = first.position();
                }
            }
        }
    }

    private static void hold(IdentityHashMap<Object, Set<Spot>> holders, Object node, Spot spot) {
        holders.computeIfAbsent(node, n -> Collections.newSetFromMap(new IdentityHashMap<>()))
                .add(spot);
    }

    /** Finds the layers that are operands of an explicit unification. */
    private void markExplicit(List<Placed> layers) {
        Set<Expression> operands = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < vertex.count; i++) {
            collect(vertex.conjunct(i).expression(), operands);
        }
        for (Placed placed : layers) {
            if (placed.layer.literal() == null) {
                continue;
            }
            for (Declaration declaration : placed.layer.literal().declarations()) {
                if (declaration instanceof Declaration.Embedding embedding) {
                    collect(embedding.expression(), operands);
                }
            }
        }
        for (Placed placed : layers) {
            Expression first = Trail.first(placed.layer.trail());
            placed.explicit = operands.contains(first != null ? first : placed.layer.literal());
        }
    }

    private static void collect(Expression expression, Set<Expression> operands) {
        if (expression instanceof Expression.Unification unification) {
            for (Expression operand : unification.operands()) {
                operands.add(operand);
                collect(operand, operands);
            }
        }
    }

    private static int compare(Placed a, Placed b) {
        if (a.spot.position == null || b.spot.position == null) {
            return Boolean.compare(a.spot.position == null, b.spot.position == null);
        }
        int order = a.spot.position.compareTo(b.spot.position);
        return order != 0 ? order : Boolean.compare(a.spot.last, b.spot.last);
    }

    private static List<List<Placed>> batches(List<Placed> layers) {
        List<List<Placed>> batches = new ArrayList<>();
        List<Placed> batch = new ArrayList<>();
        for (Placed placed : layers) {
            boolean together = !batch.isEmpty() && compare(batch.get(0), placed) == 0 && !placed.spot.last;
            if (!batch.isEmpty() && !together) {
                append(batches, batch);
                batch = new ArrayList<>();
            }
            batch.add(placed);
        }
        append(batches, batch);
        return batches;
    }

    private static void append(List<List<Placed>> batches, List<Placed> batch) {
        if (batch.isEmpty()) {
            return;
        }
        List<Placed> last = batches.isEmpty() ? null : batches.get(batches.size() - 1);
        if (last != null
                && isExplicit(batch)
                && isExplicit(last)
                && batch.get(0).file().equals(last.get(0).file())) {
            last.addAll(batch);
        } else {
            batches.add(batch);
        }
    }

    private static boolean isExplicit(List<Placed> batch) {
        return batch.size() > 1 || batch.get(0).explicit;
    }

    // ---- edges ----

    private List<Integer> edges(List<Integer> previous, Placed placed) {
        List<Integer> before = previous;
        for (int index : labels(placed.layer)) {
            if (owner[index] == placed) {
                continue;
            }
            if (!placed.explicit && owner[index] != null && isOfSameFile(owner[index], placed)) {
                continue;
            }
            owner[index] = placed;
            for (int earlier : before) {
                graph.edge(earlier, index);
            }
            before = new ArrayList<>(List.of(index));
        }
        return before;
    }

    private static boolean isOfSameFile(Placed before, Placed placed) {
        return placed.layer.isInput()
                || (placed.spot.position != null && before.file().equals(placed.file()));
    }

    private List<Integer> labels(Layer layer) {
        List<Integer> labels = new ArrayList<>();
        if (layer.literal() == null) {
            Iterator<String> names = layer.data().fieldNames();
            while (names.hasNext()) {
                add(Label.string(names.next()), labels);
            }
            return labels;
        }
        for (Declaration declaration : layer.literal().declarations()) {
            if (declaration instanceof Declaration.Field field) {
                add(field.label(), labels);
            } else if (declaration instanceof Declaration.DynamicField field) {
                Deque<Label> made = dynamic.get(field);
                if (made != null && !made.isEmpty()) {
                    add(made.remove(), labels);
                }
            }
        }
        return labels;
    }

    private void add(Label label, List<Integer> labels) {
        int index = vertex.indexOf(label);
        if (index >= 0) {
            labels.add(index);
        }
    }
}
