package io.jenkins.plugins.vela.provider.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.cluster.ClusterException;
import io.jenkins.plugins.vela.cluster.ClusterException.Reason;
import io.jenkins.plugins.vela.cluster.ObjectEvent;
import io.jenkins.plugins.vela.cue.CueSource;
import io.jenkins.plugins.vela.provider.ActionCall;
import io.jenkins.plugins.vela.provider.ActionContext;
import io.jenkins.plugins.vela.provider.ActionError;
import io.jenkins.plugins.vela.provider.ActionProvider;
import io.jenkins.plugins.vela.provider.Facades;
import io.jenkins.plugins.vela.provider.Nature;
import io.jenkins.plugins.vela.provider.Observable;
import io.jenkins.plugins.vela.provider.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The {@code vela/kube} actions. Stateless. */
public final class KubeActions implements ActionProvider {

    private final Applying applying = new Applying();
    private final Patching patching = new Patching();
    private final Reading reading = new Reading();
    private final Deleting deleting = new Deleting();

    @Override
    public String name() {
        return "kube";
    }

    @Override
    public List<CueSource> facade() {
        return Facades.read(KubeActions.class, "vela/kube/kube.cue", "vela/kube/health.cue", "vela/kube/pods.cue");
    }

    @Override
    public Set<String> actions() {
        return Set.of("apply", "apply-in-parallel", "patch", "read", "list", "delete");
    }

    @Override
    public Nature nature(ActionCall call) {
        return switch (call.action()) {
            case "apply" ->
                Applying.isCreation(call.params().path("value")) ? Nature.EFFECT_ONCE : Nature.EFFECT_IDEMPOTENT;
            case "apply-in-parallel" -> anyCreation(call) ? Nature.EFFECT_ONCE : Nature.EFFECT_IDEMPOTENT;
            case "patch" -> Patching.of(call).isOnceOnly() ? Nature.EFFECT_ONCE : Nature.EFFECT_IDEMPOTENT;
            case "delete" -> Nature.EFFECT_IDEMPOTENT;
            default -> Nature.OBSERVATION;
        };
    }

    private static boolean anyCreation(ActionCall call) {
        for (JsonNode object : call.params().path("value")) {
            if (Applying.isCreation(object)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean readsComments(String action) {
        return action.equals("patch");
    }

    @Override
    public Outcome perform(ActionContext context, ActionCall call) throws InterruptedException {
        try {
            return switch (call.action()) {
                case "apply" -> applying.one(context, call);
                case "apply-in-parallel" -> applying.all(context, call);
                case "patch" -> patching.perform(context, call);
                case "read" -> reading.read(context, call);
                case "list" -> reading.list(context, call);
                case "delete" -> deleting.perform(context, call);
                default -> new Outcome.Failed(ActionError.definite("unknown action " + call.describe()));
            };
        } catch (ClusterException e) {
            return failure(call, e);
        }
    }

    /** What a cluster's refusal means for the call as a whole; answers that a template may handle are results instead. */
    private Outcome failure(ActionCall call, ClusterException e) {
        ActionError error = new ActionError(
                e.getMessage(), e.reason().retryable(), e.reason().definite());
        boolean unknownWhetherDone = e.reason() == Reason.NO_ANSWER || e.reason() == Reason.SERVER;
        if (nature(call) == Nature.EFFECT_ONCE && unknownWhetherDone) {
            return new Outcome.MayHaveHappened(
                    new ActionError(e.getMessage() + "; it may have happened", false, false));
        }
        return e.reason().retryable() ? new Outcome.Retry(error, e.retryAfter()) : new Outcome.Failed(error);
    }

    @Override
    public Optional<Observable> observable(ActionCall call, JsonNode result) {
        return switch (call.action()) {
            case "apply", "read" -> Optional.of(Targets.of(call).observe(List.of(result.path("value"))));
            case "apply-in-parallel" -> Optional.of(Targets.of(call).observe(Targets.elements(result.path("value"))));
            case "patch" -> Optional.of(Targets.of(call).observe(List.of(result.path("result"))));
            case "list" -> Optional.of(Targets.observeList(call, result));
            default -> Optional.empty();
        };
    }

    @Override
    public Outcome refresh(ActionContext context, ActionCall call, JsonNode previous, Optional<ObjectEvent> event)
            throws InterruptedException {
        try {
            return switch (call.action()) {
                case "apply", "read" -> reading.refreshOne(context, call, previous, event, "value");
                case "patch" -> reading.refreshOne(context, call, previous, event, "result");
                case "apply-in-parallel" -> reading.refreshAll(context, call, previous);
                case "list" -> reading.list(context, call);
                default -> new Outcome.Failed(ActionError.definite(call.describe() + " has nothing to refresh"));
            };
        } catch (ClusterException e) {
            ActionError error = new ActionError(
                    e.getMessage(), e.reason().retryable(), e.reason().definite());
            return e.reason().retryable() ? new Outcome.Retry(error, e.retryAfter()) : new Outcome.Failed(error);
        }
    }

    @Override
    public Outcome recover(ActionContext context, ActionCall call, Optional<JsonNode> intent)
            throws InterruptedException {
        try {
            if (intent.isPresent() && call.action().equals("delete")) {
                return deleting.again(context, call);
            }
            if (intent.isPresent() && call.action().equals("patch") && nature(call) == Nature.EFFECT_ONCE) {
                return patching.recover(context, call, intent.get());
            }
        } catch (ClusterException e) {
            return failure(call, e);
        }
        return ActionProvider.super.recover(context, call, intent);
    }

    @Override
    public List<String> cancel(ActionContext context, String action, JsonNode intent, JsonNode result)
            throws InterruptedException {
        return action.equals("apply") ? Cancelling.delete(context, intent, result.path("value")) : List.of();
    }

    /** An empty result. */
    static Outcome done() {
        return new Outcome.Done(JsonNodeFactory.instance.objectNode(), false);
    }

    /** A result with one member. */
    static Outcome done(String member, JsonNode value, boolean sensitive) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.set(member, value);
        return new Outcome.Done(result, sensitive);
    }

    /** Answers that templates may handle: what the cluster says of the object, not of us or of the way to it. */
    static boolean isAnswer(ClusterException e) {
        return e.reason() == Reason.NOT_FOUND || e.reason() == Reason.FORBIDDEN || e.reason() == Reason.INVALID;
    }
}
