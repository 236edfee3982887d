package io.jenkins.plugins.vela.workflow.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Status of one step or sub-step, as in {@code status.steps[]}.
 *
 * @param id the session's id, stable while the attempt lasts
 * @param message empty when there is none
 * @param subSteps statuses of a group's sub-steps in the order in which they were first recorded
 * @param attempt counted from 1; 0 while the step has not started
 * @param approval what a suspend asked for and what was decided
 */
public record StepStatus(
        String id,
        String name,
        String type,
        StepPhase phase,
        StepReason reason,
        String message,
        Optional<Instant> firstExecuteTime,
        Optional<Instant> lastExecuteTime,
        List<StepStatus> subSteps,
        int attempt,
        Optional<Approval> approval) {

    public StepStatus {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(phase, "phase");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(firstExecuteTime, "firstExecuteTime");
        Objects.requireNonNull(lastExecuteTime, "lastExecuteTime");
        subSteps = List.copyOf(subSteps);
        Objects.requireNonNull(approval, "approval");
    }

    /** A status with no more than upstream's fields. */
    public StepStatus(
            String id,
            String name,
            String type,
            StepPhase phase,
            StepReason reason,
            String message,
            Optional<Instant> firstExecuteTime,
            Optional<Instant> lastExecuteTime,
            List<StepStatus> subSteps) {
        this(id, name, type, phase, reason, message, firstExecuteTime, lastExecuteTime, subSteps, 1, Optional.empty());
    }

    /** The status in the upstream schema, with {@code attempt} and {@code approval} where there is something to say: empty fields are left out, times are RFC 3339 in whole seconds. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", id);
        putText(json, "name", name);
        putText(json, "type", type);
        json.put("phase", phase.word());
        putText(json, "message", message);
        putText(json, "reason", reason.word());
        firstExecuteTime.ifPresent(time -> json.put("firstExecuteTime", RunStatus.rfc3339(time)));
        lastExecuteTime.ifPresent(time -> json.put("lastExecuteTime", RunStatus.rfc3339(time)));
        if (attempt > 1) {
            json.put("attempt", attempt);
        }
        approval.ifPresent(asked -> json.set("approval", asked.toJson()));
        if (!subSteps.isEmpty()) {
            ArrayNode children = json.putArray("subSteps");
            subSteps.forEach(child -> children.add(child.toJson()));
        }
        return json;
    }

    private static void putText(ObjectNode json, String field, String text) {
        if (!text.isEmpty()) {
            json.put(field, text);
        }
    }
}
