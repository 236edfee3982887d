package io.jenkins.plugins.vela.cluster;

import java.util.Set;

/**
 * The clusters that a run may name. {@code ""} and {@code local} both mean the default cluster. Connections are made on
 * first use. Thread-safe.
 */
public interface Clusters extends AutoCloseable {

    /** The cluster of that name; an unknown name is an error that says which names there are. */
    ClusterConnection get(String name) throws ClusterException;

    /** The names that {@link #get} accepts, without {@code ""}, sorted. */
    Set<String> names();

    /** The watches on objects in these clusters. */
    ObjectWatches watches();

    /** Ends all watches and connections. */
    @Override
    void close();
}
