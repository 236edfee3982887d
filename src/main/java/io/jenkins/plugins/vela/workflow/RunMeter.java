package io.jenkins.plugins.vela.workflow;

import io.jenkins.plugins.vela.workflow.model.RunPhase;
import io.jenkins.plugins.vela.workflow.model.StepPhase;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Makes figures of what listeners are told. */
final class RunMeter implements RunListener {

    private record Step(String run, String name) {}

    private record StepPhases(String type, StepPhase phase) {}

    private final Meters meters;
    private final Map<String, RunPhase> runs = new HashMap<>();
    private final Map<Step, StepPhase> steps = new HashMap<>();
    private final Map<Step, Instant> stepStarts = new HashMap<>();
    private final Map<RunPhase, Long> runNumbers = new HashMap<>();
    private final Map<StepPhases, Long> stepNumbers = new HashMap<>();

    RunMeter(Meters meters) {
        this.meters = meters;
    }

    @Override
    public synchronized void onNotice(RunNotice notice) {
        if (notice instanceof RunNotice.RunPhaseChanged changed) {
            run(changed);
        } else if (notice instanceof RunNotice.StepPhaseChanged changed) {
            step(changed);
        }
    }

    private void run(RunNotice.RunPhaseChanged changed) {
        RunPhase before = runs.put(changed.run(), changed.phase());
        if (before != null) {
            number(before, -1);
        }
        number(changed.phase(), 1);
    }

    private void number(RunPhase phase, int by) {
        long now = runNumbers.merge(phase, (long) by, Long::sum);
        meters.number("workflowrun_phase_number", Map.of("phase", phase.word()), now);
    }

    private void step(RunNotice.StepPhaseChanged changed) {
        Step step = new Step(changed.run(), changed.step().name());
        String type = changed.step().type();
        StepPhase before = steps.put(step, changed.phase());
        if (before == changed.phase()) {
            return;
        }
        if (before != null) {
            number(type, before, -1);
        }
        number(type, changed.phase(), 1);
        switch (changed.phase()) {
            case RUNNING -> stepStarts.putIfAbsent(step, changed.time());
            case SUCCEEDED, FAILED, SKIPPED ->
                Optional.ofNullable(stepStarts.remove(step))
                        .ifPresent(start -> meters.millis(
                                "workflowrun_step_duration_ms",
                                Map.of("controller", "workflowrun", "step_type", type),
                                Duration.between(start, changed.time()).toMillis()));
            case PENDING, SUSPENDING -> {
                // not over
            }
        }
    }

    private void number(String type, StepPhase phase, int by) {
        long now = stepNumbers.merge(new StepPhases(type, phase), (long) by, Long::sum);
        meters.number("workflowrun_step_phase_number", Map.of("step_type", type, "phase", phase.word()), now);
    }
}
