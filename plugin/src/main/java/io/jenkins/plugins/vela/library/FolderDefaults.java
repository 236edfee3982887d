package io.jenkins.plugins.vela.library;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import com.cloudbees.hudson.plugins.folder.AbstractFolderProperty;
import com.cloudbees.hudson.plugins.folder.AbstractFolderPropertyDescriptor;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Job;
import hudson.model.Run;
import hudson.util.FormValidation;
import io.jenkins.plugins.vela.config.ClusterConfiguration;
import io.jenkins.plugins.vela.config.ConfiguredCluster;
import io.jenkins.plugins.vela.config.DefinitionTexts;
import io.jenkins.plugins.vela.config.MayConfigure;
import io.jenkins.plugins.vela.definition.DefinitionSource;
import io.jenkins.plugins.vela.pipeline.StepLibraries;
import io.jenkins.plugins.vela.pipeline.VelaOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What a folder says for the builds in it: where their workflow steps act, and step definitions of its own. */
public final class FolderDefaults extends AbstractFolderProperty<AbstractFolder<?>> {
    private String cluster = "";
    private String namespace = "";
    private String timeout = "";
    private String definitions = "";
    private List<ClusterConfiguration> clusters = List.of();

    @DataBoundConstructor
    public FolderDefaults() {
        // everything is optional
    }

    /** The cluster that steps mean when they name none. */
    public String getCluster() {
        return Util.fixNull(cluster);
    }

    @DataBoundSetter
    public void setCluster(String cluster) {
        this.cluster = Util.fixNull(Util.fixEmptyAndTrim(cluster));
    }

    /** The namespace that definitions know as {@code context.namespace}. */
    public String getNamespace() {
        return Util.fixNull(namespace);
    }

    @DataBoundSetter
    public void setNamespace(String namespace) {
        this.namespace = Util.fixNull(Util.fixEmptyAndTrim(namespace));
    }

    /** How long a step may take, such as {@code 10m}. */
    public String getTimeout() {
        return Util.fixNull(timeout);
    }

    @DataBoundSetter
    public void setTimeout(String timeout) {
        this.timeout = Util.fixNull(Util.fixEmptyAndTrim(timeout));
    }

    /** Step definitions: YAML of {@code WorkflowStepDefinition} objects, or one definition in CUE. */
    public String getDefinitions() {
        return Util.fixNull(definitions);
    }

    @DataBoundSetter
    public void setDefinitions(String definitions) {
        this.definitions = Util.fixNull(definitions);
    }

    /** Clusters that the folder's builds may name, nearer than those of all. */
    public List<ClusterConfiguration> getClusters() {
        return clusters == null ? List.of() : clusters;
    }

    @DataBoundSetter
    public void setClusters(List<ClusterConfiguration> clusters) {
        this.clusters = clusters == null ? List.of() : new ArrayList<>(clusters);
    }

    private DefinitionSource source(String folder, Consumer<String> problems) {
        return texts(folder, getDefinitions(), problems);
    }

    private static DefinitionSource texts(String folder, String text, Consumer<String> problems) {
        if (text.isBlank()) {
            return DefinitionTexts.read(Map.of(), problems);
        }
        boolean yaml = text.contains("apiVersion:") && text.contains("kind:");
        return DefinitionTexts.read(Map.of("folder " + folder + (yaml ? ".yaml" : ".cue"), text), problems);
    }

    private static List<Found> of(ItemGroup<?> group) {
        List<Found> found = new ArrayList<>();
        for (Object at = group; at instanceof AbstractFolder<?> folder; at = folder.getParent()) {
            FolderDefaults defaults = folder.getProperties().get(FolderDefaults.class);
            if (defaults != null) {
                found.add(new Found(folder, defaults));
            }
        }
        return found;
    }

    private record Found(AbstractFolder<?> folder, FolderDefaults defaults) {}

    /** Offers what folders say. */
    @Extension
    public static final class Scope implements StepLibraries.Scoped {

        @Override
        public List<DefinitionSource> sources(Run<?, ?> run) {
            return sources(run.getParent());
        }

        @Override
        public List<DefinitionSource> sources(Job<?, ?> job) {
            return of(job.getParent()).stream()
                    .map(found -> found.defaults().source(found.folder().getFullName(), problem -> {}))
                    .toList();
        }

        @Override
        public List<ConfiguredCluster> clusters(Job<?, ?> job) {
            List<ConfiguredCluster> clusters = new ArrayList<>();
            for (Found found : of(job.getParent())) {
                found.defaults()
                        .getClusters()
                        .forEach(cluster -> clusters.add(new ConfiguredCluster(cluster, Optional.of(found.folder()))));
            }
            return clusters;
        }

        @Override
        public VelaOptions options(Job<?, ?> job) {
            VelaOptions options = VelaOptions.NONE;
            for (Found found : of(job.getParent())) {
                FolderDefaults said = found.defaults();
                options = options.over(
                        new VelaOptions(said.getCluster(), said.getNamespace(), said.getTimeout(), List.of()));
            }
            return options;
        }
    }

    /** The form of a folder. */
    @Extension
    @Symbol("velaDefaults")
    public static final class DescriptorImpl extends AbstractFolderPropertyDescriptor {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.FolderDefaults_displayName();
        }

        /** Says what is wrong with definitions. */
        @POST
        public FormValidation doCheckDefinitions(@AncestorInPath Item item, @QueryParameter String value) {
            MayConfigure.check(item);
            List<String> problems = new ArrayList<>();
            texts("", Util.fixNull(value), problems::add);
            return problems.isEmpty() ? FormValidation.ok() : FormValidation.error(String.join("\n", problems));
        }
    }
}
