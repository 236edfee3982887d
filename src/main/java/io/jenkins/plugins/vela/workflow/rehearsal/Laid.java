package io.jenkins.plugins.vela.workflow.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/** An object with another one laid over it: structs are merged, everything else is replaced. */
final class Laid {

    private Laid() {}

    /** An applied object over what is there. */
    static JsonNode over(Optional<JsonNode> before, JsonNode applied) {
        return before.map(object -> merge(object, applied, false)).orElseGet(applied::deepCopy);
    }

    /** A merge patch (RFC 7396): {@code null} removes. */
    static JsonNode merged(Optional<JsonNode> before, JsonNode patch) {
        return merge(before.orElse(JsonNodeFactory.instance.objectNode()), patch, true);
    }

    private static JsonNode merge(JsonNode below, JsonNode above, boolean nullRemoves) {
        if (!(above instanceof ObjectNode upper)) {
            return above.deepCopy();
        }
        ObjectNode merged =
                below instanceof ObjectNode lower ? lower.deepCopy() : JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> field : upper.properties()) {
            if (nullRemoves && field.getValue().isNull()) {
                merged.remove(field.getKey());
            } else {
                merged.set(field.getKey(), merge(merged.path(field.getKey()), field.getValue(), nullRemoves));
            }
        }
        return merged;
    }
}
