package io.jenkins.plugins.vela.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.stepcall.PlainValue;
import io.jenkins.plugins.vela.workflow.model.RunPhase;
import io.jenkins.plugins.vela.workflow.model.RunStatus;
import io.jenkins.plugins.vela.workflow.model.StepPhase;
import io.jenkins.plugins.vela.workflow.model.StepStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A run's status in the words and values that a build needs. */
final class StatusText {
    private StatusText() {}

    /** What the step waits for, short and in lower case, for a thread dump. */
    static String of(RunStatus status) {
        String steps = all(status)
                .filter(step -> step.phase() == StepPhase.RUNNING || step.phase() == StepPhase.SUSPENDING)
                .map(step -> step.name() + (step.message().isEmpty() ? "" : " (" + step.message() + ")"))
                .collect(Collectors.joining(", "));
        return "workflow " + status.phase().word() + (steps.isEmpty() ? "" : ": " + steps);
    }

    /** Why the run did not succeed: the failed steps with their messages. */
    static String failure(RunStatus status) {
        List<String> failed = all(status)
                .filter(step -> step.phase() == StepPhase.FAILED)
                .filter(step -> step.subSteps().stream().noneMatch(sub -> sub.phase() == StepPhase.FAILED))
                .map(StatusText::failure)
                .toList();
        String verb = status.phase() == RunPhase.TERMINATED ? "workflow terminated" : "workflow failed";
        if (failed.isEmpty()) {
            return status.message().isEmpty() ? verb : verb + ": " + status.message();
        }
        return verb + ": " + String.join("; ", failed);
    }

    private static String failure(StepStatus step) {
        String why = step.message().isEmpty() ? step.reason().word() : step.message();
        return "step " + step.name() + " failed" + (why.isEmpty() ? "" : ": " + why);
    }

    /** What a single step returns; plain serializable values only. */
    static Map<String, Object> outputs(Map<String, JsonNode> outputs) {
        Map<String, Object> values = new LinkedHashMap<>();
        outputs.forEach((name, value) -> values.put(name, PlainValue.toScript(value)));
        return values;
    }

    /** What {@code velaWorkflow} returns; plain serializable values only. */
    static Map<String, Object> result(RunStatus status, Map<String, JsonNode> outputs) {
        Map<String, Object> steps = new LinkedHashMap<>();
        all(status).forEach(step -> {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("type", step.type());
            values.put("phase", step.phase().word());
            values.put("message", step.message());
            steps.put(step.name(), values);
        });
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("status", status.phase().word());
        result.put("steps", steps);
        result.put("outputs", outputs(outputs));
        return result;
    }

    private static Stream<StepStatus> all(RunStatus status) {
        return status.steps().stream().flatMap(step -> Stream.concat(Stream.of(step), step.subSteps().stream()));
    }
}
