package io.jenkins.plugins.vela.cluster;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** Where the address and the credential of a cluster come from. Never prints a credential. */
public sealed interface ClusterSource {

    /** Whether a kubeconfig's author may make this machine run programs and read files. */
    enum Trust {
        /** The machine's owner or an administrator: everything a kubeconfig can say. */
        ADMINISTRATOR,
        /** Anybody else: no {@code exec}, no {@code auth-provider}, no file paths. */
        RESTRICTED
    }

    /**
     * A kubeconfig file.
     *
     * @param path the file; relative paths in it are relative to it
     * @param context the context; empty for the file's current one
     */
    record KubeconfigFile(Path path, Optional<String> context) implements ClusterSource {
        public KubeconfigFile {
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(context, "context");
        }
    }

    /**
     * The text of a kubeconfig.
     *
     * @param name what errors call it
     * @param text the YAML text
     * @param context the context; empty for the current one
     * @param trust who wrote it
     */
    record KubeconfigText(String name, String text, Optional<String> context, Trust trust) implements ClusterSource {
        public KubeconfigText {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(text, "text");
            Objects.requireNonNull(context, "context");
            Objects.requireNonNull(trust, "trust");
        }

        @Override
        public String toString() {
            return "KubeconfigText[" + name + "]";
        }
    }

    /**
     * What {@code kubectl} would use: the files that {@code KUBECONFIG} names (the first that exists), else
     * {@code ~/.kube/config}, else the pod's service account.
     *
     * @param context the context; empty for the current one
     */
    record Current(Optional<String> context) implements ClusterSource {
        public Current {
            Objects.requireNonNull(context, "context");
        }
    }

    /** A kubeconfig file as a command line names it: {@code PATH} or {@code PATH#CONTEXT}. */
    static ClusterSource parse(String pathAndContext) {
        int hash = pathAndContext.lastIndexOf('#');
        return hash < 0
                ? new KubeconfigFile(Path.of(pathAndContext), Optional.empty())
                : new KubeconfigFile(
                        Path.of(pathAndContext.substring(0, hash)), Optional.of(pathAndContext.substring(hash + 1)));
    }

    /** What {@code kubectl} would use. */
    static ClusterSource current() {
        return new Current(Optional.empty());
    }
}
