package io.jenkins.plugins.vela.pipeline;

import static io.jenkins.plugins.vela.pipeline.JenkinsWithCluster.configMap;
import static io.jenkins.plugins.vela.pipeline.JenkinsWithCluster.velaWorkflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Result;
import io.jenkins.plugins.vela.sandbox.EmbeddedCluster;
import io.jenkins.plugins.vela.workflow.model.Decider;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

class VelaWorkflowRestartTest {
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

    @Test
    void aWaitingWorkflowGoesOnAfterARestartAndRepeatsNothing() throws Throwable {
        sessions.then(jenkins -> {
            JenkinsWithCluster.configure(cluster);
            WorkflowJob job = JenkinsWithCluster.job(jenkins, velaWorkflow("wait.yaml"));
            WorkflowRun build = job.scheduleBuild2(0).waitForStart();
            jenkins.waitForMessage("[gate] started (wait-for-gate)", build);
        });
        String applied = version();

        sessions.then(jenkins -> {
            WorkflowRun build = theBuild(jenkins);
            awaitGoingOn(build);
            JenkinsWithCluster.openGate(cluster);

            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
            jenkins.assertLogContains("[tell] through the gate", build);
            assertThat(JenkinsRule.getLog(build).split("\\[begin] started", -1)).hasSize(2);
        });
        assertThat(version()).isEqualTo(applied);
    }

    @Test
    void whatHappensWhileTheControllerIsDownIsNoticed() throws Throwable {
        sessions.then(jenkins -> {
            JenkinsWithCluster.configure(cluster);
            WorkflowJob job = JenkinsWithCluster.job(jenkins, velaWorkflow("wait.yaml"));
            WorkflowRun build = job.scheduleBuild2(0).waitForStart();
            jenkins.waitForMessage("[gate] started (wait-for-gate)", build);
        });

        JenkinsWithCluster.openGate(cluster);

        sessions.then(jenkins -> {
            WorkflowRun build = theBuild(jenkins);
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
            jenkins.assertLogContains("[tell] through the gate", build);
        });
    }

    @Test
    void anAbortAfterARestartEndsTheWorkflow() throws Throwable {
        sessions.then(jenkins -> {
            JenkinsWithCluster.configure(cluster);
            WorkflowJob job = JenkinsWithCluster.job(jenkins, velaWorkflow("wait.yaml"));
            WorkflowRun build = job.scheduleBuild2(0).waitForStart();
            jenkins.waitForMessage("[gate] started (wait-for-gate)", build);
        });

        sessions.then(jenkins -> {
            WorkflowRun build = theBuild(jenkins);
            awaitGoingOn(build);
            build.doStop();

            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
            jenkins.assertLogContains("workflow terminated", build);
        });
    }

    @Test
    void aWorkflowThatGoesOnInANewBuildGoesOnAfterARestartToo() throws Throwable {
        sessions.then(jenkins -> {
            WorkflowJob job = JenkinsWithCluster.job(jenkins, """
                velaWorkflow(spec: [steps: [
                  [name: 'first', type: 'print-message-in-status', properties: [message: 'done once']],
                  [name: 'ask', type: 'suspend']]])
                """);
            WorkflowRun build = job.scheduleBuild2(0).waitForStart();
            jenkins.waitForMessage("[ask] suspended", build);
            WorkflowsOfBuild workflows = build.getAction(WorkflowsOfBuild.class);
            WorkflowsOfBuild.Begun begun = workflows.all().get(0);
            workflows.live(begun.node()).orElseThrow().reject("ask", new Decider("somebody", Set.of()), "");
            jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build));

            new WorkflowRestart(build, begun).schedule("ask");

            WorkflowRun again = await().until(() -> job.getBuildByNumber(2), Objects::nonNull);
            jenkins.waitForMessage("[ask] suspended", again);
        });

        sessions.then(jenkins -> {
            WorkflowRun again = theBuild(jenkins);
            assertThat(again.getNumber()).isEqualTo(2);
            WorkflowsOfBuild workflows = again.getAction(WorkflowsOfBuild.class);
            String node = workflows.all().get(0).node();
            BuildWorkflow live = await().atMost(Duration.ofMinutes(1))
                    .until(() -> workflows.live(node), Optional::isPresent)
                    .orElseThrow();
            live.approve("ask", new Decider("somebody", Set.of()), "");

            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(again));
            jenkins.assertLogNotContains("[first] started", again);
        });
    }

    /** The second time that the log says so: before, the build may not have been loaded yet and ignores everything. */
    private static void awaitGoingOn(WorkflowRun build) {
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(JenkinsRule.getLog(build))
                .containsSubsequence("workflow executing", "workflow executing"));
    }

    private static WorkflowRun theBuild(JenkinsRule jenkins) {
        return jenkins.jenkins.getAllItems(WorkflowJob.class).get(0).getLastBuild();
    }

    private String version() {
        return configMap(cluster, "begun")
                .orElseThrow()
                .at("/metadata/resourceVersion")
                .asText();
    }
}
