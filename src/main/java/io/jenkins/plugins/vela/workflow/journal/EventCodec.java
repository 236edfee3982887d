package io.jenkins.plugins.vela.workflow.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.workflow.model.Approval;
import io.jenkins.plugins.vela.workflow.model.DefinitionText;
import io.jenkins.plugins.vela.workflow.model.MatrixInstance;
import io.jenkins.plugins.vela.workflow.model.RunPhase;
import io.jenkins.plugins.vela.workflow.model.StepPhase;
import io.jenkins.plugins.vela.workflow.model.StepReason;
import io.jenkins.plugins.vela.workflow.state.ActionRecord;
import io.jenkins.plugins.vela.workflow.state.RunEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Events as JSON objects. The words are a file format: a name once used keeps its meaning, fields may be added with a default
 * for records that lack them.
 */
final class EventCodec {

    private EventCodec() {}

    /** Whether the record holds results or variables, which are not written in the clear. */
    static boolean isConfidential(RunEvent event) {
        return event instanceof RunEvent.ActionRecorded
                || event instanceof RunEvent.ActionIntended
                || event instanceof RunEvent.VariableWritten
                || event instanceof RunEvent.MatrixExpanded
                || (event instanceof RunEvent.StepFinished finished
                        && !finished.outputs().isEmpty());
    }

