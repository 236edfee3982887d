package io.jenkins.plugins.vela.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.Item;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import hudson.util.Secret;
import io.jenkins.plugins.vela.sandbox.EmbeddedCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.springframework.security.access.AccessDeniedException;

/** The form of a cluster: who may ask what, and which credentials are taken. */
@WithJenkins
class ClusterConfigurationTest {
    private static JenkinsRule jenkins;

    private EmbeddedCluster cluster;
    private ClusterConfiguration.DescriptorImpl form;

    @BeforeAll
    static void share(JenkinsRule rule) {
        jenkins = rule;
    }

    @BeforeEach
    void start() throws Exception {
        SystemCredentialsProvider.getInstance().getCredentials().clear();
        cluster = EmbeddedCluster.start("test");
        credential("kubeconfig", cluster.kubeconfig());
        form = jenkins.jenkins.getDescriptorByType(ClusterConfiguration.DescriptorImpl.class);
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Item.READ, Item.CONFIGURE)
                .everywhere()
                .to("developer"));
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    private static void credential(String id, String text) throws Exception {
        SystemCredentialsProvider store = SystemCredentialsProvider.getInstance();
        store.getCredentials().add(new StringCredentialsImpl(CredentialsScope.GLOBAL, id, "", Secret.fromString(text)));
        store.save();
    }

    private FormValidation test(String user, String credentialsId, String serverUrl, boolean trusted) {
        try (ACLContext as = ACL.as2(User.getById(user, true).impersonate2())) {
            return form.doTestConnection(null, "local", credentialsId, serverUrl, "", trusted);
        }
    }

    @Test
    void aConnectionIsTriedForAdministratorsOnly() {
        assertThat(test("admin", "kubeconfig", "", false).kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(test("admin", "nothing", "", false).getMessage()).contains("there is no credential");
        assertThatThrownBy(() -> test("developer", "kubeconfig", "", false)).isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void anAddressAndATokenAreEnough() throws Exception {
        credential("token", cluster.token());

        assertThat(test("admin", "token", cluster.url().toString(), false).kind).isEqualTo(FormValidation.Kind.OK);
    }

    @Test
    void aKubeconfigThatRunsAProgramIsRefusedUnlessItIsTrusted() throws Exception {
        String marker = "vela-marker-" + System.nanoTime();
        credential("exec", """
            apiVersion: v1
            kind: Config
            clusters: [{name: c, cluster: {server: "%s"}}]
            users: [{name: u, user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: touch, args: ["/tmp/%s"], interactiveMode: Never}}}]
            contexts: [{name: x, context: {cluster: c, user: u}}]
            current-context: x
            """.formatted(cluster.url(), marker));

        FormValidation refused = test("admin", "exec", "", false);

        assertThat(refused.kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(refused.getMessage()).contains("exec");
        assertThat(Path.of("/tmp", marker)).doesNotExist();
    }

    @Test
    void credentialsAreListedForAdministratorsOnly() {
        try (ACLContext as = ACL.as2(User.getById("admin", true).impersonate2())) {
            assertThat(form.doFillCredentialsIdItems(null, "").stream().map(option -> option.value))
                    .contains("kubeconfig");
        }
        try (ACLContext as = ACL.as2(User.getById("developer", true).impersonate2())) {
            ListBoxModel items = form.doFillCredentialsIdItems(null, "current");
            assertThat(items.stream().map(option -> option.value)).containsExactly("current");
            assertThatThrownBy(() -> form.doCheckName(null, "")).isInstanceOf(AccessDeniedException.class);
            assertThatThrownBy(() -> form.doCheckServerUrl(null, "")).isInstanceOf(AccessDeniedException.class);
        }
    }

    @Test
    void noSecretIsWrittenInTheClear() throws Exception {
        VelaConfiguration.get().setClusters(List.of(new ClusterConfiguration("local", "kubeconfig")));

        String xml = Files.readString(
                jenkins.jenkins.getRootDir().toPath().resolve("io.jenkins.plugins.vela.config.VelaConfiguration.xml"));

        assertThat(xml)
                .contains("kubeconfig")
                .doesNotContain(cluster.token())
                .doesNotContain(
                        Base64.getEncoder().encodeToString(cluster.token().getBytes()));
    }
}
