package io.jenkins.plugins.vela.pipeline;

import io.jenkins.plugins.vela.cluster.ClusterConnection;
import io.jenkins.plugins.vela.cluster.ClusterException;
import io.jenkins.plugins.vela.cluster.Clusters;
import io.jenkins.plugins.vela.cluster.ObjectEvent;
import io.jenkins.plugins.vela.cluster.ObjectWatches;
import io.jenkins.plugins.vela.cluster.ObservedObject;
import io.jenkins.plugins.vela.cluster.Subscription;
import io.jenkins.plugins.vela.config.ConfiguredCluster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The clusters as one workflow of a build sees them: those that its folders and the controller offer it, some under other
 * names, with a default of its own. A cluster's credential is looked for when it is first needed; from then on the workflow
 * keeps the connection. Thread-safe.
 */
final class BuildClusters implements Clusters {
    private static final String DEFAULT = "local";

    private final Map<String, ConfiguredCluster> allowed;
    private final Map<String, String> aliases;
    private final Opening opening;
    private final Map<String, Opened> open = new TreeMap<>();
    private volatile Set<String> secrets;
    private boolean closed;

    /** Gets hold of a credential and a connection. */
    @FunctionalInterface
    interface Opening {
        /**
         * Opens a connection.
         *
         * @throws IOException when the credential is missing or cannot be used
         */
        Opened open(ConfiguredCluster cluster) throws IOException;
    }

    /**
     * An open connection.
     *
     * @param secrets what of its credential nobody may see
     */
    record Opened(ClusterConnections.Lease lease, Set<String> secrets) {
        Opened {
            secrets = Set.copyOf(secrets);
        }
    }

    /**
     * @param allowed the clusters that the build may use, by name
     * @param aliases the build's name for a cluster, and the configured one; {@code ""} is the default cluster
     * @param known what else no message of the workflow may show
     */
    BuildClusters(
            Map<String, ConfiguredCluster> allowed,
            Map<String, String> aliases,
            Collection<String> known,
            Opening opening) {
        this.secrets = Set.copyOf(known);
        this.allowed = Map.copyOf(allowed);
        this.aliases = Map.copyOf(aliases);
        this.opening = opening;
    }

    @Override
    public ClusterConnection get(String name) throws ClusterException {
        String configured = configured(name);
        ConfiguredCluster cluster = allowed.get(configured);
        if (cluster == null) {
            // the same words for a cluster that is not there and for one that others may use
            throw new ClusterException(
                    ClusterException.Reason.CONFIGURATION,
                    "no cluster " + (name.isEmpty() ? DEFAULT : name) + " for this build; "
                            + (names().isEmpty() ? "none is configured" : "there are " + String.join(", ", names())));
        }
        return cluster.rules().guard(connected(cluster).get(configured));
    }

    private synchronized Clusters connected(ConfiguredCluster cluster) throws ClusterException {
        if (closed) {
            throw new ClusterException(ClusterException.Reason.CONFIGURATION, "the workflow has ended");
        }
        Opened known = open.get(cluster.name());
        if (known == null) {
            try {
                known = opening.open(cluster);
            } catch (IOException e) {
                throw new ClusterException(ClusterException.Reason.CONFIGURATION, e.getMessage());
            }
            Set<String> more = new TreeSet<>(secrets);
            more.addAll(known.secrets());
            secrets = Set.copyOf(more);
            open.put(cluster.name(), known);
        }
        return known.lease().clusters();
    }

    /** What no message of the workflow may show: the credentials of the clusters that it has used, and what the build knows. */
    Set<String> secrets() {
        return secrets;
    }

    @Override
    public Set<String> names() {
        Set<String> names = new TreeSet<>(allowed.keySet());
        aliases.keySet().stream().filter(alias -> !alias.isEmpty()).forEach(names::add);
        return names;
    }

    @Override
    public ObjectWatches watches() {
        return this::subscribe;
    }

    private Subscription subscribe(ObservedObject what, Optional<String> seen, Consumer<ObjectEvent> listener) {
        String configured = configured(what.cluster());
        ConfiguredCluster cluster = allowed.get(configured);
        ObservedObject there = new ObservedObject(
                configured, what.apiVersion(), what.kind(), what.namespace(), what.name(), what.labels());
        try {
            if (cluster != null) {
                return connected(cluster).watches().subscribe(there, seen, listener);
            }
        } catch (ClusterException e) {
            // told below by who reads
        }
        // whoever is unsure reads again, and is told then why that is impossible
        listener.accept(new ObjectEvent.Unsure());
        return () -> {};
    }

    private String configured(String name) {
        String known = name.equals(DEFAULT) && !aliases.containsKey(DEFAULT) ? "" : name;
        return aliases.getOrDefault(known, known.isEmpty() ? DEFAULT : known);
    }

    /** Gives the connections back. */
    @Override
    public void close() {
        List<Opened> used;
        synchronized (this) {
            closed = true;
            used = new ArrayList<>(open.values());
            open.clear();
        }
        used.forEach(one -> one.lease().close());
    }
}
