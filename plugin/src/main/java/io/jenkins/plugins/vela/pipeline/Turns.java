package io.jenkins.plugins.vela.pipeline;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntSupplier;

/** Lets at most so many workflows be under way at once; others wait, and come in the order in which they asked. Thread-safe. */
final class Turns {
    private final IntSupplier most;
    private final Set<Path> inside = new HashSet<>();
    private final Set<Path> waiting = new LinkedHashSet<>();

    /** @param most how many, at the moment; 0 for any number */
    Turns(IntSupplier most) {
        this.most = most;
    }

    /** Whether it is the turn of a workflow, which is known by its directory; once it is, it stays so. */
    synchronized boolean has(Path workflow) {
        if (inside.contains(workflow)) {
            return true;
        }
        waiting.add(workflow);
        int limit = most.getAsInt();
        if (limit > 0 && new ArrayList<>(waiting).indexOf(workflow) >= limit - inside.size()) {
            return false;
        }
        waiting.remove(workflow);
        inside.add(workflow);
        return true;
    }

    /** The workflow has ended, or stopped. */
    synchronized void leave(Path workflow) {
        inside.remove(workflow);
        waiting.remove(workflow);
    }

    /** Who waits. */
    synchronized List<Path> waiting() {
        return List.copyOf(waiting);
    }
}
