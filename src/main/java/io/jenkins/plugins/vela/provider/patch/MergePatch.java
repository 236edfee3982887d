package io.jenkins.plugins.vela.provider.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** RFC 7396: JSON merge patches. */
public final class MergePatch {

    private MergePatch() {}

    /** The target with the patch merged in; a {@code null} in the patch removes a member. */
    public static JsonNode apply(JsonNode target, JsonNode patch) {
        if (!patch.isObject()) {
            return patch.deepCopy();
        }
        ObjectNode result = target.isObject() ? target.deepCopy() : JsonNodeFactory.instance.objectNode();
        for (var member : patch.properties()) {
            if (member.getValue().isNull()) {
                result.remove(member.getKey());
            } else {
                result.set(member.getKey(), apply(result.path(member.getKey()), member.getValue()));
            }
        }
        return result;
    }

    /** The smallest merge patch that makes {@code to} of {@code from}; an empty object when they are equal. */
    public static ObjectNode between(JsonNode from, JsonNode to) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        for (var member : from.properties()) {
            if (!to.has(member.getKey())) {
                patch.putNull(member.getKey());
            }
        }
        for (var member : to.properties()) {
            JsonNode before = from.get(member.getKey());
            JsonNode after = member.getValue();
            if (before != null && before.isObject() && after.isObject()) {
                ObjectNode below = between(before, after);
                if (!below.isEmpty()) {
                    patch.set(member.getKey(), below);
                }
            } else if (!after.equals(before)) {
                patch.set(member.getKey(), after.deepCopy());
            }
        }
        return patch;
    }
}
