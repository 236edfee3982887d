package io.jenkins.plugins.vela.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code velaflow restart} after somebody has mended a definition. */
class RestartCommandTest {

    @TempDir
    private Path folder;

    private Path definition;
    private String state;

    @BeforeEach
    void aRunWhoseDefinitionFails() throws IOException {
        definition = Files.createDirectories(folder.resolve("defs")).resolve("build.cue");
        define("fail: builtin.#Fail & {$params: message: \"not written yet\"}");
        Path file = folder.resolve("late.yaml");
        Files.writeString(file, """
                apiVersion: core.oam.dev/v1alpha1
                kind: WorkflowRun
                metadata: {name: late}
                spec:
                  workflowSpec:
                    steps:
                    - {name: inline, type: mine, properties: {}}
                    - {name: build, type: build, properties: {n: 1}}
                ---
                apiVersion: core.oam.dev/v1beta1
                kind: WorkflowStepDefinition
                metadata: {name: mine}
                spec: {schematic: {cue: {template: "x: 1\\nparameter: {}"}}}
                """);
        state = folder.resolve("state").toString();
        Invocation run = Invocation.of(
                "run", file.toString(), "--embedded", "--state", state, "--definitions", definition.getParent() + "");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
        assertThat(run.out()).contains("build   failed (Action): not written yet");
    }

    private void define(String body) throws IOException {
        Files.writeString(
                definition,
                "import \"vela/builtin\"\nbuild: {type: \"workflow-step\"}\ntemplate: {\n" + body
                        + "\nparameter: n: int\n}\n");
    }

    @Test
    void the_mended_definition_is_used_and_told() throws IOException {
        define("say: builtin.#Message & {$params: message: \"built \\(parameter.n)\"}");

        Invocation restart = Invocation.of("restart", "late", "--step", "build", "--state", state);

        assertThat(restart.exitCode()).as(restart.err()).isEqualTo(0);
        assertThat(restart.out())
                .contains("warning: the definition build is taken anew from " + definition)
                .contains("built 1");
    }

    @Test
    void one_that_cannot_be_read_refuses_the_restart_with_its_place() throws IOException {
        define("}");

        Invocation restart = Invocation.of("restart", "late", "--state", state);

        assertThat(restart.exitCode()).isEqualTo(2);
        assertThat(restart.err())
                .contains("the definitions cannot be read anew: " + definition + ":")
                .doesNotContain("Successfully");
        assertThat(Invocation.of("status", "--state", state).out()).contains("not written yet");
    }
}
