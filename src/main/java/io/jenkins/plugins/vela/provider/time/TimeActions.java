package io.jenkins.plugins.vela.provider.time;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.vela.cue.CueSource;
import io.jenkins.plugins.vela.provider.ActionCall;
import io.jenkins.plugins.vela.provider.ActionContext;
import io.jenkins.plugins.vela.provider.ActionError;
import io.jenkins.plugins.vela.provider.ActionProvider;
import io.jenkins.plugins.vela.provider.Facades;
import io.jenkins.plugins.vela.provider.Nature;
import io.jenkins.plugins.vela.provider.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The {@code vela/time} actions. Stateless. */
public final class TimeActions implements ActionProvider {

    @Override
    public String name() {
        return "time";
    }

    @Override
    public List<CueSource> facade() {
        return Facades.read(TimeActions.class, "vela/time/time.cue");
    }

    @Override
    public Set<String> actions() {
        return Set.of("timestamp", "date", "now");
    }

    @Override
    public Nature nature(ActionCall call) {
        // the moment is asked for once and stays what it was, also after a crash
        return call.action().equals("now") ? Nature.EFFECT_IDEMPOTENT : Nature.PURE;
    }

    @Override
    public Outcome perform(ActionContext context, ActionCall call) {
        JsonNode params = call.params();
        GoLayout layout = GoLayout.of(params.path("layout").asText(""));
        if (call.action().equals("now")) {
            Instant now = context.clock().instant();
            return new Outcome.Done(
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("timestamp", now.getEpochSecond())
                            .put("date", layout.format(now)),
                    false);
        }
        if (call.action().equals("date")) {
            Instant moment = Instant.ofEpochSecond(params.path("timestamp").asLong());
            return new Outcome.Done(JsonNodeFactory.instance.objectNode().put("date", layout.format(moment)), false);
        }
        String date = params.path("date").asText();
        Optional<Instant> moment = layout.parse(date);
        return moment.isPresent()
                ? new Outcome.Done(
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("timestamp", moment.get().getEpochSecond()),
                        false)
                : new Outcome.Failed(ActionError.definite("'" + date + "' is not written as "
                        + params.path("layout").asText("RFC 3339")));
    }
}
