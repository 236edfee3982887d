package io.jenkins.plugins.vela.definition.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.cue.CueAction;
import io.jenkins.plugins.vela.cue.CueException;
import io.jenkins.plugins.vela.cue.CueField;
import io.jenkins.plugins.vela.cue.CuePath;
import io.jenkins.plugins.vela.cue.CueTemplate;
import io.jenkins.plugins.vela.cue.CueValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Evaluates a template with scripted results of its actions, without an engine: the next action whose parameters are known is
 * noted as performed and gets the first of its scripted results. While a wait says no, all results move on to their next one.
 */
final class Playback {
    private static final int MOST_ROUNDS = 200;
    private static final CuePath PARAMETER = CuePath.of("parameter");
    private static final CuePath CONTEXT = CuePath.of("context");

    private final CueTemplate template;
    private final Scenario scenario;
    private final List<JsonNode> performed = new ArrayList<>();
    private final Set<String> done = new LinkedHashSet<>();
    private final Map<String, Integer> rounds = new HashMap<>();
    private String end = "endless";
    private String message = "";
    private Optional<CueValue> last = Optional.empty();

    private Playback(CueTemplate template, Scenario scenario) {
        this.template = template;
        this.scenario = scenario;
    }

    /**
     * Plays a scenario to its end.
     *
     * @throws CueException when the template breaks on the way
     */
    static Playback of(CueTemplate template, Scenario scenario) {
        Playback playback = new Playback(template, scenario);
        if (playback.accepts()) {
            for (int round = 0; round < MOST_ROUNDS && playback.step(); round++) {
                // each round performs one action
            }
        }
        return playback;
    }

    /** The actions in the order in which they were performed: {@code {action, path, params}}. */
    List<JsonNode> performed() {
        return performed;
    }

    /** How it ended: {@code done}, {@code failed}, {@code waiting}, or {@code refused} when the parameters do not fit. */
    String end() {
        return end;
    }

    /** What a person was last told: by a wait, a failure or a message, or why the parameters were refused. */
    String message() {
        return message;
    }

    /** What the template exports at the end, without its inputs. */
    JsonNode values() {
        if (last.isEmpty()) {
            return JsonNodeFactory.instance.objectNode();
        }
        ObjectNode exported = last.get().toJson().deepCopy();
        exported.remove(List.of("context", "parameter"));
        return exported;
    }

    /** A value of the template as it stands at the end; empty when there is none or it is not known. */
    Optional<JsonNode> value(String path) {
        try {
            return last.map(value -> value.evaluate(path).toJson());
        } catch (CueException absent) {
            return Optional.empty();
        }
    }

    /** Whether the parameters fit; nothing is performed with others. */
    private boolean accepts() {
        CueValue value = template.evaluate(fills(done)).lookup(PARAMETER);
        if (!value.exists() || value.error().isEmpty()) {
            return true;
        }
        end = "refused";
        message = value.error().get().path() + ": " + value.error().get().message();
        return false;
    }

    /** The template with the results of those actions that still exist with them. */
    private CueValue evaluated() {
        Set<String> attached = new LinkedHashSet<>(done);
        while (true) {
            CueValue value = template.evaluate(fills(attached));
            Set<String> there = new HashSet<>();
            value.actions().forEach(action -> there.add(action.path().toString()));
            if (!attached.retainAll(there)) {
                return value;
            }
        }
    }

    private boolean step() {
        CueValue value = evaluated();
        last = Optional.of(value);
        for (CueAction action : value.actions()) {
            String path = action.path().toString();
            if (done.contains(path)) {
                continue;
            }
            Optional<JsonNode> params = params(action);
            if (params.isPresent()) {
                performed.add(JsonNodeFactory.instance
                        .objectNode()
                        .put("action", action.provider().orElse("") + "." + action.name())
                        .put("path", path)
                        .set("params", params.get()));
                return perform(action.name(), path, params.get());
            }
        }
        value.error().ifPresent(error -> {
            throw new CueException(List.of(error));
        });
        end = "done";
        return false;
    }

    private boolean perform(String action, String path, JsonNode params) {
        if (action.equals("fail") || action.equals("wait") || action.equals("message")) {
            message = params.path("message").asText(message);
        }
        if (action.equals("fail")) {
            end = "failed";
            return false;
        }
        if (action.equals("wait") && !params.path("continue").asBoolean()) {
            end = "waiting";
            return moveOn();
        }
        done.add(path);
        return true;
    }

    private boolean moveOn() {
        boolean moved = false;
        for (String path : done) {
            int next = rounds.getOrDefault(path, 0) + 1;
            if (next < scenario.results().path(path).size()) {
                rounds.put(path, next);
                moved = true;
            }
        }
        return moved;
    }

    private static Optional<JsonNode> params(CueAction action) {
        try {
            boolean isFlat = action.provider().equals(Optional.of("op"));
            if (action.name().equals("wait")) {
                return Optional.of(
                        known(isFlat ? action.value() : action.value().lookup("$params")));
            }
            if (isFlat) {
                return Optional.of(action.value().toJson());
            }
            CueValue params = action.value().lookup("$params");
            return Optional.of(params.exists() ? params.toJson() : JsonNodeFactory.instance.objectNode());
        } catch (CueException e) {
            return Optional.empty();
        }
    }

    /** A wait goes on waiting while its condition or its message is not known yet. */
    private static JsonNode known(CueValue params) {
        ObjectNode known = JsonNodeFactory.instance.objectNode();
        for (CueField field : params.fields()) {
            if (field.value().error().isEmpty()) {
                known.set(field.name(), field.value().toJson());
            }
        }
        return known;
    }

    private Map<CuePath, JsonNode> fills(Set<String> attached) {
        Map<CuePath, JsonNode> fills = new LinkedHashMap<>();
        fills.put(
                PARAMETER,
                scenario.parameter().isObject() ? scenario.parameter() : JsonNodeFactory.instance.objectNode());
        fills.put(CONTEXT, context());
        for (String path : attached) {
            JsonNode result = scenario.results().path(path).path(rounds.getOrDefault(path, 0));
            if (!result.isMissingNode()) {
                fills.put(CuePath.parse(path), result);
            }
        }
        return fills;
    }

    private JsonNode context() {
        ObjectNode context = JsonNodeFactory.instance
                .objectNode()
                .put("name", "run")
                .put("namespace", "default")
                .put("workflowName", "")
                .put("publishVersion", "")
                .put("stepName", "step")
                .put("stepSessionID", "abcde12345")
                .put("spanID", "s");
        scenario.context().properties().forEach(field -> context.set(field.getKey(), field.getValue()));
        return context;
    }
}
