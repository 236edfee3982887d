package io.jenkins.plugins.vela.provider.util;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.cue.CueSource;
import io.jenkins.plugins.vela.provider.ActionCall;
import io.jenkins.plugins.vela.provider.ActionContext;
import io.jenkins.plugins.vela.provider.ActionError;
import io.jenkins.plugins.vela.provider.ActionProvider;
import io.jenkins.plugins.vela.provider.Facades;
import io.jenkins.plugins.vela.provider.LogRequest;
import io.jenkins.plugins.vela.provider.Nature;
import io.jenkins.plugins.vela.provider.Outcome;
import io.jenkins.plugins.vela.provider.patch.ObjectPatch;
import io.jenkins.plugins.vela.provider.patch.PatchMarkers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The {@code vela/util} actions. Stateless. */
public final class UtilActions implements ActionProvider {

    @Override
    public String name() {
        return "util";
    }

    @Override
    public List<CueSource> facade() {
        return Facades.read(UtilActions.class, "vela/util/util.cue");
    }

    @Override
    public Set<String> actions() {
        return Set.of("patch-k8s-object", "string", "evaluate", "log");
    }

    @Override
    public Nature nature(ActionCall call) {
        return call.action().equals("log") ? Nature.CONTROL : Nature.PURE;
    }

    @Override
    public boolean readsComments(String action) {
        return action.equals("patch-k8s-object");
    }

    @Override
    public Outcome perform(ActionContext context, ActionCall call) {
        return switch (call.action()) {
            case "patch-k8s-object" -> patch(call);
            case "string" -> string(call);
            case "evaluate" -> Evaluating.perform(call);
            case "log" -> log(call);
            default -> new Outcome.Failed(ActionError.definite("unknown action " + call.describe()));
        };
    }

    private static Outcome patch(ActionCall call) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        ObjectPatch patch = new ObjectPatch(
                call.params().path("patch"),
                PatchMarkers.of(call.comments(), "/patch"),
                ObjectPatch.Difference.CONFLICT);
        try {
            result.set("result", patch.applyTo(call.params().path("value")));
        } catch (ObjectPatch.PatchConflict e) {
            result.put("err", e.getMessage());
        }
        return new Outcome.Done(result, false);
    }

    /** Bytes come as Base64, which is how CUE writes them in JSON. */
    private static Outcome string(ActionCall call) {
        try {
            byte[] bytes = Base64.getDecoder().decode(call.params().path("bt").asText());
            String text = new String(bytes, StandardCharsets.UTF_8);
            return new Outcome.Done(JsonNodeFactory.instance.objectNode().put("str", text), false);
        } catch (IllegalArgumentException e) {
            return new Outcome.Failed(ActionError.definite("bt is not bytes"));
        }
    }

    private static Outcome log(ActionCall call) {
        JsonNode params = call.params();
        Optional<JsonNode> data = params.has("data") ? Optional.of(params.path("data")) : Optional.empty();
        JsonNode from = params.path("source");
        Optional<LogRequest.Source> source = Optional.empty();
        if (from.has("url")) {
            source = Optional.of(new LogRequest.Url(from.path("url").asText()));
        } else if (from.has("resources")) {
            List<LogRequest.Pods> pods = new ArrayList<>();
            for (JsonNode resource : from.path("resources")) {
                pods.add(pods(resource));
            }
            source = Optional.of(new LogRequest.Resources(pods));
        }
        return new Outcome.Log(new LogRequest(data, params.path("level").asInt(3), source));
    }

    private static LogRequest.Pods pods(JsonNode resource) {
        Map<String, String> labels = new LinkedHashMap<>();
        resource.path("labelSelector")
                .properties()
                .forEach(e -> labels.put(e.getKey(), e.getValue().asText()));
        return new LogRequest.Pods(
                Optional.of(resource.path("name").asText("")).filter(n -> !n.isEmpty()),
                resource.path("cluster").asText(""),
                resource.path("namespace").asText(""),
                labels);
    }
}
