package io.jenkins.plugins.vela.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with the input: one clear message with its place, exit code 2, no stack trace, nothing on stdout. */
class BadInputTest {
    @TempDir
    private Path folder;

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static void assertRefused(Invocation invocation, String message) {
        assertThat(invocation.err()).isEqualTo(message);
        assertThat(invocation.out()).isEmpty();
        assertThat(invocation.exitCode()).isEqualTo(2);
    }

    @Test
    void a_missing_file() {
        String file = folder.resolve("nope.yaml").toString();
        assertRefused(Invocation.of("run", file, "--embedded"), file + ": error: no such file\n");
    }

    @Test
    void yaml_that_does_not_parse() throws IOException {
        String file = file("bad.yaml", "kind: WorkflowRun\nspec: [1, 2\n");
        assertRefused(
                Invocation.of("run", file, "--embedded"),
                file + ":3:1: error: not valid YAML: expected ',' or ']', but got <stream end>"
                        + " (while parsing a flow sequence that begins at line 2)\n");
    }

    @Test
    void an_alias_bomb() throws IOException {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 10; i++) {
            bomb.append(String.format(
                    "a%d: &a%d [*a%d, *a%d, *a%d, *a%d, *a%d, *a%d]%n",
                    i, i, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1));
        }
        String file = file("bomb.yaml", bomb.toString());
        assertRefused(
                Invocation.of("run", file, "--embedded"),
                file + ":8:10: error: a7[0]: more than 1000000 values (aliases expanded)\n");
    }

    @Test
    void a_document_of_50_megabytes() throws IOException {
        Path file = folder.resolve("huge.yaml");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(50L << 20);
        }
        assertRefused(
                Invocation.of("run", file.toString(), "--embedded"),
                file + ": error: too large: 50 MiB, the limit is 8 MiB\n");
    }

    @Test
    void a_file_without_a_run() throws IOException {
        String file = file("config.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n");
        assertRefused(
                Invocation.of("run", file, "--embedded"), file + ": error: there is no WorkflowRun in " + file + "\n");
    }

    @Test
    void several_problems_of_several_files_are_told_at_once() throws IOException {
        String a = file("a.yaml", "a: b: c\n");
        String b = file("b.yaml", "kind: WorkflowRun\n");
        Invocation invocation = Invocation.of(
                "run",
                a,
                b,
                "--embedded",
                "--definitions",
                folder.resolve("defs").toString());
        assertThat(invocation.exitCode()).isEqualTo(2);
        assertThat(invocation.err().lines())
                .hasSize(3)
                .allMatch(line -> line.contains(": error: "))
                .anyMatch(line -> line.startsWith(a + ":1:5: "))
                .anyMatch(line -> line.startsWith(b + ":1:1: "))
                .anyMatch(line -> line.endsWith("defs: error: no such directory"));
    }

    @Test
    void standard_input_has_a_name() {
        assertRefused(
                Invocation.withInput("a: b: c\n", "run", "-", "--embedded"),
                "<stdin>:1:5: error: not valid YAML: mapping values are not allowed here\n");
    }

    @Test
    void a_definition_that_is_no_cue() throws IOException {
        String file = file("run.yaml", """
                apiVersion: core.oam.dev/v1alpha1
                kind: WorkflowRun
                metadata: {name: a}
                spec: {workflowSpec: {steps: [{name: a, type: broken}]}}
                ---
                apiVersion: core.oam.dev/v1beta1
                kind: WorkflowStepDefinition
                metadata: {name: broken}
                spec:
                  schematic:
                    cue:
                      template: |
                        parameter: {}
                        a: {
                """);
        Invocation invocation = Invocation.of("run", file, "--embedded");
        assertThat(invocation.exitCode()).isEqualTo(2);
        assertThat(invocation.err())
                .startsWith(file + ":14:12: error: expected '}'")
                .contains("error: ")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run",
                "run --nope x",
                "frobnicate",
                "run x --output xml",
                "run x --timeout soon --embedded",
                "run x --context novalue",
                "run x --context a:=nojson",
                "run x --context a=1 --context a=2",
                "run x --cluster nopath",
                "run x --cluster Up=/k",
                "run x --embedded=a --cluster a=/k",
                "validate",
            })
    void wrong_usage(String line) {
        Invocation invocation = Invocation.of(line.split(" "));
        assertThat(invocation.exitCode()).isEqualTo(2);
        assertThat(invocation.out()).isEmpty();
        assertThat(invocation.err().lines().findFirst().orElse("")).startsWith("velaflow: ");
        assertThat(invocation.err()).doesNotContain("Exception").doesNotContain("\tat ");
    }
}
