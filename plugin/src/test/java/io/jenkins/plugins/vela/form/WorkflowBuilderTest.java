package io.jenkins.plugins.vela.form;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.CaptureEnvironmentBuilder;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.SingleFileSCM;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Whole workflows in freestyle jobs. */
@WithJenkins
class WorkflowBuilderTest {
    private static JenkinsRule jenkins;

    private static final String SAY = """
        apiVersion: core.oam.dev/v1alpha1
        kind: WorkflowRun
        metadata: {name: say}
        spec:
          context: {image: none}
          workflowSpec:
            steps:
              - name: say
                type: print-message-in-status
                inputs: [{from: context.image, parameterKey: message}]
                outputs: [{name: said, valueFrom: parameter.message}]
        """;

    private static final String TWO = """
        apiVersion: core.oam.dev/v1alpha1
        kind: WorkflowRun
        metadata: {name: two}
        spec:
          mode: {steps: DAG}
          workflowSpec:
            steps:
              - {name: bad, type: request, properties: {url: "http://127.0.0.1:1/"}}
              - {name: asks, type: suspend}
        """;

    @BeforeAll
    static void share(JenkinsRule rule) {
        jenkins = rule;
    }

    private static WorkflowBuilder workflow(String spec) {
        WorkflowBuilder builder = new WorkflowBuilder();
        builder.setSpec(spec);
        return builder;
    }

    private static FreeStyleProject job(WorkflowBuilder builder) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.getBuildersList().add(builder);
        return job;
    }

    @Test
    void aTextRunsWithTheContextOfTheJobAndGivesBackWhatItPublishes() throws Exception {
        WorkflowBuilder builder = workflow(SAY);
        builder.setContext("image: app:${BUILD_NUMBER}");
        builder.getOptions().setPrefix("FLOW_");
        FreeStyleProject job = job(builder);
        CaptureEnvironmentBuilder environment = new CaptureEnvironmentBuilder();
        job.getBuildersList().add(environment);

        FreeStyleBuild build = jenkins.buildAndAssertSuccess(job);

        jenkins.assertLogContains("[say] app:1", build);
        assertThat(environment.getEnvVars()).containsEntry("FLOW_SAID", "app:1");
    }

    @Test
    void aFileOfTheWorkspaceRuns() throws Exception {
        WorkflowBuilder builder = new WorkflowBuilder();
        builder.setFile("say.yaml");
        FreeStyleProject job = job(builder);
        job.setScm(new SingleFileSCM("say.yaml", SAY));

        jenkins.assertLogContains("[say] none", jenkins.buildAndAssertSuccess(job));
    }

    @Test
    void theFirstFailureEndsEverythingWhereThatIsAsked() throws Exception {
        WorkflowBuilder builder = workflow(TWO);
        builder.setFailFast(true);

        FreeStyleBuild build = jenkins.buildAndAssertStatus(Result.FAILURE, job(builder));

        jenkins.assertLogContains("step bad failed", build);
    }

    @Test
    void whatCannotBeIsToldInOneLine() throws Exception {
        FreeStyleBuild neither = jenkins.buildAndAssertStatus(Result.FAILURE, job(new WorkflowBuilder()));
        jenkins.assertLogContains("give either the workflow's text or a file in the workspace", neither);

        WorkflowBuilder names = workflow(SAY);
        names.setClusters("eu prod");
        FreeStyleBuild wrong = jenkins.buildAndAssertStatus(Result.FAILURE, job(names));
        jenkins.assertLogContains("clusters: expected NAME=CLUSTER, not \"eu prod\"", wrong);

        WorkflowBuilder context = workflow(SAY);
        context.setContext("- a");
        FreeStyleBuild list = jenkins.buildAndAssertStatus(Result.FAILURE, job(context));
        jenkins.assertLogContains("values are an object", list);
        jenkins.assertLogNotContains("\tat ", list);
    }

    @Test
    void theFormLosesNothing() throws Exception {
        WorkflowBuilder before = workflow(SAY);
        before.setContext("a: [1, two]");
        before.setClusters("eu=prod-eu");
        before.setMode("DAG");
        before.setFailFast(true);
        before.getOptions().setPrefix("X_");

        WorkflowBuilder after = jenkins.configRoundtrip(before);

        jenkins.assertEqualDataBoundBeans(before, after);
    }
}
