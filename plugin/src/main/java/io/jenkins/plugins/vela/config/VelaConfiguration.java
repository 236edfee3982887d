package io.jenkins.plugins.vela.config;

import hudson.Extension;
import hudson.ExtensionList;
import io.jenkins.plugins.vela.cluster.ClusterSource;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenkins.model.GlobalConfiguration;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;

/** What the administrator sets for all workflows of this controller. */
@Extension
@Symbol("vela")
public final class VelaConfiguration extends GlobalConfiguration {
    private List<ClusterConfiguration> clusters = List.of();

    public VelaConfiguration() {
        load();
    }

    public static VelaConfiguration get() {
        return ExtensionList.lookupSingleton(VelaConfiguration.class);
    }

    /** The clusters that workflows may name. A workflow never reaches the controller's own cluster unless it is here. */
    public List<ClusterConfiguration> getClusters() {
        return clusters;
    }

    @DataBoundSetter
    public void setClusters(List<ClusterConfiguration> clusters) {
        this.clusters = List.copyOf(clusters);
        save();
    }

    /**
     * Where the clusters are, by name, with their credentials as they are now.
     *
     * @throws IOException when a credential is missing or cannot be read
     */
    public Map<String, ClusterSource> sources() throws IOException {
        Map<String, ClusterSource> sources = new LinkedHashMap<>();
        for (ClusterConfiguration cluster : clusters) {
            sources.put(cluster.getName(), cluster.source());
        }
        return sources;
    }
}
