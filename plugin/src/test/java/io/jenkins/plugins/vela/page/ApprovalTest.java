package io.jenkins.plugins.vela.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.FilePath;
import hudson.model.Item;
import hudson.model.Result;
import io.jenkins.plugins.vela.pipeline.WorkflowsOfBuild;
import java.net.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.Jenkins;
import org.awaitility.Awaitility;
import org.htmlunit.HttpMethod;
import org.htmlunit.Page;
import org.htmlunit.WebRequest;
import org.htmlunit.util.NameValuePair;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.support.actions.PauseAction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Approvals and other operations, as people of different rights meet them. */
@WithJenkins
class ApprovalTest {
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
                .to("builder")
                .grant(Item.CANCEL)
                .everywhere()
                .to("canceller")
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin"));
    }

    private static String workflow(String approvers) {
        return "velaWorkflow(spec: [steps: [[name: 'ask', type: 'suspend', properties: [message: 'ship it?'" + approvers
                + "]], [name: 'tell', type: 'print-message-in-status', properties: [message: 'shipped']]]])";
    }

    private static WorkflowRun suspended(String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("[ask] suspended", build);
        return build;
    }

    private static int post(String user, WorkflowRun build, String operation, String... parameters) throws Exception {
        String node = build.getAction(WorkflowsOfBuild.class).all().get(0).node();
        try (JenkinsRule.WebClient web = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false)) {
            if (!user.isEmpty()) {
                web.login(user);
            }
            WebRequest request = new WebRequest(
                    new URL(jenkins.getURL(), build.getUrl() + "vela/" + node + "/" + operation), HttpMethod.POST);
            List<NameValuePair> pairs = new ArrayList<>();
            for (int i = 0; i < parameters.length; i += 2) {
                pairs.add(new NameValuePair(parameters[i], parameters[i + 1]));
            }
            request.setRequestParameters(pairs);
            web.addCrumb(request);
            web.getOptions().setRedirectEnabled(false);
            Page page = web.getPage(request);
            return page.getWebResponse().getStatusCode();
        }
    }

    private static JsonNode status(WorkflowRun build) throws Exception {
        String node = build.getAction(WorkflowsOfBuild.class).all().get(0).node();
        try (JenkinsRule.WebClient web = jenkins.createWebClient()) {
            return new ObjectMapper()
                    .readTree(web.goTo(build.getUrl() + "vela/" + node + "/status", "application/json")
                            .getWebResponse()
                            .getContentAsString());
        }
    }

    private static FlowNode node(WorkflowRun build) throws Exception {
        return build.getExecution()
                .getNode(build.getAction(WorkflowsOfBuild.class).all().get(0).node());
    }

    @Test
    void whoMayBuildApprovesAStepThatAsksForNobodyInParticular() throws Exception {
        WorkflowRun build = suspended(workflow(""));
        assertThat(PauseAction.isPaused(node(build))).isTrue();

        assertThat(post("reader", build, "approve", "step", "ask")).isEqualTo(403);
        assertThat(post("", build, "approve", "step", "ask")).isNotEqualTo(302);
        assertThat(PauseAction.isPaused(node(build))).isTrue();
        assertThat(post("builder", build, "approve", "step", "ask", "comment", "looks good"))
                .isEqualTo(302);

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
        jenkins.assertLogContains("[ask] approved by builder: looks good", build);
        jenkins.assertLogContains("[tell] succeeded", build);
        assertThat(PauseAction.isPaused(node(build))).isFalse();
    }

    @Test
    void onlyNamedPeopleAndAdministratorsApproveAStepThatNamesThem() throws Exception {
        WorkflowRun build = suspended(workflow(", approvers: ['Ops', 'lead']"));
        jenkins.assertLogContains("to be approved by Ops or lead: ship it?", build);
        jenkins.assertLogContains("Approve or reject on the workflow's page", build);

        assertThat(post("builder", build, "approve", "step", "ask")).isEqualTo(403);
        assertThat(post("LEAD", build, "approve", "step", "ask")).isEqualTo(302);

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));

        WorkflowRun other = suspended(workflow(", approvers: ['lead']"));
        assertThat(post("admin", other, "approve", "step", "ask")).isEqualTo(302);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(other));
        jenkins.assertLogContains("[ask] approved by admin", other);
    }

    @Test
    void thePageFollowsTheWorkflowAndShowsItWhenItHasEnded() throws Exception {
        WorkflowRun build = suspended(workflow(", approvers: ['lead']"));
        String node = build.getAction(WorkflowsOfBuild.class).all().get(0).node();

        JsonNode waiting = status(build);
        assertThat(waiting.path("live").asBoolean()).isTrue();
        assertThat(waiting.at("/nodes/0/phase").asText()).isEqualTo("suspending");
        assertThat(waiting.at("/nodes/0/approvers/0").asText()).isEqualTo("lead");
        assertThat(waiting.at("/may/build").asBoolean()).isFalse();
        try (JenkinsRule.WebClient web = jenkins.createWebClient()) {
            web.getOptions().setJavaScriptEnabled(false);
            for (String page : List.of("vela/", "vela/" + node + "/")) {
                String html = web.goTo(build.getUrl() + page).getWebResponse().getContentAsString();
                assertThat(html)
                        .contains("vela-workflow", "io/jenkins/plugins/vela/page/workflow.js")
                        .doesNotContain("onclick=");
            }
            assertThat(web.goTo(build.getUrl()).getWebResponse().getContentAsString())
                    .contains("/vela");
        }

        assertThat(post("lead", build, "approve", "step", "ask")).isEqualTo(302);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));

        JsonNode ended = status(build);
        assertThat(ended.path("live").asBoolean()).isFalse();
        assertThat(ended.path("phase").asText()).isEqualTo("succeeded");
        assertThat(ended.at("/nodes/0/decision").asText()).isEqualTo("approved by lead");
        assertThat(ended.at("/nodes/1/phase").asText()).isEqualTo("succeeded");
    }

    @Test
    void aRejectionFailsTheBuildWithItsReason() throws Exception {
        WorkflowRun build = suspended(workflow(""));

        assertThat(post("builder", build, "reject", "step", "ask", "comment", "not on a Friday"))
                .isEqualTo(302);

        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build));
        jenkins.assertLogContains("rejected by builder: not on a Friday", build);
        jenkins.assertLogNotContains("[tell] started", build);
    }

    @Test
    void whatMakesNoSenseIsAnsweredWithAConflictAndAGetChangesNothing() throws Exception {
        WorkflowRun build = suspended(workflow(""));

        assertThat(post("builder", build, "approve", "step", "nowhere")).isEqualTo(409);
        assertThat(post("builder", build, "approve")).isEqualTo(400);
        assertThat(post("builder", build, "terminate")).isEqualTo(403);
        try (JenkinsRule.WebClient web = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false)) {
            web.login("builder");
            String node = build.getAction(WorkflowsOfBuild.class).all().get(0).node();
            assertThat(web.goTo(build.getUrl() + "vela/" + node + "/approve?step=ask")
                            .getWebResponse()
                            .getStatusCode())
                    .isEqualTo(405);
        }
        assertThat(build.isBuilding()).isTrue();

        assertThat(post("canceller", build, "terminate")).isEqualTo(302);
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build));
        assertThat(post("builder", build, "approve", "step", "ask")).isEqualTo(409);
    }

    @Test
    void aWorkflowThatStaysOpenAfterAFailureIsRestartedFromTheStepUntilSomebodyEndsIt() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition("velaWorkflow(onFailure: 'pause', spec: '''" + FAILING + "''')", true));
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("stays open", build);
        assertThat(post("reader", build, "restart", "step", "check")).isEqualTo(403);

        assertThat(post("builder", build, "restart", "step", "check")).isEqualTo(302);
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> JenkinsRule.getLog(build).split("stays open", -1).length == 3);
        assertThat(build.isBuilding()).isTrue();

        assertThat(post("canceller", build, "terminate")).isEqualTo(302);
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build));
        jenkins.assertLogContains("step check failed: the image is not signed", build);
    }

    @Test
    void aRestartTakesTheDefinitionsAsTheyAreInTheWorkspaceThen() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        String check = """
            import "vela/builtin"
            check: {type: "workflow-step"}
            template: {
                BODY
                parameter: {}
            }
            """;
        FilePath file = jenkins.jenkins.getWorkspaceFor(job).child("defs/check.cue");
        file.write(check.replace("BODY", "fail: builtin.#Fail & {$params: message: \"not signed\"}"), "UTF-8");
        String spec = FAILING.substring(FAILING.indexOf("---\n") + 4);
        job.setDefinition(new CpsFlowDefinition(
                "node { velaWorkflow(onFailure: 'pause', definitions: 'defs', spec: '''" + spec + "''') }", true));
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("stays open", build);
        file.write(check.replace("BODY", "say: builtin.#Message & {$params: message: \"signed\"}"), "UTF-8");

        assertThat(post("builder", build, "restart", "step", "check")).isEqualTo(302);

        jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(build));
        jenkins.assertLogContains("the definition check is taken anew from check.cue", build);
    }

    private static final String FAILING = """
        apiVersion: core.oam.dev/v1beta1
        kind: WorkflowStepDefinition
        metadata: {name: check}
        spec:
          schematic:
            cue:
              template: |
                import "vela/builtin"

                fail: builtin.#Fail & {$params: message: "the image is not signed"}
        ---
        apiVersion: core.oam.dev/v1alpha1
        kind: WorkflowRun
        metadata: {name: failing}
        spec:
          workflowSpec:
            steps:
              - {name: check, type: check}
        """;
}
