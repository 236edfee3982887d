package io.jenkins.plugins.vela.config;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.vela.cluster.ClusterException;
import io.jenkins.plugins.vela.cluster.Clusters;
import io.jenkins.plugins.vela.cluster.ObjectSelector;
import io.jenkins.plugins.vela.definition.DefinitionObject;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Step definitions that lie in a cluster as {@code WorkflowStepDefinition} objects, as those of a KubeVela installation do. */
public final class ClusterDefinitions extends DefinitionSourceConfiguration {
    private static final String API = "core.oam.dev/v1beta1";
    private static final String KUBEVELA = "vela-system";

    private final String cluster;
    private String namespace = KUBEVELA;

    /** @param cluster a cluster of the controller's configuration */
    @DataBoundConstructor
    public ClusterDefinitions(String cluster) {
        this.cluster = Util.fixNull(Util.fixEmptyAndTrim(cluster));
    }

    public String getCluster() {
        return cluster;
    }

    public String getNamespace() {
        return namespace;
    }

    @DataBoundSetter
    public void setNamespace(String namespace) {
        this.namespace = Optional.ofNullable(Util.fixEmptyAndTrim(namespace)).orElse(KUBEVELA);
    }

    @Override
    protected Map<String, String> read() throws IOException, InterruptedException {
        ClusterConfiguration configuration = VelaConfiguration.get().getClusters().stream()
                .filter(one -> one.getName().equals(cluster))
                .findFirst()
                .orElseThrow(() -> new IOException("there is no cluster of this name"));
        ConfiguredCluster configured = new ConfiguredCluster(configuration, Optional.empty());
        Map<String, String> texts = new TreeMap<>();
        try (Clusters clusters = Clusters.builder()
                .cluster(cluster, configured.access().source())
                .build()) {
            ObjectSelector all = ObjectSelector.of(API, DefinitionObject.KIND, namespace, Map.of());
            for (JsonNode object : clusters.get(cluster).list(all).items()) {
                texts.put(object.at("/metadata/name").asText() + ".json", object.toString());
            }
        } catch (ClusterException e) {
            throw new IOException(e.getMessage());
        }
        return texts;
    }

    @Override
    protected boolean isRemote() {
        return true;
    }

    @Override
    public String describe() {
        return "cluster " + cluster + ", namespace " + namespace;
    }

    /** The form of a cluster with definitions. */
    @Extension
    @Symbol("cluster")
    public static final class DescriptorImpl extends Descriptor<DefinitionSourceConfiguration> {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.ClusterDefinitions_displayName();
        }

        /** The clusters that there are. */
        @POST
        public ListBoxModel doFillClusterItems(@QueryParameter String cluster) {
            ListBoxModel items = new ListBoxModel();
            if (Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
                VelaConfiguration.get().getClusters().forEach(one -> items.add(one.getName()));
            }
            if (Util.fixEmpty(cluster) != null && items.stream().noneMatch(item -> item.value.equals(cluster))) {
                items.add(cluster);
            }
            return items;
        }

        /** Complains about a missing cluster. */
        @POST
        public FormValidation doCheckCluster(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return Util.fixEmptyAndTrim(value) == null
                    ? FormValidation.error("Save a cluster first, above.")
                    : FormValidation.ok();
        }
    }
}
