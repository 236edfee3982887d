package io.jenkins.plugins.vela.pipeline;

import io.jenkins.plugins.vela.cluster.ClusterConnection;
import io.jenkins.plugins.vela.cluster.ClusterException;
import io.jenkins.plugins.vela.cluster.ClusterRules;
import io.jenkins.plugins.vela.cluster.Clusters;
import io.jenkins.plugins.vela.cluster.ObjectWatches;
import io.jenkins.plugins.vela.cluster.ObservedObject;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The clusters as one build sees them: those that its folder may use, some under other names, with a default of its own. It
 * owns no connection. Thread-safe.
 */
final class BuildClusters implements Clusters {
    private static final String DEFAULT = "local";

    private final Clusters all;
    private final Map<String, ClusterRules> allowed;
    private final Map<String, String> aliases;

    /**
     * @param all the connections, shared between builds
     * @param allowed which of them the build may use, and what it may do there
     * @param aliases the build's name for a cluster, and the configured one; {@code ""} is the default cluster
     */
    BuildClusters(Clusters all, Map<String, ClusterRules> allowed, Map<String, String> aliases) {
        this.all = all;
        this.allowed = Map.copyOf(allowed);
        this.aliases = Map.copyOf(aliases);
    }

    @Override
    public ClusterConnection get(String name) throws ClusterException {
        String configured = configured(name);
        if (!allowed.containsKey(configured)) {
            // the same words for a cluster that is not there and for one that others may use
            throw new ClusterException(
                    ClusterException.Reason.CONFIGURATION,
                    "no cluster " + (name.isEmpty() ? DEFAULT : name) + " for this build; "
                            + (names().isEmpty() ? "none is configured" : "there are " + String.join(", ", names())));
        }
        return allowed.get(configured).guard(all.get(configured));
    }

    @Override
    public Set<String> names() {
        Set<String> names = new TreeSet<>(allowed.keySet());
        aliases.keySet().stream().filter(alias -> !alias.isEmpty()).forEach(names::add);
        return names;
    }

    @Override
    public ObjectWatches watches() {
        return (what, seen, listener) -> all.watches()
                .subscribe(
                        new ObservedObject(
                                configured(what.cluster()),
                                what.apiVersion(),
                                what.kind(),
                                what.namespace(),
                                what.name(),
                                what.labels()),
                        seen,
                        listener);
    }

    private String configured(String name) {
        String known = name.equals(DEFAULT) && !aliases.containsKey(DEFAULT) ? "" : name;
        return aliases.getOrDefault(known, known.isEmpty() ? DEFAULT : known);
    }

    @Override
    public void close() {
        // the connections belong to the controller
    }
}
