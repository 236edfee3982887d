package io.jenkins.plugins.vela.sandbox.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.sandbox.api.ApiFailure;
import io.jenkins.plugins.vela.sandbox.api.Json;
import io.jenkins.plugins.vela.sandbox.api.Meta;
import io.jenkins.plugins.vela.sandbox.api.ResourceKind;
import io.jenkins.plugins.vela.sandbox.registry.Deletion;
import java.util.Optional;
import java.util.OptionalLong;

/** The options of a delete, from the body or from parameters, and its answer. */
final class DeleteOptions {

    private DeleteOptions() {}

    static Deletion read(ApiRequest request, Optional<JsonNode> body) {
        JsonNode options = body.orElse(MissingNode.getInstance());
        String propagation = options.path("propagationPolicy").asText(request.parameter("propagationPolicy"));
        String grace = options.path("gracePeriodSeconds").asText(request.parameter("gracePeriodSeconds"));
        JsonNode preconditions = options.path("preconditions");
        boolean orphan = options.path("orphanDependents").asBoolean(request.flag("orphanDependents"));
        return new Deletion(
                orphan && propagation.isEmpty() ? Optional.of(Deletion.Propagation.ORPHAN) : propagation(propagation),
                grace.isEmpty() ? OptionalLong.empty() : OptionalLong.of(seconds(grace)),
                text(preconditions.path("uid")),
                text(preconditions.path("resourceVersion")),
                request.dryRun() || !options.path("dryRun").isEmpty());
    }

    private static Optional<Deletion.Propagation> propagation(String name) {
        return switch (name) {
            case "" -> Optional.empty();
            case "Background" -> Optional.of(Deletion.Propagation.BACKGROUND);
            case "Foreground" -> Optional.of(Deletion.Propagation.FOREGROUND);
            case "Orphan" -> Optional.of(Deletion.Propagation.ORPHAN);
            default ->
                throw ApiFailure.unprocessable("DeleteOptions.meta.k8s.io \"\" is invalid: propagationPolicy:"
                        + " Unsupported value: \"" + name
                        + "\": supported values: \"Background\", \"Foreground\", \"Orphan\"");
        };
    }

    private static long seconds(String text) {
        try {
            return Math.max(0, Long.parseLong(text));
        } catch (NumberFormatException e) {
            throw ApiFailure.badRequest("invalid gracePeriodSeconds: " + text);
        }
    }

    private static Optional<String> text(JsonNode node) {
        return node.isTextual() ? Optional.of(node.asText()) : Optional.empty();
    }

    /** What a client reads when the object is gone. */
    static ObjectNode success(ResourceKind kind, JsonNode object) {
        ObjectNode status = plainSuccess();
        ObjectNode details = status.putObject("details");
        details.put("name", Meta.of(object).name());
        if (!kind.group().isEmpty()) {
            details.put("group", kind.group());
        }
        details.put("kind", kind.plural());
        details.put("uid", Meta.of(object).uid());
        return status;
    }

    static ObjectNode plainSuccess() {
        ObjectNode status = Json.object();
        status.put("kind", "Status").put("apiVersion", "v1");
        status.putObject("metadata");
        return status.put("status", "Success");
    }
}
