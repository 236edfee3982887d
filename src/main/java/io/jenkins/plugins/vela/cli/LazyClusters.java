package io.jenkins.plugins.vela.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.cluster.ClusterException;
import io.jenkins.plugins.vela.cluster.ObjectKey;
import io.jenkins.plugins.vela.document.Document;
import java.nio.file.Path;
import java.util.Optional;

/** Clusters that are started, and asked for a sign of life, when they are first needed: files are checked before. */
final class LazyClusters implements AutoCloseable {
    private final ClusterPlan plan;
    private final Optional<Path> state;
    private Optional<ClusterSetup> setup = Optional.empty();

    LazyClusters(ClusterPlan plan, Optional<Path> state) {
        this.plan = plan;
        this.state = state;
    }

    ClusterSetup get() throws InterruptedException {
        if (setup.isEmpty()) {
            setup = Optional.of(ClusterSetup.start(plan, state));
            setup.get().check();
        }
        return setup.get();
    }

    /** A {@code Workflow} of the default cluster. */
    Optional<Document> workflow(String name, String namespace) throws InterruptedException {
        ObjectKey key =
                new ObjectKey("core.oam.dev/v1alpha1", "Workflow", namespace.isEmpty() ? "default" : namespace, name);
        try {
            Optional<JsonNode> found = get().clusters().get(ClusterPlan.DEFAULT).get(key);
            return found.map(
                    object -> Document.parseAll("Workflow " + key.namespace() + "/" + name, object.toPrettyString())
                            .get(0));
        } catch (ClusterException e) {
            if (e.reason().definite()) {
                // a cluster without KubeVela has no such kind
                return Optional.empty();
            }
            throw new Refusal(ExitCode.BAD_INPUT, e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        setup.ifPresent(ClusterSetup::close);
    }
}
