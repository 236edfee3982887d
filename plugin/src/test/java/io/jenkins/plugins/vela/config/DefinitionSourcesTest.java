package io.jenkins.plugins.vela.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.ExtensionList;
import hudson.util.Secret;
import io.jenkins.plugins.vela.sandbox.EmbeddedCluster;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.List;
import jenkins.scm.api.SCMFileSystem;
import jenkins.scm.impl.mock.MockSCMController;
import jenkins.scm.impl.mock.MockSCMDiscoverBranches;
import jenkins.scm.impl.mock.MockSCMSource;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Step definitions from elsewhere: repositories and clusters. */
@WithJenkins
class DefinitionSourcesTest {
    private static JenkinsRule jenkins;

    private final MockSCMController repositories = MockSCMController.create();

    @TempDir
    private File temporary;

    private RepositoryFiles.Builder files;

    @BeforeAll
    static void share(JenkinsRule rule) {
        jenkins = rule;
    }

    @BeforeEach
    void start() {
        files = new RepositoryFiles.Builder(repositories, temporary);
        ExtensionList.lookup(SCMFileSystem.Builder.class).add(files);
    }

    @AfterEach
    void stop() {
        VelaConfiguration.get().setDefinitionSources(List.of());
        ExtensionList.lookup(SCMFileSystem.Builder.class).remove(files);
        repositories.close();
    }

    private static String definition(String words) {
        return """
            "team-greet": {
                type: "workflow-step"
            }
            template: {
                outputs: said: "%s \\(parameter.who)"
                parameter: who: string
            }
            """.formatted(words);
    }

    private void file(String path, String text) throws Exception {
        repositories.addFile("steps", "master", "a change", path, text.getBytes(StandardCharsets.UTF_8));
    }

    private RepositorySource repository(String version) {
        RepositorySource source =
                new RepositorySource(new MockSCMSource(repositories, "steps", new MockSCMDiscoverBranches()), version);
        source.setPath("/resources/vela/definitions/");
        return source;
    }

    private static String greeting() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition("echo 'it says ' + teamGreet(who: 'you').said", true));
        WorkflowRun build = jenkins.buildAndAssertSuccess(job);
        return JenkinsRule.getLog(build)
                .lines()
                .filter(line -> line.startsWith("it says "))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void definitionsOfARepositoryAreStepsAndAreReadAnew() throws Exception {
        repositories.createRepository("steps");
        file("resources/vela/definitions/greet.cue", definition("hello"));
        file("resources/vela/definitions/README.md", "no definition");
        file("vars/helper.groovy", "// no definition");
        VelaConfiguration.get().setDefinitionSources(List.of(repository("master")));
        assertThat(DefinitionSources.get().problems()).isEmpty();
        assertThat(greeting()).isEqualTo("it says hello you");

        file("resources/vela/definitions/greet.cue", definition("good day"));
        DefinitionSources.get().refreshRemote();

        assertThat(greeting()).isEqualTo("it says good day you");
    }

    @Test
    void aRepositoryThatIsAwayLeavesWhatWasReadLastAlsoAfterARestart() throws Exception {
        repositories.createRepository("steps");
        file("resources/vela/definitions/greet.cue", definition("hello"));
        RepositorySource source = repository("master");
        VelaConfiguration.get().setDefinitionSources(List.of(source));
        repositories.deleteRepository("steps");

        DefinitionSources.get().refresh();
        assertThat(DefinitionSources.get().problems())
                .singleElement()
                .asString()
                .startsWith(source.describe());
        assertThat(greeting()).isEqualTo("it says hello you");

        DefinitionSources afterARestart = new DefinitionSources();
        afterARestart.refresh();
        assertThat(afterARestart.library().types()).contains("team-greet");
    }

    @Test
    void aVersionThatDoesNotExistIsToldToAdministrators() throws Exception {
        repositories.createRepository("steps");
        VelaConfiguration.get().setDefinitionSources(List.of(repository("nothing")));

        assertThat(DefinitionSources.get().problems())
                .singleElement()
                .asString()
                .endsWith("there is no branch, tag or commit nothing");
    }

    @Test
    void aRepositoryThatNeedsACheckoutIsRefusedWithThatReason() throws Exception {
        ExtensionList.lookup(SCMFileSystem.Builder.class).remove(files);
        repositories.createRepository("steps");
        VelaConfiguration.get().setDefinitionSources(List.of(repository("master")));

        assertThat(DefinitionSources.get().problems())
                .singleElement()
                .asString()
                .contains("can only be read by being checked out");
    }

    @Test
    void definitionsOfAClusterAreStepsToo() throws Exception {
        try (EmbeddedCluster cluster = EmbeddedCluster.start("test")) {
            SystemCredentialsProvider.getInstance().getCredentials().clear();
            SystemCredentialsProvider.getInstance()
                    .getCredentials()
                    .add(new StringCredentialsImpl(
                            CredentialsScope.SYSTEM, "kubeconfig", "", Secret.fromString(cluster.kubeconfig())));
            ObjectNode object = new ObjectMapper().createObjectNode();
            object.put("apiVersion", "core.oam.dev/v1beta1").put("kind", "WorkflowStepDefinition");
            object.putObject("metadata").put("name", "team-greet").put("namespace", "vela-system");
            object.withObject("/spec/schematic/cue")
                    .put(
                            "template",
                            "outputs: said: \"from the cluster, \\(parameter.who)\"\nparameter: who: string\n");
            cluster.load(object);
            VelaConfiguration.get().setClusters(List.of(new ClusterConfiguration("prod", "kubeconfig")));

            VelaConfiguration.get().setDefinitionSources(List.of(new ClusterDefinitions("prod")));

            assertThat(DefinitionSources.get().problems()).isEmpty();
            assertThat(greeting()).isEqualTo("it says from the cluster, you");
        }
    }

    @Test
    void aClusterThatDoesNotExistIsToldToAdministrators() {
        VelaConfiguration.get().setDefinitionSources(List.of(new ClusterDefinitions("nowhere")));

        assertThat(DefinitionSources.get().problems())
                .singleElement()
                .asString()
                .isEqualTo("cluster nowhere, namespace vela-system: there is no cluster of this name");
    }
}
