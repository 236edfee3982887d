package io.jenkins.plugins.vela.provider.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.cluster.ObjectEvent;
import io.jenkins.plugins.vela.cue.Cue;
import io.jenkins.plugins.vela.cue.CueException;
import io.jenkins.plugins.vela.cue.CueOptions;
import io.jenkins.plugins.vela.cue.CueSource;
import io.jenkins.plugins.vela.provider.ActionCall;
import io.jenkins.plugins.vela.provider.ActionContext;
import io.jenkins.plugins.vela.provider.ActionError;
import io.jenkins.plugins.vela.provider.ActionProvider;
import io.jenkins.plugins.vela.provider.Facades;
import io.jenkins.plugins.vela.provider.Nature;
import io.jenkins.plugins.vela.provider.Outcome;
import io.jenkins.plugins.vela.provider.http.HttpFailure;
import io.jenkins.plugins.vela.provider.http.SafeHttp;
import io.jenkins.plugins.vela.text.GoDuration;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The {@code vela/metrics} actions. A check is an observation: it succeeds once its condition has held for {@code duration},
 * and fails once it has not held for {@code failDuration}, both without interruption. Since when it holds stands in the result,
 * so that it survives whatever the run survives.
 */
public final class MetricsActions implements ActionProvider {

    private static final String HOLDS_SINCE = "holdsSince";
    private static final String FAILS_SINCE = "failsSince";
    private static final Duration SHORTEST_POLL = Duration.ofSeconds(1);
    private static final Duration LONGEST_POLL = Duration.ofSeconds(15);

    private final Prometheus prometheus = new Prometheus(new SafeHttp());

    /** The parameters make a check impossible. */
    private static final class InvalidCheck extends Exception {
        private static final long serialVersionUID = 1L;

        InvalidCheck(String message) {
            super(message);
        }
    }

    @Override
    public String name() {
        return "metrics";
    }

    @Override
    public List<CueSource> facade() {
        return Facades.read(MetricsActions.class, "vela/metrics/metrics.cue");
    }

    @Override
    public Set<String> actions() {
        return Set.of("promCheck");
    }

    @Override
    public Nature nature(ActionCall call) {
        return Nature.OBSERVATION;
    }

    @Override
    public Optional<Duration> pollAfter(ActionCall call, JsonNode result) {
        Duration tenth = duration(call, "duration", "5m").dividedBy(10);
        Duration other = duration(call, "failDuration", "2m").dividedBy(10);
        Duration wanted = tenth.compareTo(other) < 0 ? tenth : other;
        if (wanted.compareTo(SHORTEST_POLL) < 0) {
            return Optional.of(SHORTEST_POLL);
        }
        return Optional.of(wanted.compareTo(LONGEST_POLL) > 0 ? LONGEST_POLL : wanted);
    }

    private static Duration duration(ActionCall call, String parameter, String otherwise) {
        return GoDuration.parseSpan(call.params().path(parameter).asText(otherwise))
                .orElse(Duration.ZERO);
    }

    @Override
    public Outcome perform(ActionContext context, ActionCall call) throws InterruptedException {
        return check(context, call, JsonNodeFactory.instance.objectNode());
    }

    @Override
    public Outcome refresh(ActionContext context, ActionCall call, JsonNode previous, Optional<ObjectEvent> event)
            throws InterruptedException {
        return check(context, call, previous);
    }

    private Outcome check(ActionContext context, ActionCall call, JsonNode previous) throws InterruptedException {
        JsonNode params = call.params();
        try {
            for (String parameter : List.of("duration", "failDuration")) {
                String text = params.path(parameter).asText("0");
                if (GoDuration.parseSpan(text).isEmpty()) {
                    throw new InvalidCheck(parameter + " is not a duration: " + text);
                }
            }
            Optional<BigDecimal> value = prometheus.number(
                    params.path("metricEndpoint").asText(), params.path("query").asText(), context.httpPolicy());
            boolean holds = value.isPresent()
                    && holds(value.get(), params.path("condition").asText());
            long now = context.clock().millis();
            String shown = value.map(BigDecimal::toPlainString).orElse("no number");
            return new Outcome.Done(
                    holds ? held(call, previous, now, shown) : missed(call, previous, now, shown), false);
        } catch (InvalidCheck | Prometheus.UnusableAnswer e) {
            return new Outcome.Failed(ActionError.definite(e.getMessage()));
        } catch (HttpFailure e) {
            return e.kind() == HttpFailure.Kind.REFUSED
                    ? new Outcome.Failed(ActionError.definite(e.getMessage()))
                    : new Outcome.Retry(ActionError.transientError(e.getMessage()), Optional.empty());
        }
    }

    private static ObjectNode held(ActionCall call, JsonNode previous, long now, String value) {
        long since = previous.path(HOLDS_SINCE).asLong(now);
        Duration wanted = duration(call, "duration", "5m");
        boolean enough = now - since >= wanted.toMillis();
        String message = "the value is " + value
                + (enough
                        ? ", as wanted"
                        : "; the condition has held for " + (now - since) / 1000 + " of " + wanted.toSeconds() + " s");
        return result(enough, false, message).put(HOLDS_SINCE, since);
    }

    private static ObjectNode missed(ActionCall call, JsonNode previous, long now, String value) {
        long since = previous.path(FAILS_SINCE).asLong(now);
        Duration bearable = duration(call, "failDuration", "2m");
        boolean tooLong = now - since >= bearable.toMillis();
        String message = "the value is " + value + ", which is not "
                + call.params().path("condition").asText()
                + (tooLong ? "" : ", for " + (now - since) / 1000 + " of " + bearable.toSeconds() + " s");
        return result(false, tooLong, message).put(FAILS_SINCE, since);
    }

    private static ObjectNode result(boolean result, boolean failed, String message) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("result", result)
                .put("failed", failed)
                .put("message", message);
    }

    /** The condition is CUE text that follows the value, such as {@code >=0.95}. */
    private static boolean holds(BigDecimal value, String condition) throws InvalidCheck {
        try {
            return Cue.compile(
                            CueOptions.defaults(),
                            new CueSource("condition", "holds: (" + value.toPlainString() + ") " + condition))
                    .evaluate()
                    .lookup("holds")
                    .asBoolean();
        } catch (CueException e) {
            throw new InvalidCheck("the condition cannot be evaluated: " + condition);
        }
    }
}
