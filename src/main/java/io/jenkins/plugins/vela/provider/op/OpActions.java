package io.jenkins.plugins.vela.provider.op;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import io.jenkins.plugins.vela.provider.builtin.BuiltinActions;
import io.jenkins.plugins.vela.provider.config.ConfigActions;
import io.jenkins.plugins.vela.provider.email.EmailActions;
import io.jenkins.plugins.vela.provider.http.HttpActions;
import io.jenkins.plugins.vela.provider.kube.KubeActions;
import io.jenkins.plugins.vela.provider.metrics.MetricsActions;
import io.jenkins.plugins.vela.provider.multicluster.MulticlusterActions;
import io.jenkins.plugins.vela.provider.oam.OamActions;
import io.jenkins.plugins.vela.provider.oam.TerraformPackage;
import io.jenkins.plugins.vela.provider.query.QueryActions;
import io.jenkins.plugins.vela.provider.time.TimeActions;
import io.jenkins.plugins.vela.provider.util.UtilActions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The {@code vela/op} actions. */
public final class OpActions implements ActionProvider {

    /** Where an action of the older package lives now. */
    private record Home(ActionProvider provider, String action) {}

    private final Map<String, Home> homes = new LinkedHashMap<>();

    /** Passes calls on to providers of its own. */
    public OpActions() {
        for (ActionProvider provider : List.of(
                new KubeActions(),
                new HttpActions(),
                new BuiltinActions(),
                new UtilActions(),
                new TimeActions(),
                new EmailActions(),
                new MetricsActions(),
                new MulticlusterActions(),
                new OamActions(),
                new QueryActions(),
                new TerraformPackage())) {
            provider.actions().forEach(action -> homes.put(action, new Home(provider, action)));
        }
        ActionProvider config = new ConfigActions();
        config.actions().forEach(action -> homes.put(action + "-config", new Home(config, action)));
    }

    @Override
    public String name() {
        return "op";
    }

    @Override
    public List<CueSource> facade() {
        return Facades.read(
                OpActions.class,
                "vela/op/kube.cue",
                "vela/op/http.cue",
                "vela/op/workspace.cue",
                "vela/op/util.cue",
                "vela/op/service.cue",
                "vela/op/multicluster.cue",
                "vela/op/oam.cue");
    }

    @Override
    public Set<String> actions() {
        return homes.keySet();
    }

    private Home home(ActionCall call) {
        Home home = homes.get(call.action());
        if (home == null) {
            throw new IllegalArgumentException("unknown action " + call.describe());
        }
        return home;
    }

    private static ActionCall moved(ActionCall call, Home home) {
        return call.to(home.provider().name(), home.action());
    }

    @Override
    public Nature nature(ActionCall call) {
        Home home = home(call);
        return home.provider().nature(moved(call, home));
    }

    @Override
    public Set<String> mayBeIncomplete(String action) {
        Home home = homes.get(action);
        return home == null ? Set.of() : home.provider().mayBeIncomplete(home.action());
    }

    @Override
    public boolean readsComments(String action) {
        Home home = homes.get(action);
        return home != null && home.provider().readsComments(home.action());
    }

    @Override
    public Outcome perform(ActionContext context, ActionCall call) throws InterruptedException {
        Home home = homes.get(call.action());
        if (home == null) {
            return new Outcome.Failed(ActionError.definite("unknown action " + call.describe()));
        }
        return flat(call, home.provider().perform(context, moved(call, home)));
    }

    @Override
    public Optional<Duration> pollAfter(ActionCall call, JsonNode result) {
        Home home = home(call);
        return home.provider().pollAfter(moved(call, home), result);
    }

    @Override
    public Optional<Observable> observable(ActionCall call, JsonNode result) {
        Home home = home(call);
        return home.provider().observable(moved(call, home), result);
    }

    @Override
    public Outcome refresh(ActionContext context, ActionCall call, JsonNode previous, Optional<ObjectEvent> event)
            throws InterruptedException {
        Home home = home(call);
        return flat(call, home.provider().refresh(context, moved(call, home), previous, event));
    }

    @Override
    public Outcome recover(ActionContext context, ActionCall call, Optional<JsonNode> intent)
            throws InterruptedException {
        Home home = home(call);
        return flat(call, home.provider().recover(context, moved(call, home), intent));
    }

    @Override
    public List<String> cancel(ActionContext context, String action, JsonNode intent, JsonNode result)
            throws InterruptedException {
        Home home = homes.get(action);
        return home == null ? List.of() : home.provider().cancel(context, home.action(), intent, result);
    }

    /** The result in the shape of the older facade, unless the call gave {@code $params} as with the newer ones. */
    private static Outcome flat(ActionCall call, Outcome outcome) {
        if (!(outcome instanceof Outcome.Done done) || !call.legacy()) {
            return outcome;
        }
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        switch (call.action()) {
            case "do" -> result.set("response", done.result());
            case "list" ->
                done.result()
                        .properties()
                        .forEach(m -> result.set(m.getKey().equals("values") ? "list" : m.getKey(), m.getValue()));
            case "delete" -> {
                if (done.result().has("err")) {
                    result.set("err", done.result().get("err"));
                }
            }
            case "apply", "read", "apply-in-parallel" ->
                done.result()
                        .properties()
                        .forEach(m -> result.set(
                                m.getKey(),
                                m.getKey().equals("value")
                                        ? fitting(call.params().path("value"), m.getValue())
                                        : m.getValue()));
            default -> done.result().properties().forEach(m -> result.set(m.getKey(), m.getValue()));
        }
        return new Outcome.Done(result, done.sensitive());
    }

    /**
     * What the cluster has, as far as it can be unified with what was asked for: flat calls have one field for both. Where the
     * server wrote a value differently ({@code 1000m} became {@code 1}) or extended a list, the request's own text stays.
     */
    static JsonNode fitting(JsonNode asked, JsonNode found) {
        if (asked.isMissingNode()) {
            return found;
        }
        if (asked.isObject() && found.isObject()) {
            ObjectNode fitted = JsonNodeFactory.instance.objectNode();
            found.properties().forEach(m -> fitted.set(m.getKey(), fitting(asked.path(m.getKey()), m.getValue())));
            asked.properties().forEach(m -> {
                if (!fitted.has(m.getKey())) {
                    fitted.set(m.getKey(), m.getValue());
                }
            });
            return fitted;
        }
        if (asked.isArray() && found.isArray() && asked.size() == found.size()) {
            var fitted = JsonNodeFactory.instance.arrayNode();
            for (int i = 0; i < asked.size(); i++) {
                fitted.add(fitting(asked.get(i), found.get(i)));
            }
            return fitted;
        }
        return asked;
    }
}
