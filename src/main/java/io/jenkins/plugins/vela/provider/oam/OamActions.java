package io.jenkins.plugins.vela.provider.oam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.cluster.ClusterException;
import io.jenkins.plugins.vela.cluster.ObjectKey;
import io.jenkins.plugins.vela.cue.CueSource;
import io.jenkins.plugins.vela.provider.ActionCall;
import io.jenkins.plugins.vela.provider.ActionContext;
import io.jenkins.plugins.vela.provider.ActionError;
import io.jenkins.plugins.vela.provider.ActionProvider;
import io.jenkins.plugins.vela.provider.Facades;
import io.jenkins.plugins.vela.provider.Nature;
import io.jenkins.plugins.vela.provider.Outcome;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The {@code vela/oam} actions. An Application without a name in the parameters is the one that has the run's name, in the run's
 * namespace. Stateless.
 */
public final class OamActions implements ActionProvider {

    /** Actions that only KubeVela's controller can perform, and the step type that has it do so. */
    private static final Map<String, String> CONTROLLERS_OWN = Map.of(
            "component-apply", "apply-component",
            "component-render", "apply-component",
            "apply-application", "apply-application",
            "apply-application-in-parallel", "apply-application-in-parallel",
            "apply-remaining", "apply-remaining",
            "apply-component-remaining", "apply-remaining",
            "apply-env-bind-app", "deploy2env",
            "deploy-cloud-resource", "deploy-cloud-resource",
            "share-cloud-resource", "share-cloud-resource");

    private static final Set<String> READING = Set.of("load", "load-policies", "load-comps-in-order");

    @Override
    public String name() {
        return "oam";
    }

    @Override
    public List<CueSource> facade() {
        return Facades.read(OamActions.class, "vela/oam/oam.cue", "vela/oam/delivery.cue");
    }

    @Override
    public Set<String> actions() {
        Set<String> all = new HashSet<>(CONTROLLERS_OWN.keySet());
        all.addAll(READING);
        return Set.copyOf(all);
    }

    @Override
    public Nature nature(ActionCall call) {
        return READING.contains(call.action()) ? Nature.OBSERVATION : Nature.EFFECT_IDEMPOTENT;
    }

    @Override
    public Set<String> mayBeIncomplete(String action) {
        // what is refused is refused whatever else is missing
        return CONTROLLERS_OWN.containsKey(action) ? Set.of("value", "patch", "policy", "env", "placements") : Set.of();
    }

    @Override
    public Outcome perform(ActionContext context, ActionCall call) throws InterruptedException {
        if (!READING.contains(call.action())) {
            return new Outcome.Failed(ActionError.definite(call.describe()
                    + " renders components of an Application, which only KubeVela's controller can do;"
                    + " the step type " + CONTROLLERS_OWN.get(call.action())
                    + " of the built-in library has it do so"));
        }
        String name = call.params().path("app").asText(context.runName());
        ObjectKey key = new ObjectKey("core.oam.dev/v1beta1", "Application", context.namespace(), name);
        try {
            Optional<JsonNode> application = context.clusters().get("").get(key);
            if (application.isEmpty()) {
                return new Outcome.Failed(ActionError.definite(missing(key)));
            }
            ObjectNode result = JsonNodeFactory.instance.objectNode();
            result.set("value", parts(call.action(), application.get().path("spec")));
            return new Outcome.Done(result, false);
        } catch (ClusterException e) {
            if (e.reason() == ClusterException.Reason.NOT_FOUND) {
                return new Outcome.Failed(ActionError.definite(missing(key) + " (" + e.getMessage() + ")"));
            }
            ActionError error = new ActionError(
                    e.getMessage(), e.reason().retryable(), e.reason().definite());
            return e.reason().retryable() ? new Outcome.Retry(error, e.retryAfter()) : new Outcome.Failed(error);
        }
    }

    private static String missing(ObjectKey key) {
        return "there is no " + key
                + " in the default cluster; its components are what this works on, and KubeVela's controller"
                + " deploys them";
    }

    private static JsonNode parts(String action, JsonNode spec) {
        JsonNode parts = spec.path(action.equals("load-policies") ? "policies" : "components");
        if (action.equals("load-comps-in-order")) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            parts.forEach(list::add);
            return list;
        }
        ObjectNode byName = JsonNodeFactory.instance.objectNode();
        parts.forEach(part -> byName.set(part.path("name").asText(), part));
        return byName;
    }
}
