package io.jenkins.plugins.vela.pipeline;

import static io.jenkins.plugins.vela.pipeline.JenkinsWithCluster.configMap;
import static io.jenkins.plugins.vela.pipeline.JenkinsWithCluster.velaWorkflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.FilePath;
import hudson.model.Result;
import io.jenkins.plugins.vela.sandbox.EmbeddedCluster;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class VelaWorkflowStepTest {
    private static JenkinsRule jenkins;

    private EmbeddedCluster cluster;

    @BeforeAll
    static void share(JenkinsRule rule) {
        jenkins = rule;
    }

    @BeforeEach
    void start() throws Exception {
        cluster = EmbeddedCluster.start("test");
        JenkinsWithCluster.configure(cluster);
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void aWorkflowRunsInABuildAndSpeaksInItsLog() throws Exception {
        WorkflowJob job = JenkinsWithCluster.job(
                jenkins,
                "def r = " + velaWorkflow("configure.yaml") + "\necho \"ended ${r.status}, ${r.steps.tell.phase}\"");

        WorkflowRun build = jenkins.buildAndAssertSuccess(job);

        assertThat(configMap(cluster, "settings")
                        .orElseThrow()
                        .at("/data/colour")
                        .asText())
                .isEqualTo("blue");
        String log = JenkinsRule.getLog(build);
        assertThat(log.lines())
                .containsSubsequence(
                        "workflow executing",
                        "[write] started (apply-object)",
                        "[write] succeeded",
                        "[read] started (read-object)",
                        "[read] succeeded",
                        "[tell] started (print-message-in-status)",
                        "workflow succeeded",
                        "ended succeeded, succeeded");
        assertThat(log.lines()).anyMatch(line -> line.startsWith("[tell] ") && line.contains("blue"));
    }

    @Test
    void aFailedStepFailsTheBuildWithTheStepsMessage() throws Exception {
        WorkflowJob job = JenkinsWithCluster.job(jenkins, velaWorkflow("fail.yaml"));

        WorkflowRun build = jenkins.buildAndAssertStatus(Result.FAILURE, job);

        jenkins.assertLogContains("ERROR: workflow failed: step check failed: the image is not signed", build);
        jenkins.assertLogNotContains("[deploy] started", build);
        jenkins.assertLogNotContains("\tat ", build);
    }

    @Test
    void anAbortEndsTheWorkflowAndTheBuild() throws Exception {
        WorkflowJob job = JenkinsWithCluster.job(jenkins, velaWorkflow("wait.yaml"));
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("[gate] started (wait-for-gate)", build);

        build.doStop();

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        jenkins.assertLogContains("workflow terminated", build);
        jenkins.assertLogNotContains("[tell] started", build);
    }

    @Test
    void aWaitingWorkflowOccupiesNoExecutorAndSaysWhatItWaitsFor() throws Exception {
        WorkflowJob job = JenkinsWithCluster.job(jenkins, velaWorkflow("wait.yaml"));
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("[gate] started (wait-for-gate)", build);

        assertThat(jenkins.jenkins.getComputer("").countBusy()).isZero();
        await().untilAsserted(() -> assertThat(
                        build.getExecution().getCurrentExecutions(true).get())
                .singleElement()
                .satisfies(step -> assertThat(step.getStatus()).contains("gate (the gate is closed)")));

        JenkinsWithCluster.openGate(cluster);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
        jenkins.assertLogContains("[tell] through the gate", build);
    }

    @Test
    void theSpecificationMayBeAFileOfTheWorkspace() throws Exception {
        WorkflowJob job = JenkinsWithCluster.job(jenkins, "node { velaWorkflow file: 'deploy/configure.yaml' }");
        FilePath workspace = jenkins.jenkins.getWorkspaceFor(job);
        workspace.child("deploy/configure.yaml").write(JenkinsWithCluster.text("configure.yaml"), "UTF-8");

        WorkflowRun build = jenkins.buildAndAssertSuccess(job);

        jenkins.assertLogContains("workflow succeeded", build);
    }

    @Test
    void aFileWithoutAWorkspaceIsRefusedWithTheWayOut() throws Exception {
        WorkflowJob job = JenkinsWithCluster.job(jenkins, "velaWorkflow file: 'deploy.yaml'");

        WorkflowRun build = jenkins.buildAndAssertStatus(Result.FAILURE, job);

        jenkins.assertLogContains("needs a workspace: call it inside node {…}", build);
    }

    @Test
    void aMissingFileIsNamed() throws Exception {
        WorkflowJob job = JenkinsWithCluster.job(jenkins, "node { velaWorkflow file: 'nowhere.yaml' }");

        WorkflowRun build = jenkins.buildAndAssertStatus(Result.FAILURE, job);

        jenkins.assertLogContains("ERROR: velaWorkflow: no file nowhere.yaml in the workspace", build);
    }

    @Test
    void exactlyOneOfSpecAndFileIsNeeded() throws Exception {
        WorkflowJob job = JenkinsWithCluster.job(jenkins, "velaWorkflow()");

        WorkflowRun build = jenkins.buildAndAssertStatus(Result.FAILURE, job);

        jenkins.assertLogContains("velaWorkflow needs exactly one of 'spec'", build);
    }

    @Test
    void mistakesInTheSpecificationAreToldWithTheirPlacesBeforeAnythingRuns() throws Exception {
        String broken = JenkinsWithCluster.text("configure.yaml")
                .replace("type: read-object", "type: reed-object")
                .replace("name: settings\n              namespace", "name: settings\n              namespce");
        WorkflowJob job = JenkinsWithCluster.job(jenkins, "velaWorkflow(spec: '''" + broken + "''')");

        WorkflowRun build = jenkins.buildAndAssertStatus(Result.FAILURE, job);

        jenkins.assertLogContains(
                "spec:21:15: error: spec.workflowSpec.steps[1].type: unknown step type \"reed-object\"", build);
        jenkins.assertLogContains("did you mean \"read-object\"", build);
        assertThat(configMap(cluster, "settings")).isEmpty();
    }

    @Test
    void aClusterThatIsNotConfiguredIsNamedAndNothingElseIsTried() throws Exception {
        String elsewhere = JenkinsWithCluster.text("configure.yaml")
                .replace(
                        "        properties:\n          value:",
                        "        properties:\n          cluster: prod\n          value:");
        WorkflowJob job = JenkinsWithCluster.job(jenkins, "velaWorkflow(spec: '''" + elsewhere + "''')");

        WorkflowRun build = jenkins.buildAndAssertStatus(Result.FAILURE, job);

        jenkins.assertLogContains("prod", build);
        assertThat(configMap(cluster, "settings")).isEmpty();
    }
}
