package io.jenkins.plugins.vela.pipeline;

import static io.jenkins.plugins.vela.pipeline.JenkinsWithCluster.configMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.domains.Domain;
import hudson.model.Fingerprint;
import hudson.model.Item;
import hudson.model.Result;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.AuthorizationStrategy;
import hudson.util.FormValidation;
import hudson.util.Secret;
import io.jenkins.plugins.vela.config.ClusterConfiguration;
import io.jenkins.plugins.vela.config.VelaConfiguration;
import io.jenkins.plugins.vela.library.FolderDefaults;
import io.jenkins.plugins.vela.sandbox.EmbeddedCluster;
import java.util.List;
import jenkins.model.Jenkins;
import jenkins.security.QueueItemAuthenticatorConfiguration;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.MockQueueItemAuthenticator;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.springframework.security.access.AccessDeniedException;

/** Clusters of folders, whose credentials they use, and what of credentials may be seen. */
@WithJenkins
class FolderClustersTest {
    private static JenkinsRule jenkins;

    private static final String APPLY = """
        velaStep(type: 'apply-object', properties: [value: [apiVersion: 'v1', kind: 'ConfigMap',
            metadata: [name: 'mark', namespace: 'default'], data: [by: 'build']]])
        """;

    private EmbeddedCluster ofAll;
    private EmbeddedCluster ofTeam;
    private Folder team;

    @BeforeAll
    static void share(JenkinsRule rule) {
        jenkins = rule;
    }

