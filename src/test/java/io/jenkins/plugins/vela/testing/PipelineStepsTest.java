package io.jenkins.plugins.vela.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PipelineStepsTest {

    private static final PipelineSteps STEPS = PipelineSteps.builtIn();

    @Test
    void callsThatFitAreFine() {
        assertThat(problems("""
                @Library('vela-steps') _
                def tag = "${env.BUILD_NUMBER}"
                pipeline {
                  agent any
                  stages {
                    stage('Build') {
                      steps {
                        checkout scm
                        buildPushImage image: "registry.example.org/shop:${tag}",
                            context: [git: 'github.com/acme/shop', branch: env.BRANCH_NAME]
                        script {
                          def pod = readObject(apiVersion: 'v1', kind: 'Pod', name: tag)
                          steps.printMessageInStatus(message: pod.phase)
                        }
                        velaStep type: 'deploy', properties: [policies: ['production']]
                      }
                    }
                  }
                }
                """)).isEmpty();
    }

    @Test
    void aMisspeltParameterAMissingOneAndAWrongValueAreToldWithTheirPlaces() {
        assertThat(problems("""
                node {
                  buildPushImage(imgae: 'shop:1', context: [git: 'github.com/acme/shop'])
                  applyDeployment image: 'shop:1',
                      replicas: 'three'
                }
                """))
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line)
                                .startsWith("Jenkinsfile:2:3: buildPushImage: imgae: ")
                                .endsWith("did you mean \"image\"?"),
                        line -> assertThat(line).startsWith("Jenkinsfile:2:3: buildPushImage: image: missing"),
                        line -> assertThat(line).startsWith("Jenkinsfile:3:3: applyDeployment: replicas: "));
    }

    @Test
    void whatOnlyABuildKnowsCountsAsGivenButItsNameIsChecked() {
        assertThat(problems("""
                def what = readYaml(file: 'build.yaml')
                buildPushImage(image: what.image, context: what.context, credentials: [image: [name: what.login]])
                buildPushImage(what)
                buildPushImage(image: what.image, contxt: what.context)
                """))
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line).startsWith("Jenkinsfile:4:1: buildPushImage: contxt: "),
                        line -> assertThat(line).startsWith("Jenkinsfile:4:1: buildPushImage: context: missing"));
    }

    @Test
    void anArgumentWithoutANameIsForStepsThatRequireOne() {
        assertThat(problems("printMessageInStatus 'hello'")).isEmpty();
        assertThat(problems("printMessageInStatus 3"))
                .singleElement()
                .asString()
                .contains("message");
        assertThat(problems("buildPushImage 'shop:1'"))
                .singleElement()
                .asString()
                .contains("have to be named");
    }

    @Test
    void theGenericStepIsCheckedLikeTheOthers() {
        assertThat(problems("velaStep(type: 'print-mesage-in-status', properties: [message: 'x'])"))
                .singleElement()
                .asString()
                .endsWith("did you mean \"print-message-in-status\"?");
        assertThat(problems("velaStep(type: 'print-message-in-status', properties: [mesage: \"${x}\"])"))
                .hasSize(2);
        assertThat(problems("velaStep(type: theType, properties: [a: 1])")).isEmpty();
        assertThat(problems("velaStep(properties: [a: 1])"))
                .singleElement()
                .asString()
                .contains("type: missing");
    }

    @Test
    void aCredentialFitsWhereASecretIsAskedFor() {
        assertThat(
                        problems(
                                "velaStep(type: 'chat-gpt', properties: [token: [value: [credentialsId: 'key']], prompt: [content: 'x']])"))
                .isEmpty();
        assertThat(
                        problems(
                                "velaStep(type: 'chat-gpt', properties: [token: [value: 't'], prompt: [content: 'x', type: [credentialsId: 'key']]])"))
                .singleElement()
                .asString()
                .contains("prompt.type");
    }

    @Test
    void methodsOfTheScriptAndOfOtherObjectsAreNoSteps() {
        assertThat(problems("""
                def request(Map how) { echo how.url }
                request(nothing: 'of ours')
                client.webhook(nothing: 'of ours')
                """)).isEmpty();
    }

    @Test
    void definitionsOfADirectoryAreNearerThanTheLibrary(@TempDir Path root) throws IOException {
        Path definitions = Files.createDirectories(root.resolve("resources/vela/definitions"));
        Files.writeString(definitions.resolve("print-message-in-status.cue"), """
                "print-message-in-status": {type: "workflow-step", description: "Ours."}
                template: {
                    parameter: {
                        // +usage=What to say
                        text: string
                    }
                }
                """);
        Path jenkinsfile = Files.writeString(root.resolve("Jenkinsfile"), "printMessageInStatus(message: 'x')\n");

        PipelineSteps steps = STEPS.withLibrary(root);

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> steps.verify(jenkinsfile))
                .withMessageContaining("Jenkinsfile:1:1: printMessageInStatus: text: missing")
                .withMessageContaining("What to say");
        steps.verify("printMessageInStatus", Map.of("text", "x"));
    }

    @Test
    void allScriptsOfADirectoryAreRead(@TempDir Path root) throws IOException {
        Files.createDirectories(root.resolve("vars"));
        Files.writeString(root.resolve("vars/ship.groovy"), "def call() { webhook(nothing: 1) }\n");
        Files.writeString(root.resolve("Jenkinsfile.release"), "webhook(nothing: 1)\n");
        Files.writeString(root.resolve("notes.txt"), "webhook(nothing: 1)\n");

        assertThat(STEPS.check(root))
                .extracting(
                        problem -> root.relativize(Path.of(problem.source())).toString())
                .contains("vars/ship.groovy", "Jenkinsfile.release")
                .doesNotContain("notes.txt");
    }

    @Test
    void theSharedLibraryOfThisProjectFits() {
        assertThat(STEPS.withLibrary(Path.of("step-library")).check(Path.of("step-library/vars")))
                .isEmpty();
    }

    @Test
    void theCallsOfAScriptCanBeLookedAt() {
        List<PipelineCall> calls = STEPS.calls(
                "Jenkinsfile", "echo 'x'\nwebhook(slack: [url: [value: u], message: [text: 'done']], n: -1)\n");

        assertThat(calls).singleElement().satisfies(call -> {
            assertThat(call.function()).isEqualTo("webhook");
            assertThat(call.line()).isEqualTo(2);
            assertThat(call.arguments().at("/slack/message/text").asText()).isEqualTo("done");
            assertThat(call.arguments().path("n").asInt()).isEqualTo(-1);
            assertThat(call.later()).containsExactly("slack.url.value");
        });
    }

    @Test
    void aRecordedCallIsCheckedWithItsValues() {
        STEPS.verify("printMessageInStatus", Map.of("message", "hello"));

        assertThat(STEPS.check("printMessageInStatus", Map.of("message", 3))).hasSize(1);
        assertThat(STEPS.check("printMesageInStatus", Map.of("message", "hello")))
                .singleElement()
                .hasToString("there is no step printMesageInStatus, did you mean \"printMessageInStatus\"?");
    }

    @Test
    void aScriptThatIsNoGroovyIsRefusedWithThePlace() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> STEPS.check("Jenkinsfile", "node {\n  webhook(\n}\n"))
                .withMessageContaining("Jenkinsfile: 3");
        assertThatThrownBy(() -> STEPS.check(Path.of("no/such/Jenkinsfile")))
                .hasMessageContaining("no/such/Jenkinsfile");
    }

    private static List<String> problems(String script) {
        return Arrays.stream(STEPS.check("Jenkinsfile", script).toArray())
                .map(Object::toString)
                .toList();
    }
}
