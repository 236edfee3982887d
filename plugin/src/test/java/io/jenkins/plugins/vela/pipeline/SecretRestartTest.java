package io.jenkins.plugins.vela.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.PasswordParameterDefinition;
import hudson.util.Secret;
import io.jenkins.plugins.vela.config.DirectorySource;
import io.jenkins.plugins.vela.config.VelaConfiguration;
import io.jenkins.plugins.vela.sandbox.EmbeddedCluster;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** Secrets of a step that waits while the controller restarts. */
class SecretRestartTest {
    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @TempDir
    private Path directory;

    private EmbeddedCluster cluster;

    @BeforeEach
    void start() throws Exception {
        cluster = EmbeddedCluster.start("test");
        Files.writeString(directory.resolve("say-later.cue"), """
            import (
                "vela/kube"
                "vela/builtin"
                "vela/util"
            )

            "say-later": type: "workflow-step"
            template: {
                gate: kube.#Read & {$params: value: {
                    apiVersion: "v1"
                    kind:       "ConfigMap"
                    metadata: {name: "gate", namespace: "default"}
                }}
                wait: builtin.#ConditionalWait & {$params: continue: gate.$returns.value.data.open != _|_}
                if gate.$returns.value.data.open != _|_ {
                    say: util.#Log & {$params: data: "at last: \\(parameter.token)"}
                }
                parameter: token: string
            }
            """);
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void theyAreThereAfterwardsAndWereNeverOnTheDisk() throws Throwable {
        sessions.then(jenkins -> {
            JenkinsWithCluster.configure(cluster);
            SystemCredentialsProvider.getInstance()
                    .getCredentials()
                    .add(new StringCredentialsImpl(
                            CredentialsScope.GLOBAL, "the-token", "", Secret.fromString("s3cr3t-of-all")));
            SystemCredentialsProvider.getInstance().save();
            VelaConfiguration.get().setDefinitionSources(List.of(new DirectorySource(directory.toString())));
            WorkflowJob job = jenkins.createProject(WorkflowJob.class);
            job.addProperty(new ParametersDefinitionProperty(
                    new PasswordParameterDefinition("PW", Secret.fromString("an-0ther-s3cr3t"), "")));
            job.setDefinition(new CpsFlowDefinition(
                    "parallel(a: {velaStep(type: 'say-later', properties: [token: [credentialsId: 'the-token']])},\n"
                            + "b: {velaStep(type: 'say-later', properties: [token: params.PW.plainText])})",
                    false));
            WorkflowRun build = job.scheduleBuild2(0).waitForStart();
            jenkins.waitForMessage("[say-later] started", build);
        });

        sessions.then(jenkins -> {
            WorkflowRun build =
                    jenkins.jenkins.getAllItems(WorkflowJob.class).get(0).getLastBuild();
            JenkinsWithCluster.openGate(cluster);

            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
            jenkins.assertLogContains("at last: ****", build);
            jenkins.assertLogNotContains("s3cr3t", build);
            try (Stream<Path> files = Files.walk(build.getRootDir().toPath().resolve("vela-workflow"))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                            .as(file.toString())
                            .doesNotContain("s3cr3t");
                }
            }
        });
    }
}
