package io.jenkins.plugins.vela.workflow;

import io.jenkins.plugins.vela.workflow.model.Finding;
import io.jenkins.plugins.vela.workflow.model.RunConcurrency;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which runs hold or await a concurrency key, in the order in which they came. Engines that are to exclude each other's runs
 * share one of these. Thread-safe.
 */
public final class ConcurrencyKeys {

    /** A run's place in the line for a key. */
    static final class Ticket {
        private final String run;
        private final String key;
        private Optional<LiveRun> live = Optional.empty();

        private Ticket(String run, String key) {
            this.run = run;
            this.key = key;
        }

        String key() {
            return key;
        }
    }

    private final Map<String, List<Ticket>> lines = new HashMap<>();

    /**
     * Takes a place at the end of the line.
     *
     * @param run the run's name, for messages
     * @throws RunRefusedException when the policy is to refuse it and another run has the key
     */
    synchronized Ticket take(String run, RunConcurrency concurrency) {
        List<Ticket> line = lines.getOrDefault(concurrency.key(), List.of());
        if (concurrency.policy() == RunConcurrency.Policy.REJECT && !line.isEmpty()) {
            throw new RunRefusedException(List.of(Finding.error(
                    "/spec/concurrency", line.get(0).run + " has the concurrency key " + concurrency.key())));
        }
        return takeAgain(run, concurrency.key());
    }

    /** Takes a place for a run that was accepted before. */
    synchronized Ticket takeAgain(String run, String key) {
        Ticket ticket = new Ticket(run, key);
        lines.computeIfAbsent(key, unused -> new ArrayList<>()).add(ticket);
        return ticket;
    }

    /** Takes the first place for a run that had started before its engine was closed. */
    synchronized Ticket takeFirst(String run, String key) {
        Ticket ticket = new Ticket(run, key);
        lines.computeIfAbsent(key, unused -> new ArrayList<>()).add(0, ticket);
        return ticket;
    }

    /** Says whose place it is; before anybody who comes later could want to cancel it. */
    synchronized void belongs(Ticket ticket, LiveRun run) {
        ticket.live = Optional.of(run);
    }

    /** The run before this one, which waits for it; empty when it is the first. */
    synchronized Optional<String> before(Ticket ticket, LiveRun run) {
        ticket.live = Optional.of(run);
        int index = line(ticket).indexOf(ticket);
        return index <= 0 ? Optional.empty() : Optional.of(line(ticket).get(index - 1).run);
    }

    /** The live runs that came before this one. */
    synchronized List<LiveRun> older(Ticket ticket) {
        List<LiveRun> older = new ArrayList<>();
        for (Ticket other : line(ticket)) {
            if (other == ticket) {
                break;
            }
            other.live.ifPresent(older::add);
        }
        return older;
    }

    /** Gives a place up; whoever is the first then may start. */
    synchronized void leave(Ticket ticket) {
        List<Ticket> line = line(ticket);
        boolean first = !line.isEmpty() && line.get(0) == ticket;
        drop(ticket);
        if (first && !line.isEmpty()) {
            line.get(0).live.ifPresent(LiveRun::begin);
        }
    }

    /** Gives up the place of a run that stops where it stands: nobody starts, since it is not over. */
    synchronized void drop(Ticket ticket) {
        List<Ticket> line = line(ticket);
        line.remove(ticket);
        if (line.isEmpty()) {
            lines.remove(ticket.key);
        }
    }

    private List<Ticket> line(Ticket ticket) {
        return lines.getOrDefault(ticket.key, new ArrayList<>());
    }
}
