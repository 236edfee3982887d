package io.jenkins.plugins.vela.cue.eval;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Which field comes before which. Sorted topologically; fields that contradict each other stay together, ordered by
 * name, and so do those that nothing is known about.
 */
final class FieldGraph {

    private record Edge(int from, int to) {}

    private final Set<Edge> edges = new HashSet<>();
    private List<List<Integer>> outgoing;
    private int[] index;
    private int[] low;
    private int[] component;
    private int counter;
    private final Deque<Integer> stack = new ArrayDeque<>();
    private final List<List<Integer>> components = new ArrayList<>();

    void edge(int from, int to) {
        if (from != to) {
            edges.add(new Edge(from, to));
        }
    }

    /** Indexes of the arcs in order. */
    List<Integer> sort(Vertex vertex) {
        int size = vertex.arcCount;
        outgoing = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            outgoing.add(new ArrayList<>(2));
        }
        edges.forEach(edge -> outgoing.get(edge.from()).add(edge.to()));
        index = new int[size];
        low = new int[size];
        component = new int[size];
        for (int i = 0; i < size; i++) {
            if (index[i] == 0) {
                connect(i);
            }
        }
        Comparator<Integer> byName = Comparator.comparing(i -> vertex.arcs[i].label.name());
        components.forEach(members -> members.sort(byName));
        int[] waiting = new int[components.size()];
        Set<Edge> between = new HashSet<>();
        for (Edge edge : edges) {
            Edge lifted = new Edge(component[edge.from()], component[edge.to()]);
            if (lifted.from() != lifted.to() && between.add(lifted)) {
                waiting[lifted.to()]++;
            }
        }
        PriorityQueue<Integer> ready =
                new PriorityQueue<>(Comparator.comparing(c -> components.get(c).get(0), byName));
        for (int c = 0; c < waiting.length; c++) {
            if (waiting[c] == 0) {
                ready.add(c);
            }
        }
        List<Integer> sorted = new ArrayList<>(size);
        while (!ready.isEmpty()) {
            int next = ready.remove();
            sorted.addAll(components.get(next));
            for (Edge edge : between) {
                if (edge.from() == next && --waiting[edge.to()] == 0) {
                    ready.add(edge.to());
                }
            }
        }
        return sorted;
    }

    /** Strongly connected components after Tarjan, without recursion: structs may have many fields. */
    private void connect(int start) {
        Deque<int[]> calls = new ArrayDeque<>();
        calls.push(new int[] {start, 0});
        while (!calls.isEmpty()) {
            int[] call = calls.peek();
            int node = call[0];
            if (call[1] == 0) {
                index[node] = low[node] = ++counter;
                component[node] = -1;
                stack.push(node);
            }
            if (call[1] < outgoing.get(node).size()) {
                int next = outgoing.get(node).get(call[1]++);
                if (index[next] == 0) {
                    calls.push(new int[] {next, 0});
                } else if (component[next] == -1) {
                    low[node] = Math.min(low[node], index[next]);
                }
                continue;
            }
            if (call[1] == 0) {
                call[1] = 1;
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
}
