package io.jenkins.plugins.vela.config;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.vela.cue.CueLimits;
import io.jenkins.plugins.vela.provider.HttpPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jenkins.model.GlobalConfiguration;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** What the administrator sets for all workflows of this controller. */
@Extension
@Symbol("vela")
public final class VelaConfiguration extends GlobalConfiguration {
    private List<ClusterConfiguration> clusters = List.of();
    private List<DefinitionSourceConfiguration> definitionSources = List.of();
    private String httpAllow = "";
    private String httpDeny = "";
    private boolean httpLoopback;
    private int refreshMinutes = 10;
    private LimitsConfiguration limits = new LimitsConfiguration();
    private transient boolean binding;

    public VelaConfiguration() {
        load();
        // fields that an older version did not write
        clusters = clusters == null ? List.of() : clusters;
        definitionSources = definitionSources == null ? List.of() : definitionSources;
        httpAllow = Util.fixNull(httpAllow);
        httpDeny = Util.fixNull(httpDeny);
        limits = limits == null ? new LimitsConfiguration() : limits;
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

    /** How often sources of definitions that are elsewhere are read anew, in minutes; 0 for never by itself. */
    public int getRefreshMinutes() {
        return refreshMinutes;
    }

    @DataBoundSetter
    public void setRefreshMinutes(int refreshMinutes) {
        this.refreshMinutes = Math.max(0, refreshMinutes);
        changed();
    }

    /** What workflows and definitions may use. */
    public LimitsConfiguration getLimits() {
        return limits;
    }

    @DataBoundSetter
    public void setLimits(LimitsConfiguration limits) {
        this.limits = limits == null ? new LimitsConfiguration() : limits;
        changed();
    }

    /** Complains about what is no number. */
    @POST
    public FormValidation doCheckRefreshMinutes(@QueryParameter String value) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return FormValidation.validateNonNegativeInteger(value);
    }

    /** What one evaluation of a template may use. */
    public CueLimits cueLimits() {
        return limits.evaluation();
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
        Jenkins controller = Jenkins.getInstanceOrNull();
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

    /** The clusters that an item's builds may use, in the order of the configuration; folders may have more. */
    public List<ConfiguredCluster> clustersOf(Item item) {
        return clusters.stream()
                .filter(cluster -> cluster.isAllowedIn(item.getFullName()))
                .map(cluster -> new ConfiguredCluster(cluster, Optional.empty()))
                .toList();
    }
}
