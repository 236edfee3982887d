package io.jenkins.plugins.vela.workflow.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.cluster.ClusterConnection;
import io.jenkins.plugins.vela.cluster.ClusterException;
import io.jenkins.plugins.vela.cluster.Clusters;
import io.jenkins.plugins.vela.cluster.ObjectWatches;
import io.jenkins.plugins.vela.provider.ActionContext;
import io.jenkins.plugins.vela.provider.HttpPolicy;
import java.time.Clock;
import java.util.Map;
import java.util.Set;

/** What an action may use while it is rehearsed: the same, but for clusters that keep changes instead of making them. */
record RehearsedContext(ActionContext real, Rehearsal rehearsal) implements ActionContext {

    @Override
    public String runName() {
        return real.runName();
    }

    @Override
    public String namespace() {
        return real.namespace();
    }

    @Override
    public String stepName() {
        return real.stepName();
    }

    @Override
    public String stepSessionId() {
        return real.stepSessionId();
    }

    @Override
    public String idempotencyKey() {
        return real.idempotencyKey();
    }

    @Override
    public Map<String, String> runLabels() {
        return real.runLabels();
    }

    @Override
    public HttpPolicy httpPolicy() {
        return real.httpPolicy();
    }

    @Override
    public Clock clock() {
        return real.clock();
    }

    /** Nothing is sent. */
    @Override
    public void aboutToSend(JsonNode intent) {}

    @Override
    public Clusters clusters() {
        return new RehearsedClusters(real.clusters());
    }

    private final class RehearsedClusters implements Clusters {
        private final Clusters clusters;

        RehearsedClusters(Clusters clusters) {
            this.clusters = clusters;
        }

        @Override
        public ClusterConnection get(String name) throws ClusterException {
            return new RehearsedCluster(clusters.get(name), rehearsal, stepName());
        }

        @Override
        public Set<String> names() {
            return clusters.names();
        }

        @Override
        public ObjectWatches watches() {
            return clusters.watches();
        }

        @Override
        public void close() {
            // belongs to whoever made it
        }
    }
}
