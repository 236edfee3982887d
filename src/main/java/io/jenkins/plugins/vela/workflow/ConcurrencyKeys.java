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
 * share one of these. A run whose engine closes keeps its place until it is taken up again or the process ends. Thread-safe.
 */
public final class ConcurrencyKeys {

    /** A run with its place; not live until its engine has it. */
    private static final class Place {
        private final String run;
        private Optional<LiveRun> live = Optional.empty();

        Place(String run) {
            this.run = run;
        }
    }

    private final Map<String, List<Place>> places = new HashMap<>();

    /**
     * Takes a place for a new run.
     *
     * @throws RunRefusedException when the policy is to refuse it and another run has the key
     */
    synchronized void reserve(String run, RunConcurrency concurrency) {
        List<Place> line = places.getOrDefault(concurrency.key(), List.of());
        if (concurrency.policy() == RunConcurrency.Policy.REJECT && !line.isEmpty()) {
            throw new RunRefusedException(List.of(Finding.error(
                    "/spec/concurrency", line.get(0).run + " has the concurrency key " + concurrency.key())));
        }
        place(run, concurrency.key());
    }

    /** Makes a run known that has a place, or takes one for it: it starts when it is the first. Gives the run before it. */
    synchronized Optional<String> enter(LiveRun run, String key) {
        List<Place> line = places.computeIfAbsent(key, unused -> new ArrayList<>());
        Place own = place(run.id(), key);
        own.live = Optional.of(run);
        int index = line.indexOf(own);
        return index == 0 ? Optional.empty() : Optional.of(line.get(index - 1).run);
    }

    /** The live runs that came before this one. */
    synchronized List<LiveRun> before(String run, String key) {
        List<LiveRun> older = new ArrayList<>();
        for (Place place : places.getOrDefault(key, List.of())) {
            if (place.run.equals(run)) {
                break;
            }
            place.live.ifPresent(older::add);
        }
        return older;
    }

    /** Gives a place up; whoever is the first then may start. */
    synchronized void leave(String run, String key) {
        List<Place> line = places.getOrDefault(key, List.of());
        if (line.isEmpty()) {
            return;
        }
        String first = line.get(0).run;
        line.removeIf(place -> place.run.equals(run));
        if (line.isEmpty()) {
            places.remove(key);
        } else if (!line.get(0).run.equals(first)) {
            line.get(0).live.ifPresent(LiveRun::begin);
        }
    }

    private Place place(String run, String key) {
        List<Place> line = places.computeIfAbsent(key, unused -> new ArrayList<>());
        for (Place place : line) {
            if (place.run.equals(run)) {
                return place;
            }
        }
        Place place = new Place(run);
        line.add(place);
        return place;
    }
}
