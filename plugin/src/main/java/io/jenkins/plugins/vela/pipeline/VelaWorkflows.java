package io.jenkins.plugins.vela.pipeline;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.XmlFile;
import hudson.init.Terminator;
import hudson.model.Saveable;
import hudson.model.listeners.SaveableListener;
import io.jenkins.plugins.vela.config.VelaConfiguration;
import io.jenkins.plugins.vela.cue.CueLimits;
import io.jenkins.plugins.vela.cue.CuePackages;
import io.jenkins.plugins.vela.definition.DefinitionLibrary;
import io.jenkins.plugins.vela.provider.ActionRegistry;
import io.jenkins.plugins.vela.workflow.ConcurrencyKeys;
import io.jenkins.plugins.vela.workflow.Engine;
import io.jenkins.plugins.vela.workflow.EngineLimits;
import io.jenkins.plugins.vela.workflow.EngineThreads;
import io.jenkins.plugins.vela.workflow.RecordedSpec;
import io.jenkins.plugins.vela.workflow.Run;
import io.jenkins.plugins.vela.workflow.RunListener;
import io.jenkins.plugins.vela.workflow.StepTypes;
import io.jenkins.plugins.vela.workflow.journal.StateKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
    private final ClusterConnections connections = new ClusterConnections();
    private final EngineThreads threads = EngineThreads.create(EngineLimits.DEFAULT.actionThreads());
    private final ConcurrencyKeys keys = new ConcurrencyKeys();
    private final QuietDown quietDown =
            new QuietDown(() -> live().forEach(BuildWorkflow::quietDown), () -> live().forEach(BuildWorkflow::goOn));
    private final Turns turns =
            new Turns(() -> VelaConfiguration.get().getLimits().getWorkflows());
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
            BuildClusters clusters,
            Origin origin,
            LoadedWorkflow workflow,
            Supplier<DefinitionLibrary> anew,
            RunListener listener)
            throws IOException {
        Files.createDirectories(directory);
        FailureWatch failures = new FailureWatch();
        Origin who = BuildCredentials.isReadBy(workflow.spec()) ? origin : origin.withoutCredentials();
        Engine engine = engine(directory, clusters, who, anew, listener.andThen(failures))
                .build();
        try {
            return keep(
                    directory, engine, engine.submit(workflow.spec(), workflow.library()), clusters, origin, failures);
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    /** Takes up the workflow of a directory, a finished one too; empty when there is none. */
    Optional<BuildWorkflow> resume(
            Path directory,
            BuildClusters clusters,
            Origin origin,
            Supplier<DefinitionLibrary> anew,
            RunListener listener) {
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        FailureWatch failures = new FailureWatch();
        Engine engine = engine(directory, clusters, recorded(directory, origin), anew, listener.andThen(failures))
                .build();
        return takeUp(directory, engine, clusters, origin, failures);
    }

    /** Takes up the workflow of a directory that is a copy by intent. */
    BuildWorkflow adopt(
            Path directory,
            BuildClusters clusters,
            Origin origin,
            Supplier<DefinitionLibrary> anew,
            RunListener listener)
            throws IOException {
        FailureWatch failures = new FailureWatch();
        Engine engine = engine(directory, clusters, recorded(directory, origin), anew, listener.andThen(failures))
                .confirmed()
                .build();
        return takeUp(directory, engine, clusters, origin, failures)
                .orElseThrow(() -> new IOException("there is no workflow in " + directory));
    }

    /** Only what reads secrets needs an engine that knows them. */
    private static Origin recorded(Path directory, Origin origin) {
        return RecordedSpec.read(directory).stream().anyMatch(run -> BuildCredentials.isReadBy(run.spec()))
                ? origin
                : origin.withoutCredentials();
    }

    private Optional<BuildWorkflow> takeUp(
            Path directory, Engine engine, BuildClusters clusters, Origin origin, FailureWatch failures) {
        try {
            engine.recover();
            Optional<Run> run = engine.runs().stream().findFirst();
            if (run.isEmpty()) {
                engine.close();
            }
            return run.map(found -> keep(directory, engine, found, clusters, origin, failures));
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    /** The connections to clusters that workflows share. */
    ClusterConnections connections() {
        return connections;
    }

    private Engine.Builder engine(
            Path directory,
            BuildClusters clusters,
            Origin origin,
            Supplier<DefinitionLibrary> anew,
            RunListener listener) {
        return Engine.builder()
                .clusters(clusters)
                .actions(actions(origin))
                .types(types(origin, VelaConfiguration.get().cueLimits()))
                .definitionsAtRestart(spec -> anew.get())
                .threads(threads)
                .concurrencyKeys(keys)
                .maxSilence(Duration.ofHours(VelaConfiguration.get().getLimits().getSilenceHours()))
                .httpPolicy(VelaConfiguration.get().httpPolicy())
                .stateDirectory(directory)
                .stateKey(StateKey.of(KEY.mac(JOURNALS)))
                .withoutSocket()
                .gate(() -> mayBegin(origin) && turns.has(directory))
                .secrets(clusters::secrets)
                .origin(spec -> origin.facts())
                .listener(listener);
    }

    private ActionRegistry actions(Origin origin) {
        return origin.hasCredentials() ? actions.with(origin.credentials()) : actions;
    }

    /** What reads a build's credentials is compiled for that build alone. */
    /** A shutdown waits for builds on executors, so those must not wait for its end. */
    private boolean mayBegin(Origin origin) {
        return origin.waiting() == Origin.Waiting.ON_EXECUTOR || quietDown.isOver();
    }

    private StepTypes types(Origin origin, CueLimits limits) {
        return origin.hasCredentials()
                ? StepTypes.templates(actions(origin), limits)
                : types.computeIfAbsent(limits, within -> StepTypes.templates(actions, within));
    }

    private BuildWorkflow keep(
            Path directory, Engine engine, Run run, BuildClusters clusters, Origin origin, FailureWatch failures) {
        BuildWorkflow.Place place = new BuildWorkflow.Place(origin.build(), String.valueOf(directory.getFileName()));
        BuildWorkflow workflow = new BuildWorkflow(engine, run, place, origin.secrets(), failures, closed -> {
            live.remove(directory, closed);
            clusters.close();
            turns.leave(directory);
            letWaitingGoOn();
        });
        live.put(directory, workflow);
        return workflow;
    }

    /** The workflow of a state directory while it lives. */
    Optional<BuildWorkflow> live(Path directory) {
        return Optional.ofNullable(live.get(directory));
    }

    /** Whether a workflow may be under way now; otherwise it waits until others have ended. */
    boolean isTurnOf(Path directory) {
        return turns.has(directory);
    }

    private void letWaitingGoOn() {
        turns.waiting().forEach(directory -> live(directory).ifPresent(BuildWorkflow::goOn));
    }

    /** More workflows may be allowed now. */
    @Extension
    public static final class Reconfigured extends SaveableListener {
        @Override
        public void onChange(Saveable changed, XmlFile file) {
            if (changed instanceof VelaConfiguration) {
                get().letWaitingGoOn();
            }
        }
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
        connections.close();
        threads.close();
    }

    /**
     * Who is behind a workflow, for the record of what it did.
     *
     * @param build the build's full name
     * @param user the one as whom the build runs
     * @param secrets what the build knows and nobody else may see
     * @param credentials those that the workflow may read
     * @param waiting how the build waits for it
     */
    record Origin(String build, String user, BuildSecrets secrets, BuildCredentials credentials, Waiting waiting) {

        /** How a build waits for its workflow. */
        enum Waiting {
            /** As a Pipeline does, which goes on after a restart of the controller. */
            ASIDE,
            /** On an executor: the controller does not shut down before the build has ended. */
            ON_EXECUTOR
        }

        Map<String, String> facts() {
            return Map.of("build", build, "user", user);
        }

        Origin withoutCredentials() {
            return new Origin(build, user, secrets, BuildCredentials.NONE, waiting);
        }

        boolean hasCredentials() {
            return credentials != BuildCredentials.NONE;
        }
    }
}
