package io.jenkins.plugins.vela.pipeline;

import static io.jenkins.plugins.vela.pipeline.JenkinsWithCluster.velaWorkflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.vela.config.LimitsConfiguration;
import io.jenkins.plugins.vela.config.VelaConfiguration;
import io.jenkins.plugins.vela.sandbox.EmbeddedCluster;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** At most so many workflows are under way at once. */
@WithJenkins
class WorkflowLimitTest {
    private EmbeddedCluster cluster;

    @BeforeEach
    void start() throws Exception {
        cluster = EmbeddedCluster.start("test");
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    private static void limit(int workflows) {
        LimitsConfiguration limits = new LimitsConfiguration();
        limits.setWorkflows(workflows);
        VelaConfiguration.get().setLimits(limits);
    }

    private static WorkflowRun begin(JenkinsRule jenkins) throws Exception {
        return JenkinsWithCluster.job(jenkins, velaWorkflow("wait.yaml"))
                .scheduleBuild2(0)
                .waitForStart();
    }

    @Test
    void oneMoreWaitsUntilAnotherHasEnded(JenkinsRule jenkins) throws Exception {
        JenkinsWithCluster.configure(cluster);
        limit(1);
        WorkflowRun first = begin(jenkins);
        jenkins.waitForMessage("[gate] started (wait-for-gate)", first);
        WorkflowRun second = begin(jenkins);
        jenkins.waitForMessage("waits for its turn", second);
        assertThat(JenkinsRule.getLog(second)).doesNotContain("[begin] started");

        JenkinsWithCluster.openGate(cluster);

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(first));
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(second));
    }

    @Test
    void aHigherLimitLetsTheNextOneBeginAtOnce(JenkinsRule jenkins) throws Exception {
        JenkinsWithCluster.configure(cluster);
        limit(1);
        WorkflowRun first = begin(jenkins);
        jenkins.waitForMessage("[gate] started (wait-for-gate)", first);
        WorkflowRun second = begin(jenkins);
        jenkins.waitForMessage("waits for its turn", second);

        limit(2);

        jenkins.waitForMessage("[gate] started (wait-for-gate)", second);
        JenkinsWithCluster.openGate(cluster);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(second));
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(first));
    }
}
