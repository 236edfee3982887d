package io.jenkins.plugins.vela.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.vela.cluster.Clusters;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;

/** A step that calls actions, and remembers what they said they would send. */
public record StepContext(
        Clusters clusters, HttpPolicy httpPolicy, Clock clock, List<JsonNode> intents, Callable<?> sending)
        implements ActionContext {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    public static StepContext with(Clusters clusters) {
        return new StepContext(
                clusters, HttpPolicy.permissive(), Clock.systemUTC(), new CopyOnWriteArrayList<>(), () -> true);
    }

    public StepContext under(HttpPolicy policy) {
        return new StepContext(clusters, policy, clock, intents, sending);
    }

    public StepContext at(Clock otherClock) {
        return new StepContext(clusters, httpPolicy, otherClock, intents, sending);
    }

    /** The same step, which does something more before it sends. */
    public StepContext beforeSending(Callable<?> action) {
        return new StepContext(clusters, httpPolicy, clock, intents, action);
    }

    /** A call with parameters in JSON, single quotes for double ones. */
    public static ActionCall call(String provider, String action, String params) {
        return call(provider, action, params, Map.of());
    }

    /** The same with comments by JSON pointer. */
    public static ActionCall call(String provider, String action, String params, Map<String, String> comments) {
        return new ActionCall(provider, action, json(params), "field", "some.field", provider.equals("op"), comments);
    }

    public static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The result of a call that was performed. */
    public static JsonNode result(Outcome outcome) {
        if (outcome instanceof Outcome.Done done) {
            return done.result();
        }
        throw new AssertionError("not done: " + outcome);
    }

    @Override
    public String runName() {
        return "run";
    }

    @Override
    public String namespace() {
        return "default";
    }

    @Override
    public String stepName() {
        return "step";
    }

    @Override
    public String stepSessionId() {
        return "session1";
    }

    @Override
    public String idempotencyKey() {
        return "key-1";
    }

    @Override
    public Map<String, String> runLabels() {
        return Map.of("workflow.oam.dev/name", "run");
    }

    @Override
    public void aboutToSend(JsonNode intent) {
        intents.add(intent);
        try {
            sending.call();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
