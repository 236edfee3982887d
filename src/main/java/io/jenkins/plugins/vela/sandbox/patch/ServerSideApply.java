package io.jenkins.plugins.vela.sandbox.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.sandbox.api.ApiFailure;
import io.jenkins.plugins.vela.sandbox.api.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Server-side apply and the field ownership that comes with it, as the Kubernetes documentation describes them: an
 * applied configuration says all that its manager wants; what the manager wanted before and no longer says is removed
 * unless somebody else owns it; fields of others are touched by force only.
 */
public final class ServerSideApply {

    /**
     * Who writes.
     *
     * @param name the field manager
     * @param apiVersion the version of the API the manager speaks
     * @param subresource empty for the object itself
     * @param time when, as {@code managedFields} prints it
     */
    public record Manager(String name, String apiVersion, String subresource, String time) {}

    private final ValueType type;

    public ServerSideApply(ValueType type) {
        this.type = type;
    }

    /**
     * The object after an apply.
     *
     * @param live the present object; an empty object when there is none
     * @param config what the manager wants
     * @param force take fields that others own instead of refusing
     * @throws ApiFailure with code 409 and one cause per field that others own
     */
    public ObjectNode apply(JsonNode live, JsonNode config, Manager manager, boolean force) {
        FieldOwners.Owner owner = new FieldOwners.Owner(manager.name(), "Apply", manager.subresource());
        FieldOwners owners = FieldOwners.of(live);
        JsonNode wanted = FieldOwners.withoutServerFields(withoutNulls(config));
        FieldSet now = wanted.isEmpty() ? FieldSet.EMPTY : FieldSet.of(wanted, type);
        ObjectNode merged = (ObjectNode) merge(live, withoutNulls(config), type);
        FieldSet changes =
                FieldSet.changed(FieldOwners.withoutServerFields(live), FieldOwners.withoutServerFields(merged), type);
        FieldSet contested = changes.intersect(now);
        List<ApiFailure.Cause> conflicts = owners.conflicts(owner, contested);
        if (!conflicts.isEmpty() && !force) {
            throw ApiFailure.applyConflict(conflicts);
        }
        FieldOwners after = owners.with(owner, now, contested, manager.apiVersion(), manager.time());
        FieldSet dropped = owners.owned(owner).minus(now).minus(after.ownedByOthers(owner));
        ObjectNode result = (ObjectNode) remove(merged, dropped, type);
        after.within(result, type).store(result);
        return result;
    }

    /** Notes in a new state of an object, made by a plain write, who changed which fields. */
    public ObjectNode update(JsonNode live, JsonNode next, Manager manager) {
        FieldOwners.Owner owner = new FieldOwners.Owner(manager.name(), "Update", manager.subresource());
        FieldOwners owners = FieldOwners.of(live);
        FieldSet changes =
                FieldSet.changed(FieldOwners.withoutServerFields(live), FieldOwners.withoutServerFields(next), type);
        changes = new FieldSet(false, changes.children());
        ObjectNode result = next.deepCopy();
        FieldOwners after = owners.within(next, type);
        if (!changes.isEmpty()) {
            FieldSet mine = after.owned(owner).union(changes);
            after = after.with(owner, mine, changes, manager.apiVersion(), manager.time());
        }
        after.store(result);
        return result;
    }

    /** A copy without the fields whose value is {@code null}, which is how typed kinds are read. */
    public static JsonNode withoutNulls(JsonNode node) {
        if (node.isObject()) {
            ObjectNode kept = Json.object();
            node.properties().forEach(field -> {
                if (!field.getValue().isNull()) {
                    kept.set(field.getKey(), withoutNulls(field.getValue()));
                }
            });
            return kept;
        }
        if (node.isArray()) {
            ArrayNode kept = Json.object().arrayNode();
            node.forEach(item -> kept.add(withoutNulls(item)));
            return kept;
        }
        return node;
    }

    private static JsonNode merge(JsonNode live, JsonNode config, ValueType type) {
        if (config.isObject() && live.isObject() && !type.atomicMap()) {
            ObjectNode merged = live.deepCopy();
            config.properties()
                    .forEach(field -> merged.set(
                            field.getKey(),
                            merge(live.path(field.getKey()), field.getValue(), type.field(field.getKey()))));
            return merged;
        }
        if (config.isArray() && live.isArray() && type.listing() != ValueType.Listing.ATOMIC) {
            Map<String, JsonNode> items = new LinkedHashMap<>(ListItems.byElement(live, type));
            // applied items keep their order; what only the live list has goes after the item it followed
            Map<String, JsonNode> applied = ListItems.byElement(config, type);
            ArrayNode merged = Json.object().arrayNode();
            boolean sameOrder = List.copyOf(items.keySet()).stream()
                    .filter(applied::containsKey)
                    .toList()
                    .equals(applied.keySet().stream().filter(items::containsKey).toList());
            if (sameOrder) {
                applied.forEach((element, item) ->
                        items.merge(element, item, (old, wanted) -> merge(old, wanted, type.item())));
                items.values().forEach(merged::add);
            } else {
                applied.forEach((element, item) -> {
                    JsonNode old = items.remove(element);
                    merged.add(old == null ? item : merge(old, item, type.item()));
                });
                items.values().forEach(merged::add);
            }
            return merged;
        }
        return config;
    }

    private static JsonNode remove(JsonNode value, FieldSet dropped, ValueType type) {
        if (dropped.isEmpty()) {
            return value;
        }
        if (value.isObject()) {
            ObjectNode left = Json.object();
            value.properties().forEach(field -> {
                FieldSet below = dropped.children().getOrDefault("f:" + field.getKey(), FieldSet.EMPTY);
                JsonNode kept = remove(field.getValue(), below, type.field(field.getKey()));
                boolean emptied = !below.isEmpty() && kept.isContainerNode() && kept.isEmpty();
                if (!below.member() && !emptied) {
                    left.set(field.getKey(), kept);
                }
            });
            return left;
        }
        if (value.isArray() && type.listing() != ValueType.Listing.ATOMIC) {
            ArrayNode left = Json.object().arrayNode();
            ListItems.byElement(value, type).forEach((element, item) -> {
                FieldSet below = dropped.children().getOrDefault(element, FieldSet.EMPTY);
                if (!below.member()) {
                    left.add(remove(item, below, type.item()));
                }
            });
            return left;
        }
        return value;
    }
}
