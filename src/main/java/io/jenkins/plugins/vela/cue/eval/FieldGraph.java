package io.jenkins.plugins.vela.cue.eval;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Which field comes before which. Sorted topologically; fields that contradict each other stay together, ordered by
 * name, and so do those that nothing is known about. Linear in fields and edges, but for the ordering by name.
 */
final class FieldGraph {

    private final Vertex vertex;
    private final int size;

    /** Edges, by the field they start from: the target, and the next edge of the same field or -1. */
    private int[] to = new int[16];

    private int[] next = new int[16];
    private int[] first;
    private int edges;
    /** Fields and joints; a joint is no field. */
    private int nodes;

    private int[] index;
    private int[] low;
    private int[] component;
    private int counter;
    private final Deque<Integer> stack = new ArrayDeque<>();
    private final List<List<Integer>> components = new ArrayList<>();

    FieldGraph(Vertex vertex) {
        this.vertex = vertex;
        this.size = vertex.arcCount();
        this.nodes = size;
        this.first = new int[size];
        Arrays.fill(first, -1);
    }

    /** A node that comes after all of these, to be put before others. */
    int joint(List<Integer> before) {
        if (nodes == first.length) {
            first = Arrays.copyOf(first, nodes + 4);
        }
        int joint = nodes++;
        first[joint] = -1;
        for (int field : before) {
            edge(field, joint);
        }
        return joint;
    }

    /** The one field comes before the other; said twice is said once. */
    void edge(int from, int target) {
        if (from == target) {
            return;
        }
        if (edges == to.length) {
            to = Arrays.copyOf(to, edges * 2);
            next = Arrays.copyOf(next, edges * 2);
        }
        to[edges] = target;
        next[edges] = first[from];
        first[from] = edges++;
    }

    /** Indexes of the fields in order. */
    int[] sort() {
        index = new int[nodes];
        low = new int[nodes];
        component = new int[nodes];
        for (int i = 0; i < nodes; i++) {
            if (index[i] == 0) {
                connect(i);
            }
        }
        // joints first: they hold nothing up
        Comparator<Integer> byName =
                Comparator.comparing(i -> i < size ? vertex.arc(i).label.name() : "");
        components.forEach(members -> members.sort(byName));
        int[] waiting = new int[components.size()];
        for (int from = 0; from < nodes; from++) {
            for (int edge = first[from]; edge >= 0; edge = next[edge]) {
                if (component[to[edge]] != component[from]) {
                    waiting[component[to[edge]]]++;
                }
            }
        }
        PriorityQueue<Integer> ready =
                new PriorityQueue<>(Comparator.comparing(c -> components.get(c).get(0), byName));
        for (int c = 0; c < waiting.length; c++) {
            if (waiting[c] == 0) {
                ready.add(c);
            }
        }
        int[] sorted = new int[size];
        int count = 0;
        while (!ready.isEmpty()) {
            int done = ready.remove();
            for (int from : components.get(done)) {
                if (from < size) {
                    sorted[count++] = from;
                }
                for (int edge = first[from]; edge >= 0; edge = next[edge]) {
                    int after = component[to[edge]];
                    if (after != done && --waiting[after] == 0) {
                        ready.add(after);
                    }
                }
            }
        }
        return sorted;
    }

    /** Strongly connected components after Tarjan, without recursion: structs may have many fields. */
    private void connect(int start) {
        Deque<int[]> calls = new ArrayDeque<>();
        calls.push(visit(start));
        while (!calls.isEmpty()) {
            int[] call = calls.peek();
            int node = call[0];
            if (call[1] >= 0) {
                int target = to[call[1]];
                call[1] = next[call[1]];
                if (index[target] == 0) {
                    calls.push(visit(target));
                } else if (component[target] == -1) {
                    low[node] = Math.min(low[node], index[target]);
                }
                continue;
            }
            calls.pop();
            if (!calls.isEmpty()) {
                int caller = calls.peek()[0];
                low[caller] = Math.min(low[caller], low[node]);
            }
            if (low[node] == index[node]) {
                List<Integer> members = new ArrayList<>(1);
                int member;
                do {
                    member = stack.pop();
                    component[member] = components.size();
                    members.add(member);
                } while (member != node);
                components.add(members);
            }
        }
    }

    /** Enters a field: itself, and the edge to follow next. */
    private int[] visit(int node) {
        index[node] = low[node] = ++counter;
        component[node] = -1;
        stack.push(node);
        return new int[] {node, first[node]};
    }
}
