package io.jenkins.plugins.vela.workflow.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.vela.workflow.model.Finding;
import io.jenkins.plugins.vela.workflow.model.MatrixInstance;
import io.jenkins.plugins.vela.workflow.model.RunStatus;
import io.jenkins.plugins.vela.workflow.model.StepMatrix;
import io.jenkins.plugins.vela.workflow.model.StepOutput;
import io.jenkins.plugins.vela.workflow.model.StepPhase;
import io.jenkins.plugins.vela.workflow.model.StepReason;
import io.jenkins.plugins.vela.workflow.model.WorkflowRunSpec;
import io.jenkins.plugins.vela.workflow.state.Plan;
import io.jenkins.plugins.vela.workflow.state.PlanStep;
import io.jenkins.plugins.vela.workflow.state.RunEvent;
import io.jenkins.plugins.vela.workflow.state.RunState;
import io.jenkins.plugins.vela.workflow.state.StatusView;
import io.jenkins.plugins.vela.workflow.state.StepState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/**
 * Plays a run on the pure functions alone: asks the scheduler, applies what it says and ends each started step as its type
 * says. Types: {@code success}, {@code fail}, {@code retries} (failed after retries), {@code timeout}, {@code break},
 * {@code suspend} and {@code wait} (stay until the test ends them).
 */
final class Simulation {

    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    final List<RunEvent> events = new ArrayList<>();
    final List<String> started = new ArrayList<>();
    private final BiPredicate<String, RunState> conditions;
    private RunState state;
    private int ids;

    Simulation(JsonNode document, BiPredicate<String, RunState> conditions) {
        List<Finding> findings = new ArrayList<>();
        WorkflowRunSpec spec = WorkflowRunSpec.decode(document, name -> Optional.empty(), findings::add)
                .orElseThrow(() -> new IllegalArgumentException(findings.toString()));
        this.conditions = conditions;
        this.state = RunState.initial(Plan.of(spec));
    }

    RunState state() {
        return state;
    }

    RunStatus status() {
        return StatusView.of(state);
    }

    Simulation start() {
        apply(new RunEvent.RunStarted(TIME));
        return settle();
    }

    void apply(RunEvent event) {
        events.add(event);
        state = state.apply(event);
    }

    /** Goes on until nothing more can happen by itself. */
    Simulation settle() {
        while (!state.agenda().isEmpty() && !state.isHeld()) {
            int first = state.agenda().first();
            state = state.lookedAtFirst();
            take(Scheduler.decide(state, first));
        }
        Scheduler.end(state).ifPresent(phase -> apply(new RunEvent.RunFinished(TIME, phase)));
        return this;
    }

    private void take(Decision decision) {
        if (decision instanceof Decision.Pending pending) {
            apply(new RunEvent.StepPending(TIME, name(pending.step()), id(pending.step()), pending.message()));
        } else if (decision instanceof Decision.Ask ask) {
            if (conditions.test(ask.condition(), state)) {
                begin(ask.step());
            } else {
                skip(ask.step());
            }
        } else if (decision instanceof Decision.Start start) {
            begin(start.step());
        } else if (decision instanceof Decision.Skip skip) {
            skip(skip.step());
        } else if (decision instanceof Decision.EndGroup end) {
            finish(end.step(), end.phase(), end.reason());
        }
    }

    private void skip(int index) {
        apply(new RunEvent.StepSkipped(TIME, name(index), id(index), ""));
        state.plan().below(index).forEach(child -> {
            if (state.step(child).isEmpty()) {
                apply(new RunEvent.StepSkipped(TIME, name(child), id(child), ""));
            }
        });
    }

    private void begin(int index) {
        started.add(name(index));
        if (state.plan().step(index).step().matrix().flatMap(StepMatrix::open).isPresent()) {
            // none, one, two or three, differently from step to step
            List<MatrixInstance> instances = Stream.of("a", "b", "c")
                    .limit(index % 4)
                    .map(key -> new MatrixInstance(
                            key, JsonNodeFactory.instance.objectNode().put("n", key)))
                    .toList();
            apply(new RunEvent.MatrixExpanded(TIME, name(index), instances));
        }
        apply(new RunEvent.StepStarted(TIME, name(index), id(index), 1));
        switch (state.plan().step(index).step().type()) {
            case "success" -> finish(index, StepPhase.SUCCEEDED, StepReason.NONE);
            case "fail" -> finish(index, StepPhase.FAILED, StepReason.ACTION);
            case "retries" -> finish(index, StepPhase.FAILED, StepReason.FAILED_AFTER_RETRIES);
            case "timeout" -> finish(index, StepPhase.FAILED, StepReason.TIMEOUT);
            case "break" -> {
                apply(new RunEvent.RunTerminated(TIME, true));
                finish(index, StepPhase.SUCCEEDED, StepReason.TERMINATE);
            }
            case "suspend" ->
                apply(new RunEvent.StepSuspended(
                        TIME, name(index), "suspend", "Suspended by field suspend", Optional.empty()));
            default -> {
                // a group ends with its sub-steps, "wait" when the test says so
            }
        }
    }

    void finish(String step, StepPhase phase, StepReason reason) {
        finish(state.plan().index(step), phase, reason);
        settle();
    }

    private void finish(int index, StepPhase phase, StepReason reason) {
        PlanStep step = state.plan().step(index);
        Map<String, JsonNode> outputs = new LinkedHashMap<>();
        for (StepOutput output : step.step().outputs()) {
            outputs.put(output.name(), TextNode.valueOf("out of " + step.name()));
        }
        apply(new RunEvent.StepFinished(TIME, step.name(), phase, reason, "", outputs, Set.of()));
    }

    /** As the run does when a user terminates it. */
    void terminate() {
        apply(new RunEvent.RunTerminated(TIME, false));
        for (PlanStep step : state.plan().steps()) {
            boolean active = state.step(step.index()).map(StepState::isActive).orElse(false);
            if (active && !step.isGroup()) {
                finish(step.index(), StepPhase.FAILED, StepReason.TERMINATE);
            }
        }
        settle();
    }

    private String name(int index) {
        return state.plan().step(index).name();
    }

    private String id(int index) {
        return state.step(index).map(StepState::id).orElseGet(() -> "id" + ids++);
    }
}
