package io.jenkins.plugins.vela.workflow.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Status of a run, as in {@code WorkflowRun.status}.
 *
 * @param suspended somebody or some step holds the run now
 * @param terminated a step ended the run, or a user did
 * @param finished nothing will happen any more
 * @param steps in the order in which steps were first recorded
 */
public record RunStatus(
        RunPhase phase,
        WorkflowMode mode,
        String message,
        boolean suspended,
        boolean terminated,
        boolean finished,
        List<StepStatus> steps,
        Optional<Instant> startTime,
        Optional<Instant> endTime) {

    public RunStatus {
        Objects.requireNonNull(phase, "phase");
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(message, "message");
        steps = List.copyOf(steps);
        Objects.requireNonNull(startTime, "startTime");
        Objects.requireNonNull(endTime, "endTime");
    }

    /** The step or sub-step of this name, when it has a status. */
    public Optional<StepStatus> step(String name) {
        return steps.stream()
                .flatMap(step -> Stream.concat(Stream.of(step), step.subSteps().stream()))
                .filter(step -> step.name().equals(name))
                .findFirst();
    }

    /** The steps that do something, sub-steps in the place of their groups, as far as they have a status. */
    public List<StepStatus> leaves() {
        return steps.stream()
                .flatMap(step -> step.subSteps().isEmpty()
                        ? Stream.of(step)
                        : step.subSteps().stream().filter(sub -> !sub.type().equals(WorkflowStep.GROUP)))
                .toList();
    }

    /** The status in the upstream schema, fit to be put at {@code WorkflowRun.status}. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (phase == RunPhase.SUCCEEDED) {
            ObjectNode condition = json.putArray("conditions").addObject();
            condition.put("type", "WorkflowRun");
            condition.put("status", "True");
            condition.put("reason", "Available");
            endTime.ifPresent(time -> condition.put("lastTransitionTime", rfc3339(time)));
        }
        ObjectNode modes = json.putObject("mode");
        modes.put("steps", mode.steps().word());
        modes.put("subSteps", mode.subSteps().word());
        json.put("status", phase.word());
        if (!message.isEmpty()) {
            json.put("message", message);
        }
        json.put("suspend", suspended);
        json.put("terminated", terminated);
        json.put("finished", finished);
        if (!steps.isEmpty()) {
            ArrayNode list = json.putArray("steps");
            steps.forEach(step -> list.add(step.toJson()));
        }
        startTime.ifPresent(time -> json.put("startTime", rfc3339(time)));
        endTime.ifPresent(time -> json.put("endTime", rfc3339(time)));
        return json;
    }

    static String rfc3339(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
