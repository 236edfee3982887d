package io.jenkins.plugins.vela.pipeline;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.Terminator;
import io.jenkins.plugins.vela.cluster.ClusterSource;
import io.jenkins.plugins.vela.cluster.Clusters;
import io.jenkins.plugins.vela.config.VelaConfiguration;
import io.jenkins.plugins.vela.cue.CueLimits;
import io.jenkins.plugins.vela.cue.CuePackages;
import io.jenkins.plugins.vela.definition.DefinitionLibrary;
import io.jenkins.plugins.vela.provider.ActionRegistry;
import io.jenkins.plugins.vela.workflow.ConcurrencyKeys;
import io.jenkins.plugins.vela.workflow.Engine;
import io.jenkins.plugins.vela.workflow.EngineLimits;
import io.jenkins.plugins.vela.workflow.EngineThreads;
import io.jenkins.plugins.vela.workflow.Run;
import io.jenkins.plugins.vela.workflow.RunListener;
import io.jenkins.plugins.vela.workflow.StepTypes;
import io.jenkins.plugins.vela.workflow.journal.StateKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import jenkins.security.HMACConfidentialKey;

/**
 * The workflows that live in this controller, and what they share: threads, clusters, definitions and actions. Each runs in an
 * engine of its own, because names are unique per build only and because a build's state belongs in the build's directory.
 * Thread-safe.
 */
@Extension
public final class VelaWorkflows {
    /** Lies encrypted in {@code JENKINS_HOME/secrets}; what builds have recorded is useless without it. */
    private static final HMACConfidentialKey KEY = new HMACConfidentialKey(VelaWorkflows.class, "journals");

    private static final byte[] JOURNALS = "journals".getBytes(StandardCharsets.UTF_8);

    private final Map<Path, BuildWorkflow> live = new ConcurrentHashMap<>();
    private final Deque<Connected> connected = new ArrayDeque<>();
    private final EngineThreads threads = EngineThreads.create(EngineLimits.DEFAULT.actionThreads());
    private final ConcurrencyKeys keys = new ConcurrencyKeys();
    private final QuietDown quietDown =
            new QuietDown(() -> live().forEach(BuildWorkflow::quietDown), () -> live().forEach(BuildWorkflow::goOn));
    private final ActionRegistry actions =
            ActionRegistry.discovered(Engine.class.getClassLoader()).with(BuildCredentials.NONE);

    /** Compiled definitions, which are the same in most builds and large, by the limits under which they are evaluated. */
    private final Map<CueLimits, StepTypes> types = new ConcurrentHashMap<>();

    public static VelaWorkflows get() {
        return ExtensionList.lookupSingleton(VelaWorkflows.class);
    }

    /** What definitions can import. */
    public CuePackages packages() {
        return CuePackages.of(actions.packages());
    }

