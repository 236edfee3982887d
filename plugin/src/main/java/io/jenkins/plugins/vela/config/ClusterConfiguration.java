package io.jenkins.plugins.vela.config;

import com.cloudbees.plugins.credentials.CredentialsMatcher;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.security.ACL;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.vela.cluster.ClusterException;
import io.jenkins.plugins.vela.cluster.ClusterRules;
import io.jenkins.plugins.vela.cluster.Clusters;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jenkins.authentication.tokens.api.AuthenticationTokens;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.kubernetes.auth.KubernetesAuth;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** A cluster that workflows may name: where it is, by which credential it is reached, and what may be done in it. */
public final class ClusterConfiguration extends AbstractDescribableImpl<ClusterConfiguration> {
    private final String name;
    private final String credentialsId;
    private String serverUrl = "";
    private String caCertificate = "";
    private String allowedFolders = "";
    private String namespaces = "";
    private String kinds = "";
    private boolean readSecrets;
    private boolean trusted;

    /**
     * @param name what workflows call it; {@code local} is the default cluster
     * @param credentialsId a kubeconfig, or what an API at an address takes: of the folder in which the cluster is configured,
     *     else in Jenkins' own credentials store
     */
    @DataBoundConstructor
    public ClusterConfiguration(String name, String credentialsId) {
        this.name = Util.fixNull(Util.fixEmptyAndTrim(name));
        this.credentialsId = Util.fixNull(Util.fixEmptyAndTrim(credentialsId));
    }

    public String getName() {
        return name;
    }

    public String getCredentialsId() {
        return credentialsId;
    }

    /** The API's address; empty when the credential is a kubeconfig, which says it. */
    public String getServerUrl() {
        return Util.fixNull(serverUrl);
    }

    @DataBoundSetter
    public void setServerUrl(String serverUrl) {
        this.serverUrl = Util.fixNull(Util.fixEmptyAndTrim(serverUrl));
    }

    /** The certificate by which the API is known, as PEM; empty for those that Java knows. */
    public String getCaCertificate() {
        return Util.fixNull(caCertificate);
    }

    @DataBoundSetter
    public void setCaCertificate(String caCertificate) {
        this.caCertificate = Util.fixNull(caCertificate).trim();
    }

    /** Namespaces that may be used, separated by blanks; empty for all. */
    public String getNamespaces() {
        return Util.fixNull(namespaces);
    }

    @DataBoundSetter
    public void setNamespaces(String namespaces) {
        this.namespaces = Util.fixNull(namespaces).trim();
    }

    /** Kinds that may be used, such as {@code Deployment} or {@code apps/Deployment}, separated by blanks; empty for all. */
    public String getKinds() {
        return Util.fixNull(kinds);
    }

    @DataBoundSetter
    public void setKinds(String kinds) {
        this.kinds = Util.fixNull(kinds).trim();
    }

    /** Whether workflows may read Secrets. */
    public boolean isReadSecrets() {
        return readSecrets;
    }

    @DataBoundSetter
    public void setReadSecrets(boolean readSecrets) {
        this.readSecrets = readSecrets;
    }

    /** Whether the kubeconfig may make the controller run programs and read files. */
    public boolean isTrusted() {
        return trusted;
    }

    @DataBoundSetter
    public void setTrusted(boolean trusted) {
        this.trusted = trusted;
    }

    /** What may be done in the cluster. */
    ClusterRules rules() {
        return new ClusterRules(words(getNamespaces()), words(getKinds()), readSecrets);
    }

    static List<String> words(String text) {
        return Stream.of(text.split("[\\s,]+")).filter(word -> !word.isEmpty()).toList();
    }

    /** Folders and jobs whose builds may use the cluster, one full name a line; empty for all. */
    public String getAllowedFolders() {
        return Util.fixNull(allowedFolders);
    }

    @DataBoundSetter
    public void setAllowedFolders(String allowedFolders) {
        this.allowedFolders = Util.fixNull(allowedFolders).trim();
    }

    /** Whether builds of the item of this full name may use the cluster. */
    boolean isAllowedIn(String item) {
        List<String> folders = getAllowedFolders()
                .lines()
                .map(String::trim)
                .filter(line -> !line.isEmpty())
                .toList();
        return folders.isEmpty()
                || folders.stream().anyMatch(folder -> item.equals(folder) || item.startsWith(folder + "/"));
    }

    /** The form of one cluster. */
    @Extension
    @Symbol("velaCluster")
    public static final class DescriptorImpl extends Descriptor<ClusterConfiguration> {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.ClusterConfiguration_displayName();
        }

        /** Whether the form is a folder's, which offers less. */
        public boolean isInFolder() {
            StaplerRequest2 request = Stapler.getCurrentRequest2();
            return request != null && request.findAncestorObject(Item.class) != null;
        }

        /** Complains about an empty name. */
        @POST
        public FormValidation doCheckName(@AncestorInPath Item item, @QueryParameter String value) {
            MayConfigure.check(item);
            return Util.fixEmptyAndTrim(value) == null
                    ? FormValidation.error("A cluster needs a name.")
                    : FormValidation.ok();
        }

        /** Says what is wrong with an address. */
        @POST
        public FormValidation doCheckServerUrl(@AncestorInPath Item item, @QueryParameter String value) {
            MayConfigure.check(item);
            String url = Util.fixEmptyAndTrim(value);
            return url == null || url.startsWith("https://")
                    ? FormValidation.ok()
                    : FormValidation.warning("Anybody on the way can read what is not sent by https.");
        }

        /** The credentials that can hold a kubeconfig, or that an API takes. */
        @POST
        public ListBoxModel doFillCredentialsIdItems(@AncestorInPath Item item, @QueryParameter String credentialsId) {
            StandardListBoxModel items = new StandardListBoxModel();
            if (!MayConfigure.isAllowed(item)) {
                return items.includeCurrentValue(credentialsId);
            }
            CredentialsMatcher fit = CredentialsMatchers.anyOf(
                    CredentialsMatchers.instanceOf(FileCredentials.class),
                    CredentialsMatchers.instanceOf(StringCredentials.class),
                    AuthenticationTokens.matcher(KubernetesAuth.class));
            items.includeEmptyValue();
            if (item == null) {
                items.includeMatchingAs(ACL.SYSTEM2, Jenkins.get(), StandardCredentials.class, List.of(), fit);
            } else {
                items.includeMatchingAs(ACL.SYSTEM2, item, StandardCredentials.class, List.of(), fit);
            }
            return items.includeCurrentValue(credentialsId);
        }

        /** Asks the API whether it answers; only for who may change the configuration. */
        @POST
        public FormValidation doTestConnection(
                @AncestorInPath Item item,
                @QueryParameter String name,
                @QueryParameter String credentialsId,
                @QueryParameter String serverUrl,
                @QueryParameter String caCertificate,
                @QueryParameter boolean trusted) {
            MayConfigure.check(item);
            ClusterConfiguration tried = new ClusterConfiguration(name, credentialsId);
            tried.setServerUrl(serverUrl);
            tried.setCaCertificate(caCertificate);
            tried.setTrusted(trusted);
            ConfiguredCluster cluster = new ConfiguredCluster(tried, Optional.ofNullable(item));
            try (Clusters clusters = Clusters.builder()
                    .cluster(tried.getName(), cluster.access().source())
                    .build()) {
                clusters.get(tried.getName()).check();
                return FormValidation.ok("The cluster answers.");
            } catch (IOException | ClusterException e) {
                return FormValidation.error(e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return FormValidation.error("interrupted");
            }
        }
    }
}
