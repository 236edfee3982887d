package io.jenkins.plugins.vela.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.console.LineTransformationOutputStream;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.jenkinsci.plugins.workflow.log.TaskListenerDecorator;

/**
 * Masks the credentials of the clusters that a build has used in everything that its later steps write into its log, whoever
 * writes it. What workflows themselves write is masked before it gets there.
 */
public final class ClusterSecrets extends TaskListenerDecorator {
    private static final long serialVersionUID = 1L;
    private static final String MASK = "****";

    /** Of builds that run, by their id. */
    private static final Map<String, Set<String>> KNOWN = new ConcurrentHashMap<>();

    private final String[] longestFirst;

    private ClusterSecrets(Set<String> secrets) {
        longestFirst = secrets.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toArray(String[]::new);
    }

    /** Remembers secrets for as long as the build runs. */
    static void add(Run<?, ?> run, Set<String> secrets) {
        KNOWN.merge(run.getExternalizableId(), secrets, (some, more) -> {
            Set<String> all = new TreeSet<>(some);
            all.addAll(more);
            return all;
        });
    }

    @NonNull
    @Override
    public OutputStream decorate(@NonNull OutputStream log) {
        return new LineTransformationOutputStream.Delegating(log) {
            @Override
            protected void eol(byte[] bytes, int length) throws IOException {
                String line = new String(bytes, 0, length, StandardCharsets.UTF_8);
                String masked = line;
                for (String secret : longestFirst) {
                    masked = masked.replace(secret, MASK);
                }
                if (masked.equals(line)) {
                    out.write(bytes, 0, length);
                } else {
                    out.write(masked.getBytes(StandardCharsets.UTF_8));
                }
            }
        };
    }

    /** Masks in builds that have used a cluster. */
    @Extension
    public static final class Factory implements TaskListenerDecorator.Factory {
        @CheckForNull
        @Override
        public TaskListenerDecorator of(@NonNull FlowExecutionOwner owner) {
            if (KNOWN.isEmpty()) {
                return null;
            }
            try {
                Set<String> secrets = owner.getExecutable() instanceof Run<?, ?> run
                        ? KNOWN.getOrDefault(run.getExternalizableId(), Set.of())
                        : Set.of();
                return secrets.isEmpty() ? null : new ClusterSecrets(secrets);
            } catch (IOException notLoaded) {
                return null;
            }
        }
    }

    /** Forgets what belongs to builds that have ended. */
    @Extension
    public static final class Forgetting extends RunListener<Run<?, ?>> {
        @Override
        public void onCompleted(Run<?, ?> run, @NonNull TaskListener listener) {
            KNOWN.remove(run.getExternalizableId());
        }
    }
}