    @BeforeEach
    void start() throws Exception {
        ofAll = EmbeddedCluster.start("all");
        ofTeam = EmbeddedCluster.start("team");
        JenkinsWithCluster.configure(ofAll);
        VelaConfiguration.get().setHttpLoopback(true);
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Item.READ, Item.BUILD)
                .everywhere()
                .to("developer", "lead")
                .grant(Item.CONFIGURE, CredentialsProvider.VIEW)
                .everywhere()
                .to("lead"));
        QueueItemAuthenticatorConfiguration.get().getAuthenticators().clear();
        team = jenkins.createProject(Folder.class);
        credential(team, "team-kubeconfig", ofTeam.kubeconfig());
        FolderDefaults defaults = new FolderDefaults();
        defaults.setClusters(List.of(new ClusterConfiguration("local", "team-kubeconfig")));
        team.addProperty(defaults);
    }

    @AfterEach
    void stop() {
        VelaConfiguration.get().setHttpLoopback(false);
        ofAll.close();
        ofTeam.close();
    }

    private static void credential(Folder folder, String id, String text) throws Exception {
        for (CredentialsStore store : CredentialsProvider.lookupStores(folder)) {
            if (store.getContext() == folder) {
                store.addCredentials(
                        Domain.global(),
                        new StringCredentialsImpl(CredentialsScope.GLOBAL, id, "", Secret.fromString(text)));
                return;
            }
        }
        throw new AssertionError("folders have no store");
    }

    private WorkflowRun run(Folder folder, String script, Result expected) throws Exception {
        WorkflowJob job = folder.createProject(WorkflowJob.class, "job-" + System.nanoTime());
        job.setDefinition(new CpsFlowDefinition(script, true));
        return jenkins.assertBuildStatus(expected, job.scheduleBuild2(0));
    }

    @Test
    void theNearestClusterOfANameIsMeant() throws Exception {
        Folder inner = team.createProject(Folder.class, "inner");

        run(inner, APPLY, Result.SUCCESS);

        assertThat(configMap(ofTeam, "mark")).isPresent();
        assertThat(configMap(ofAll, "mark")).isEmpty();
    }

    @Test
    void outsideTheFolderNobodyKnowsItsClusters() throws Exception {
        run(jenkins.createProject(Folder.class), APPLY, Result.SUCCESS);

        assertThat(configMap(ofTeam, "mark")).isEmpty();
        assertThat(configMap(ofAll, "mark")).isPresent();
    }

    @Test
    void aCredentialRemembersWhichBuildsHaveUsedIt() throws Exception {
        WorkflowRun build = run(team, APPLY, Result.SUCCESS);

        StandardCredentials credential =
                CredentialsProvider.lookupCredentialsInItem(StandardCredentials.class, team, ACL.SYSTEM2, List.of())
                        .stream()
                        .filter(one -> one.getId().equals("team-kubeconfig"))
                        .findFirst()
                        .orElseThrow();
        Fingerprint used = CredentialsProvider.getFingerprintOf(credential);
        assertThat(used).isNotNull();
        assertThat(used.getJobs()).contains(build.getParent().getFullName());
    }

    @Test
    void aBuildThatRunsAsSomebodyNeedsThatPersonsRightToUseTheCredential() throws Exception {
        WorkflowJob job = team.createProject(WorkflowJob.class, "restricted");
        job.setDefinition(new CpsFlowDefinition(APPLY, true));
        QueueItemAuthenticatorConfiguration.get()
                .getAuthenticators()
                .add(new MockQueueItemAuthenticator()
                        .authenticate(
                                job.getFullName(),
                                User.getById("developer", true).impersonate2()));

        WorkflowRun build = jenkins.assertBuildStatus(Result.FAILURE, job.scheduleBuild2(0));

        jenkins.assertLogContains("there is no credential \"team-kubeconfig\"", build);
        assertThat(configMap(ofTeam, "mark")).isEmpty();
    }

    @Test
    void aFoldersKubeconfigMayNotRunProgramsWhateverItSays() throws Exception {
        credential(team, "exec", """
            apiVersion: v1
            kind: Config
            clusters: [{name: c, cluster: {server: "%s"}}]
            users: [{name: u, user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: "true", interactiveMode: Never}}}]
            contexts: [{name: x, context: {cluster: c, user: u}}]
            current-context: x
            """.formatted(ofTeam.url()));
        ClusterConfiguration cluster = new ClusterConfiguration("local", "exec");
        cluster.setTrusted(true);
        team.getProperties().get(FolderDefaults.class).setClusters(List.of(cluster));

        WorkflowRun build = run(team, APPLY, Result.FAILURE);

        jenkins.assertLogContains("may not use exec", build);
    }

    @Test
    void aFoldersClusterMayNotLieWhereRequestsMayNotGo() throws Exception {
        VelaConfiguration.get().setHttpLoopback(false);

        WorkflowRun build = run(team, APPLY, Result.FAILURE);

        jenkins.assertLogContains("a folder's cluster may not lie at", build);
        assertThat(configMap(ofTeam, "mark")).isEmpty();
    }

    @Test
    void whoMayConfigureTheFolderMayTryItsConnection() {
        ClusterConfiguration.DescriptorImpl form =
                jenkins.jenkins.getDescriptorByType(ClusterConfiguration.DescriptorImpl.class);
        try (ACLContext as = ACL.as2(User.getById("lead", true).impersonate2())) {
            assertThat(form.doTestConnection(team, "local", "team-kubeconfig", "", "", false).kind)
                    .isEqualTo(FormValidation.Kind.OK);
            assertThatThrownBy(() -> form.doTestConnection(null, "local", "kubeconfig", "", "", false))
                    .isInstanceOf(AccessDeniedException.class);
            assertThat(form.doFillCredentialsIdItems(team, "").stream().map(option -> option.value))
                    .contains("team-kubeconfig");
        }
        try (ACLContext as = ACL.as2(User.getById("developer", true).impersonate2())) {
            assertThatThrownBy(() -> form.doTestConnection(team, "local", "team-kubeconfig", "", "", false))
                    .isInstanceOf(AccessDeniedException.class);
            assertThat(form.doFillCredentialsIdItems(team, "mine").stream().map(option -> option.value))
                    .containsExactly("mine");
        }
    }

    @Test
    void theFormOfAFolderKeepsItsClusters() throws Exception {
        jenkins.jenkins.setAuthorizationStrategy(AuthorizationStrategy.UNSECURED);
        ClusterConfiguration cluster = new ClusterConfiguration("prod", "team-kubeconfig");
        cluster.setServerUrl("https://prod.example.org:6443");
        cluster.setNamespaces("web");
        cluster.setReadSecrets(true);
        team.getProperties().get(FolderDefaults.class).setClusters(List.of(cluster));

        team = jenkins.configRoundtrip(team);

        assertThat(team.getProperties().get(FolderDefaults.class).getClusters())
                .singleElement()
                .satisfies(kept -> {
                    assertThat(kept.getName()).isEqualTo("prod");
                    assertThat(kept.getCredentialsId()).isEqualTo("team-kubeconfig");
                    assertThat(kept.getServerUrl()).isEqualTo("https://prod.example.org:6443");
                    assertThat(kept.getNamespaces()).isEqualTo("web");
                    assertThat(kept.isReadSecrets()).isTrue();
                });
    }

    @Test
    void theCredentialOfAClusterIsMaskedWhoeverWritesIt() throws Exception {
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new StringCredentialsImpl(CredentialsScope.GLOBAL, "token", "", Secret.fromString(ofAll.token())));
        ClusterConfiguration cluster = new ClusterConfiguration("local", "token");
        cluster.setServerUrl(ofAll.url().toString());
        VelaConfiguration.get().setClusters(List.of(cluster));

        WorkflowRun build = run(jenkins.createProject(Folder.class), """
            def token = '%s'
            velaWorkflow(spec: [steps: [
                [name: 'use', type: 'apply-object', properties: [value: [apiVersion: 'v1', kind: 'ConfigMap',
                    metadata: [name: 'mark', namespace: 'default'], data: [by: 'build']]]],
                [name: 'tell', type: 'print-message-in-status', properties: [message: 'it is ' + token]]]])
            echo 'by itself ' + token
            """.formatted(ofAll.token()), Result.SUCCESS);

        jenkins.assertLogContains("it is ****", build);
        jenkins.assertLogContains("by itself ****", build);
        jenkins.assertLogNotContains(ofAll.token(), build);
    }
}
