package io.jenkins.plugins.vela.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateCommandTest {
    private static final String RUN = """
            apiVersion: core.oam.dev/v1alpha1
            kind: WorkflowRun
            metadata:
              name: demo
            spec:
              workflowSpec:
                steps:
                  - name: a
                    type: step-group
                    dependOn: [b]
                  - name: b
                    type: step-grup
            """;

    @TempDir
    private Path folder;

    private String file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("demo.yaml"), RUN).toString();
    }

    @Test
    void findings_have_places_and_a_summary() {
        Invocation invocation = Invocation.of("validate", file);
        assertThat(invocation.out())
                .isEqualTo(String.join(
                        "\n",
                        file
                                + ":10:9: warning: spec.workflowSpec.steps[0].dependOn: unknown field \"dependOn\", did you mean \"dependsOn\"?",
                        file
                                + ":12:15: error: spec.workflowSpec.steps[1].type: unknown step type \"step-grup\", did you mean \"step-group\"?",
                        "1 error, 1 warning",
                        ""));
        assertThat(invocation.err()).isEmpty();
        assertThat(invocation.exitCode()).isEqualTo(2);
    }

    @Test
    void warnings_alone_are_no_failure_unless_they_are_meant_to_be() throws IOException {
        Files.writeString(folder.resolve("demo.yaml"), RUN.replace("step-grup", "step-group"));
        assertThat(Invocation.of("validate", file).exitCode()).isZero();
        assertThat(Invocation.of("validate", file, "--strict").exitCode()).isEqualTo(2);
    }

    @Test
    void a_file_without_problems_is_valid() throws IOException {
        Files.writeString(
                folder.resolve("demo.yaml"),
                RUN.replace("step-grup", "step-group").replace("        dependOn: [b]\n", ""));
        Invocation invocation = Invocation.of("validate", file);
        assertThat(invocation.out()).isEqualTo("valid\n");
        assertThat(invocation.exitCode()).isZero();
    }

    @Test
    void findings_are_data_for_programs() throws IOException {
        Invocation invocation = Invocation.of("validate", file, "-o", "json");
        JsonNode findings = new JsonMapper().readTree(invocation.out()).path("findings");
        assertThat(findings).hasSize(2);
        assertThat(findings.get(1).path("line").intValue()).isEqualTo(12);
        assertThat(findings.get(1).path("severity").textValue()).isEqualTo("error");
        assertThat(findings.get(1).path("path").textValue()).isEqualTo("spec.workflowSpec.steps[1].type");
        assertThat(invocation.exitCode()).isEqualTo(2);
    }

    @Test
    void another_engine_can_be_the_target() throws IOException {
        Files.writeString(
                folder.resolve("demo.yaml"),
                RUN.replace("step-grup", "step-group").replace("dependOn: [b]", "retry: {limit: 1}"));
        assertThat(Invocation.of("validate", file).exitCode()).isZero();
        Invocation invocation = Invocation.of("validate", file, "--target", "kubevela");
        assertThat(invocation.out())
                .startsWith(file
                        + ":10:9: error: spec.workflowSpec.steps[0].retry: KubeVela does not know a step's retry\n");
        assertThat(invocation.exitCode()).isEqualTo(2);
    }
}
