package io.jenkins.plugins.vela.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands on a state directory while another command runs the workflow. */
@Timeout(120)
class OwnedStateTest {

    @TempDir
    private Path folder;

    private String state;
    private CompletableFuture<Invocation> run;

    @BeforeEach
    void aRunThatWaits() throws IOException {
        Path file = folder.resolve("demo.yaml");
        Files.writeString(file, """
                apiVersion: core.oam.dev/v1alpha1
                kind: WorkflowRun
                metadata: {name: demo}
                spec:
                  workflowSpec:
                    steps:
                    - {name: job, type: run-job, properties: {image: busybox}}
                    - {name: hold, type: wait-ready, properties: {apiVersion: v1, kind: ConfigMap, name: nothing}}
                """);
        state = folder.resolve("state").toString();
        run = CompletableFuture.supplyAsync(
                () -> Invocation.of("run", file.toString(), "--embedded", "--state", state));
        await().until(() ->
                Files.isDirectory(Path.of(state, "default", "demo")) && status().contains("is unknown, not yet Ready"));
    }

    private String status() {
        return Invocation.of("status", "--state", state).out();
    }

    private Invocation on(String command, String... more) {
        String[] arguments = new String[more.length + 3];
        arguments[0] = command;
        arguments[1] = "--state";
        arguments[2] = state;
        System.arraycopy(more, 0, arguments, 3, more.length);
        return Invocation.of(arguments);
    }

    private Invocation terminate() throws Exception {
        assertThat(on("terminate").err()).isEqualTo("Successfully terminate workflow: demo\n");
        return run.get(60, TimeUnit.SECONDS);
    }

    @Test
    void operations_go_to_the_process_that_runs_the_workflow() throws Exception {
        Invocation suspended = on("suspend", "demo");
        assertThat(suspended.exitCode()).isEqualTo(0);
        assertThat(suspended.err()).isEqualTo("Successfully suspend workflow: demo\n");
        assertThat(on("list").out()).containsPattern("demo +suspending");

        assertThat(on("resume").err()).isEqualTo("Successfully resume workflow: demo\n");
        assertThat(on("list").out()).containsPattern("demo +executing");

        Invocation ended = terminate();
        assertThat(ended.exitCode()).isEqualTo(3);
        assertThat(ended.out()).contains("run   suspending").contains("run   terminated");
    }

    @Test
    void who_follows_the_logs_stays_until_the_run_has_ended() throws Exception {
        CompletableFuture<Invocation> logs = CompletableFuture.supplyAsync(() -> on("logs", "--follow"));
        assertThat(logs).isNotDone();

        terminate();

        assertThat(logs.get(10, TimeUnit.SECONDS).out()).contains("job").contains("container main runs busybox");
    }

    @Test
    void a_refusal_is_told_in_the_words_of_the_owner() throws Exception {
        Invocation refused = on("suspend", "--step", "job");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).isEqualTo("velaflow: can not find step job\n");

        assertThat(terminate().exitCode()).isEqualTo(3);
    }

    @Test
    void another_process_that_would_run_it_is_told_who_does() throws Exception {
        Invocation second = on("continue");
        assertThat(second.exitCode()).isEqualTo(2);
        assertThat(second.err())
                .contains("in use by process " + ProcessHandle.current().pid());

        assertThat(terminate().exitCode()).isEqualTo(3);
    }

    @Test
    void logs_are_kept_and_can_be_read_at_any_time() throws Exception {
        assertThat(on("logs").out())
                .containsPattern("^job demo-job-[a-z0-9-]+ \\| sandbox: container main runs busybox\n");
        assertThat(on("logs", "--step", "job", "-o", "raw").out()).isEqualTo("sandbox: container main runs busybox\n");
        assertThat(on("logs", "--step", "hold").err()).isEqualTo("velaflow: nothing was logged by step hold\n");
        assertThat(on("logs", "--step", "nope").err())
                .isEqualTo("velaflow: no step nope in default/demo; there are job, hold\n");

        terminate();
        assertThat(on("logs", "--follow", "-o", "json").out()).contains("\"step\":\"job\"");
    }

    @Test
    void the_value_of_a_step_can_be_looked_at_while_it_runs_and_after_it_failed() throws Exception {
        String waiting = on("debug").out();
        assertThat(waiting).contains("stepName: hold").contains("phase: unknown");
        assertThat(on("debug", "--step", "hold", "--focus", "state.phase").out())
                .contains("unknown");
        assertThat(on("debug", "--step", "job").err()).contains("step job is not running, and nothing was kept of it");

        terminate();
        assertThat(on("debug", "--step", "hold").out()).contains("stepName: hold");
        assertThat(on("debug", "--step", "hold", "--focus", "nope").err()).contains("there is no nope");
    }
}
