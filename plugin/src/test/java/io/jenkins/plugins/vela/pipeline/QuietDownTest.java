package io.jenkins.plugins.vela.pipeline;

import static io.jenkins.plugins.vela.pipeline.JenkinsWithCluster.velaWorkflow;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import io.jenkins.plugins.vela.form.WorkflowBuilder;
import io.jenkins.plugins.vela.sandbox.EmbeddedCluster;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** While the controller prepares its shutdown nothing new begins. */
class QuietDownTest {
    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private EmbeddedCluster cluster;

    @BeforeEach
    void start() {
        cluster = EmbeddedCluster.start("test");
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    private WorkflowRun aWaitingWorkflow(JenkinsRule jenkins) throws Exception {
        JenkinsWithCluster.configure(cluster);
        WorkflowJob job = JenkinsWithCluster.job(jenkins, velaWorkflow("wait.yaml"));
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("[gate] started (wait-for-gate)", build);
        return build;
    }

    /** The gate's opening wakes the waiting step, which then may not go on. */
    private void openTheGateWhileQuiet(JenkinsRule jenkins, WorkflowRun build) throws Exception {
        jenkins.jenkins.doQuietDown();
        JenkinsWithCluster.openGate(cluster);
        jenkins.waitForMessage("Jenkins prepares to shut down: nothing new begins", build);
        assertThat(JenkinsRule.getLog(build)).doesNotContain("through the gate");
    }

    @Test
    void aWorkflowWaitsUntilTheQuietDownIsCancelled() throws Throwable {
        sessions.then(jenkins -> {
            WorkflowRun build = aWaitingWorkflow(jenkins);
            openTheGateWhileQuiet(jenkins, build);

            jenkins.jenkins.doCancelQuietDown();

            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
            jenkins.assertLogContains("[tell] through the gate", build);
        });
    }

    @Test
    void aWorkflowWaitsForTheRestart() throws Throwable {
        sessions.then(jenkins -> openTheGateWhileQuiet(jenkins, aWaitingWorkflow(jenkins)));

        sessions.then(jenkins -> {
            WorkflowRun build =
                    jenkins.jenkins.getAllItems(WorkflowJob.class).get(0).getLastBuild();
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
            jenkins.assertLogContains("[tell] through the gate", build);
        });
    }

    @Test
    void anAbortEndsAWorkflowThatIsHeldByAQuietDown() throws Throwable {
        sessions.then(jenkins -> {
            WorkflowRun build = aWaitingWorkflow(jenkins);
            openTheGateWhileQuiet(jenkins, build);

            build.doStop();
            jenkins.waitForMessage("workflow terminated", build);
            jenkins.jenkins.doCancelQuietDown();

            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        });
    }

    /** Jenkins waits for such a build before it restarts, so the build must not wait for Jenkins. */
    @Test
    void aBuildThatHoldsAnExecutorGoesOnToItsEnd() throws Throwable {
        sessions.then(jenkins -> {
            JenkinsWithCluster.configure(cluster);
            FreeStyleProject job = jenkins.createFreeStyleProject();
            WorkflowBuilder builder = new WorkflowBuilder();
            builder.setSpec(JenkinsWithCluster.text("wait.yaml"));
            job.getBuildersList().add(builder);
            FreeStyleBuild build = job.scheduleBuild2(0).waitForStart();
            jenkins.waitForMessage("[gate] started (wait-for-gate)", build);

            jenkins.jenkins.doQuietDown();
            JenkinsWithCluster.openGate(cluster);

            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
            jenkins.assertLogContains("[tell] through the gate", build);
            jenkins.jenkins.doCancelQuietDown();
        });
    }
}