    /**
     * Starts a workflow whose state goes to a directory that does not exist yet.
     *
     * @param anew the definitions as they are when somebody restarts the workflow
     */
    BuildWorkflow begin(
            Path directory,
            Clusters clusters,
            Origin origin,
            LoadedWorkflow workflow,
            Supplier<DefinitionLibrary> anew,
            RunListener listener)
            throws IOException {
        Files.createDirectories(directory);
        FailureWatch failures = new FailureWatch();
        Engine engine = engine(directory, clusters, origin, anew, listener.andThen(failures))
                .build();
        try {
            return keep(directory, engine, engine.submit(workflow.spec(), workflow.library()), origin, failures);
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    /** Takes up the workflow of a directory, a finished one too; empty when there is none. */
    Optional<BuildWorkflow> resume(
            Path directory, Clusters clusters, Origin origin, Supplier<DefinitionLibrary> anew, RunListener listener) {
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        FailureWatch failures = new FailureWatch();
        Engine engine = engine(directory, clusters, origin, anew, listener.andThen(failures))
                .build();
        return takeUp(directory, engine, origin, failures);
    }

    /** Takes up the workflow of a directory that is a copy by intent. */
    BuildWorkflow adopt(
            Path directory, Clusters clusters, Origin origin, Supplier<DefinitionLibrary> anew, RunListener listener)
            throws IOException {
        FailureWatch failures = new FailureWatch();
        Engine engine = engine(directory, clusters, origin, anew, listener.andThen(failures))
                .confirmed()
                .build();
        return takeUp(directory, engine, origin, failures)
                .orElseThrow(() -> new IOException("there is no workflow in " + directory));
    }

    private Optional<BuildWorkflow> takeUp(Path directory, Engine engine, Origin origin, FailureWatch failures) {
        try {
            engine.recover();
            Optional<Run> run = engine.runs().stream().findFirst();
            if (run.isEmpty()) {
                engine.close();
            }
            return run.map(found -> keep(directory, engine, found, origin, failures));
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    /**
     * The clusters as configured now. Workflows share them, and with them their watches, until the configuration or a
     * credential changes; those that run keep what they have.
     */
    synchronized Clusters connections() throws IOException {
        Map<String, ClusterSource> sources = VelaConfiguration.get().sources();
        Connected last = connected.peekLast();
        if (last != null && last.sources().equals(sources)) {
            return last.clusters();
        }
        Clusters.Builder builder = Clusters.builder();
        sources.forEach(builder::cluster);
        Connected now = new Connected(sources, builder.build());
        connected.add(now);
        return now.clusters();
    }

    private Engine.Builder engine(
            Path directory, Clusters clusters, Origin origin, Supplier<DefinitionLibrary> anew, RunListener listener) {
        return Engine.builder()
                .clusters(clusters)
                .actions(actions(origin))
                .types(types(origin, CueLimits.defaults()))
                .definitionsAtRestart(spec -> anew.get())
                .threads(threads)
                .concurrencyKeys(keys)
                .httpPolicy(VelaConfiguration.get().httpPolicy())
                .stateDirectory(directory)
                .stateKey(StateKey.of(KEY.mac(JOURNALS)))
                .withoutSocket()
                .gate(quietDown::isOver)
                .secrets(origin.secrets()::texts)
                .origin(spec -> origin.facts())
                .listener(listener);
    }

    private ActionRegistry actions(Origin origin) {
        return origin.credentials().isEmpty() ? actions : actions.with(origin.credentials());
    }

    /** What reads a build's credentials is compiled for that build alone. */
    private StepTypes types(Origin origin, CueLimits limits) {
        return origin.credentials().isEmpty()
                ? types.computeIfAbsent(limits, within -> StepTypes.templates(actions, within))
                : StepTypes.templates(actions(origin), limits);
    }

    private BuildWorkflow keep(Path directory, Engine engine, Run run, Origin origin, FailureWatch failures) {
        BuildWorkflow.Place place =
                new BuildWorkflow.Place(origin.build(), directory.getFileName().toString());
        BuildWorkflow workflow = new BuildWorkflow(
                engine, run, place, origin.secrets(), failures, closed -> live.remove(directory, closed));
        live.put(directory, workflow);
        return workflow;
    }

    /** The workflow of a state directory while it lives. */
    Optional<BuildWorkflow> live(Path directory) {
        return Optional.ofNullable(live.get(directory));
    }

    /** All that live, in no order. */
    public List<BuildWorkflow> live() {
        return List.copyOf(live.values());
    }

    /** Stops all workflows where they stand; they go on when the controller is back. */
    @Terminator
    public static void stop() {
        get().close();
    }

    private synchronized void close() {
        List.copyOf(live.values()).forEach(BuildWorkflow::close);
        connected.forEach(known -> known.clusters().close());
        connected.clear();
        threads.close();
    }

    /**
     * Who is behind a workflow, for the record of what it did.
     *
     * @param build the build's full name
     * @param user the one as whom the build runs
     * @param secrets what the build knows and nobody else may see
     * @param credentials those that the workflow may read
     */
    record Origin(String build, String user, BuildSecrets secrets, BuildCredentials credentials) {
        Map<String, String> facts() {
            return Map.of("build", build, "user", user);
        }
    }

    /** Clusters and the configuration that they were made from. */
    private record Connected(Map<String, ClusterSource> sources, Clusters clusters) {}
}
