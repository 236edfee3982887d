package io.jenkins.plugins.vela.pipeline;

import static io.jenkins.plugins.vela.pipeline.JenkinsWithCluster.configMap;
import static io.jenkins.plugins.vela.pipeline.JenkinsWithCluster.velaWorkflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hudson.ExtensionList;
import hudson.model.Item;
import hudson.model.Result;
import io.jenkins.plugins.vela.page.HeldWorkflows;
import io.jenkins.plugins.vela.sandbox.EmbeddedCluster;
import io.jenkins.plugins.vela.workflow.OperationRefusedException;
import java.io.File;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.util.NameValuePair;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** A copy of a controller must not do again, or beside the original, what the original does. */
class CopiedHomeTest {
    private static final String TWO_STEPS = "stage('work') {" + velaWorkflow("wait.yaml") + "}";

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

    /** A build waits for the gate; then the controller stops, and its home is copied. */
    private void aCopyOfAControllerWithAWaitingWorkflow() throws Throwable {
        sessions.then(jenkins -> {
            jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
            jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                    .grant(Jenkins.ADMINISTER)
                    .everywhere()
                    .to("admin")
                    .grant(Jenkins.READ, Item.READ, Item.BUILD, Item.CANCEL)
                    .everywhere()
                    .to("developer"));
            JenkinsWithCluster.configure(cluster);
            WorkflowJob job = JenkinsWithCluster.job(jenkins, TWO_STEPS);
            WorkflowRun build = job.scheduleBuild2(0).waitForStart();
            jenkins.waitForMessage("[gate] started (wait-for-gate)", build);
        });
        Path home = sessions.getHome().toPath();
        Path original = home.resolveSibling("original-" + System.nanoTime());
        Files.move(home, original);
        copy(original, home);
        JenkinsWithCluster.openGate(cluster);
    }

    private static void copy(Path from, Path to) throws Exception {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(
                        file,
                        to.resolve(from.relativize(file).toString()),
                        java.nio.file.LinkOption.NOFOLLOW_LINKS,
                        java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static WorkflowRun theBuild() {
        return Jenkins.get().getAllItems(WorkflowJob.class).get(0).getLastBuild();
    }

    private static BuildWorkflow held(JenkinsRule jenkins) throws Exception {
        jenkins.waitForMessage("nothing happens until an administrator has confirmed", theBuild());
        return VelaWorkflows.get().live().get(0);
    }

    private static HeldWorkflows monitor() {
        return ExtensionList.lookupSingleton(HeldWorkflows.class);
    }

    /** Presses a button of the monitor. */
    private static int post(JenkinsRule jenkins, String user, String operation) throws Exception {
        JenkinsRule.WebClient browser = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        browser.login(user);
        HeldWorkflows.Held held = monitor().getHeld().get(0);
        WebRequest request = new WebRequest(
                new URL(jenkins.getURL() + "administrativeMonitor/vela-held/" + operation), HttpMethod.POST);
        request.setRequestParameters(
                List.of(new NameValuePair("build", held.getBuild()), new NameValuePair("node", held.getNode())));
        browser.addCrumb(request);
        return browser.getPage(request).getWebResponse().getStatusCode();
    }

    @Test
    void aWorkflowInACopyIsHeldUntilAnAdministratorConfirms() throws Throwable {
        aCopyOfAControllerWithAWaitingWorkflow();

        sessions.then(jenkins -> {
            BuildWorkflow workflow = held(jenkins);
            assertThat(monitor().isActivated()).isTrue();
            assertThat(monitor().getHeld()).singleElement().satisfies(held -> assertThat(held.getWhy())
                    .contains("is a copy"));
            assertThatThrownBy(workflow::resume)
                    .isInstanceOf(OperationRefusedException.class)
                    .hasMessageContaining("an administrator has to confirm first");
            jenkins.assertLogNotContains("through the gate", theBuild());

            assertThat(post(jenkins, "developer", "confirm")).isEqualTo(403);
            assertThat(monitor().isActivated()).isTrue();
            assertThat(jenkins.createWebClient().login("admin").goTo("manage/").asNormalizedText())
                    .contains("Workflows are held")
                    .contains(theBuild().getFullDisplayName());
            assertThat(post(jenkins, "admin", "confirm")).isLessThan(400);

            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(theBuild()));
            jenkins.assertLogContains("[tell] through the gate", theBuild());
            assertThat(monitor().isActivated()).isFalse();
        });
    }

    @Test
    void aWorkflowInACopyThatIsDroppedLeavesNoTrace() throws Throwable {
        aCopyOfAControllerWithAWaitingWorkflow();

        sessions.then(jenkins -> {
            held(jenkins);
            assertThat(post(jenkins, "admin", "drop")).isLessThan(400);

            jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(theBuild()));
            jenkins.assertLogContains("workflow dropped: by admin", theBuild());
            jenkins.assertLogNotContains("through the gate", theBuild());
            assertThat(configMap(cluster, "begun")).isPresent();
            assertThat(VelaWorkflows.get().live()).isEmpty();
        });
    }

    @Test
    void anAbortInACopyEndsTheBuildAndNothingElse() throws Throwable {
        aCopyOfAControllerWithAWaitingWorkflow();

        sessions.then(jenkins -> {
            held(jenkins);
            WorkflowRun build = theBuild();
            // before it has been loaded a build ignores everything
            await().atMost(Duration.ofMinutes(1)).until(() -> build.getExecution() != null && build.isBuilding());
            build.doStop();

            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(theBuild()));
            jenkins.assertLogNotContains("workflow terminated", theBuild());
        });
    }

    @Test
    void aDoubtOutlivesARestartOfTheCopy() throws Throwable {
        aCopyOfAControllerWithAWaitingWorkflow();
        sessions.then(CopiedHomeTest::held);

        sessions.then(jenkins -> {
            await().atMost(Duration.ofMinutes(1)).until(() -> monitor().isActivated());
            jenkins.assertLogNotContains("through the gate", theBuild());
        });
    }

    @Test
    void aHomeThatWasMovedIsNoCopy() throws Throwable {
        sessions.then(jenkins -> {
            JenkinsWithCluster.configure(cluster);
            WorkflowJob job = JenkinsWithCluster.job(jenkins, TWO_STEPS);
            jenkins.waitForMessage(
                    "[gate] started (wait-for-gate)", job.scheduleBuild2(0).waitForStart());
        });
        File home = sessions.getHome();
        Path elsewhere = home.toPath().resolveSibling("moved-" + System.nanoTime());
        Files.move(home.toPath(), elsewhere);
        Files.move(elsewhere, home.toPath());
        JenkinsWithCluster.openGate(cluster);

        sessions.then(jenkins -> jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(theBuild())));
    }
}
