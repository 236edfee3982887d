package io.jenkins.plugins.vela.pipeline;

import io.jenkins.plugins.vela.cluster.ClusterSource;
import io.jenkins.plugins.vela.cluster.Clusters;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * The connections of this controller to clusters. Workflows that reach a cluster by the same address and credential share one,
 * and with it its watches; it is closed when nobody has used it for a while. Thread-safe.
 */
final class ClusterConnections implements AutoCloseable {
    private static final long KEPT_NANOS = Duration.ofMinutes(10).toNanos();

    private final Map<ClusterSource, Connection> open = new HashMap<>();
    private boolean closed;

    private static final class Connection {
        private final Clusters clusters;
        private int users;
        private long lastUsed;

        Connection(Clusters clusters) {
            this.clusters = clusters;
        }
    }

    /** A connection for as long as it is needed. */
    interface Lease extends AutoCloseable {
        /** The one cluster. */
        Clusters clusters();

        /** Gives it back; more than once does no harm. */
        @Override
        void close();
    }

    /** A connection to a cluster, under this name. */
    synchronized Lease lease(String name, ClusterSource source) {
        if (closed) {
            throw new IllegalStateException("the controller is shutting down");
        }
        closeIdle();
        Connection connection = open.computeIfAbsent(
                source,
                unused -> new Connection(Clusters.builder()
                        .cluster(name, source)
                        .httpClients(new GivingUpResponses())
                        .build()));
        connection.users++;
        return new Lease() {
            private boolean returned;

            @Override
            public Clusters clusters() {
                return connection.clusters;
            }

            @Override
            public void close() {
                synchronized (ClusterConnections.this) {
                    if (!returned) {
                        returned = true;
                        connection.users--;
                        connection.lastUsed = System.nanoTime();
                    }
                }
            }
        };
    }

    private void closeIdle() {
        for (Iterator<Connection> all = open.values().iterator(); all.hasNext(); ) {
            Connection connection = all.next();
            if (connection.users == 0 && System.nanoTime() - connection.lastUsed > KEPT_NANOS) {
                all.remove();
                connection.clusters.close();
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        open.values().forEach(connection -> connection.clusters.close());
        open.clear();
    }
}
