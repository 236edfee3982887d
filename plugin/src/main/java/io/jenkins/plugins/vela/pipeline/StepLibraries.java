package io.jenkins.plugins.vela.pipeline;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.vela.config.ConfiguredCluster;
import io.jenkins.plugins.vela.config.DefinitionSources;
import io.jenkins.plugins.vela.config.VelaConfiguration;
import io.jenkins.plugins.vela.definition.DefinitionLibrary;
import io.jenkins.plugins.vela.definition.DefinitionSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The definitions that a build or a job may use: those of all, and nearer ones of its folders and shared libraries. */
public final class StepLibraries {
    private StepLibraries() {}

    /** Definitions that only some jobs or builds may use. */
    public interface Scoped extends ExtensionPoint {

        /** What a build may use beyond the definitions of all, nearest first. */
        List<DefinitionSource> sources(Run<?, ?> run) throws IOException;

        /** The same for a job without a build. */
        List<DefinitionSource> sources(Job<?, ?> job) throws IOException;

        /** Where steps of a job's builds act unless they say so themselves. */
        default VelaOptions options(Job<?, ?> job) {
            return VelaOptions.NONE;
        }

        /** Clusters that a job's builds may use beyond those of all, nearest first. */
        default List<ConfiguredCluster> clusters(Job<?, ?> job) {
            return List.of();
        }

        /** A file of what the build has loaded. */
        default Optional<String> resource(Run<?, ?> run, String path) throws IOException {
            return Optional.empty();
        }
    }

    /** Everything that a build may use. */
    public static DefinitionLibrary of(Run<?, ?> run) throws IOException {
        return with(nearer(run));
    }

    /** Everything that an item's builds may use, as far as it is known before they run. */
    public static DefinitionLibrary of(@CheckForNull Item item) throws IOException {
        return with(item instanceof Job<?, ?> job ? nearer(job) : List.of());
    }

    /** What a build may use beyond the definitions of all, nearest first. */
    public static List<DefinitionSource> nearer(Run<?, ?> run) throws IOException {
        List<DefinitionSource> nearer = new ArrayList<>();
        for (Scoped scoped : ExtensionList.lookup(Scoped.class)) {
            nearer.addAll(scoped.sources(run));
        }
        return nearer;
    }

    /** The same for a job without a build. */
    public static List<DefinitionSource> nearer(Job<?, ?> job) throws IOException {
        List<DefinitionSource> nearer = new ArrayList<>();
        for (Scoped scoped : ExtensionList.lookup(Scoped.class)) {
            nearer.addAll(scoped.sources(job));
        }
        return nearer;
    }

    /** Where steps of a job's builds act unless they say so themselves. */
    static VelaOptions options(Job<?, ?> job) {
        VelaOptions options = VelaOptions.NONE;
        for (Scoped scoped : ExtensionList.lookup(Scoped.class)) {
            options = options.over(scoped.options(job));
        }
        return options;
    }

    /** The clusters that a job's builds may use, by name; of several with the same name the nearest. */
    static Map<String, ConfiguredCluster> clusters(Job<?, ?> job) {
        Map<String, ConfiguredCluster> clusters = new TreeMap<>();
        for (Scoped scoped : ExtensionList.lookup(Scoped.class)) {
            scoped.clusters(job).forEach(cluster -> clusters.putIfAbsent(cluster.name(), cluster));
        }
        VelaConfiguration.get().clustersOf(job).forEach(cluster -> clusters.putIfAbsent(cluster.name(), cluster));
        return clusters;
    }

    private static DefinitionLibrary with(List<DefinitionSource> nearer) {
        DefinitionLibrary library = DefinitionSources.get().library();
        for (int i = nearer.size() - 1; i >= 0; i--) {
            library = library.with(nearer.get(i));
        }
        return library;
    }

    static String resource(Run<?, ?> run, String path) throws IOException {
        for (Scoped scoped : ExtensionList.lookup(Scoped.class)) {
            Optional<String> text = scoped.resource(run, path);
            if (text.isPresent()) {
                return text.get();
            }
        }
        throw new AbortException("no loaded shared library has the resource " + path);
    }
}
