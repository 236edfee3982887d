package io.jenkins.plugins.vela.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jenkins.plugins.vela.cluster.ClusterException.Reason;
import java.util.Locale;

/** Turns an answer of the API server that is not a success into one sentence. */
final class ApiErrors {

    private static final int MAX_MESSAGE = 500;

    private ApiErrors() {}

    /**
     * The error behind an answer.
     *
     * @param what what was asked, for example {@code apply}
     * @param object the object it was asked for; may be empty
     * @param secret whether the server's own words may quote secret content, so that they are left out
     */
    static ClusterException of(ApiTransport.Reply reply, String cluster, String what, String object, boolean secret) {
        JsonNode status = parse(reply.body());
        String message = status.path("message").asText("");
        Reason reason = reason(reply.status(), status.path("reason").asText(""));
        String subject = what + (object.isEmpty() ? "" : " " + object) + " in cluster " + cluster;
        return new ClusterException(
                reason, subject + ": " + words(reply.status(), reason, secret ? "" : message), reply.retryAfter());
    }

    /** The error that a watch delivers as an event of its own. */
    static ClusterException ofStatus(JsonNode status, String cluster) {
        int code = status.path("code").asInt(500);
        return new ClusterException(
                reason(code, status.path("reason").asText("")),
                "watch in cluster " + cluster + ": "
                        + shortened(status.path("message").asText("failed")));
    }

    /** Whether a "not found" speaks of an object, and not of a path that the server does not know. */
    static boolean namesAnObject(ApiTransport.Reply reply) {
        return !parse(reply.body()).path("details").path("name").asText("").isEmpty();
    }

    private static JsonNode parse(String body) {
        try {
            JsonNode node = body.isEmpty() ? MissingNode.getInstance() : Json.parse(body);
            return node == null ? MissingNode.getInstance() : node;
        } catch (JsonProcessingException e) {
            // not every proxy on the way answers in JSON; the status code says enough
            return MissingNode.getInstance();
        }
    }

    private static String words(int code, Reason reason, String message) {
        return message.isEmpty()
                ? reason.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " (HTTP " + code + ")"
                : shortened(message);
    }

    private static String shortened(String message) {
        String line = message.replace('\n', ' ').strip();
        return line.length() <= MAX_MESSAGE ? line : line.substring(0, MAX_MESSAGE) + "…";
    }

    private static Reason reason(int code, String apiReason) {
        return switch (code) {
            case 401 -> Reason.UNAUTHORIZED;
            case 403 -> Reason.FORBIDDEN;
            case 404 -> Reason.NOT_FOUND;
            case 409 -> apiReason.equals("AlreadyExists") ? Reason.ALREADY_EXISTS : Reason.CONFLICT;
            case 410 -> Reason.GONE;
            case 429 -> Reason.THROTTLED;
            case 504 -> Reason.NO_ANSWER;
            default -> code >= 500 ? Reason.SERVER : Reason.INVALID;
        };
    }
}
