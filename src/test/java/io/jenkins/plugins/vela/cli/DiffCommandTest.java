package io.jenkins.plugins.vela.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a run would do, shown and not done. */
@Timeout(120)
final class DiffCommandTest {

    private static final String RUN = """
        apiVersion: core.oam.dev/v1alpha1
        kind: WorkflowRun
        metadata: {name: demo}
        spec:
          workflowSpec:
            steps:
        """;

    private static final String SETTINGS = """
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: settings}
        data: {colour: red, size: "1"}
        """;

    @TempDir
    private Path folder;

    private CommandRun diff(String steps, String objects, String... options) throws IOException {
        Path file = Files.writeString(folder.resolve("run.yaml"), RUN + steps.indent(6) + objects);
        String[] arguments = new String[options.length + 3];
        arguments[0] = "diff";
        arguments[1] = file.toString();
        arguments[2] = "--embedded";
        System.arraycopy(options, 0, arguments, 3, options.length);
        return CommandRun.of(arguments);
    }

    @Test
    void anObjectThatIsThereIsShownAsAUnifiedDiff() throws IOException {
        CommandRun run = diff("""
            - name: apply
              type: apply-object
              properties:
                value: {apiVersion: v1, kind: ConfigMap, metadata: {name: settings}, data: {colour: blue}}
            """, SETTINGS);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("""
                    --- local: ConfigMap default/settings
                    +++ local: ConfigMap default/settings by step apply
                    """)
                .contains("\n-  colour: red\n")
                .contains("\n+  colour: blue\n")
                .contains("\n   size: \"1\"\n")
                .endsWith("1 change\n");
    }

    @Test
    void aNewAndADeletedObjectAreShownWhole() throws IOException {
        CommandRun run = diff("""
            - name: make
              type: apply-object
              properties:
                value: {apiVersion: v1, kind: ConfigMap, metadata: {name: new}, data: {a: b}}
            - name: drop
              type: delete-object
              properties: {apiVersion: v1, kind: ConfigMap, name: settings}
            """, SETTINGS);

        assertThat(run.out())
                .contains(
                        "--- local: ConfigMap default/new (not there)\n+++ local: ConfigMap default/new by step make\n")
                .contains("+  a: b\n")
                .contains("+++ local: ConfigMap default/settings (deleted) by step drop\n")
                .contains("-  colour: red\n");
    }

    @Test
    void nothingIsDoneAndALaterStepFindsWhatAnEarlierOneWouldLeave() throws IOException {
        CommandRun run = diff("""
            - name: one
              type: apply-object
              properties:
                value: {apiVersion: v1, kind: ConfigMap, metadata: {name: settings}, data: {colour: green}}
            - name: two
              type: apply-object
              properties:
                value: {apiVersion: v1, kind: ConfigMap, metadata: {name: settings}, data: {colour: blue}}
            """, SETTINGS);

        assertThat(run.out())
                .contains("-  colour: red\n+  colour: green\n")
                .contains("-  colour: green\n+  colour: blue\n");
    }

    @Test
    void requestsAreNotMadeAndWaitsAndSuspendsHoldNobody() throws IOException {
        CommandRun run = diff("""
            - {name: ask, type: suspend, properties: {message: Sure?, approvers: [alice]}}
            - name: post
              type: request
              properties: {url: "http://127.0.0.1:9/hook?token=geheim", method: POST, body: {a: 1}}
            - {name: deploy, type: apply-deployment, properties: {image: nginx}}
            """, "");

        assertThat(run.out())
                .contains("ask: here it suspends for approval by alice: Sure?\n")
                .contains("post: would do POST http://127.0.0.1:9/hook\n")
                .contains("deploy: here it waits")
                .doesNotContain("geheim");
    }

    @Test
    void valuesOfSecretsAreNotShown() throws IOException {
        String secret = """
            ---
            apiVersion: v1
            kind: Secret
            metadata: {name: token}
            stringData: {password: old-geheim}
            """;
        CommandRun run = diff("""
            - name: apply
              type: apply-object
              properties:
                value: {apiVersion: v1, kind: Secret, metadata: {name: token}, stringData: {password: new-geheim}}
            """, secret);

        assertThat(run.out() + run.err()).doesNotContain("geheim").contains("password: \"(not shown");
    }

    @Test
    void whatTheServerWouldRefuseIsToldByTheServer() throws IOException {
        String steps = """
            - name: apply
              type: apply-object
              properties:
                value: {apiVersion: v1, kind: ConfigMap, metadata: {name: Not_A_Name}}
            """;

        assertThat(diff(steps, "").exitCode()).isEqualTo(1);
        assertThat(diff(steps, "").err())
                .contains("apply cannot be told further, or would fail")
                .contains("Not_A_Name");
        assertThat(diff(steps, "", "--by=client").exitCode()).isZero();
    }

    @Test
    void changesMayBeAskedForByTheExitCode() throws IOException {
        String same = """
            - name: apply
              type: read-object
              properties: {apiVersion: v1, kind: ConfigMap, name: settings}
            """;
        CommandRun nothing = diff(same, SETTINGS, "--exit-code");
        assertThat(nothing.out()).isEqualTo("nothing would change\n");
        assertThat(nothing.exitCode()).isZero();

        assertThat(diff("""
            - name: apply
              type: apply-object
              properties:
                value: {apiVersion: v1, kind: ConfigMap, metadata: {name: settings}, data: {colour: blue}}
            """, SETTINGS, "--exit-code").exitCode()).isEqualTo(1);
    }

    @Test
    void aDryRunOfTheRunCommandSaysTheSame() throws IOException {
        Path file = Files.writeString(folder.resolve("dry.yaml"), RUN + """
            - name: apply
              type: apply-object
              properties:
                value: {apiVersion: v1, kind: ConfigMap, metadata: {name: settings}, data: {colour: blue}}
            """.indent(6) + SETTINGS);

        for (String option : new String[] {"--dry-run", "--dry-run=client", "--dry-run=server"}) {
            CommandRun run = CommandRun.of("run", option, file.toString(), "--embedded");
            assertThat(run.exitCode()).isZero();
            assertThat(run.out()).contains("-  colour: red\n+  colour: blue\n").endsWith("1 change\n");
        }
        assertThat(CommandRun.of("run", "--dry-run=maybe", file.toString(), "--embedded")
                        .exitCode())
                .isEqualTo(2);
    }
}
