package io.jenkins.plugins.vela.config;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.model.Item;
import io.jenkins.plugins.vela.cluster.ClusterRules;
import io.jenkins.plugins.vela.cluster.ClusterSource;
import io.jenkins.plugins.vela.provider.HttpPolicy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jenkins.model.GlobalConfiguration;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;

/** What the administrator sets for all workflows of this controller. */
@Extension
@Symbol("vela")
public final class VelaConfiguration extends GlobalConfiguration {
    private List<ClusterConfiguration> clusters = List.of();
    private List<DefinitionSourceConfiguration> definitionSources = List.of();
    private String httpAllow = "";
    private String httpDeny = "";
    private boolean httpLoopback;
    private transient boolean binding;

    public VelaConfiguration() {
        load();
        // fields that an older version did not write
        clusters = clusters == null ? List.of() : clusters;
        definitionSources = definitionSources == null ? List.of() : definitionSources;
        httpAllow = Util.fixNull(httpAllow);
        httpDeny = Util.fixNull(httpDeny);
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
        this.clusters = new ArrayList<>(clusters);
        changed();
    }

    /** Where step definitions come from, nearest first; the built-in library is always there. */
    public List<DefinitionSourceConfiguration> getDefinitionSources() {
        return definitionSources;
    }

    @DataBoundSetter
    public void setDefinitionSources(List<DefinitionSourceConfiguration> definitionSources) {
        this.definitionSources = new ArrayList<>(definitionSources);
        changed();
    }

    /** Hosts that requests may go to, separated by blanks; empty for all. */
    public String getHttpAllow() {
        return httpAllow;
    }

    @DataBoundSetter
    public void setHttpAllow(String httpAllow) {
        this.httpAllow = Util.fixNull(httpAllow).trim();
        changed();
    }

    /** Hosts that requests may not go to, separated by blanks. */
    public String getHttpDeny() {
        return httpDeny;
    }

    @DataBoundSetter
    public void setHttpDeny(String httpDeny) {
        this.httpDeny = Util.fixNull(httpDeny).trim();
        changed();
    }

    /** Whether requests may go to the controller's own machine. */
    public boolean isHttpLoopback() {
        return httpLoopback;
    }

    @DataBoundSetter
    public void setHttpLoopback(boolean httpLoopback) {
        this.httpLoopback = httpLoopback;
        changed();
    }

    /** Lists that the form leaves empty are not in what it submits. */
    @Override
    public boolean configure(StaplerRequest2 request, JSONObject json) {
        binding = true;
        try {
            clusters = List.of();
            definitionSources = List.of();
            httpLoopback = false;
            request.bindJSON(this, json);
        } finally {
            binding = false;
        }
        changed();
        return true;
    }

    private void changed() {
        if (binding) {
            return;
        }
        save();
        if (isReady()) {
            DefinitionSources.get().refresh();
        }
    }

    private static boolean isReady() {
        jenkins.model.Jenkins controller = jenkins.model.Jenkins.getInstanceOrNull();
        return controller != null && controller.getInitLevel().compareTo(InitMilestone.SYSTEM_CONFIG_ADAPTED) >= 0;
    }

    /** Before any build can go on. */
    @Initializer(after = InitMilestone.SYSTEM_CONFIG_ADAPTED, before = InitMilestone.JOB_LOADED)
    public static void readDefinitions() {
        DefinitionSources.get().refresh();
    }

    /** Where requests of workflows may go. */
    public HttpPolicy httpPolicy() {
        return new HttpPolicy(
                ClusterConfiguration.words(httpAllow),
                ClusterConfiguration.words(httpDeny),
                httpLoopback,
                HttpPolicy.DEFAULT_MAX_RESPONSE_BYTES);
    }

    /** The clusters that an item's builds may use, by name, and what they may do there. */
    public Map<String, ClusterRules> clustersOf(Item item) {
        return clusters.stream()
                .filter(cluster -> cluster.isAllowedIn(item.getFullName()))
                .collect(Collectors.toUnmodifiableMap(
                        ClusterConfiguration::getName, ClusterConfiguration::rules, (one, other) -> one));
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
