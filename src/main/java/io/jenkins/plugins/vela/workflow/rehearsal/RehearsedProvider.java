package io.jenkins.plugins.vela.workflow.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.cluster.ObjectEvent;
import io.jenkins.plugins.vela.cue.CueSource;
import io.jenkins.plugins.vela.provider.ActionCall;
import io.jenkins.plugins.vela.provider.ActionContext;
import io.jenkins.plugins.vela.provider.ActionProvider;
import io.jenkins.plugins.vela.provider.Nature;
import io.jenkins.plugins.vela.provider.Observable;
import io.jenkins.plugins.vela.provider.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A provider whose effects are kept instead of taking place. */
final class RehearsedProvider implements ActionProvider {

    /** Effects that go through a cluster's connection, which rehearses them itself. */
    private static final Set<String> IN_CLUSTERS = Set.of(
            "kube.apply",
            "kube.apply-in-parallel",
            "kube.patch",
            "kube.delete",
            "config.create",
            "config.delete",
            "op.apply",
            "op.apply-in-parallel",
            "op.patch",
            "op.delete",
            "op.create-config",
            "op.delete-config");

    private final ActionProvider real;
    private final Rehearsal rehearsal;

    RehearsedProvider(ActionProvider real, Rehearsal rehearsal) {
        this.real = real;
        this.rehearsal = rehearsal;
    }

    @Override
    public String name() {
        return real.name();
    }

    @Override
    public List<CueSource> facade() {
        return real.facade();
    }

    @Override
    public Set<String> actions() {
        return real.actions();
    }

    @Override
    public Nature nature(ActionCall call) {
        return real.nature(call);
    }

    @Override
    public Set<String> mayBeIncomplete(String action) {
        return real.mayBeIncomplete(action);
    }

    @Override
    public boolean readsComments(String action) {
        return real.readsComments(action);
    }

    @Override
    public Outcome perform(ActionContext context, ActionCall call) throws InterruptedException {
        boolean effect =
                switch (nature(call)) {
                    case EFFECT_IDEMPOTENT, EFFECT_ONCE -> true;
                    case OBSERVATION, PURE, CONTROL -> false;
                };
        if (effect && !IN_CLUSTERS.contains(call.provider() + "." + call.action())) {
            rehearsal.add(new PlannedChange.Elsewhere(context.stepName(), describe(call)));
            return new Outcome.Done(answer(call), false);
        }
        Outcome outcome = real.perform(new RehearsedContext(context, rehearsal), call);
        if (outcome instanceof Outcome.Wait wait) {
            rehearsal.add(new PlannedChange.Pause(context.stepName(), "waits" + suffix(wait.message())));
            return nothing();
        }
        if (outcome instanceof Outcome.Suspend suspend) {
            String by =
                    suspend.approvers().isEmpty() ? "" : " for approval by " + String.join(" or ", suspend.approvers());
            rehearsal.add(new PlannedChange.Pause(context.stepName(), "suspends" + by + suffix(suspend.message())));
            return nothing();
        }
        return outcome;
    }

    private static Outcome nothing() {
        return new Outcome.Done(JsonNodeFactory.instance.objectNode(), false);
    }

    private static String suffix(String message) {
        return message.isEmpty() ? "" : ": " + message;
    }

    /** One line without content: addresses have their query cut off. */
    private static String describe(ActionCall call) {
        String url = call.params().path("url").asText();
        if (url.isEmpty()) {
            return call.describe();
        }
        int query = url.indexOf('?');
        return call.params().path("method").asText(call.action()) + " " + (query < 0 ? url : url.substring(0, query));
    }

    /** What a template most likely goes on with: a request was accepted. */
    private static ObjectNode answer(ActionCall call) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        if (call.params().has("url")) {
            ObjectNode reply = call.legacy() ? answer.putObject("response") : answer;
            reply.put("body", "").put("statusCode", 200);
            reply.putObject("header");
        }
        return answer;
    }

    @Override
    public Optional<Observable> observable(ActionCall call, JsonNode result) {
        return real.observable(call, result);
    }

    @Override
    public Optional<Duration> pollAfter(ActionCall call, JsonNode result) {
        return real.pollAfter(call, result);
    }

    @Override
    public Outcome refresh(ActionContext context, ActionCall call, JsonNode previous, Optional<ObjectEvent> event)
            throws InterruptedException {
        return real.refresh(new RehearsedContext(context, rehearsal), call, previous, event);
    }
}
