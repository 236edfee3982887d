package io.jenkins.plugins.vela.provider.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.cluster.ClusterConnection;
import io.jenkins.plugins.vela.cluster.ClusterException;
import io.jenkins.plugins.vela.cluster.ClusterException.Reason;
import io.jenkins.plugins.vela.cluster.ObjectKey;
import io.jenkins.plugins.vela.cluster.ObjectSelector;
import io.jenkins.plugins.vela.cluster.Propagation;
import io.jenkins.plugins.vela.cue.CueSource;
import io.jenkins.plugins.vela.provider.ActionCall;
import io.jenkins.plugins.vela.provider.ActionContext;
import io.jenkins.plugins.vela.provider.ActionError;
import io.jenkins.plugins.vela.provider.ActionProvider;
import io.jenkins.plugins.vela.provider.Facades;
import io.jenkins.plugins.vela.provider.Nature;
import io.jenkins.plugins.vela.provider.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The {@code vela/config} actions. Stateless. */
public final class ConfigActions implements ActionProvider {

    /** The request cannot be carried out as it is. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    @Override
    public String name() {
        return "config";
    }

    @Override
    public List<CueSource> facade() {
        return Facades.read(ConfigActions.class, "vela/config/config.cue");
    }

    @Override
    public Set<String> actions() {
        return Set.of("create", "read", "list", "delete");
    }

    @Override
    public Nature nature(ActionCall call) {
        return switch (call.action()) {
            case "create", "delete" -> Nature.EFFECT_IDEMPOTENT;
            default -> Nature.OBSERVATION;
        };
    }

    @Override
    public Outcome perform(ActionContext context, ActionCall call) throws InterruptedException {
        try {
            ClusterConnection cluster = context.clusters().get("");
            return switch (call.action()) {
                case "create" -> create(context, call, cluster);
                case "read" -> read(context, call, cluster);
                case "list" -> list(call, cluster);
                case "delete" -> delete(context, call, cluster, false);
                default -> new Outcome.Failed(ActionError.definite("unknown action " + call.describe()));
            };
        } catch (Refused e) {
            return new Outcome.Failed(ActionError.definite(e.getMessage()));
        } catch (ClusterException e) {
            return failure(e);
        }
    }

    @Override
    public Outcome recover(ActionContext context, ActionCall call, Optional<JsonNode> intent)
            throws InterruptedException {
        if (!call.action().equals("delete") || intent.isEmpty()) {
            return perform(context, call);
        }
        try {
            return delete(context, call, context.clusters().get(""), true);
        } catch (Refused e) {
            return new Outcome.Failed(ActionError.definite(e.getMessage()));
        } catch (ClusterException e) {
            return failure(e);
        }
    }

    private static Outcome failure(ClusterException e) {
        ActionError error = new ActionError(
                e.getMessage(), e.reason().retryable(), e.reason().definite());
        return e.reason().retryable() ? new Outcome.Retry(error, e.retryAfter()) : new Outcome.Failed(error);
    }

    private static ObjectKey key(ActionContext context, ActionCall call) {
        return ConfigSecret.key(
                call.params().path("namespace").asText(context.namespace()),
                call.params().path("name").asText());
    }

    // ---- create ----

    private static Outcome create(ActionContext context, ActionCall call, ClusterConnection cluster)
            throws Refused, ClusterException, InterruptedException {
        ObjectKey key = key(context, call);
        JsonNode properties = call.params().path("config");
        String template = call.params().path("template").asText("");
        ConfigTemplate.Rendered rendered = template.isEmpty()
                ? ConfigTemplate.Rendered.plain()
                : ConfigTemplate.read(cluster, template).render(key, properties);
        ObjectNode secret = ConfigSecret.build(key, properties, rendered);
        Optional<JsonNode> existing = cluster.get(key);
        if (existing.isPresent()) {
            ConfigSecret.requireSameKind(existing.get(), secret);
        }
        context.aboutToSend(intent(key));
        for (ObjectNode object : rendered.objects()) {
            cluster.apply(object);
        }
        cluster.apply(secret);
        return new Outcome.Done(JsonNodeFactory.instance.objectNode(), false);
    }

    private static ObjectNode intent(ObjectKey key) {
        return JsonNodeFactory.instance.objectNode().put("config", key.namespace() + "/" + key.name());
    }

    // ---- read and list ----

    private static Outcome read(ActionContext context, ActionCall call, ClusterConnection cluster)
            throws Refused, ClusterException, InterruptedException {
        ObjectKey key = key(context, call);
        JsonNode secret = required(cluster, key);
        if (ConfigSecret.isSensitive(secret)) {
            throw new Refused("config " + key.namespace() + "/" + key.name() + ": the config is sensitive");
        }
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.set("config", ConfigSecret.properties(secret));
        return new Outcome.Done(result, true);
    }

    private static JsonNode required(ClusterConnection cluster, ObjectKey key)
            throws Refused, ClusterException, InterruptedException {
        return cluster.get(key)
                .filter(ConfigSecret::isConfig)
                .orElseThrow(() ->
                        new Refused("config " + key.namespace() + "/" + key.name() + ": the config does not exist"));
    }

    private static Outcome list(ActionCall call, ClusterConnection cluster)
            throws Refused, ClusterException, InterruptedException {
        String template = call.params().path("template").asText("");
        String namespace = call.params().path("namespace").asText("");
        if (template.isEmpty() || namespace.isEmpty()) {
            throw new Refused("the request is invalid: listing configs needs template and namespace");
        }
        String type = template.substring(template.indexOf('/') + 1);
        ArrayNode configs = JsonNodeFactory.instance.arrayNode();
        Map<String, String> labels = ConfigSecret.labelsOf(type);
        for (JsonNode secret : cluster.list(ObjectSelector.of("v1", "Secret", namespace, labels))
                .items()) {
            configs.add(ConfigSecret.summary(secret));
        }
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.set("configs", configs);
        return new Outcome.Done(result, true);
    }

    // ---- delete ----

    private static Outcome delete(ActionContext context, ActionCall call, ClusterConnection cluster, boolean again)
            throws Refused, ClusterException, InterruptedException {
        ObjectKey key = key(context, call);
        Optional<JsonNode> found = cluster.get(key).filter(ConfigSecret::isConfig);
        if (found.isEmpty() && again) {
            return new Outcome.Done(JsonNodeFactory.instance.objectNode(), false);
        }
        JsonNode secret = found.isPresent() ? found.get() : required(cluster, key);
        context.aboutToSend(intent(key));
        for (ObjectKey reference : ConfigSecret.references(secret)) {
            deleteIfThere(cluster, reference);
        }
        deleteIfThere(cluster, key);
        return new Outcome.Done(JsonNodeFactory.instance.objectNode(), false);
    }

    private static void deleteIfThere(ClusterConnection cluster, ObjectKey key)
            throws ClusterException, InterruptedException {
        try {
            cluster.delete(key, Propagation.BACKGROUND);
        } catch (ClusterException e) {
            if (e.reason() != Reason.NOT_FOUND) {
                throw e;
            }
        }
    }
}
