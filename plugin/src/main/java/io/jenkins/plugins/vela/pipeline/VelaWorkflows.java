package io.jenkins.plugins.vela.pipeline;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.Terminator;
import io.jenkins.plugins.vela.cluster.ClusterSource;
import io.jenkins.plugins.vela.cluster.Clusters;
import io.jenkins.plugins.vela.config.VelaConfiguration;
import io.jenkins.plugins.vela.cue.CuePackages;
import io.jenkins.plugins.vela.cue.CueSource;
import io.jenkins.plugins.vela.definition.DefinitionLibrary;
import io.jenkins.plugins.vela.provider.ActionRegistry;
import io.jenkins.plugins.vela.provider.HttpPolicy;
import io.jenkins.plugins.vela.workflow.ConcurrencyKeys;
import io.jenkins.plugins.vela.workflow.Engine;
import io.jenkins.plugins.vela.workflow.EngineLimits;
import io.jenkins.plugins.vela.workflow.EngineThreads;
import io.jenkins.plugins.vela.workflow.Run;
import io.jenkins.plugins.vela.workflow.RunListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The workflows that live in this controller, and what they share: threads, clusters, definitions and actions. Each runs in an
 * engine of its own, because names are unique per build only and because a build's state belongs in the build's directory.
 * Thread-safe.
 */
@Extension
public final class VelaWorkflows {
    private final Set<BuildWorkflow> live = ConcurrentHashMap.newKeySet();
    private final Deque<Connected> connected = new ArrayDeque<>();
    private final EngineThreads threads = EngineThreads.create(EngineLimits.DEFAULT.actionThreads());
    private final ConcurrencyKeys keys = new ConcurrencyKeys();
    private final ActionRegistry actions = ActionRegistry.discovered(Engine.class.getClassLoader());
    private final DefinitionLibrary library = DefinitionLibrary.builtIn();

    static VelaWorkflows get() {
        return ExtensionList.lookupSingleton(VelaWorkflows.class);
    }

    /** Reads and checks a text against what this controller offers, see {@link WorkflowText#load}. */
    LoadedWorkflow load(WorkflowText text, Consumer<String> warnings) throws IOException {
        Map<String, List<CueSource>> packages = actions.packages();
        CuePackages known = path -> packages.getOrDefault(path, List.of());
        return text.load(library, known, warnings);
    }

    /** Starts a workflow whose state goes to a directory that does not exist yet. */
    BuildWorkflow begin(Path directory, LoadedWorkflow workflow, RunListener listener) throws IOException {
        Files.createDirectories(directory);
        Engine engine = engine(directory, listener);
        try {
            return keep(engine, engine.submit(workflow.spec(), workflow.library()));
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    /** Takes up the workflow of a directory, a finished one too; empty when there is none. */
    Optional<BuildWorkflow> resume(Path directory, RunListener listener) throws IOException {
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        Engine engine = engine(directory, listener);
        try {
            engine.recover();
            Optional<Run> run = engine.runs().stream().findFirst();
            if (run.isEmpty()) {
                engine.close();
            }
            return run.map(found -> keep(engine, found));
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    /**
     * The clusters as configured now. Workflows share them, and with them their watches, until the configuration or a
     * credential changes; those that run keep what they have.
     */
    private synchronized Clusters connections() throws IOException {
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

    private Engine engine(Path directory, RunListener listener) throws IOException {
        return Engine.builder()
                .clusters(connections())
                .actions(actions)
                .threads(threads)
                .concurrencyKeys(keys)
                .httpPolicy(HttpPolicy.guarded())
                .stateDirectory(directory)
                .listener(listener)
                .build();
    }

    private BuildWorkflow keep(Engine engine, Run run) {
        BuildWorkflow workflow = new BuildWorkflow(engine, run, live::remove);
        live.add(workflow);
        return workflow;
    }

    /** Stops all workflows where they stand; they go on when the controller is back. */
    @Terminator
    public static void stop() {
        get().close();
    }

    private synchronized void close() {
        List.copyOf(live).forEach(BuildWorkflow::close);
        connected.forEach(known -> known.clusters().close());
        connected.clear();
        threads.close();
    }

    /** Clusters and the configuration that they were made from. */
    private record Connected(Map<String, ClusterSource> sources, Clusters clusters) {}
}
