package io.jenkins.plugins.vela.sandbox.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A refusal, carried as the {@code Status} object that the client will read. */
public final class ApiFailure extends RuntimeException {

    /** One reason among several, with the field it concerns. */
    public record Cause(String reason, String message, String field) {}

    private final int code;
    private final transient ObjectNode status;

    private ApiFailure(int code, String reason, String message, ObjectNode details) {
        super(message, null, false, false);
        this.code = code;
        ObjectNode body = Json.object();
        body.put("kind", "Status");
        body.put("apiVersion", "v1");
        body.putObject("metadata");
        body.put("status", "Failure");
        body.put("message", message);
        body.put("reason", reason);
        if (!details.isEmpty()) {
            body.set("details", details);
        }
        body.put("code", code);
        this.status = body;
    }

    /** The HTTP status code. */
    public int code() {
        return code;
    }

    /** A copy of the {@code Status} object. */
    public ObjectNode status() {
        return status.deepCopy();
    }

    public static ApiFailure notFound(ResourceKind kind, String name) {
        return new ApiFailure(
                404,
                "NotFound",
                kind.qualifiedPlural() + " \"" + name + "\" not found",
                details(name, kind.group(), kind.plural()));
    }

    public static ApiFailure alreadyExists(ResourceKind kind, String name) {
        return new ApiFailure(
                409,
                "AlreadyExists",
                kind.qualifiedPlural() + " \"" + name + "\" already exists",
                details(name, kind.group(), kind.plural()));
    }

    /** The object changed since the client read it. */
    public static ApiFailure modified(ResourceKind kind, String name) {
        return conflict(
                kind,
                name,
                "the object has been modified; please apply your changes to the latest version and try again");
    }

    public static ApiFailure conflict(ResourceKind kind, String name, String why) {
        return new ApiFailure(
                409,
                "Conflict",
                "Operation cannot be fulfilled on " + kind.qualifiedPlural() + " \"" + name + "\": " + why,
                details(name, kind.group(), kind.plural()));
    }

    /** A delete was meant for another state of the object; such failures name the kind instead of the resource. */
    public static ApiFailure precondition(ResourceKind kind, String name, String why) {
        String qualified = kind.group().isEmpty() ? kind.kind() : kind.kind() + "." + kind.group();
        return new ApiFailure(
                409,
                "Conflict",
                "Operation cannot be fulfilled on " + qualified + " \"" + name + "\": " + why,
                details(name, kind.group(), kind.kind()));
    }

    /** Other managers own fields that an apply would change. */
    public static ApiFailure applyConflict(List<Cause> causes) {
        StringBuilder message = new StringBuilder("Apply failed with ");
        if (causes.size() == 1) {
            message.append("1 conflict: ").append(causes.get(0).message());
            message.append(": ").append(causes.get(0).field());
        } else {
            message.append(causes.size()).append(" conflicts: ");
            String last = "";
            for (Cause cause : causes) {
                if (!cause.message().equals(last)) {
                    message.append(last.isEmpty() ? "" : "\n");
                    message.append(cause.message().replaceFirst("^conflict ", "conflicts "))
                            .append(':');
                    last = cause.message();
                }
                message.append("\n- ").append(cause.field());
            }
        }
        ObjectNode details = Json.object();
        putCauses(details, causes);
        return new ApiFailure(409, "Conflict", message.toString(), details);
    }

    public static ApiFailure invalid(ResourceKind kind, String name, List<Cause> causes) {
        ObjectNode details = details(name, kind.group(), kind.kind());
        putCauses(details, causes);
        StringBuilder text = new StringBuilder();
        for (Cause cause : causes) {
            text.append(text.isEmpty() ? "" : ", ")
                    .append(cause.field())
                    .append(": ")
                    .append(cause.message());
        }
        String qualified = kind.group().isEmpty() ? kind.kind() : kind.kind() + "." + kind.group();
        String list = causes.size() == 1 ? text.toString() : "[" + text + "]";
        return new ApiFailure(422, "Invalid", qualified + " \"" + name + "\" is invalid: " + list, details);
    }

    /** A patch that cannot be applied to the object. */
    public static ApiFailure unprocessable(String message) {
        return new ApiFailure(422, "Invalid", message, Json.object());
    }

    public static ApiFailure badRequest(String message) {
        return new ApiFailure(400, "BadRequest", message, Json.object());
    }

    public static ApiFailure unauthorized() {
        return new ApiFailure(401, "Unauthorized", "Unauthorized", Json.object());
    }

    public static ApiFailure forbidden(ResourceKind kind, String name, String why) {
        return new ApiFailure(
                403,
                "Forbidden",
                kind.qualifiedPlural() + " \"" + name + "\" is forbidden: " + why,
                details(name, kind.group(), kind.plural()));
    }

    public static ApiFailure methodNotAllowed() {
        return new ApiFailure(
                405,
                "MethodNotAllowed",
                "the server does not allow this method on the requested resource",
                Json.object());
    }

    /** A kind that nobody serves. */
    public static ApiFailure unknownResource() {
        return new ApiFailure(404, "NotFound", "the server could not find the requested resource", Json.object());
    }

    public static ApiFailure unsupportedMediaType(String accepted) {
        return new ApiFailure(
                415,
                "UnsupportedMediaType",
                "the body of the request was in an unknown format - accepted media types include: " + accepted,
                Json.object());
    }

    /** The asked resource version is no longer in the history. */
    public static ApiFailure expired(long asked, long oldest) {
        return new ApiFailure(
                410, "Expired", "too old resource version: " + asked + " (" + oldest + ")", Json.object());
    }

    /** The asked resource version has not happened yet. */
    public static ApiFailure tooLarge(long asked, long current) {
        ObjectNode details = Json.object();
        putCauses(details, List.of(new Cause("ResourceVersionTooLarge", "Too large resource version", "")));
        details.put("retryAfterSeconds", 1);
        return new ApiFailure(
                504, "Timeout", "Too large resource version: " + asked + ", current: " + current, details);
    }

    public static ApiFailure tooManyBytes(int limit) {
        return new ApiFailure(
                413, "RequestEntityTooLarge", "Request entity too large: limit is " + limit, Json.object());
    }

    /** An apply states a field that the kind does not have; real servers call that an internal error. */
    public static ApiFailure undeclared(ResourceKind kind, String namespace, String name, String field) {
        String message = "failed to create typed patch object (" + (namespace.isEmpty() ? "" : namespace + "/") + name
                + "; " + kind.apiVersion() + ", Kind=" + kind.kind() + "): ." + field
                + ": field not declared in schema";
        return new ApiFailure(500, "InternalError", message, Json.object());
    }

    public static ApiFailure internal(String message) {
        return new ApiFailure(500, "InternalError", "Internal error occurred: " + message, Json.object());
    }

    /** A failure that a test asked for. */
    public static ApiFailure injected(int code, String reason, String message) {
        return new ApiFailure(code, reason, message, Json.object());
    }

    private static ObjectNode details(String name, String group, String kind) {
        ObjectNode details = Json.object();
        if (!name.isEmpty()) {
            details.put("name", name);
        }
        if (!group.isEmpty()) {
            details.put("group", group);
        }
        details.put("kind", kind);
        return details;
    }

    private static void putCauses(ObjectNode details, List<Cause> causes) {
        ArrayNode items = details.putArray("causes");
        for (Cause cause : causes) {
            ObjectNode item = items.addObject();
            item.put("reason", cause.reason());
            item.put("message", cause.message());
            if (!cause.field().isEmpty()) {
                item.put("field", cause.field());
            }
        }
    }
}
