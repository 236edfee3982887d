package io.jenkins.plugins.vela.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.model.Item;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.PasswordParameterDefinition;
import hudson.model.PasswordParameterValue;
import hudson.util.Secret;
import io.jenkins.plugins.vela.pipeline.WorkflowsOfBuild;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.Jenkins;
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

/** What the page of a workflow tells of one step. */
@WithJenkins
class StepPageTest {
    private static final String PASSWORD = "hunter2+hunter2";

    private static JenkinsRule jenkins;

    @BeforeAll
    static void share(JenkinsRule rule) {
        jenkins = rule;
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .toEveryone()
                .grant(Item.READ, Item.BUILD)
                .everywhere()
                .to("builder")
                .grant(Item.READ)
                .everywhere()
                .to("viewer"));
    }

    private static WorkflowRun suspended() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.addProperty(
                new ParametersDefinitionProperty(new PasswordParameterDefinition("TOKEN", Secret.fromString(""), "")));
        job.setDefinition(new CpsFlowDefinition("""
            velaWorkflow(spec: [steps: [
              [name: 'say', type: 'print-message-in-status', properties: [message: "token ${params.TOKEN}"],
                outputs: [[name: 'said', valueFrom: 'parameter.message']]],
              [name: 'open', type: 'print-message-in-status', properties: [message: 'no secret'],
                outputs: [[name: 'told', valueFrom: 'parameter.message']]],
              [name: 'both', type: 'step-group', subSteps: [
                [name: 'ask', type: 'suspend', inputs: [[from: 'told', parameterKey: 'message']]]]]]])
            """, true));
        WorkflowRun build = job.scheduleBuild2(0, new ParametersAction(new PasswordParameterValue("TOKEN", PASSWORD)))
                .waitForStart();
        jenkins.waitForMessage("[both/ask] suspended", build);
        return build;
    }

    private static WebResponse get(String user, WorkflowRun build, String what) throws Exception {
        String node = build.getAction(WorkflowsOfBuild.class).all().get(0).node();
        try (JenkinsRule.WebClient web = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false)) {
            if (!user.isEmpty()) {
                web.login(user);
            }
            return web.getPage(new WebRequest(new URL(jenkins.getURL(), build.getUrl() + "vela/" + node + "/" + what)))
                    .getWebResponse();
        }
    }

    private static JsonNode json(WorkflowRun build, String what) throws Exception {
        return new ObjectMapper().readTree(get("builder", build, what).getContentAsString());
    }

    private static void approve(WorkflowRun build) throws Exception {
        String node = build.getAction(WorkflowsOfBuild.class).all().get(0).node();
        try (JenkinsRule.WebClient web = jenkins.createWebClient()) {
            web.login("builder");
            web.getOptions().setRedirectEnabled(false);
            web.getOptions().setThrowExceptionOnFailingStatusCode(false);
            WebRequest request = new WebRequest(
                    new URL(jenkins.getURL(), build.getUrl() + "vela/" + node + "/approve"), HttpMethod.POST);
            request.setRequestParameters(List.of(new NameValuePair("step", "ask")));
            web.addCrumb(request);
            web.getPage(request);
        }
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
    }

    private static List<String> lines(JsonNode log) {
        List<String> lines = new ArrayList<>();
        log.path("lines").forEach(line -> lines.add(line.asText()));
        return lines;
    }

    @Test
    void aStepShowsWhatItWasGivenAndGaveWhileItRunsAndLaterAndNoPassword() throws Exception {
        WorkflowRun build = suspended();
        for (String when : List.of("running", "ended")) {
            JsonNode say = json(build, "step?name=say");
            assertThat(say.at("/properties/message").asText()).as(when).isEqualTo("token ****");
            assertThat(say.at("/outputs/0/name").asText()).isEqualTo("said");
            assertThat(say.at("/outputs/0").has("value")).isFalse();
            assertThat(json(build, "step?name=open").at("/outputs/0/value").asText())
                    .isEqualTo("no secret");
            JsonNode ask = json(build, "step?name=ask");
            assertThat(ask.at("/inputs/0/from").asText()).isEqualTo("told");
            assertThat(ask.at("/inputs/0/value").asText()).isEqualTo("no secret");
            for (String what : List.of("status", "step?name=say", "step?name=ask")) {
                assertThat(get("builder", build, what).getContentAsString()).doesNotContain("hunter2");
            }
            assertThat(get("builder", build, "step?name=nowhere").getStatusCode())
                    .isEqualTo(404);
            for (String what : List.of("status", "step?name=say", "log?step=say")) {
                assertThat(get("", build, what).getStatusCode())
                        .as("who may not see the job")
                        .isIn(403, 404);
            }
            assertThat(get("viewer", build, "step?name=ask").getContentAsString())
                    .contains("no secret")
                    .doesNotContain("template");
            if (when.equals("running")) {
                assertThat(ask.at("/template/parameter/message").asText()).isEqualTo("no secret");
                approve(build);
            }
        }
    }

    @Test
    void theLogOfAStepGrowsAndHoldsOnlyItsOwnLines() throws Exception {
        WorkflowRun build = suspended();

        JsonNode first = json(build, "log?step=both/ask");
        assertThat(lines(first))
                .startsWith("started (suspend)")
                .anyMatch(line -> line.startsWith("suspended"))
                .noneMatch(line -> line.contains("hunter2"));
        assertThat(lines(json(build, "log?step=say"))).contains("started (print-message-in-status)");
        assertThat(lines(json(build, "log?step=ask"))).isEmpty();
        assertThat(lines(json(
                        build, "log?step=both/ask&from=" + first.path("next").asLong())))
                .isEmpty();

        approve(build);

        JsonNode more =
                json(build, "log?step=both/ask&from=" + first.path("next").asLong());
        assertThat(lines(more)).contains("approved by builder").doesNotContain("started (suspend)");
        assertThat(lines(json(build, "log?step=both/ask")))
                .startsWith("started (suspend)")
                .contains("approved by builder");
    }
}
