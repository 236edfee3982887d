package io.jenkins.plugins.vela.page;

import static hudson.cli.CLICommandInvoker.Matcher.failedWith;
import static hudson.cli.CLICommandInvoker.Matcher.succeededSilently;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.MatcherAssert.assertThat;

import hudson.cli.CLICommandInvoker;
import hudson.model.Item;
import hudson.model.Result;
import java.time.Duration;
import jenkins.model.Jenkins;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Decisions from the command line follow the rules of the page. */
@WithJenkins
class DecisionCommandTest {
    /** What Jenkins' commands end with. */
    private static final int BAD_ARGUMENTS = 2;

    private static final int NOT_FOUND = 3;
    private static final int REFUSED = 5;
    private static final int FORBIDDEN = 6;

    private static JenkinsRule jenkins;

    @BeforeAll
    static void share(JenkinsRule rule) {
        jenkins = rule;
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader", "lead")
                .grant(Jenkins.READ, Item.READ, Item.BUILD)
                .everywhere()
                .to("builder")
                .grant(Jenkins.READ)
                .everywhere()
                .to("stranger"));
    }

    private static CLICommandInvoker.Result call(String user, String command, String... arguments) {
        return new CLICommandInvoker(jenkins, command).asUser(user).invokeWithArgs(arguments);
    }

    private static WorkflowRun suspended(String name, String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(script, true));
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("[ask] suspended", build);
        return build;
    }

    private static String ask(String properties) {
        return "velaWorkflow(spec: [steps: [[name: 'ask', type: 'suspend', properties: [" + properties + "]]]])";
    }

    @Test
    void whoMayBuildApprovesFromTheCommandLine() throws Exception {
        WorkflowRun build = suspended("open", ask("message: 'ship it?'"));

        assertThat(call("reader", "vela-approve", "open", "1", "--step", "ask"), failedWith(FORBIDDEN));
        assertThat(call("stranger", "vela-approve", "open", "1", "--step", "ask"), failedWith(NOT_FOUND));
        assertThat(call("builder", "vela-approve", "open", "1"), failedWith(BAD_ARGUMENTS));
        CLICommandInvoker.Result nowhere = call("builder", "vela-approve", "open", "1", "--step", "nowhere");
        assertThat(nowhere, failedWith(REFUSED));
        assertThat(nowhere.stderr()).contains("no workflow that runs in open #1 has a step nowhere");
        CLICommandInvoker.Result missing = call("builder", "vela-approve", "open", "7", "--step", "ask");
        assertThat(missing, failedWith(BAD_ARGUMENTS));
        assertThat(missing.stderr()).contains("No such build: 7");
        assertThat(build.isBuilding()).isTrue();

        assertThat(
                call("builder", "vela-approve", "open", "lastBuild", "--step", "ask", "--comment", "looks good"),
                succeededSilently());

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
        jenkins.assertLogContains("[ask] approved by builder: looks good", build);
        CLICommandInvoker.Result late = call("builder", "vela-approve", "open", "1", "--step", "ask");
        assertThat(late, failedWith(REFUSED));
    }

    @Test
    void aNamedApproverRejectsFromTheCommandLine() throws Exception {
        WorkflowRun build = suspended("named", ask("approvers: ['lead']"));

        CLICommandInvoker.Result refused = call("builder", "vela-reject", "named", "1", "--step", "ask");
        assertThat(refused, failedWith(FORBIDDEN));
        assertThat(refused.stderr()).contains("ask is to be approved by lead");
        assertThat(call("lead", "vela-reject", "named", "1", "--step", "ask", "--comment", "no"), succeededSilently());

        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(build));
        jenkins.assertLogContains("rejected by lead: no", build);
    }

    @Test
    void whereSeveralWorkflowsHaveTheStepTheNodeSaysWhichOneIsMeant() throws Exception {
        WorkflowRun build = suspended(
                "two", "parallel(a: { " + ask("message: 'which?'") + " }, b: { " + ask("message: 'which?'") + " })");
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> JenkinsRule.getLog(build).split("\\[ask] suspended", -1).length == 3);

        CLICommandInvoker.Result which = call("builder", "vela-approve", "two", "1", "--step", "ask");
        assertThat(which, failedWith(REFUSED));
        assertThat(which.stderr()).contains("say which one with --node: ");
        String[] nodes =
                which.stderr().strip().replaceFirst("(?s).*--node: ", "").split(", ");
        for (String node : nodes) {
            assertThat(
                    call("builder", "vela-approve", "two", "1", "--step", "ask", "--node", node.strip()),
                    succeededSilently());
        }

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
    }
}
