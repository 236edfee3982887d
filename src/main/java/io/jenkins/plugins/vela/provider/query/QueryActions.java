package io.jenkins.plugins.vela.provider.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.cluster.ClusterConnection;
import io.jenkins.plugins.vela.cluster.ClusterException;
import io.jenkins.plugins.vela.cluster.LogOptions;
import io.jenkins.plugins.vela.cluster.ObjectKey;
import io.jenkins.plugins.vela.cluster.ObjectSelector;
import io.jenkins.plugins.vela.cue.CueSource;
import io.jenkins.plugins.vela.provider.ActionCall;
import io.jenkins.plugins.vela.provider.ActionContext;
import io.jenkins.plugins.vela.provider.ActionError;
import io.jenkins.plugins.vela.provider.ActionProvider;
import io.jenkins.plugins.vela.provider.Facades;
import io.jenkins.plugins.vela.provider.Nature;
import io.jenkins.plugins.vela.provider.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The {@code vela/query} actions. All of them observe. Stateless. */
public final class QueryActions implements ActionProvider {

    /** Options of a log that are KubeVela's and not ours. */
    private static final List<String> UNSUPPORTED = List.of("sinceSeconds", "sinceTime");

    @Override
    public String name() {
        return "query";
    }

    @Override
    public List<CueSource> facade() {
        return Facades.read(QueryActions.class, "vela/query/query.cue");
    }

    @Override
    public Set<String> actions() {
        return Set.of(
                "collectLogsInPod",
                "searchEvents",
                "listAppliedResources",
                "listResourcesInApp",
                "collectResources",
                "collectServiceEndpoints");
    }

    @Override
    public Nature nature(ActionCall call) {
        return Nature.OBSERVATION;
    }

    @Override
    public Outcome perform(ActionContext context, ActionCall call) throws InterruptedException {
        try {
            return new Outcome.Done(
                    switch (call.action()) {
                        case "collectLogsInPod" -> logs(context, call.params());
                        case "searchEvents" -> events(context, call.params());
                        default ->
                            new ApplicationResources(context, call.params().path("app")).answer(call.action());
                    },
                    false);
        } catch (ClusterException e) {
            ActionError error = new ActionError(
                    e.getMessage(), e.reason().retryable(), e.reason().definite());
            return e.reason().retryable() ? new Outcome.Retry(error, e.retryAfter()) : new Outcome.Failed(error);
        }
    }

    // ---- logs ----

    /** The log of a container; why there is none stands in {@code outputs.err}. */
    private static ObjectNode logs(ActionContext context, JsonNode params)
            throws ClusterException, InterruptedException {
        JsonNode options = params.path("options");
        for (String option : UNSUPPORTED) {
            if (options.hasNonNull(option)) {
                throw new ClusterException(
                        ClusterException.Reason.CONFIGURATION,
                        "options." + option + " is not supported; use tailLines");
            }
        }
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        ObjectNode outputs = result.putObject("outputs");
        try {
            List<String> lines = cluster(context, params)
                    .logs(params.path("namespace").asText(), params.path("pod").asText(), options(options));
            byte[] bytes = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
            int limit = options.path("limitBytes").asInt(bytes.length);
            byte[] kept = bytes.length > limit ? Arrays.copyOf(bytes, limit) : bytes;
            outputs.put("logs", Base64.getEncoder().encodeToString(kept));
            ArrayNode all = outputs.putArray("lines");
            new String(kept, StandardCharsets.UTF_8).lines().forEach(all::add);
        } catch (ClusterException e) {
            if (e.reason().retryable()) {
                throw e;
            }
            outputs.put("err", e.getMessage());
        }
        return result;
    }

    private static LogOptions options(JsonNode options) {
        Optional<String> container =
                Optional.of(options.path("container").asText("")).filter(name -> !name.isEmpty());
        return new LogOptions(
                container,
                options.path("previous").asBoolean(),
                options.hasNonNull("tailLines")
                        ? OptionalInt.of(options.path("tailLines").asInt())
                        : OptionalInt.empty());
    }

    // ---- events ----

    /** The events about an object, oldest first. */
    private static ObjectNode events(ActionContext context, JsonNode params)
            throws ClusterException, InterruptedException {
        ObjectKey key = ObjectKey.of(params.path("value")).orNamespace(context.namespace());
        StringBuilder fields = new StringBuilder("involvedObject.name=" + key.name());
        if (!key.kind().isEmpty()) {
            fields.append(",involvedObject.kind=").append(key.kind());
        }
        String uid = params.path("value").path("metadata").path("uid").asText("");
        if (!uid.isEmpty()) {
            fields.append(",involvedObject.uid=").append(uid);
        }
        ObjectSelector selector = new ObjectSelector("v1", "Event", key.namespace(), Map.of(), fields.toString());
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        ArrayNode list = result.putArray("list");
        cluster(context, params).list(selector).items().stream()
                .sorted(Comparator.comparing(QueryActions::time))
                .forEach(list::add);
        return result;
    }

    private static String time(JsonNode event) {
        for (String field : List.of("lastTimestamp", "eventTime", "firstTimestamp")) {
            if (event.hasNonNull(field)) {
                return event.path(field).asText();
            }
        }
        return event.path("metadata").path("creationTimestamp").asText("");
    }

    private static ClusterConnection cluster(ActionContext context, JsonNode params) throws ClusterException {
        return context.clusters().get(params.path("cluster").asText(""));
    }
}
