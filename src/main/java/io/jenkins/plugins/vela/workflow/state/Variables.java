package io.jenkins.plugins.vela.workflow.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The run's variables: one struct, written by outputs and {@code #DoVar} with the meaning of unification (a different value
 * in the same place is an error), read by inputs. Names are paths split at dots. Immutable.
 */
public final class Variables {

    static final Variables EMPTY = new Variables(Map.of());

    private final Map<String, JsonNode> values;

    private Variables(Map<String, JsonNode> values) {
        this.values = values;
    }

    /** The first part of a path. */
    public static String head(String path) {
        int dot = path.indexOf('.');
        return dot < 0 ? path : path.substring(0, dot);
    }

    /** The value at a path. A step that was skipped leaves {@code null} values, which are there. */
    public Optional<JsonNode> get(String path) {
        String[] parts = path.split("\\.", -1);
        JsonNode value = values.get(parts[0]);
        for (int i = 1; i < parts.length && value != null; i++) {
            value = value.get(parts[i]);
        }
        return Optional.ofNullable(value);
    }

    /** Says why a value cannot be written, if it cannot. */
    public Optional<String> conflict(String path, JsonNode value) {
        return get(path).flatMap(old -> conflict(path, old, value));
    }

    /** The variables with a value unified in; a conflict must have been ruled out before. */
    public Variables with(String path, JsonNode value) {
        String[] parts = path.split("\\.", -1);
        JsonNode wrapped = value;
        for (int i = parts.length - 1; i > 0; i--) {
            ObjectNode holder = JsonNodeFactory.instance.objectNode();
            holder.set(parts[i], wrapped);
            wrapped = holder;
        }
        Map<String, JsonNode> copy = new LinkedHashMap<>(values);
        JsonNode old = copy.get(parts[0]);
        copy.put(parts[0], old == null ? wrapped : unify(old, wrapped));
        return new Variables(copy);
    }

    /** The variables without the one at the path's head. */
    public Variables without(String path) {
        if (!values.containsKey(head(path))) {
            return this;
        }
        Map<String, JsonNode> copy = new LinkedHashMap<>(values);
        copy.remove(head(path));
        return new Variables(copy);
    }

    /** All variables as one object. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        values.forEach(json::set);
        return json;
    }

    private static Optional<String> conflict(String path, JsonNode old, JsonNode value) {
        if (old instanceof ObjectNode left && value instanceof ObjectNode right) {
            for (Map.Entry<String, JsonNode> field : right.properties()) {
                JsonNode before = left.get(field.getKey());
                if (before != null) {
                    Optional<String> conflict = conflict(path + "." + field.getKey(), before, field.getValue());
                    if (conflict.isPresent()) {
                        return conflict;
                    }
                }
            }
            return Optional.empty();
        }
        if (old instanceof ArrayNode left && value instanceof ArrayNode right && left.size() == right.size()) {
            for (int i = 0; i < left.size(); i++) {
                Optional<String> conflict = conflict(path + "[" + i + "]", left.get(i), right.get(i));
                if (conflict.isPresent()) {
                    return conflict;
                }
            }
            return Optional.empty();
        }
        // no values in the message: a variable may hold a secret
        return old.equals(value) ? Optional.empty() : Optional.of(path + " has another value already");
    }

    private static JsonNode unify(JsonNode old, JsonNode value) {
        if (old instanceof ObjectNode left && value instanceof ObjectNode right) {
            ObjectNode both = JsonNodeFactory.instance.objectNode();
            both.setAll(left);
            for (Map.Entry<String, JsonNode> field : right.properties()) {
                JsonNode before = both.get(field.getKey());
                both.set(field.getKey(), before == null ? field.getValue() : unify(before, field.getValue()));
            }
            return both;
        }
        return value;
    }
}
