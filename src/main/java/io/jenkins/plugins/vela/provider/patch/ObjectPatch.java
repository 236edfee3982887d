package io.jenkins.plugins.vela.provider.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.zjsonpatch.JsonPatch;
import io.fabric8.zjsonpatch.JsonPatchException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A patch and the way it is to be merged, as KubeVela's templates say it:
 *
 * <ul>
 *   <li>objects are merged member by member;
 *   <li>a list with {@code +patchKey=k,a.b} is merged by those keys, keeping the base's order and appending what is new; lists
 *       inside its elements inherit the keys unless they have their own;
 *   <li>a list without keys is merged position by position, and so is one of which no element has a key; one with
 *       {@code +patchStrategy=replace} is replaced;
 *   <li>{@code +patchStrategy=retainKeys} lets the patch's value take the place of the one before; in a list with keys, an
 *       element that of the element with its keys;
 *   <li>the whole patch may be one that wins wherever it differs ({@code retainKeys}), a {@code jsonMergePatch} (RFC 7396) or a {@code jsonPatch} (RFC 6902, under {@code operations}).
 * </ul>
 */
public final class ObjectPatch {

    /** What happens where base and patch have different values and no strategy says otherwise. */
    public enum Difference {
        /** The patch does not fit. */
        CONFLICT,
        /** The patch's value wins. */
        OVERRIDE
    }

    /** The patch does not fit the object. The message names the path only. */
    public static final class PatchConflict extends Exception {
        private static final long serialVersionUID = 1L;

        PatchConflict(String message) {
            super(message);
        }
    }

    private static final String RETAIN_KEYS = "retainKeys";
    private static final String REPLACE = "replace";

    private final JsonNode patch;
    private final PatchMarkers markers;
    private final Difference difference;

    /** A patch with its markers. */
    public ObjectPatch(JsonNode patch, PatchMarkers markers, Difference difference) {
        this.patch = patch;
        this.markers = markers;
        this.difference = difference;
    }

    /** Whether applying this twice may differ from applying it once. */
    public boolean isOnceOnly() {
        return whole().equals("jsonPatch");
    }

    private String whole() {
        return markers.strategyAt("").orElse("");
    }

    /** The patched object; the arguments are left alone. */
    public JsonNode applyTo(JsonNode base) throws PatchConflict {
        return switch (whole()) {
            case "jsonMergePatch" -> MergePatch.apply(base, patch);
            case "jsonPatch" -> operations(base);
            case RETAIN_KEYS -> new ObjectPatch(patch, markers, Difference.OVERRIDE).merged(base);
            default -> merged(base);
        };
    }

    private JsonNode merged(JsonNode base) throws PatchConflict {
        return merge(base, patch, "", markers.keysAt(""), "");
    }

    private JsonNode operations(JsonNode base) throws PatchConflict {
        try {
            return JsonPatch.apply(patch.path("operations"), base.deepCopy());
        } catch (JsonPatchException e) {
            // the library's message quotes values
            throw new PatchConflict("the JSON patch does not fit the object");
        }
    }

    /**
     * @param inherited keys of the nearest list or struct around that has some
     * @param above the strategy of a struct around that has this field alone: CUE takes a comment above {@code a: b: c} for one
     *     above the innermost field
     */
    private JsonNode merge(
            JsonNode base, JsonNode change, String pointer, Optional<List<String>> inherited, String above)
            throws PatchConflict {
        String strategy = pointer.isEmpty() ? "" : markers.strategyAt(pointer).orElse(above);
        Optional<List<String>> keys = markers.keysAt(pointer).or(() -> inherited);
        if (base.isObject() && change.isObject() && (change.size() == 1 || !replaces(strategy))) {
            ObjectNode merged = base.deepCopy();
            for (var member : change.properties()) {
                JsonNode before = base.get(member.getKey());
                String below =
                        pointer + "/" + member.getKey().replace("~", "~0").replace("/", "~1");
                merged.set(
                        member.getKey(),
                        before == null
                                ? member.getValue().deepCopy()
                                : merge(before, member.getValue(), below, keys, change.size() == 1 ? strategy : ""));
            }
            return merged;
        }
        if (strategy.equals(REPLACE)) {
            return change.deepCopy();
        }
        if (base.isArray() && change.isArray() && keys.isPresent()) {
            return isKeyed(change, keys.get())
                    ? byKey(base, change, pointer, keys.get(), strategy.equals(RETAIN_KEYS))
                    : byPosition(base, change, pointer);
        }
        if (base.equals(change) || strategy.equals(RETAIN_KEYS)) {
            return change.deepCopy();
        }
        if (base.isArray() && change.isArray()) {
            return byPosition(base, change, pointer);
        }
        if (difference == Difference.OVERRIDE) {
            return change.deepCopy();
        }
        throw new PatchConflict("the patch conflicts with the object at "
                + (pointer.isEmpty() ? "its root" : pointer.substring(1).replace('/', '.'))
                + "; // +patchStrategy=retainKeys above the field lets the patch win");
    }

    private static boolean replaces(String strategy) {
        return strategy.equals(REPLACE) || strategy.equals(RETAIN_KEYS);
    }

    private JsonNode byPosition(JsonNode base, JsonNode change, String pointer) throws PatchConflict {
        ArrayNode merged = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < Math.max(base.size(), change.size()); i++) {
            JsonNode before = base.get(i);
            JsonNode wanted = change.get(i);
            if (before == null) {
                merged.add(wanted.deepCopy());
            } else if (wanted == null) {
                merged.add(before.deepCopy());
            } else {
                merged.add(merge(before, wanted, pointer + "/" + i, Optional.empty(), ""));
            }
        }
        return merged;
    }

    /** Whether some element has a key; where none has, keys say nothing. */
    private static boolean isKeyed(JsonNode list, List<String> keys) {
        for (JsonNode element : list) {
            if (keys.stream().anyMatch(key -> !at(element, key).isMissingNode())) {
                return true;
            }
        }
        return list.isEmpty();
    }

    /** @param whole whether an element takes the place of the one with its keys, instead of being merged into it */
    private JsonNode byKey(JsonNode base, JsonNode change, String pointer, List<String> keys, boolean whole)
            throws PatchConflict {
        List<JsonNode> merged = new ArrayList<>();
        base.forEach(merged::add);
        int original = merged.size();
        for (int i = 0; i < change.size(); i++) {
            JsonNode wanted = change.get(i);
            int at = 0;
            while (at < original && !sameElement(base.get(at), wanted, keys)) {
                at++;
            }
            if (at == original) {
                merged.add(wanted.deepCopy());
            } else if (whole) {
                merged.set(at, wanted.deepCopy());
            } else {
                merged.set(at, merge(merged.get(at), wanted, pointer + "/" + i, Optional.of(keys), ""));
            }
        }
        return JsonNodeFactory.instance.arrayNode().addAll(merged);
    }

    /** Elements are the same when they agree in every key that both have, and have one in common. */
    private static boolean sameElement(JsonNode a, JsonNode b, List<String> keys) {
        boolean common = false;
        for (String key : keys) {
            JsonNode left = at(a, key);
            JsonNode right = at(b, key);
            if (!left.isMissingNode() && !right.isMissingNode()) {
                if (!left.equals(right)) {
                    return false;
                }
                common = true;
            }
        }
        return common;
    }

    private static JsonNode at(JsonNode element, String dotted) {
        return element.at("/" + dotted.replace('.', '/'));
    }
}
