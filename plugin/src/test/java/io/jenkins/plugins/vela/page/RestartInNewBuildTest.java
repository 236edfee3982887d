package io.jenkins.plugins.vela.page;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Cause;
import hudson.model.Item;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.model.StringParameterDefinition;
import hudson.model.StringParameterValue;
import io.jenkins.plugins.vela.pipeline.AdoptedWorkflows;
import io.jenkins.plugins.vela.pipeline.RestartCause;
import io.jenkins.plugins.vela.pipeline.WorkflowsOfBuild;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import jenkins.model.Jenkins;
import org.awaitility.Awaitility;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.util.NameValuePair;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A workflow of a build that is over goes on in a new build. */
@WithJenkins
class RestartInNewBuildTest {
    private static JenkinsRule jenkins;

    @BeforeAll
    static void share(JenkinsRule rule) {
        jenkins = rule;
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .toEveryone()
                .grant(Item.BUILD)
                .everywhere()
                .to("builder"));
    }

    /** Two workflows: one that succeeds, and one of which a person ends the second step the first time. */
    private static final String SCRIPT = """
        def first = velaWorkflow(spec: [steps: [
          [name: 'prepare', type: 'print-message-in-status', properties: [message: 'prepared']]]])
        echo "first ${first.status}"
        def second = velaWorkflow(spec: [steps: [
          [name: 'build', type: 'print-message-in-status', properties: [message: 'built']],
          [name: 'ask', type: 'suspend'],
          [name: 'tell', type: 'print-message-in-status', properties: [message: "told ${params.WHOM}"]]]])
        echo "second ${second.status}: ${second.steps.tell.message}"
        """;

    private static WorkflowJob job(String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.addProperty(new ParametersDefinitionProperty(new StringParameterDefinition("WHOM", "nobody")));
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    private static WorkflowRun rejected(WorkflowJob job, String whom) throws Exception {
        WorkflowRun build = job.scheduleBuild2(0, new ParametersAction(new StringParameterValue("WHOM", whom)))
                .waitForStart();
        jenkins.waitForMessage("[ask] suspended", build);
        assertThat(post("builder", build, "reject", "step", "ask").getStatusCode())
                .isEqualTo(302);
        return jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build));
    }

    private static WebResponse post(String user, WorkflowRun build, String operation, String... parameters)
            throws Exception {
        List<WorkflowsOfBuild.Begun> all =
                build.getAction(WorkflowsOfBuild.class).all();
        String node = all.get(all.size() - 1).node();
        try (JenkinsRule.WebClient web = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false)) {
            if (!user.isEmpty()) {
                web.login(user);
            }
            WebRequest request = new WebRequest(
                    new URL(jenkins.getURL(), build.getUrl() + "vela/" + node + "/" + operation), HttpMethod.POST);
            request.setRequestParameters(List.of(new NameValuePair(parameters[0], parameters[1])));
            web.addCrumb(request);
            web.getOptions().setRedirectEnabled(false);
            return web.getPage(request).getWebResponse();
        }
    }

    private static WorkflowRun next(WorkflowJob job, WorkflowRun before) {
        int number = before.getNumber() + 1;
        return Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> job.getBuildByNumber(number), Objects::nonNull);
    }

    @Test
    void theNewBuildGoesOnFromTheStepAndRepeatsNothingThatWasDone() throws Exception {
        WorkflowJob job = job(SCRIPT);
        WorkflowRun failed = rejected(job, "Ada");

        assertThat(post("reader", failed, "restart", "step", "ask").getStatusCode())
                .isEqualTo(403);
        assertThat(post("builder", failed, "restart", "step", "build").getStatusCode())
                .isEqualTo(409);
        assertThat(post("builder", failed, "restart", "step", "nowhere").getStatusCode())
                .isEqualTo(409);
        WebResponse taken = post("builder", failed, "restart", "step", "ask");
        assertThat(taken.getStatusCode()).isEqualTo(201);
        assertThat(taken.getResponseHeaderValue("Location")).contains("/queue/item/");

        WorkflowRun again = next(job, failed);
        jenkins.waitForMessage("[ask] suspended", again);
        assertThat(post("builder", again, "approve", "step", "ask").getStatusCode())
                .isEqualTo(302);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(again));

        jenkins.assertLogContains("velaWorkflow succeeded in build #" + failed.getNumber(), again);
        jenkins.assertLogContains("first succeeded", again);
        jenkins.assertLogContains("velaWorkflow goes on from step ask of build #" + failed.getNumber(), again);
        jenkins.assertLogContains("second succeeded: told Ada", again);
        jenkins.assertLogNotContains("[prepare] started", again);
        jenkins.assertLogNotContains("[build] started", again);
        assertThat(again.getCause(RestartCause.class).getShortDescription())
                .isEqualTo("Restarted velaWorkflow of build #" + failed.getNumber() + " from step ask");
        assertThat(again.getCause(Cause.UserIdCause.class).getUserId()).isEqualTo("builder");
        WorkflowsOfBuild.Begun second =
                failed.getAction(WorkflowsOfBuild.class).all().get(1);
        assertThat(AdoptedWorkflows.beginning(again, second.node()))
                .contains(new AdoptedWorkflows.Beginning(failed.getNumber(), second.node()));
        // the earlier build stays as it was
        assertThat(post("builder", failed, "restart", "step", "ask").getStatusCode())
                .isEqualTo(201);
        WorkflowRun third = next(job, again);
        jenkins.waitForMessage("[ask] suspended", third);
        jenkins.assertLogNotContains("[build] started", third);
        assertThat(post("builder", third, "reject", "step", "ask").getStatusCode())
                .isEqualTo(302);
        jenkins.waitForCompletion(third);
    }

    @Test
    void aWorkflowThatIsAnotherOneNowIsRefusedAndNothingRuns() throws Exception {
        WorkflowJob job = job(SCRIPT);
        WorkflowRun failed = rejected(job, "Ada");
        job.setDefinition(new CpsFlowDefinition(SCRIPT.replace("'built'", "'built otherwise'"), true));

        assertThat(post("builder", failed, "restart", "step", "ask").getStatusCode())
                .isEqualTo(201);
        WorkflowRun again = next(job, failed);

        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(again));
        jenkins.assertLogContains(
                "velaWorkflow cannot go on from step ask of build #" + failed.getNumber()
                        + ": the workflow is not the same; spec.workflowSpec.steps[0].properties.message differs",
                again);
        jenkins.assertLogNotContains("[build] started", again);
    }

    @Test
    void aBuildThatIsGoneIsTold() throws Exception {
        WorkflowJob job = job(SCRIPT);
        WorkflowRun failed = rejected(job, "Ada");
        job.setQuietPeriod(0);
        jenkins.jenkins.setNumExecutors(2);
        jenkins.jenkins.doQuietDown();
        assertThat(post("builder", failed, "restart", "step", "ask").getStatusCode())
                .isEqualTo(201);
        failed.delete();
        jenkins.jenkins.doCancelQuietDown();

        WorkflowRun again = next(job, failed);

        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(again));
        jenkins.assertLogContains("does not exist any more", again);
    }
}
