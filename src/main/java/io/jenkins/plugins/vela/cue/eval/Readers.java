package io.jenkins.plugins.vela.cue.eval;

import java.util.Arrays;

/** A growing list of nodes; one that is added twice in a row is in it once. */
final class Readers {

    private Node[] nodes = new Node[2];
    private int size;

    /** False when it is the last one already. */
    boolean add(Node node) {
        if (size > 0 && nodes[size - 1] == node) {
            return false;
        }
        if (size == nodes.length) {
            nodes = Arrays.copyOf(nodes, size * 2);
        }
        nodes[size++] = node;
        return true;
    }

    int size() {
        return size;
    }

    Node get(int index) {
        return nodes[index];
    }
}
