package io.jenkins.plugins.vela.sandbox;

import io.jenkins.plugins.vela.sandbox.controller.StatusRule;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How an embedded cluster behaves.
 *
 * @param port the port to listen on; 0 for any free one
 * @param delay how long workloads take to become ready, and pods to start and to run, where nothing else is asked
 * @param strictKinds refuse kinds that nobody defined, as a real cluster does, instead of warning
 * @param createNamespaces make a namespace when something is written to it
 * @param history how many changes a late watch can catch up with before it is answered with 410
 * @param rules the status that custom resources get by themselves
 * @param clock the source of timestamps
 * @param file where the objects are kept, so that a later process finds them again; absent to forget them
 */
public record EmbeddedOptions(
        int port,
        Duration delay,
        boolean strictKinds,
        boolean createNamespaces,
        int history,
        List<StatusRule> rules,
        Clock clock,
        Optional<Path> file) {

    public EmbeddedOptions {
        rules = List.copyOf(rules);
    }

    /** Any port, 300 ms delay, lenient with kinds and namespaces. */
    public static EmbeddedOptions defaults() {
        return new EmbeddedOptions(
                0, Duration.ofMillis(300), false, true, 10_000, List.of(), Clock.systemUTC(), Optional.empty());
    }

    public EmbeddedOptions withPort(int value) {
        return new EmbeddedOptions(value, delay, strictKinds, createNamespaces, history, rules, clock, file);
    }

    public EmbeddedOptions withDelay(Duration value) {
        return new EmbeddedOptions(port, value, strictKinds, createNamespaces, history, rules, clock, file);
    }

    /** Refuses kinds that nobody defined. */
    public EmbeddedOptions strict() {
        return new EmbeddedOptions(port, delay, true, createNamespaces, history, rules, clock, file);
    }

    /** Refuses to write to namespaces that do not exist. */
    public EmbeddedOptions withoutNamespacesOnDemand() {
        return new EmbeddedOptions(port, delay, strictKinds, false, history, rules, clock, file);
    }

    public EmbeddedOptions withHistory(int value) {
        return new EmbeddedOptions(port, delay, strictKinds, createNamespaces, value, rules, clock, file);
    }

    /** Adds a rule; the first that covers a kind counts. */
    public EmbeddedOptions withRule(StatusRule rule) {
        List<StatusRule> more = new ArrayList<>(rules);
        more.add(rule);
        return new EmbeddedOptions(port, delay, strictKinds, createNamespaces, history, more, clock, file);
    }

    /**
     * Keeps the objects in a file and begins with those that it holds. A log of changes, for this class to read; a lock
     * and a key lie beside it.
     */
    public EmbeddedOptions withFile(Path value) {
        return new EmbeddedOptions(
                port, delay, strictKinds, createNamespaces, history, rules, clock, Optional.of(value));
    }
}
