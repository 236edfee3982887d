package io.jenkins.plugins.vela.sandbox.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.sandbox.api.ApiFailure;
import io.jenkins.plugins.vela.sandbox.api.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who owns which field of an object: the content of {@code metadata.managedFields}. Immutable. */
final class FieldOwners {

    /** One line of {@code managedFields}. */
    record Owner(String manager, String operation, String subresource) {}

    private record Entry(String apiVersion, String time, FieldSet fields) {}

    // applies first, then by age
    private static final Comparator<Map.Entry<Owner, Entry>> LISTED = Comparator.comparing(
                    (Map.Entry<Owner, Entry> line) -> line.getKey().operation())
            .thenComparing(line -> line.getValue().time())
            .thenComparing(line -> line.getKey().manager())
            .thenComparing(line -> line.getKey().subresource());

    private final Map<Owner, Entry> entries;

    private FieldOwners(Map<Owner, Entry> entries) {
        this.entries = entries;
    }

    static FieldOwners of(JsonNode object) {
        Map<Owner, Entry> entries = new LinkedHashMap<>();
        for (JsonNode line : object.path("metadata").path("managedFields")) {
            entries.put(
                    new Owner(
                            line.path("manager").asText(),
                            line.path("operation").asText(),
                            line.path("subresource").asText("")),
                    new Entry(
                            line.path("apiVersion").asText(),
                            line.path("time").asText(),
                            FieldSet.fromJson(line.path("fieldsV1"))));
        }
        return new FieldOwners(entries);
    }

    FieldSet owned(Owner owner) {
        Entry entry = entries.get(owner);
        return entry == null ? FieldSet.EMPTY : entry.fields();
    }

    /** Everything that anybody but this owner has. */
    FieldSet ownedByOthers(Owner owner) {
        FieldSet all = FieldSet.EMPTY;
        for (Map.Entry<Owner, Entry> entry : entries.entrySet()) {
            if (!entry.getKey().equals(owner)) {
                all = all.union(entry.getValue().fields());
            }
        }
        return all;
    }

    /** The conflicts of an owner that wants to change these fields. */
    List<ApiFailure.Cause> conflicts(Owner owner, FieldSet wanted) {
        List<ApiFailure.Cause> causes = new ArrayList<>();
        entries.forEach((other, entry) -> {
            if (!other.manager().equals(owner.manager()) || !other.operation().equals(owner.operation())) {
                String who = "conflict with \"" + other.manager() + "\""
                        + (other.subresource().isEmpty() ? "" : " with subresource \"" + other.subresource() + "\"")
                        + (other.operation().equals("Update") ? " using " + entry.apiVersion() : "");
                for (String path : entry.fields().intersect(wanted).paths()) {
                    causes.add(new ApiFailure.Cause("FieldManagerConflict", who, path));
                }
            }
        });
        return causes;
    }

    /** This owner has exactly these fields; the taken ones are no longer anybody else's. */
    FieldOwners with(Owner owner, FieldSet fields, FieldSet taken, String apiVersion, String time) {
        Map<Owner, Entry> next = new LinkedHashMap<>();
        entries.forEach((other, entry) -> {
            if (!other.equals(owner)) {
                next.put(
                        other,
                        new Entry(
                                entry.apiVersion(), entry.time(), entry.fields().minus(taken)));
            } else {
                // keeps its place and, where nothing changed, its time
                boolean same =
                        entry.fields().equals(fields) && entry.apiVersion().equals(apiVersion);
                next.put(owner, same ? entry : new Entry(apiVersion, time, fields));
            }
        });
        next.putIfAbsent(owner, new Entry(apiVersion, time, fields));
        next.values().removeIf(entry -> entry.fields().isEmpty());
        return new FieldOwners(next);
    }

    /** Nobody owns a field that is not there. */
    FieldOwners within(JsonNode object, ValueType type) {
        Map<Owner, Entry> next = new LinkedHashMap<>();
        entries.forEach((owner, entry) -> next.put(
                owner,
                new Entry(entry.apiVersion(), entry.time(), entry.fields().within(object, type))));
        next.values().removeIf(entry -> entry.fields().isEmpty());
        return new FieldOwners(next);
    }

    /** Writes {@code managedFields} of an object that the caller owns. */
    void store(ObjectNode object) {
        ObjectNode metadata = object.withObjectProperty("metadata");
        if (entries.isEmpty()) {
            metadata.remove("managedFields");
            return;
        }
        ArrayNode lines = metadata.putArray("managedFields");
        entries.entrySet().stream().sorted(LISTED).forEach(line -> lines.add(line(line.getKey(), line.getValue())));
    }

    private static ObjectNode line(Owner owner, Entry entry) {
        ObjectNode line = Json.object();
        line.put("manager", owner.manager());
        line.put("operation", owner.operation());
        line.put("apiVersion", entry.apiVersion());
        line.put("time", entry.time());
        line.put("fieldsType", "FieldsV1");
        line.set("fieldsV1", entry.fields().toJson());
        if (!owner.subresource().isEmpty()) {
            line.put("subresource", owner.subresource());
        }
        return line;
    }

    static JsonNode withoutServerFields(JsonNode object) {
        ObjectNode copy = object.deepCopy();
        copy.remove(List.of("apiVersion", "kind"));
        if (copy.get("metadata") instanceof ObjectNode metadata) {
            metadata.remove(List.of(
                    "name",
                    "namespace",
                    "uid",
                    "resourceVersion",
                    "generation",
                    "creationTimestamp",
                    "deletionTimestamp",
                    "deletionGracePeriodSeconds",
                    "selfLink",
                    "generateName",
                    "managedFields"));
            if (metadata.isEmpty()) {
                copy.remove("metadata");
            }
        }
        return copy.isEmpty() ? Json.object() : copy;
    }
}
