package io.jenkins.plugins.vela.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.model.Result;
import io.jenkins.plugins.vela.config.ClusterConfiguration;
import io.jenkins.plugins.vela.config.VelaConfiguration;
import io.jenkins.plugins.vela.pipeline.JenkinsWithCluster;
import io.jenkins.plugins.vela.sandbox.EmbeddedCluster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jenkinsci.plugins.scriptsecurity.scripts.ScriptApproval;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Secrets are neither in a log nor on the disk, and no workflow needs a script to be approved. */
@WithJenkins
class SecretsRulesTest {
    private static final String PASSWORD = "correct-horse-battery-staple";

    private static JenkinsRule jenkins;

    private EmbeddedCluster cluster;

    @BeforeAll
    static void share(JenkinsRule rule) {
        jenkins = rule;
    }

    @BeforeEach
    void start() throws Exception {
        cluster = EmbeddedCluster.start("test");
        JenkinsWithCluster.configure(cluster);
        cluster.load(new ObjectMapper().readTree("""
                    {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "database", "namespace": "default"},
                     "data": {"password": "%s"}}
                    """.formatted(base64(PASSWORD))));
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void readSecrets(boolean allowed) {
        ClusterConfiguration local = new ClusterConfiguration("local", "kubeconfig");
        local.setReadSecrets(allowed);
        VelaConfiguration.get().setClusters(List.of(local));
    }

    private static final String READ_AND_TELL = """
        def result = velaWorkflow(spec: [steps: [
            [name: 'read', type: 'read-object', properties: [apiVersion: 'v1', kind: 'Secret', name: 'database'],
             outputs: [[name: 'password', valueFrom: 'output.$returns.value.data.password']]],
            [name: 'tell', type: 'print-message-in-status', inputs: [[from: 'password', parameterKey: 'message']]],
            [name: 'use', type: 'apply-object', properties: [value: [apiVersion: 'v1', kind: 'Secret',
                metadata: [name: 'copy', namespace: 'default'], data: [password: 'x']]],
             inputs: [[from: 'password', parameterKey: 'value.data.password']]]]])
        echo "returned ${result}"
        """;

    @Test
    void whatWasReadFromASecretIsNeitherInTheLogNorOnTheDisk() throws Exception {
        readSecrets(true);
        WorkflowJob job = JenkinsWithCluster.job(jenkins, READ_AND_TELL);

        WorkflowRun build = jenkins.buildAndAssertSuccess(job);

        jenkins.assertLogContains("[tell] succeeded: ****", build);
        jenkins.assertLogNotContains(PASSWORD, build);
        jenkins.assertLogNotContains(base64(PASSWORD), build);
        assertThat(filesWith(PASSWORD)).isEmpty();
        assertThat(filesWith(base64(PASSWORD))).isEmpty();
    }

    @Test
    void theClustersCredentialIsNotOnTheDisk() throws Exception {
        readSecrets(true);
        jenkins.buildAndAssertSuccess(JenkinsWithCluster.job(jenkins, READ_AND_TELL));

        assertThat(filesWith(cluster.token())).isEmpty();
        assertThat(filesWith(base64(cluster.token()))).isEmpty();
    }

    @Test
    void withoutLeaveNoSecretIsReadWhateverTheCredentialAllows() throws Exception {
        readSecrets(false);
        WorkflowJob job = JenkinsWithCluster.job(jenkins, READ_AND_TELL);

        WorkflowRun build = jenkins.assertBuildStatus(Result.FAILURE, job.scheduleBuild2(0));

        jenkins.assertLogContains("[tell] failed", build);
        jenkins.assertLogNotContains(PASSWORD, build);
    }

    @Test
    void everythingRunsInTheSandboxWithoutAnApproval() throws Exception {
        readSecrets(true);
        jenkins.buildAndAssertSuccess(JenkinsWithCluster.job(jenkins, READ_AND_TELL + """
            withVela(namespace: 'default', outputs: ['name=read.$returns.value.metadata.name']) {
                echo readObject(apiVersion: 'v1', kind: 'Secret', name: 'copy').name
            }
            echo "${result.status} ${result.steps.tell.phase} ${result.outputs.keySet()}"
            """));

        assertThat(ScriptApproval.get().getPendingScripts()).isEmpty();
        assertThat(ScriptApproval.get().getPendingSignatures()).isEmpty();
    }

    private static List<Path> filesWith(String text) throws IOException {
        String wanted = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(jenkins.jenkins.getRootDir().toPath(), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && content(file).contains(wanted)) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            /** Files that are being replaced come and go. */
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }

    private static String content(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }
}
