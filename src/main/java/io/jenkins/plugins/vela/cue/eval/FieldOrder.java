package io.jenkins.plugins.vela.cue.eval;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.cue.compile.Declaration;
import io.jenkins.plugins.vela.cue.compile.Expression;
import io.jenkins.plugins.vela.cue.compile.Label;
import io.jenkins.plugins.vela.cue.syntax.Position;
import java.util.ArrayList;
import java.util.Collections;
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

    /**
     * A struct literal, or an object of data, that went into a vertex.
     *
     * @param literal null for data
     * @param data null for a literal
     */
    record Layer(Expression.StructLiteral literal, Trail trail, JsonNode data) {}

    /** A dynamic field that got a label, and the field that was made of it. */
    record Dynamic(Declaration.DynamicField field, Label label, Declaration.Field made) {}

    /** A layer while it is being placed. */
    private static final class Placed {
        final Layer layer;
        Position position;
        boolean explicit;
        boolean last;

        Placed(Layer layer) {
            this.layer = layer;
        }

        String file() {
            return position == null ? "" : position.file();
        }
    }

    private final Vertex vertex;
    private final IdentityHashMap<Declaration.DynamicField, List<Label>> dynamic = new IdentityHashMap<>();
    private final FieldGraph graph;
    private final Placed[] owner;

    private FieldOrder(Vertex vertex) {
        this.vertex = vertex;
        this.graph = new FieldGraph(vertex);
        this.owner = new Placed[vertex.arcCount];
    }

    /** Whether the fields are in order as they stand, as the elements of a list are. */
    static boolean isTrivial(Vertex vertex) {
        return vertex.isList()
                || vertex.layers == null
                || vertex.arcCount < 2
                || (vertex.layers.size() == 1 && vertex.dynamic == null);
    }

    /** Indexes of the fields of a struct in order, also of those that are not there. */
    static int[] of(Vertex vertex) {
        return new FieldOrder(vertex).sort();
    }

    private int[] sort() {
        if (vertex.dynamic != null) {
            for (Dynamic field : vertex.dynamic) {
                dynamic.computeIfAbsent(field.field(), f -> new ArrayList<>(2)).add(field.label());
            }
        }
        List<Placed> layers = new ArrayList<>(vertex.layers.size());
        for (Layer layer : vertex.layers) {
            layers.add(new Placed(layer));
        }
        place(layers);
        markExplicit(layers);
        layers.sort(FieldOrder::compare);
        List<List<Placed>> batches = batches(layers);
        List<Integer> previous = new ArrayList<>();
        List<Placed> before = null;
        for (List<Placed> batch : batches) {
            boolean explicit = isExplicit(batch);
            if (before != null && !before.get(0).file().equals(batch.get(0).file())) {
                previous = new ArrayList<>();
            }
            List<Integer> next = new ArrayList<>();
            for (Placed placed : batch) {
                placed.explicit = explicit;
                next.addAll(edges(previous, placed));
            }
            previous = next;
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
        IdentityHashMap<Object, Set<Placed>> holders = new IdentityHashMap<>();
        for (Placed placed : layers) {
            Expression.StructLiteral literal = placed.layer.literal();
            if (literal == null) {
                placed.last = true;
                continue;
            }
            placed.position = literal.position();
            for (Declaration declaration : literal.declarations()) {
                if (declaration instanceof Declaration.Embedding embedding) {
                    hold(holders, embedding.expression(), placed);
                } else {
                    hold(holders, declaration, placed);
                    placed.last |= declaration instanceof Declaration.DynamicField field && dynamic.containsKey(field);
                }
            }
        }
        if (vertex.dynamic != null) {
            for (Dynamic field : vertex.dynamic) {
                Set<Placed> owners = holders.get(field.field());
                if (owners != null) {
                    holders.put(field.made(), owners);
                }
            }
        }
        for (int i = 0; i < vertex.arcCount; i++) {
            Vertex arc = vertex.arcs[i];
            for (int j = 0; j < arc.count; j++) {
                place(holders, arc.conjuncts[j]);
            }
        }
        if (vertex.parent == null
                && vertex.fills != null
                && !vertex.fills.children().isEmpty()) {
            // data at the top counts as if it were written at the end of the file
            for (Placed placed : layers) {
                Expression.StructLiteral literal = placed.layer.literal();
                if (literal != null && Trail.first(placed.layer.trail()) == null && isOwn(vertex, literal)) {
                    Position position = literal.position();
                    placed.position =
                            position.source().at(position.source().text().length());
                }
            }
        }
    }

    /** Whether a literal is itself a conjunct of the vertex. */
    static boolean isOwn(Vertex vertex, Expression.StructLiteral literal) {
        for (int i = 0; i < vertex.count; i++) {
            if (vertex.conjuncts[i].expression() == literal) {
                return true;
            }
        }
        return false;
    }

    private static void place(IdentityHashMap<Object, Set<Placed>> holders, Conjunct conjunct) {
        if (conjunct.field() == null) {
            return;
        }
        Set<Placed> found = holders.get(conjunct.field());
        if (found == null) {
            return;
        }
        for (Placed placed : found) {
            placed.position = conjunct.field().position();
        }
        Expression first = Trail.first(conjunct.trail());
        if (first != null) {
            Set<Placed> together =
                    holders.computeIfAbsent(first, f -> Collections.newSetFromMap(new IdentityHashMap<>()));
            together.addAll(found);
            if (first.position().isKnown()) {
                for (Placed placed : together) {
                    placed.position = first.position();
                }
            }
        }
    }

    private static void hold(IdentityHashMap<Object, Set<Placed>> holders, Object node, Placed placed) {
        holders.computeIfAbsent(node, n -> Collections.newSetFromMap(new IdentityHashMap<>()))
                .add(placed);
    }

    /** Finds the layers that are operands of an explicit unification. */
    private void markExplicit(List<Placed> layers) {
        Set<Expression> operands = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < vertex.count; i++) {
            collect(vertex.conjuncts[i].expression(), operands);
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
        if (a.position == null || b.position == null) {
            return Boolean.compare(a.position == null, b.position == null);
        }
        int order = a.position.compareTo(b.position);
        return order != 0 ? order : Boolean.compare(a.last, b.last);
    }

    private static List<List<Placed>> batches(List<Placed> layers) {
        List<List<Placed>> batches = new ArrayList<>();
        List<Placed> batch = new ArrayList<>();
        for (Placed placed : layers) {
            boolean together = !batch.isEmpty() && compare(batch.get(0), placed) == 0 && !placed.last;
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
            boolean repeated = !placed.explicit
                    && placed.position != null
                    && owner[index] != null
                    && owner[index].file().equals(placed.file());
            if (repeated) {
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
                List<Label> made = dynamic.get(field);
                if (made != null && !made.isEmpty()) {
                    add(made.remove(0), labels);
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
