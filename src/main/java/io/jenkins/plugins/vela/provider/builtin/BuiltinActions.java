package io.jenkins.plugins.vela.provider.builtin;

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
import io.jenkins.plugins.vela.text.GoDuration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The {@code vela/builtin} actions. Stateless. */
public final class BuiltinActions implements ActionProvider {

    @Override
    public String name() {
        return "builtin";
    }

    @Override
    public List<CueSource> facade() {
        return Facades.read(BuiltinActions.class, "vela/builtin/builtin.cue");
    }

    @Override
    public Set<String> actions() {
        return Set.of("wait", "suspend", "break", "fail", "message", "var");
    }

    @Override
    public Nature nature(ActionCall call) {
        return Nature.CONTROL;
    }

    /**
     * A wait goes on waiting while its condition is not known yet, as KubeVela did up to 0.5: a status that is not there is no
     * error. What it says meanwhile may be unknown for the same reason.
     */
    @Override
    public Set<String> mayBeIncomplete(String action) {
        return action.equals("wait") ? Set.of("continue", "message") : Set.of();
    }

    @Override
    public Outcome perform(ActionContext context, ActionCall call) {
        JsonNode params = call.params();
        String message = params.path("message").asText("");
        return switch (call.action()) {
            case "wait" ->
                params.path("continue").asBoolean(false)
                        ? new Outcome.Done(JsonNodeFactory.instance.objectNode(), false)
                        : new Outcome.Wait(message);
            case "suspend" -> suspend(call, message);
            case "break" -> new Outcome.Break(message);
            case "fail" -> new Outcome.Fail(message);
            case "message" -> new Outcome.Message(message);
            case "var" -> variable(params);
            default -> new Outcome.Failed(ActionError.definite("unknown action " + call.describe()));
        };
    }

    private static Outcome suspend(ActionCall call, String message) {
        String shown = message.isEmpty() ? "Suspended by field " + call.fieldLabel() : message;
        List<String> approvers = new ArrayList<>();
        call.params().path("approvers").forEach(name -> approvers.add(name.asText()));
        JsonNode given = call.params().path("duration");
        if (given.isMissingNode() || given.asText().isEmpty()) {
            return new Outcome.Suspend(Optional.empty(), shown, approvers);
        }
        Optional<Duration> duration = GoDuration.parseSpan(given.asText());
        return duration.isPresent()
                ? new Outcome.Suspend(duration, shown, approvers)
                : new Outcome.Failed(ActionError.definite(
                        "duration is not a duration: " + given.asText() + " (write for example 30s or 2m15s)"));
    }

    private static Outcome variable(JsonNode params) {
        String path = params.path("path").asText();
        if (!params.path("method").asText("Get").equals("Put")) {
            return new Outcome.ReadVariable(path);
        }
        return params.has("value")
                ? new Outcome.WriteVariable(path, params.path("value"))
                : new Outcome.Failed(ActionError.definite("writing the variable " + path + " needs a value"));
    }
}
