package io.jenkins.plugins.vela.library;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.FilePath;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jenkins.model.ModifiableTopLevelItemGroup;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.libs.GlobalLibraries;
import org.jenkinsci.plugins.workflow.libs.LibraryConfiguration;
import org.jenkinsci.plugins.workflow.libs.LibraryRetriever;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Definitions that folders and shared libraries bring along. */
@WithJenkins
class ScopedDefinitionsTest {
    private static JenkinsRule jenkins;

    @TempDir
    private Path library;

    private static final String DEPLOY = """
        "team-deploy": {
            type:        "workflow-step"
            description: "Deploys as the team does."
        }
        template: {
            outputs: what: "%s \\(parameter.app) to \\(context.namespace)"
            parameter: {
                app: string
                replicas?: int
            }
        }
        """;

    @BeforeAll
    static void share(JenkinsRule rule) {
        jenkins = rule;
    }

    @BeforeEach
    void start() throws Exception {
        Files.createDirectories(library.resolve("resources/vela/definitions"));
        Files.writeString(
                library.resolve("resources/vela/definitions/team-deploy.cue"), DEPLOY.formatted("library deploys"));
        Files.createDirectories(library.resolve("resources/flows"));
        Files.writeString(library.resolve("resources/flows/tell.yaml"), """
            apiVersion: core.oam.dev/v1alpha1
            kind: WorkflowRun
            metadata: {name: tell}
            spec:
              workflowSpec:
                steps:
                  - name: go
                    type: team-deploy
                    properties: {app: shop}
            """);
        Files.createDirectories(library.resolve("vars"));
        Files.writeString(
                library.resolve("vars/viaVars.groovy"), "def call(app) { return teamDeploy(app: app).what }\n");
        LibraryConfiguration configuration = new LibraryConfiguration("steps", new Copy(library.toString()));
        configuration.setDefaultVersion("1");
        GlobalLibraries.get().setLibraries(List.of(configuration));
    }

    /** A library that is a directory. */
    public static final class Copy extends LibraryRetriever {
        private final String directory;

        Copy(String directory) {
            this.directory = directory;
        }

        @Override
        public void retrieve(
                @NonNull String name,
                @NonNull String version,
                boolean changelog,
                @NonNull FilePath target,
                @NonNull Run<?, ?> run,
                @NonNull TaskListener listener)
                throws Exception {
            new FilePath(new java.io.File(directory)).copyRecursiveTo(target);
        }

        @Override
        public void retrieve(
                @NonNull String name,
                @NonNull String version,
                @NonNull FilePath target,
                @NonNull Run<?, ?> run,
                @NonNull TaskListener listener)
                throws Exception {
            retrieve(name, version, false, target, run, listener);
        }
    }

    private static int jobs;

    private WorkflowJob job(ModifiableTopLevelItemGroup parent, String script) throws Exception {
        WorkflowJob job = (WorkflowJob) parent.createProject(
                jenkins.jenkins.getDescriptorByType(WorkflowJob.DescriptorImpl.class),
                "job" + script.hashCode(),
                false);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    private WorkflowRun success(String script) throws Exception {
        return jenkins.buildAndAssertSuccess(job(jenkins.jenkins, script));
    }

    private WorkflowRun failure(String script) throws Exception {
        return jenkins.buildAndAssertStatus(Result.FAILURE, job(jenkins.jenkins, script));
    }

    private static String declarative(String steps) {
        return "@Library('steps') _\npipeline { agent none; stages { stage('s') { steps { " + steps + " } } } }";
    }

    @Test
    void aSharedLibrarysDefinitionIsCalledLikeAStep() throws Exception {
        WorkflowRun build = success("@Library('steps') _\necho teamDeploy(app: 'shop', replicas: 2).what\n"
                + "echo 'then ' + viaVars('cart')");

        jenkins.assertLogContains("library deploys shop to default", build);
        jenkins.assertLogContains("then library deploys cart to default", build);
        jenkins.assertLogNotContains("expected to call", build);
    }

    @Test
    void aBuildWithoutTheLibraryDoesNotKnowTheFunction() throws Exception {
        jenkins.assertLogContains("No such DSL method 'teamDeploy'", failure("teamDeploy(app: 'shop')"));
    }

    @Test
    void declarativePipelinesAreCheckedBeforeTheyRun() throws Exception {
        jenkins.assertLogContains("[team-deploy] succeeded", success(declarative("teamDeploy app: 'shop'")));

        WorkflowRun misspelt = failure(declarative("teamDeploy ap: 'shop'"));
        jenkins.assertLogContains("Invalid parameter \"ap\" of teamDeploy, did you mean \"app\"?", misspelt);
        jenkins.assertLogNotContains("[team-deploy] started", misspelt);

        WorkflowRun missing = failure(declarative("teamDeploy replicas: 2"));
        jenkins.assertLogContains("Missing required parameter \"app\" of teamDeploy", missing);
    }

    @Test
    void aWorkflowOfTheLibraryRuns() throws Exception {
        WorkflowRun build = success("@Library('steps') _\nvelaWorkflow library: 'flows/tell.yaml'");

        jenkins.assertLogContains("[go] succeeded", build);
        jenkins.assertLogContains(
                "no loaded shared library has the resource ../vars/viaVars.groovy",
                failure("@Library('steps') _\nvelaWorkflow library: '../vars/viaVars.groovy'"));
    }

    @Test
    void aFoldersDefinitionIsNearerThanOneOfTheControllerAndSaysWhereStepsAct() throws Exception {
        Folder team = jenkins.createProject(Folder.class);
        FolderDefaults defaults = new FolderDefaults();
        defaults.setNamespace("team-a");
        defaults.setDefinitions(DEPLOY.formatted("folder deploys"));
        team.addProperty(defaults);

        WorkflowRun build = jenkins.buildAndAssertSuccess(job(
                team,
                "echo teamDeploy(app: 'shop').what\n"
                        + "withVela(namespace: 'other') { echo teamDeploy(app: 'shop').what }"));

        jenkins.assertLogContains("folder deploys shop to team-a", build);
        jenkins.assertLogContains("folder deploys shop to other", build);
        jenkins.assertLogContains("No such DSL method 'teamDeploy'", failure("teamDeploy(app: 'x')"));
    }

    @Test
    void theFoldersFormIsKeptAsItWas() throws Exception {
        Folder team = jenkins.createProject(Folder.class);
        FolderDefaults defaults = new FolderDefaults();
        defaults.setCluster("prod");
        defaults.setNamespace("team-a");
        defaults.setTimeout("5m");
        defaults.setDefinitions(DEPLOY.formatted("x"));
        team.addProperty(defaults);

        jenkins.configRoundtrip(team);

        FolderDefaults kept = team.getProperties().get(FolderDefaults.class);
        jenkins.assertEqualDataBoundBeans(defaults, kept);
        assertThat(kept.getDefinitions().trim())
                .isEqualTo(defaults.getDefinitions().trim());
    }
}
