package io.jenkins.plugins.vela.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.vela.document.Document;
import io.jenkins.plugins.vela.sandbox.EmbeddedCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real command on real files, with embedded clusters behind real HTTP. */
@Timeout(120)
class RunCommandTest {
    private static final String HEAD = """
        apiVersion: core.oam.dev/v1alpha1
        kind: WorkflowRun
        metadata: {name: demo}
        spec:
          workflowSpec:
            steps:
        """;

    private static final String DEFINITION = """
        ---
        apiVersion: core.oam.dev/v1beta1
        kind: WorkflowStepDefinition
        metadata: {name: custom}
        spec:
          schematic:
            cue:
              template: |
        """;

    @TempDir
    private Path folder;

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("run.yaml"), text).toString();
    }

    private String steps(String text) throws IOException {
        return file(HEAD + text.indent(6));
    }

    @Test
    void a_run_that_succeeds_tells_its_events_and_ends_with_a_table() throws IOException {
        Invocation run = Invocation.of(
                "run",
                steps("- {name: greet, type: print-message-in-status, properties: {message: Hello}}"),
                "--embedded");
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out().replaceAll("\\d\\d:\\d\\d:\\d\\d", "TIME").replaceAll("\\d+\\.\\d\\ds", "0.00s"))
                .isEqualTo("""
                    TIME  run    executing
                    TIME  greet  started (print-message-in-status)
                    TIME  greet  Hello
                    TIME  greet  succeeded
                    TIME  run    succeeded

                    NAME    TYPE                      PHASE       DURATION   MESSAGE
                    greet   print-message-in-status   succeeded   0.00s      Hello

                    workflowrun/demo succeeded in 0.00s
                    """);
    }

    @Test
    void json_and_yaml_are_the_object_with_its_status_and_nothing_else() throws IOException {
        String file = steps("- {name: greet, type: print-message-in-status, properties: {message: Hello}}");
        JsonNode json = new JsonMapper()
                .readTree(Invocation.of("run", file, "--embedded", "-o", "json").out());
        assertThat(json.path("kind").textValue()).isEqualTo("WorkflowRun");
        assertThat(json.at("/metadata/namespace").textValue()).isEqualTo("default");
        assertThat(json.at("/spec/workflowSpec/steps/0/name").textValue()).isEqualTo("greet");
        assertThat(json.at("/status/status").textValue()).isEqualTo("succeeded");
        assertThat(json.at("/status/steps/0/message").textValue()).isEqualTo("Hello");
        String yaml = Invocation.of("run", file, "--embedded", "-o", "yaml").out();
        assertThat(Document.parseAll("out", yaml)
                        .get(0)
                        .value()
                        .at("/status/steps/0/phase")
                        .textValue())
                .isEqualTo("succeeded");
    }

    @Test
    void context_values_come_from_the_command_line() throws IOException {
        Invocation run = Invocation.of(
                "run",
                steps("- {name: greet, type: print-message-in-status, inputs: [{from: context.who, parameterKey:"
                        + " message}]}"),
                "--embedded",
                "--context",
                "who=Ada",
                "-o",
                "json");
        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode json = new JsonMapper().readTree(run.out());
        assertThat(json.at("/status/steps/0/message").textValue()).isEqualTo("Ada");
        assertThat(json.at("/spec/context/who").textValue()).isEqualTo("Ada");
    }

    @Test
    void plain_objects_are_in_the_embedded_cluster_before_the_run() throws IOException {
        Invocation run = Invocation.of("run", file("""
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: a}
            data: {greeting: Hello there}
            ---
            """ + HEAD + """
                - {name: read, type: read-object, properties: {apiVersion: v1, kind: ConfigMap, name: a},
                   outputs: [{name: greeting, valueFrom: output.value.data.greeting}]}
                - {name: tell, type: print-message-in-status, inputs: [{from: greeting, parameterKey: message}]}
                """.indent(6)), "--embedded");
        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("tell  Hello there");
    }

    @Test
    void a_failing_step_fails_the_run() throws IOException {
        Invocation run = Invocation.of(
                "run", file(HEAD + "      - {name: a, type: custom}\n" + DEFINITION + """
                    import "vela/builtin"
                    stop: builtin.#Fail & {$params: message: "not today"}
                    parameter: {}
                    """.indent(8)), "--embedded");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("a    failed (Action): not today").contains("workflowrun/demo failed in ");
    }

    @Test
    void a_definition_that_never_ends_is_stopped() throws IOException {
        Invocation run = Invocation.of(
                "run",
                file(HEAD + "      - {name: a, type: custom}\n" + DEFINITION + """
                    import "vela/builtin"
                    import "list"
                    big: [for i in list.Range(0, 100000, 1) for j in list.Range(0, 100000, 1) {i*j}]
                    stop: builtin.#Message & {$params: message: "\\(len(big))"}
                    parameter: {}
                    """.indent(8)),
                "--embedded",
                "--timeout",
                "60s");
        assertThat(run.exitCode()).as(run.out() + run.err()).isIn(1, 2);
        assertThat(run.out() + run.err())
                .doesNotContain("\tat ")
                .contains("a    failed (")
                .containsPattern("more than \\d+ values|takes longer than \\d+ ms");
    }

    @Test
    void suspended_with_nobody_to_ask_is_exit_code_4() throws IOException {
        Invocation run = Invocation.of(
                "run", steps("- {name: hold, type: suspend, properties: {message: Go on?}}"), "--embedded");
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.out()).contains("hold  suspended: Go on?").contains("workflowrun/demo suspending");
        assertThat(run.err()).startsWith("velaflow: demo is suspended; ");
    }

    @Test
    void a_suspended_run_is_resumed_by_a_later_command() throws IOException {
        String file = steps("- {name: hold, type: suspend, properties: {message: Go on?}}");
        String state = folder.resolve("state").toString();
        assertThat(Invocation.of("run", file, "--embedded", "--state", state).exitCode())
                .isEqualTo(4);
        assertThat(Invocation.of("continue", "--state", state).exitCode()).isEqualTo(4);
        Invocation resumed = Invocation.of("resume", "--state", state, "--timeout", "60s");
        assertThat(resumed.exitCode()).as(resumed.out() + resumed.err()).isZero();
        assertThat(resumed.err()).isEqualTo("Successfully resume workflow: demo\n");
        Invocation again = Invocation.of("resume", "--state", state, "--step", "nope");
        assertThat(again.exitCode()).as(again.out() + again.err()).isZero();
    }

    @Test
    void a_suspended_run_is_terminated_by_a_later_command() throws IOException {
        String file = steps("- {name: hold, type: suspend}");
        String state = folder.resolve("state").toString();
        assertThat(Invocation.of("run", file, "--embedded", "--state", state).exitCode())
                .isEqualTo(4);
        assertThat(Invocation.of("terminate", "demo", "--state", state).exitCode())
                .isEqualTo(3);
        Invocation refused = Invocation.of("resume", "demo", "--state", state);
        assertThat(refused.err()).isEqualTo("velaflow: can not resume a terminated workflow\n");
        assertThat(refused.exitCode()).isEqualTo(2);
    }

    @Test
    void a_person_at_the_terminal_is_asked() throws IOException {
        String file = steps("- {name: hold, type: suspend, properties: {message: Sure?}}");
        Invocation yes = Invocation.atTerminal("yes\n", "run", file, "--embedded");
        assertThat(yes.out()).contains("hold is suspended: Sure?").contains("Go on? [yes/no/terminate] ");
        assertThat(yes.exitCode()).isZero();
        assertThat(Invocation.atTerminal("terminate\n", "run", file, "--embedded")
                        .exitCode())
                .isEqualTo(3);
        assertThat(Invocation.atTerminal("no\n", "run", file, "--embedded").exitCode())
                .isEqualTo(4);
        assertThat(Invocation.atTerminal("", "run", file, "--embedded").exitCode())
                .isEqualTo(4);
    }

    @Test
    void a_run_that_takes_too_long_is_terminated() throws IOException {
        Invocation run = Invocation.of(
                "run",
                steps("- {name: hold, type: suspend, properties: {duration: 1h}}"),
                "--embedded",
                "--timeout",
                "300ms");
        assertThat(run.err()).isEqualTo("velaflow: demo is terminated: not finished after 0.30s\n");
        assertThat(run.exitCode()).isEqualTo(3);
    }

    @Test
    void an_unreachable_cluster_is_told_before_anything_runs() throws IOException {
        Path kubeconfig = Files.writeString(folder.resolve("config"), """
            apiVersion: v1
            kind: Config
            clusters: [{name: c, cluster: {server: "http://127.0.0.1:1"}}]
            contexts: [{name: c, context: {cluster: c, user: c}}]
            users: [{name: c, user: {}}]
            current-context: c
            """);
        Invocation run = Invocation.of(
                "run",
                steps("- {name: greet, type: print-message-in-status, properties: {message: Hello}}"),
                "--cluster",
                "local=" + kubeconfig);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("velaflow: ").contains("127.0.0.1:1").hasLineCount(1);
    }

    @Test
    void a_state_directory_lists_what_ran_and_refuses_the_same_name() throws IOException {
        String file = steps("- {name: greet, type: print-message-in-status, properties: {message: Hello}}");
        String state = folder.resolve("state").toString();
        assertThat(Invocation.of("run", file, "--embedded", "--state", state).exitCode())
                .isZero();
        Invocation again = Invocation.of("run", file, "--embedded", "--state", state);
        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(again.err()).isEqualTo("velaflow: demo: metadata.name: a run default/demo exists already\n");
        assertThat(Invocation.of("list", "--state", state).out()).containsPattern("default +demo +succeeded");
        assertThat(Invocation.of("status", "--state", state, "demo").out()).contains("greet   print-message-in-status");
        Invocation nothing = Invocation.of("continue", "--state", state);
        assertThat(nothing.err()).contains("nothing to continue");
        assertThat(nothing.exitCode()).isZero();
        assertThat(Invocation.of("status", "--state", state, "nope").err())
                .isEqualTo("velaflow: no run nope in " + state + ": there are default/demo\n");
        assertThat(Invocation.of("list", "--state", folder.resolve("none").toString())
                        .exitCode())
                .isEqualTo(2);
    }

    @Test
    void a_workflow_that_no_file_holds_is_taken_from_the_default_cluster() throws Exception {
        try (EmbeddedCluster cluster = EmbeddedCluster.start("local")) {
            cluster.load(new JsonMapper().readTree("""
                {"apiVersion": "core.oam.dev/v1alpha1", "kind": "Workflow",
                 "metadata": {"name": "shared", "namespace": "default"},
                 "steps": [{"name": "hi", "type": "print-message-in-status", "properties": {"message": "there"}}]}
                """));
            String kubeconfig =
                    cluster.writeKubeconfig(folder.resolve("kubeconfig")).toString();
            String text = """
                apiVersion: core.oam.dev/v1alpha1
                kind: WorkflowRun
                metadata: {name: demo}
                spec: {workflowRef: %s}
                """;

            CommandRun run = CommandRun.of(
                    "run", file(String.format(text, "shared")), "--cluster", "local=" + kubeconfig, "-o", "json");
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.phase("hi")).isEqualTo("succeeded");

            assertThat(CommandRun.of("validate", file(String.format(text, "shared")), "--cluster", kubeconfig)
                            .exitCode())
                    .isZero();
            CommandRun absent =
                    CommandRun.of("run", file(String.format(text, "nosuch")), "--cluster", "local=" + kubeconfig);
            assertThat(absent.exitCode()).isEqualTo(2);
            assertThat(absent.err()).contains("there is no Workflow named nosuch");
        }
    }
}
