package io.jenkins.plugins.vela.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.ExtensionList;
import hudson.model.Result;
import io.jenkins.plugins.vela.config.RepositoryFiles;
import java.io.File;
import java.nio.charset.StandardCharsets;
import jenkins.branch.BranchSource;
import jenkins.model.Jenkins;
import jenkins.scm.api.SCMFileSystem;
import jenkins.scm.api.mixin.ChangeRequestCheckoutStrategy;
import jenkins.scm.impl.mock.MockChangeRequestFlags;
import jenkins.scm.impl.mock.MockRepositoryFlags;
import jenkins.scm.impl.mock.MockSCMController;
import jenkins.scm.impl.mock.MockSCMDiscoverBranches;
import jenkins.scm.impl.mock.MockSCMDiscoverChangeRequests;
import jenkins.scm.impl.mock.MockSCMSource;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Pull requests from elsewhere cannot change what is done with the controller's clusters. */
@WithJenkins
class UntrustedRevisionTest {
    private static JenkinsRule jenkins;

    private static final String WORKFLOW = """
        apiVersion: core.oam.dev/v1alpha1
        kind: WorkflowRun
        metadata: {name: deploy}
        spec:
          workflowSpec:
            steps:
              - {name: tell, type: team-tell, properties: {what: "%s"}}
        """;

    private final MockSCMController repositories = MockSCMController.create();

    @BeforeAll
    static void share(JenkinsRule rule) {
        jenkins = rule;
    }

    @BeforeEach
    void start() throws Exception {
        repositories.createRepository("app", MockRepositoryFlags.TRUST_AWARE);
        file("master", "Jenkinsfile", """
            node {
                checkout scm
                dir('flows') {
                    velaWorkflow(file: 'deploy.yaml', definitions: 'steps')
                }
            }
            """);
        file("master", "flows/deploy.yaml", WORKFLOW.formatted("the master"));
        file("master", "flows/steps/team-tell.cue", definition("here is"));
    }

    @AfterEach
    void stop() {
        repositories.close();
    }

    private static String definition(String words) {
        return """
            import "vela/builtin"

            "team-tell": {
                type: "workflow-step"
            }
            template: {
                say: builtin.#Message & {$params: message: "%s \\(parameter.what)"}
                parameter: what: string
            }
            """.formatted(words);
    }

    private void file(String place, String path, String text) throws Exception {
        repositories.addFile("app", place, "a change", path, text.getBytes(StandardCharsets.UTF_8));
    }

    private String request(MockChangeRequestFlags... flags) throws Exception {
        return "change-request/" + repositories.openChangeRequest("app", "master", flags);
    }

    private WorkflowRun build(String name, Result expected) throws Exception {
        WorkflowMultiBranchProject project = jenkins.createProject(WorkflowMultiBranchProject.class);
        project.getSourcesList()
                .add(new BranchSource(new MockSCMSource(
                        repositories,
                        "app",
                        new MockSCMDiscoverBranches(),
                        new MockSCMDiscoverChangeRequests(ChangeRequestCheckoutStrategy.HEAD))));
        project.scheduleBuild2(0).getFuture().get();
        jenkins.waitUntilNoActivity();
        WorkflowJob job = project.getItem(name);
        assertThat(job).as(() -> project.getItems().toString()).isNotNull();
        return jenkins.assertBuildStatus(expected, job.getLastBuild());
    }

    private WorkflowRun buildRequest(String request, Result expected) throws Exception {
        return build("CR-" + request.substring(request.indexOf('/') + 1), expected);
    }

    @Test
    void aBranchAndATrustedRequestMayChangeEverything() throws Exception {
        String request = request();
        file(request, "flows/deploy.yaml", WORKFLOW.formatted("the request"));

        jenkins.assertLogContains("here is the master", build("master", Result.SUCCESS));
        jenkins.assertLogContains("here is the request", buildRequest(request, Result.SUCCESS));
    }

    @Test
    void anUntrustedRequestThatLeavesTheWorkflowAloneRunsIt() throws Exception {
        String request = request(MockChangeRequestFlags.UNTRUSTED);
        file(request, "src/app.txt", "new");

        jenkins.assertLogContains("here is the master", buildRequest(request, Result.SUCCESS));
    }

    @Test
    void aWorkflowThatAnUntrustedRequestChangedDoesNotRun() throws Exception {
        String request = request(MockChangeRequestFlags.UNTRUSTED);
        file(request, "flows/deploy.yaml", WORKFLOW.formatted("somebody"));

        WorkflowRun build = buildRequest(request, Result.FAILURE);

        jenkins.assertLogContains("flows/deploy.yaml was changed in an untrusted revision", build);
        jenkins.assertLogNotContains("here is somebody", build);
    }

    @Test
    void aDefinitionThatAnUntrustedRequestChangedIsNotUsed() throws Exception {
        String request = request(MockChangeRequestFlags.UNTRUSTED);
        file(request, "flows/steps/team-tell.cue", definition("I was in"));

        WorkflowRun build = buildRequest(request, Result.FAILURE);

        jenkins.assertLogContains("flows/steps/team-tell.cue was changed in an untrusted revision", build);
    }

    @Test
    void aDefinitionThatAnUntrustedRequestAddsOrRemovesIsNoticed() throws Exception {
        String adding = request(MockChangeRequestFlags.UNTRUSTED);
        file(adding, "flows/steps/deeper/team-more.cue", definition("more"));
        String removing = request(MockChangeRequestFlags.UNTRUSTED);
        file("master", "flows/steps/second.yaml", "# nothing yet\n");

        jenkins.assertLogContains(
                "flows/steps/deeper/team-more.cue was added in an untrusted revision",
                buildRequest(adding, Result.FAILURE));
        jenkins.assertLogContains(
                "flows/steps/second.yaml is missing in an untrusted revision", buildRequest(removing, Result.FAILURE));
    }

    @Test
    void aRepositoryThatCanBeReadWithoutACheckoutIsNotCheckedOut(@TempDir File temporary) throws Exception {
        RepositoryFiles.Builder files = new RepositoryFiles.Builder(repositories, temporary);
        ExtensionList.lookup(SCMFileSystem.Builder.class).add(files);
        try {
            String honest = request(MockChangeRequestFlags.UNTRUSTED);
            file(honest, "src/app.txt", "new");
            String other = request(MockChangeRequestFlags.UNTRUSTED);
            file(other, "flows/steps/team-tell.cue", definition("I was in"));

            WorkflowRun build = buildRequest(honest, Result.SUCCESS);

            jenkins.assertLogContains("here is the master", build);
            assertThat(Jenkins.get()
                            .getWorkspaceFor(build.getParent())
                            .withSuffix("@vela-trusted")
                            .exists())
                    .isFalse();
            jenkins.assertLogContains(
                    "flows/steps/team-tell.cue was changed in an untrusted revision",
                    buildRequest(other, Result.FAILURE));
        } finally {
            ExtensionList.lookup(SCMFileSystem.Builder.class).remove(files);
        }
    }
}
