package io.jenkins.plugins.vela.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Approvals from the command line. */
@Timeout(120)
final class DecisionCommandTest {

    private static final String RUN = """
        apiVersion: core.oam.dev/v1alpha1
        kind: WorkflowRun
        metadata: {name: demo}
        spec:
          workflowSpec:
            steps:
              - {name: ask, type: suspend, properties: {message: Sure?, approvers: [alice, admins]}}
              - {name: after, type: print-message-in-status, properties: {message: done}}
        """;

    @TempDir
    private Path folder;

    private String state;

    @BeforeEach
    void start() throws IOException {
        state = folder.resolve("state").toString();
        Path file = Files.writeString(folder.resolve("run.yaml"), RUN);
        assertThat(CommandRun.of("run", file.toString(), "--embedded", "--state", state)
                        .exitCode())
                .isEqualTo(4);
    }

    private CommandRun decide(String word, String... more) {
        String[] arguments = new String[more.length + 6];
        arguments[0] = word;
        arguments[1] = "demo";
        arguments[2] = "--step";
        arguments[3] = "ask";
        arguments[4] = "--state";
        arguments[5] = state;
        System.arraycopy(more, 0, arguments, 6, more.length);
        return CommandRun.of(arguments);
    }

    @Test
    void an_approver_lets_the_run_go_on() {
        CommandRun run = decide("approve", "--by", "alice", "--comment", "go ahead");

        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        assertThat(run.err()).contains("Successfully approve workflow demo from step ask");
        assertThat(run.out()).contains("approved by alice: go ahead").contains("workflowrun/demo succeeded");
        CommandRun status = CommandRun.of("status", "demo", "--state", state, "-o", "json");
        assertThat(status.step("ask").at("/approval/by").asText()).isEqualTo("alice");
        assertThat(status.step("ask").at("/approval/decision").asText()).isEqualTo("approved");
    }

    @Test
    void a_group_may_approve() {
        assertThat(decide("approve", "--by", "carol", "--group", "admins").exitCode())
                .isZero();
    }

    @Test
    void a_rejection_terminates_the_run() {
        CommandRun run = decide("reject", "--by", "alice", "--comment", "not today");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.out()).contains("rejected by alice: not today").contains("workflowrun/demo terminated");
    }

    @Test
    void nobody_else_decides_and_resume_says_what_it_takes() {
        CommandRun mallory = decide("approve", "--by", "mallory");
        assertThat(mallory.exitCode()).isEqualTo(2);
        assertThat(mallory.err()).contains("mallory may not decide about step ask, only alice, admins");

        CommandRun resume = CommandRun.of("resume", "demo", "--state", state);
        assertThat(resume.exitCode()).isEqualTo(2);
        assertThat(resume.err()).contains("step ask needs an approval by alice or admins");

        CommandRun status = CommandRun.of("status", "demo", "--state", state, "-o", "json");
        assertThat(status.phase("ask")).isEqualTo("suspending");
    }

    @Test
    void a_decision_needs_a_step() {
        CommandRun run = CommandRun.of("approve", "demo", "--state", state);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--step");
    }
}
