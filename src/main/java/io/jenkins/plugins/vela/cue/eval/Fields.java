package io.jenkins.plugins.vela.cue.eval;

import io.jenkins.plugins.vela.cue.compile.Declaration;
import io.jenkins.plugins.vela.cue.compile.Label;
import io.jenkins.plugins.vela.cue.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The fields of a struct or elements of a list, and what is said about all of them. Most vertices are scalars and have none. */
final class Fields {

    /** With more fields than this they are looked up in a map. */
    private static final int FEW = 12;

    private static final FieldOrder.Layer[] NO_LAYERS = new FieldOrder.Layer[0];

    private Vertex[] arcs;
    private int count;
    private Map<Label, Integer> index;

    List<Group> closers;
    List<Group> openers;
    List<Pattern> patterns;
    /** What went into a struct, for the order of its fields. */
    private FieldOrder.Layer[] layers = NO_LAYERS;

    private int layerCount;

    List<FieldOrder.Dynamic> dynamic;

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

    /** What went into the struct; not to be changed. */
    List<FieldOrder.Layer> layers() {
        return Arrays.asList(layers).subList(0, layerCount);
    }

    int layerCount() {
        return layerCount;
    }

    FieldOrder.Layer layer(int at) {
        return layers[at];
    }

    void addLayer(FieldOrder.Layer layer) {
        if (layerCount == layers.length) {
            layers = Arrays.copyOf(layers, layerCount < 2 ? 2 : layerCount * 2);
        }
        layers[layerCount++] = layer;
    }

    void replaceLayer(int at, FieldOrder.Layer layer) {
        layers[at] = layer;
    }

    void replaceLayers(List<FieldOrder.Layer> others) {
        layers = others.toArray(NO_LAYERS);
        layerCount = layers.length;
    }

    int count() {
        return count;
    }

    int elementCount() {
        int elements = 0;
        for (int i = 0; i < count; i++) {
            elements += arcs[i].label.kind() == Label.Kind.INDEX ? 1 : 0;
        }
        return elements;
    }

    Vertex get(int at) {
        return arcs[at];
    }

    /** Where the field with a label stands, or -1. */
    int indexOf(Label wanted) {
        if (index != null) {
            return index.getOrDefault(wanted, -1);
        }
        for (int i = 0; i < count; i++) {
            if (arcs[i].label.equals(wanted)) {
                return i;
            }
        }
        return -1;
    }

    void add(Vertex arc) {
        if (arcs == null) {
            arcs = new Vertex[4];
        } else if (count == arcs.length) {
            arcs = Arrays.copyOf(arcs, count * 2);
        }
        arcs[count++] = arc;
        if (index != null) {
            index.put(arc.label, count - 1);
        } else if (count > FEW) {
            index = new HashMap<>(64);
            for (int i = 0; i < count; i++) {
                index.put(arcs[i].label, i);
            }
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
}
