package io.jenkins.plugins.vela.config;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.fasterxml.jackson.core.JsonProcessingException;
import hudson.model.Item;
import hudson.model.Run;
import hudson.security.ACL;
import io.jenkins.plugins.vela.cluster.ClusterException;
import io.jenkins.plugins.vela.cluster.ClusterRules;
import io.jenkins.plugins.vela.cluster.ClusterSource;
import io.jenkins.plugins.vela.cluster.KubeconfigContents;
import io.jenkins.plugins.vela.provider.HttpPolicy;
import io.jenkins.plugins.vela.provider.http.OutboundHost;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import jenkins.authentication.tokens.api.AuthenticationTokens;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.kubernetes.auth.KubernetesAuth;
import org.jenkinsci.plugins.kubernetes.auth.KubernetesAuthConfig;
import org.jenkinsci.plugins.kubernetes.auth.KubernetesAuthException;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.springframework.security.core.Authentication;

/**
 * A cluster that builds may name, and where that is said: by an administrator for all, or in a folder by whoever may configure
 * it. A folder's cluster uses credentials that are known in that folder, its kubeconfig may never make the controller run
 * programs or read files, and it may lie only where requests of workflows may go.
 *
 * @param configuration what is said
 * @param folder the folder in which it is said; empty for the controller's configuration
 */
public record ConfiguredCluster(ClusterConfiguration configuration, Optional<Item> folder) {

    public ConfiguredCluster {
        Objects.requireNonNull(configuration, "configuration");
        Objects.requireNonNull(folder, "folder");
    }

    /**
     * How a cluster is reached. Never prints a credential.
     *
     * @param source address and credential
     * @param secrets what of them must not be shown anywhere
     */
    public record Access(ClusterSource source, Set<String> secrets) {
        public Access {
            secrets = Set.copyOf(secrets);
        }

        @Override
        public String toString() {
            return source.toString();
        }
    }

    public String name() {
        return configuration.getName();
    }

    /** What may be done in the cluster. */
    public ClusterRules rules() {
        return configuration.rules();
    }

    /**
     * How a build reaches the cluster, with the credential as it is now; the credential remembers that the build has used it.
     *
     * @param as the one as whom the build runs
     * @throws IOException when the credential is missing or cannot be used
     */
    public Access access(Run<?, ?> run, Authentication as) throws IOException {
        List<StandardCredentials> known = new ArrayList<>(credentials(as));
        if (folder.isPresent() && !as.equals(ACL.SYSTEM2) && run.hasPermission2(as, CredentialsProvider.USE_ITEM)) {
            known.addAll(credentials(ACL.SYSTEM2));
        }
        StandardCredentials found = find(known);
        CredentialsProvider.track(run, found);
        return access(found.forRun(run) instanceof StandardCredentials ofRun ? ofRun : found);
    }

    /**
     * How the controller itself reaches the cluster, for trying and for reading definitions.
     *
     * @throws IOException when the credential is missing or cannot be used
     */
    public Access access() throws IOException {
        return access(find(credentials(ACL.SYSTEM2)));
    }

    /** Those of a folder are looked for as the build; the controller's own are an administrator's choice. */
    private List<StandardCredentials> credentials(Authentication as) {
        return folder.isPresent()
                ? CredentialsProvider.lookupCredentialsInItem(StandardCredentials.class, folder.get(), as, List.of())
                : CredentialsProvider.lookupCredentialsInItemGroup(
                        StandardCredentials.class, Jenkins.get(), ACL.SYSTEM2, List.of());
    }

    private StandardCredentials find(List<StandardCredentials> known) throws IOException {
        return known.stream()
                .filter(CredentialsMatchers.withId(configuration.getCredentialsId())::matches)
                .findFirst()
                .orElseThrow(() -> problem("there is no credential \"" + configuration.getCredentialsId() + "\""
                        + folder.map(item -> " that builds in " + item.getFullName() + " may use")
                                .orElse(" among Jenkins' own")));
    }

    private Access access(StandardCredentials credential) throws IOException {
        String text = kubeconfig(credential);
        try {
            KubeconfigContents contents = KubeconfigContents.of(name(), text);
            if (folder.isPresent()) {
                checkPlaces(contents.hosts());
            }
            Set<String> secrets = new TreeSet<>(contents.secrets());
            if (credential instanceof StringCredentials secret
                    && !configuration.getServerUrl().isEmpty()) {
                secrets.add(secret.getSecret().getPlainText());
            }
            ClusterSource.Trust trust = configuration.isTrusted() && folder.isEmpty()
                    ? ClusterSource.Trust.ADMINISTRATOR
                    : ClusterSource.Trust.RESTRICTED;
            return new Access(new ClusterSource.KubeconfigText(name(), text, Optional.empty(), trust), secrets);
        } catch (ClusterException e) {
            throw new IOException(e.getMessage());
        }
    }

    /** Who may configure a folder must not reach through the controller what requests of workflows may not reach. */
    private void checkPlaces(Set<String> hosts) throws IOException {
        HttpPolicy policy = VelaConfiguration.get().httpPolicy();
        for (String host : hosts) {
            try {
                if (OutboundHost.allowed(policy, host).isEmpty()) {
                    throw problem("a folder's cluster may not lie at " + host + ", where requests may not go");
                }
            } catch (UnknownHostException e) {
                throw problem("the name " + host + " cannot be resolved");
            }
        }
    }

    private String kubeconfig(StandardCredentials credential) throws IOException {
        if (!configuration.getServerUrl().isEmpty()) {
            KubernetesAuth auth = AuthenticationTokens.convert(KubernetesAuth.class, credential);
            if (auth == null) {
                throw problem("the credential \"" + configuration.getCredentialsId()
                        + "\" is of a kind that says nothing to a Kubernetes API");
            }
            try {
                String ca = configuration.getCaCertificate();
                return auth.buildKubeConfig(
                        new KubernetesAuthConfig(configuration.getServerUrl(), ca.isEmpty() ? null : ca, false));
            } catch (KubernetesAuthException | JsonProcessingException e) {
                // what it says may hold a part of the credential
                throw problem("the credential \"" + configuration.getCredentialsId() + "\" cannot be used");
            }
        }
        if (credential instanceof FileCredentials file) {
            return new String(file.getContent().readAllBytes(), StandardCharsets.UTF_8);
        } else if (credential instanceof StringCredentials secret) {
            return secret.getSecret().getPlainText();
        }
        throw problem("without an address, the credential \"" + configuration.getCredentialsId()
                + "\" has to be a secret file or secret text with a kubeconfig");
    }

    private IOException problem(String what) {
        return new IOException("cluster " + name() + ": " + what);
    }
}
