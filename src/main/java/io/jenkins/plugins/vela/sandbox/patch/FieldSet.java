package io.jenkins.plugins.vela.sandbox.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.sandbox.api.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A set of field paths of one object, in the shape of {@code fieldsV1}: {@code f:name} is a field, {@code k:{…}} an
 * item of a map list, {@code v:…} an item of a set. Immutable.
 *
 * @param member whether the path that leads here belongs to the set itself
 */
public record FieldSet(boolean member, SortedMap<String, FieldSet> children) {

    static final FieldSet EMPTY = new FieldSet(false, Collections.emptySortedMap());
    private static final FieldSet LEAF = new FieldSet(true, Collections.emptySortedMap());

    public FieldSet {
        children = Collections.unmodifiableSortedMap(children);
    }

    boolean isEmpty() {
        return !member && children.isEmpty();
    }

    /** The fields that an applied configuration states: its leaves, and each item of a map list. */
    static FieldSet of(JsonNode value, ValueType type) {
        if (value.isObject() && !value.isEmpty() && !type.atomicMap()) {
            SortedMap<String, FieldSet> children = new TreeMap<>();
            value.properties()
                    .forEach(field ->
                            children.put("f:" + field.getKey(), of(field.getValue(), type.field(field.getKey()))));
            return new FieldSet(false, children);
        }
        if (value.isArray() && !value.isEmpty() && type.listing() != ValueType.Listing.ATOMIC) {
            SortedMap<String, FieldSet> children = new TreeMap<>();
            ListItems.byElement(value, type).forEach((element, item) -> {
                FieldSet fields = item.isObject() ? of(item, type.item()) : LEAF;
                children.put(element, new FieldSet(true, fields.children()));
            });
            return new FieldSet(false, children);
        }
        return LEAF;
    }

    /** What is new or different in {@code after}. */
    static FieldSet changed(JsonNode before, JsonNode after, ValueType type) {
        if (after.isMissingNode() || before.equals(after)) {
            return EMPTY;
        }
        if (after.isObject() && !type.atomicMap() && (before.isObject() || before.isMissingNode())) {
            if (after.isEmpty()) {
                return LEAF;
            }
            SortedMap<String, FieldSet> children = new TreeMap<>();
            after.properties()
                    .forEach(field -> putUnlessEmpty(
                            children,
                            "f:" + field.getKey(),
                            changed(before.path(field.getKey()), field.getValue(), type.field(field.getKey()))));
            return new FieldSet(before.isMissingNode(), children);
        }
        if (after.isArray()
                && type.listing() != ValueType.Listing.ATOMIC
                && (before.isArray() || before.isMissingNode())) {
            if (after.isEmpty()) {
                return LEAF;
            }
            SortedMap<String, FieldSet> children = new TreeMap<>();
            Map<String, JsonNode> old = ListItems.byElement(before, type);
            ListItems.byElement(after, type)
                    .forEach((element, item) -> putUnlessEmpty(
                            children,
                            element,
                            changed(old.getOrDefault(element, Json.object().path("absent")), item, type.item())));
            return new FieldSet(before.isMissingNode(), children);
        }
        return LEAF;
    }

    /** Those paths of this set that the value has. */
    FieldSet within(JsonNode value, ValueType type) {
        if (value.isMissingNode()) {
            return EMPTY;
        }
        SortedMap<String, FieldSet> kept = new TreeMap<>();
        children.forEach((element, child) -> {
            JsonNode at;
            ValueType childType;
            if (element.startsWith("f:")) {
                String name = element.substring(2);
                at = value.path(name);
                childType = type.field(name);
            } else {
                childType = type.item();
                at = type.listing() == ValueType.Listing.ATOMIC || !value.isArray()
                        ? value.path("absent")
                        : ListItems.byElement(value, type)
                                .getOrDefault(element, Json.object().path("absent"));
            }
            putUnlessEmpty(kept, element, child.within(at, childType));
        });
        return new FieldSet(member, kept);
    }

    FieldSet union(FieldSet other) {
        SortedMap<String, FieldSet> all = new TreeMap<>(children);
        other.children.forEach((element, child) -> all.merge(element, child, FieldSet::union));
        return new FieldSet(member || other.member, all);
    }

    FieldSet minus(FieldSet other) {
        SortedMap<String, FieldSet> left = new TreeMap<>();
        children.forEach((element, child) ->
                putUnlessEmpty(left, element, child.minus(other.children.getOrDefault(element, EMPTY))));
        return new FieldSet(member && !other.member, left);
    }

    FieldSet intersect(FieldSet other) {
        SortedMap<String, FieldSet> both = new TreeMap<>();
        children.forEach((element, child) ->
                putUnlessEmpty(both, element, child.intersect(other.children.getOrDefault(element, EMPTY))));
        return new FieldSet(member && other.member, both);
    }

    /** The set without everything below a path of field names. */
    FieldSet without(String... path) {
        return without(List.of(path));
    }

    private FieldSet without(List<String> path) {
        String element = "f:" + path.get(0);
        FieldSet child = children.get(element);
        if (child == null) {
            return this;
        }
        SortedMap<String, FieldSet> left = new TreeMap<>(children);
        left.remove(element);
        if (path.size() > 1) {
            putUnlessEmpty(left, element, child.without(path.subList(1, path.size())));
        }
        return new FieldSet(member, left);
    }

    /** Only what lies below one field. */
    FieldSet only(String field) {
        FieldSet child = children.get("f:" + field);
        SortedMap<String, FieldSet> kept = new TreeMap<>();
        if (child != null) {
            kept.put("f:" + field, child);
        }
        return new FieldSet(false, kept);
    }

    /** The paths as messages print them: {@code .spec.containers[name="web"].image}. */
    List<String> paths() {
        List<String> paths = new ArrayList<>();
        collect("", paths);
        return paths;
    }

    private void collect(String prefix, List<String> paths) {
        if (member && !prefix.isEmpty()) {
            paths.add(prefix);
        }
        children.forEach((element, child) -> child.collect(prefix + shown(element), paths));
    }

    private static String shown(String element) {
        String rest = element.substring(2);
        if (element.startsWith("f:")) {
            return "." + rest;
        }
        if (element.startsWith("v:")) {
            return "[=" + rest + "]";
        }
        StringBuilder keys = new StringBuilder("[");
        Json.parse(rest).properties().forEach(key -> keys.append(keys.length() == 1 ? "" : ",")
                .append(key.getKey())
                .append('=')
                .append(key.getValue()));
        return keys.append(']').toString();
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object();
        if (member && !children.isEmpty()) {
            json.putObject(".");
        }
        children.forEach((element, child) -> json.set(element, child.toJson()));
        return json;
    }

    static FieldSet fromJson(JsonNode json) {
        return new FieldSet(false, childrenOf(json));
    }

    private static SortedMap<String, FieldSet> childrenOf(JsonNode json) {
        SortedMap<String, FieldSet> children = new TreeMap<>();
        json.properties().forEach(field -> {
            if (!field.getKey().equals(".")) {
                JsonNode below = field.getValue();
                children.put(field.getKey(), new FieldSet(below.isEmpty() || below.has("."), childrenOf(below)));
            }
        });
        return children;
    }

    private static void putUnlessEmpty(SortedMap<String, FieldSet> children, String element, FieldSet child) {
        if (!child.isEmpty()) {
            children.put(element, child);
        }
    }
}
