package io.jenkins.plugins.vela.cli;

import io.jenkins.plugins.vela.cluster.ClusterException;
import io.jenkins.plugins.vela.cluster.ClusterSource;
import io.jenkins.plugins.vela.cluster.Clusters;
import io.jenkins.plugins.vela.document.Document;
import io.jenkins.plugins.vela.provider.external.ExternalPackage;
import io.jenkins.plugins.vela.sandbox.EmbeddedCluster;
import io.jenkins.plugins.vela.sandbox.EmbeddedOptions;
import io.jenkins.plugins.vela.workflow.journal.StateDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The clusters of one invocation, embedded ones running. */
final class ClusterSetup implements AutoCloseable {
    private final Clusters clusters;
    private final Map<String, EmbeddedCluster> embedded;

    private ClusterSetup(Clusters clusters, Map<String, EmbeddedCluster> embedded) {
        this.clusters = clusters;
        this.embedded = embedded;
    }

    static ClusterSetup start(ClusterPlan plan, Optional<Path> state) {
        Clusters.Builder builder = Clusters.builder();
        Map<String, EmbeddedCluster> embedded = new LinkedHashMap<>();
        EmbeddedOptions options =
                plan.strictKinds() ? EmbeddedOptions.defaults().strict() : EmbeddedOptions.defaults();
        for (ClusterPlan.Entry entry : plan.entries()) {
            builder.labels(entry.name(), entry.labels());
            if (entry.kubeconfig().isPresent()) {
                builder.cluster(
                        entry.name(), ClusterSource.parse(entry.kubeconfig().get()));
            } else {
                EmbeddedCluster cluster = embedded(entry.name(), options, state);
                embedded.put(entry.name(), cluster);
                builder.cluster(
                        entry.name(),
                        new ClusterSource.KubeconfigText(
                                entry.name(), cluster.kubeconfig(), Optional.empty(), ClusterSource.Trust.RESTRICTED));
            }
        }
        if (plan.entries().isEmpty()) {
            builder.cluster(ClusterPlan.DEFAULT, ClusterSource.current());
        }
        return new ClusterSetup(builder.build(), embedded);
    }

    private static EmbeddedCluster embedded(String name, EmbeddedOptions options, Optional<Path> state) {
        try {
            return EmbeddedCluster.start(name, kept(options, name, state));
        } catch (UncheckedIOException inUse) {
            throw new Refusal(
                    ExitCode.BAD_INPUT,
                    state.map(directory -> "the state directory " + directory + " is in use by "
                                            + StateDirectory.owner(directory) + ": ")
                                    .orElse("")
                            + inUse.getMessage(),
                    inUse);
        }
    }

    /** With a state directory the embedded clusters outlive the process too, or 'continue' would wait for what is gone. */
    private static EmbeddedOptions kept(EmbeddedOptions options, String name, Optional<Path> state) {
        return state.map(directory -> options.withFile(folder(directory).resolve(name + ".jsonl")))
                .orElse(options);
    }

    private static Path folder(Path state) {
        Path folder = state.resolve("embedded");
        try {
            if (state.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } else {
                Files.createDirectories(folder);
            }
            return folder;
        } catch (IOException unwritable) {
            throw new Refusal(
                    ExitCode.BAD_INPUT, "--state " + state + ": cannot be written: " + unwritable, unwritable);
        }
    }

    Clusters clusters() {
        return clusters;
    }

    /**
     * Asks every cluster that is not embedded for a sign of life, so that a wrong address ends the command now and not a
     * step in a minute.
     */
    void check() throws InterruptedException {
        for (String name : clusters.names()) {
            if (!embedded.containsKey(name)) {
                try {
                    clusters.get(name).check();
                } catch (ClusterException unusable) {
                    String hint = name.equals(ClusterPlan.DEFAULT)
                                    && unusable.reason() == ClusterException.Reason.CONFIGURATION
                            ? "; --embedded needs no cluster at all"
                            : "";
                    throw new Refusal(ExitCode.BAD_INPUT, unusable.getMessage() + hint, unusable);
                }
            }
        }
    }

    /** Puts a file's plain objects into the default embedded cluster. */
    void load(List<Document> objects) {
        EmbeddedCluster target = embedded.get(ClusterPlan.DEFAULT);
        // a package is for this program, and need not be in a cluster
        boolean nothing = objects.stream().map(Document::value).allMatch(ExternalPackage::is);
        if (nothing && target == null) {
            return;
        }
        if (target == null) {
            throw Refusal.badInput(objects.get(0).position() + ": a "
                    + objects.get(0).value().path("kind").asText()
                    + " beside a run is created in an embedded cluster only; apply it yourself, or use --embedded");
        }
        for (Document object : objects) {
            try {
                target.load(object.value());
            } catch (IllegalArgumentException refused) {
                throw Refusal.badInput(object.position() + ": " + refused.getMessage());
            }
        }
    }

    @Override
    public void close() {
        clusters.close();
        embedded.values().forEach(EmbeddedCluster::close);
    }
}
