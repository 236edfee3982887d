package io.jenkins.plugins.vela.pipeline;

import static io.jenkins.plugins.vela.pipeline.JenkinsWithCluster.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.util.Secret;
import io.jenkins.plugins.vela.config.ClusterConfiguration;
import io.jenkins.plugins.vela.config.VelaConfiguration;
import io.jenkins.plugins.vela.sandbox.EmbeddedCluster;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * A workflow that watches a cluster, in a Jenkins of its own process that is killed: every plugin has its own class loader there,
 * the HTTP client's included.
 */
class KilledControllerTest {
    @RegisterExtension
    private final RealJenkinsExtension real = new RealJenkinsExtension();

    private EmbeddedCluster cluster;

    @BeforeEach
    void start() {
        cluster = EmbeddedCluster.start("test");
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void aWaitingWorkflowGoesOnAfterTheControllerWasKilledAndRepeatsNothing() throws Throwable {
        real.startJenkins();
        real.runRemotely(
                KilledControllerTest::begin, cluster.kubeconfig(), JenkinsWithCluster.velaWorkflow("wait.yaml"));
        String applied = version();

        real.stopJenkinsForcibly();
        JenkinsWithCluster.openGate(cluster);
        real.startJenkins();
        real.runRemotely(KilledControllerTest::end);
        real.stopJenkins();

        assertThat(version()).isEqualTo(applied);
    }

    private String version() {
        return configMap(cluster, "begun")
                .orElseThrow()
                .at("/metadata/resourceVersion")
                .asText();
    }

    private static void begin(JenkinsRule jenkins, String kubeconfig, String script) throws Throwable {
        SystemCredentialsProvider store = SystemCredentialsProvider.getInstance();
        store.getCredentials()
                .add(new StringCredentialsImpl(
                        CredentialsScope.SYSTEM, "kubeconfig", "", Secret.fromString(kubeconfig)));
        store.save();
        VelaConfiguration.get().setClusters(List.of(new ClusterConfiguration("local", "kubeconfig")));
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "wait");
        job.setDefinition(new CpsFlowDefinition(script, true));
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("[gate] started (wait-for-gate)", build);
    }

    private static void end(JenkinsRule jenkins) throws Throwable {
        WorkflowRun build =
                Jenkins.get().getItemByFullName("wait", WorkflowJob.class).getLastBuild();
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
        jenkins.assertLogContains("[tell] through the gate", build);
        assertThat(JenkinsRule.getLog(build).split("\\[begin] started", -1)).hasSize(2);
    }
}