    static ObjectNode encode(RunEvent event) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("e", word(event));
        json.put("t", event.time().toString());
        if (event instanceof RunEvent.OfStep ofStep) {
            json.put("step", ofStep.step());
            encodeStep(ofStep, json);
        } else if (event instanceof RunEvent.RunSuspended suspended) {
            json.put("message", suspended.message());
        } else if (event instanceof RunEvent.RunTerminated terminated) {
            json.put("broken", terminated.broken());
        } else if (event instanceof RunEvent.RunRestarted restarted) {
            restarted.from().ifPresent(from -> json.put("from", from));
            if (!restarted.definitions().isEmpty()) {
                ObjectNode texts = json.putObject("definitions");
                restarted.definitions().forEach((type, text) -> texts.putObject(type)
                        .put("source", text.source())
                        .put("template", text.template()));
            }
        } else if (event instanceof RunEvent.RunQueued queued) {
            json.put("message", queued.message());
        } else if (event instanceof RunEvent.RunFinished finished) {
            json.put("phase", finished.phase().word());
        }
        return json;
    }

    private static void encodeStep(RunEvent.OfStep event, ObjectNode json) {
        if (event instanceof RunEvent.StepPending pending) {
            json.put("id", pending.id()).put("message", pending.message());
        } else if (event instanceof RunEvent.MatrixExpanded expanded) {
            ArrayNode instances = json.putArray("instances");
            expanded.instances()
                    .forEach(instance ->
                            instances.addObject().put("key", instance.key()).set("values", instance.values()));
        } else if (event instanceof RunEvent.StepStarted started) {
            json.put("id", started.id()).put("attempt", started.attempt());
        } else if (event instanceof RunEvent.StepSkipped skipped) {
            json.put("id", skipped.id()).put("message", skipped.message());
        } else if (event instanceof RunEvent.StepProgressed progressed) {
            json.put("reason", progressed.reason().word()).put("message", progressed.message());
        } else if (event instanceof RunEvent.StepErred erred) {
            json.put("message", erred.message()).put("retryAt", erred.retryAt().toString());
        } else if (event instanceof RunEvent.AttemptFailed failed) {
            json.put("reason", failed.reason().word())
                    .put("message", failed.message())
                    .put("retryAt", failed.retryAt().toString());
        } else if (event instanceof RunEvent.StepSuspended suspended) {
            json.put("path", suspended.path()).put("message", suspended.message());
            suspended.until().ifPresent(until -> json.put("until", until.toString()));
            if (!suspended.approvers().isEmpty()) {
                suspended.approvers().forEach(json.putArray("approvers")::add);
            }
        } else if (event instanceof RunEvent.StepDecided decided) {
            json.put("verdict", decided.verdict().word())
                    .put("by", decided.by())
                    .put("comment", decided.comment());
        } else if (event instanceof RunEvent.StepFinished finished) {
            json.put("phase", finished.phase().word())
                    .put("reason", finished.reason().word())
                    .put("message", finished.message())
                    .put("sensitive", !finished.secrets().isEmpty());
            ObjectNode outputs = json.putObject("outputs");
            finished.outputs().forEach(outputs::set);
            if (!finished.secrets().isEmpty()) {
                ArrayNode secrets = json.putArray("secrets");
                finished.secrets().forEach(secrets::add);
            }
        } else if (event instanceof RunEvent.ActionIntended intended) {
            json.put("session", intended.session()).set("action", encode(intended.action()));
        } else if (event instanceof RunEvent.ActionRecorded recorded) {
            json.put("session", recorded.session()).set("action", encode(recorded.action()));
        } else if (event instanceof RunEvent.ActionWithdrawn withdrawn) {
            json.put("session", withdrawn.session()).put("path", withdrawn.path());
        } else if (event instanceof RunEvent.VariableWritten written) {
            json.put("path", written.path()).set("value", written.value());
        }
    }

    private static ObjectNode encode(ActionRecord action) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("path", action.path()).put("action", action.action()).put("digest", action.digest());
        action.intent().ifPresent(intent -> json.set("intent", intent));
        action.result().ifPresent(result -> json.set("result", result));
        json.put("sensitive", action.sensitive());
        if (action.deletedOnCancel()) {
            json.put("deletedOnCancel", true);
        }
        return json;
    }

    /**
     * Reads an event.
     *
     * @throws IllegalArgumentException when the record is no event this version knows
     */
    static RunEvent decode(JsonNode json) {
        Instant time = Instant.parse(text(json, "t"));
        String step = json.path("step").asText();
        return switch (text(json, "e")) {
            case "RunStarted" -> new RunEvent.RunStarted(time);
            case "RunSuspended" -> new RunEvent.RunSuspended(time, text(json, "message"));
            case "RunResumed" -> new RunEvent.RunResumed(time);
            case "RunTerminated" ->
                new RunEvent.RunTerminated(time, json.path("broken").asBoolean());
            case "RunRestarted" ->
                new RunEvent.RunRestarted(time, optionalText(json, "from"), definitions(json.path("definitions")));
            case "RunFinished" ->
                new RunEvent.RunFinished(
                        time, RunPhase.valueOf(text(json, "phase").toUpperCase(Locale.ROOT)));
            case "StepPending" -> new RunEvent.StepPending(time, step, text(json, "id"), text(json, "message"));
            case "MatrixExpanded" -> new RunEvent.MatrixExpanded(time, step, instances(json.path("instances")));
            case "StepStarted" ->
                new RunEvent.StepStarted(
                        time, step, text(json, "id"), json.path("attempt").asInt(1));
            case "StepSkipped" -> new RunEvent.StepSkipped(time, step, text(json, "id"), text(json, "message"));
            case "StepProgressed" -> new RunEvent.StepProgressed(time, step, reason(json), text(json, "message"));
            case "StepErred" -> new RunEvent.StepErred(time, step, text(json, "message"), instant(json, "retryAt"));
            case "AttemptFailed" ->
                new RunEvent.AttemptFailed(time, step, reason(json), text(json, "message"), instant(json, "retryAt"));
            case "StepSuspended" ->
                new RunEvent.StepSuspended(
                        time,
                        step,
                        text(json, "path"),
                        text(json, "message"),
                        optionalText(json, "until").map(Instant::parse),
                        texts(json.path("approvers")));
            case "StepDecided" ->
                new RunEvent.StepDecided(
                        time,
                        step,
                        Approval.Verdict.ofWord(text(json, "verdict")),
                        text(json, "by"),
                        text(json, "comment"));
            case "RunQueued" -> new RunEvent.RunQueued(time, text(json, "message"));
            case "RunExpired" -> new RunEvent.RunExpired(time);
            case "StepReleased" -> new RunEvent.StepReleased(time, step);
            case "StepHeld" -> new RunEvent.StepHeld(time, step);
            case "StepFinished" ->
                new RunEvent.StepFinished(
                        time,
                        step,
                        StepPhase.ofWord(text(json, "phase")),
                        reason(json),
                        text(json, "message"),
                        values(json.path("outputs")),
                        secrets(json));
            case "ActionIntended" ->
                new RunEvent.ActionIntended(time, step, text(json, "session"), action(json.path("action")));
            case "ActionRecorded" ->
                new RunEvent.ActionRecorded(time, step, text(json, "session"), action(json.path("action")));
            case "ActionWithdrawn" ->
                new RunEvent.ActionWithdrawn(time, step, text(json, "session"), text(json, "path"));
            case "VariableWritten" -> new RunEvent.VariableWritten(time, step, text(json, "path"), json.path("value"));
            default -> throw new IllegalArgumentException("unknown event " + text(json, "e"));
        };
    }

    private static List<MatrixInstance> instances(JsonNode json) {
        List<MatrixInstance> instances = new ArrayList<>();
        for (JsonNode instance : json) {
            if (!(instance.path("values") instanceof ObjectNode values)) {
                throw new IllegalArgumentException("a record lacks the values of an instance");
            }
            instances.add(new MatrixInstance(text(instance, "key"), values));
        }
        return instances;
    }

    private static ActionRecord action(JsonNode json) {
        return new ActionRecord(
                text(json, "path"),
                text(json, "action"),
                text(json, "digest"),
                Optional.ofNullable(json.get("intent")),
                Optional.ofNullable(json.get("result")),
                json.path("sensitive").asBoolean(),
                json.path("deletedOnCancel").asBoolean());
    }

    private static Map<String, DefinitionText> definitions(JsonNode json) {
        Map<String, DefinitionText> definitions = new LinkedHashMap<>();
        json.properties()
                .forEach(entry -> definitions.put(
                        entry.getKey(),
                        new DefinitionText(text(entry.getValue(), "source"), text(entry.getValue(), "template"))));
        return definitions;
    }

    private static List<String> texts(JsonNode json) {
        List<String> texts = new ArrayList<>();
        json.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    /** The names of secret outputs; an older journal says only whether there are any. */
    private static Set<String> secrets(JsonNode json) {
        Set<String> names = new HashSet<>();
        if (json.has("secrets")) {
            json.path("secrets").forEach(name -> names.add(name.asText()));
        } else if (json.path("sensitive").asBoolean()) {
            names.addAll(values(json.path("outputs")).keySet());
        }
        return names;
    }

    private static Map<String, JsonNode> values(JsonNode json) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        json.properties().forEach(entry -> values.put(entry.getKey(), entry.getValue()));
        return values;
    }

    private static StepReason reason(JsonNode json) {
        return StepReason.ofWord(text(json, "reason"));
    }

    private static Instant instant(JsonNode json, String field) {
        return Instant.parse(text(json, field));
    }

    private static Optional<String> optionalText(JsonNode json, String field) {
        return Optional.ofNullable(json.get(field)).map(JsonNode::asText);
    }

    private static String text(JsonNode json, String field) {
        JsonNode value = json.get(field);
        if (value == null || !value.isTextual()) {
            throw new IllegalArgumentException("a record lacks the text " + field);
        }
        return value.textValue();
    }

    private static String word(RunEvent event) {
        return event.getClass().getSimpleName();
    }
}
