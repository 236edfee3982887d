package io.jenkins.plugins.vela.config;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.security.ACL;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.vela.cluster.ClusterSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A cluster that workflows may name: its name and the credential that holds its kubeconfig. */
public final class ClusterConfiguration extends AbstractDescribableImpl<ClusterConfiguration> {
    private final String name;
    private final String credentialsId;

    /**
     * @param name what workflows call it; {@code local} is the default cluster
     * @param credentialsId a secret file or secret text in Jenkins' own credentials store: a kubeconfig
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

    /**
     * Where the cluster is. The kubeconfig is taken as an untrusted one: it cannot make the controller run programs or read
     * files.
     *
     * @throws IOException when the credential is missing or cannot be read
     */
    ClusterSource source() throws IOException {
        Optional<StandardCredentials> found =
                CredentialsProvider.lookupCredentialsInItemGroup(
                                StandardCredentials.class, Jenkins.get(), ACL.SYSTEM2, List.of())
                        .stream()
                        .filter(CredentialsMatchers.withId(credentialsId)::matches)
                        .findFirst();
        String text;
        if (found.isPresent() && found.get() instanceof FileCredentials file) {
            text = new String(file.getContent().readAllBytes(), StandardCharsets.UTF_8);
        } else if (found.isPresent() && found.get() instanceof StringCredentials secret) {
            text = secret.getSecret().getPlainText();
        } else {
            throw new IOException("cluster " + name + ": there is no secret file or secret text \"" + credentialsId
                    + "\" in Jenkins' credentials");
        }
        return new ClusterSource.KubeconfigText(name, text, Optional.empty(), ClusterSource.Trust.RESTRICTED);
    }

    /** The form of one cluster. */
    @Extension
    @Symbol("velaCluster")
    public static final class DescriptorImpl extends Descriptor<ClusterConfiguration> {

        @NonNull
        @Override
        public String getDisplayName() {
            return "Cluster";
        }

        /** Complains about an empty name. */
        @POST
        public FormValidation doCheckName(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return Util.fixEmptyAndTrim(value) == null
                    ? FormValidation.error("A cluster needs a name.")
                    : FormValidation.ok();
        }

        /** The credentials that can hold a kubeconfig. */
        @POST
        public ListBoxModel doFillCredentialsIdItems(@QueryParameter String credentialsId) {
            if (!Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
                return new StandardListBoxModel().includeCurrentValue(credentialsId);
            }
            return new StandardListBoxModel()
                    .includeEmptyValue()
                    .includeMatchingAs(
                            ACL.SYSTEM2,
                            Jenkins.get(),
                            StandardCredentials.class,
                            List.of(),
                            CredentialsMatchers.anyOf(
                                    CredentialsMatchers.instanceOf(FileCredentials.class),
                                    CredentialsMatchers.instanceOf(StringCredentials.class)))
                    .includeCurrentValue(credentialsId);
        }
    }
}
