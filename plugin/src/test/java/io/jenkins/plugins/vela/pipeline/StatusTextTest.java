package io.jenkins.plugins.vela.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.jenkins.plugins.vela.workflow.model.RunPhase;
import io.jenkins.plugins.vela.workflow.model.RunStatus;
import io.jenkins.plugins.vela.workflow.model.StepPhase;
import io.jenkins.plugins.vela.workflow.model.StepReason;
import io.jenkins.plugins.vela.workflow.model.StepStatus;
import io.jenkins.plugins.vela.workflow.model.WorkflowMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class StatusTextTest {

    @Test
    void aFailureNamesTheStepsThatFailedNotTheGroupsAroundThem() {
        RunStatus status = run(
                RunPhase.FAILED,
                "",
                step("build", StepPhase.SUCCEEDED, ""),
                group("preload", StepPhase.FAILED, step("shanghai", StepPhase.FAILED, "disk full")),
                step("clean", StepPhase.FAILED, ""));

        assertThat(StatusText.failure(status))
                .isEqualTo("workflow failed: step shanghai failed: disk full; step clean failed: Action");
    }

    @Test
    void aTerminationWithoutAFailedStepGivesTheRunsMessage() {
        assertThat(StatusText.failure(run(RunPhase.TERMINATED, "ended by #Break")))
                .isEqualTo("workflow terminated: ended by #Break");
        assertThat(StatusText.failure(run(RunPhase.TERMINATED, ""))).isEqualTo("workflow terminated");
    }

    @Test
    void aRunningWorkflowSaysWhatItWaitsFor() {
        RunStatus status = run(
                RunPhase.EXECUTING,
                "",
                step("build", StepPhase.SUCCEEDED, ""),
                step("wait", StepPhase.RUNNING, "pod is pending"),
                step("ask", StepPhase.SUSPENDING, ""));

        assertThat(StatusText.of(status)).isEqualTo("workflow executing: wait (pod is pending), ask");
    }

    @Test
    void theResultHoldsEveryStepByName() {
        Map<String, Object> result = StatusText.result(
                run(
                        RunPhase.SUCCEEDED,
                        "",
                        group("preload", StepPhase.SUCCEEDED, step("us", StepPhase.SUCCEEDED, "ready"))),
                Map.of());

        assertThat(result).containsEntry("status", "succeeded");
        assertThat(result.get("steps"))
                .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                .containsOnlyKeys("preload", "us")
                .contains(entry("us", Map.of("type", "try", "phase", "succeeded", "message", "ready")));
    }

    private static RunStatus run(RunPhase phase, String message, StepStatus... steps) {
        return new RunStatus(
                phase,
                WorkflowMode.DEFAULT,
                message,
                false,
                phase == RunPhase.TERMINATED,
                phase.isFinal(),
                List.of(steps),
                Optional.empty(),
                Optional.empty());
    }

    private static StepStatus step(String name, StepPhase phase, String message) {
        return status(name, phase, message, List.of());
    }

    private static StepStatus group(String name, StepPhase phase, StepStatus... steps) {
        return status(name, phase, "", List.of(steps));
    }

    private static StepStatus status(String name, StepPhase phase, String message, List<StepStatus> subSteps) {
        StepReason reason = phase == StepPhase.FAILED ? StepReason.ACTION : StepReason.NONE;
        return new StepStatus(
                "id-" + name, name, "try", phase, reason, message, Optional.empty(), Optional.empty(), subSteps);
    }
}
