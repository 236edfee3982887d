package io.jenkins.plugins.vela.cue.eval;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * A growing list of nodes. Most have one node only: null is the list
 * without nodes, a node is the list with it alone.
 */
final class Readers {

    private Node[] nodes = new Node[4];
    private int size;

    private Readers() {}

    /** The list with one more node. */
    static Object with(Object readers, Node node) {
        if (readers == null) {
            return node;
        }
        if (readers instanceof Readers list) {
            list.add(node);
            return list;
        }
        Readers list = new Readers();
        list.add((Node) readers);
        list.add(node);
        return list;
    }

    static void forEach(Object readers, Consumer<Node> action) {
        if (readers instanceof Readers list) {
            for (int i = 0; i < list.size; i++) {
                action.accept(list.nodes[i]);
            }
        } else if (readers instanceof Node node) {
            action.accept(node);
        }
    }

    /** Whether a node is the last in the list. */
    static boolean endsWith(Object readers, Node node) {
        return readers instanceof Readers list ? list.nodes[list.size - 1] == node : readers == node;
    }

    private void add(Node node) {
        if (size == nodes.length) {
            nodes = Arrays.copyOf(nodes, size * 2);
        }
        nodes[size++] = node;
    }
}
