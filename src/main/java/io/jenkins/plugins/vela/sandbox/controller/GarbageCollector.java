package io.jenkins.plugins.vela.sandbox.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.sandbox.api.Json;
import io.jenkins.plugins.vela.sandbox.api.Meta;
import io.jenkins.plugins.vela.sandbox.api.ObjectKey;
import io.jenkins.plugins.vela.sandbox.store.Change;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Deletes objects whose owners are gone, and carries out foreground and orphaning deletions. */
final class GarbageCollector implements Reconciler {

    private static final String FOREGROUND = "foregroundDeletion";
    private static final String ORPHAN = "orphan";

    private final Map<String, ObjectKey> living = new HashMap<>();
    private final Map<String, Set<ObjectKey>> dependents = new HashMap<>();

    @Override
    public List<ObjectKey> affected(Change change) {
        String uid = Meta.of(change.object()).uid();
        change.previous().ifPresent(previous -> owners(previous).forEach(owner -> {
            Set<ObjectKey> keys = dependents.getOrDefault(owner, new LinkedHashSet<>());
            keys.remove(change.key());
            if (keys.isEmpty()) {
                dependents.remove(owner);
            }
        }));
        List<ObjectKey> affected = new ArrayList<>();
        List<String> owners = owners(change.object());
        if (change.type() == Change.Type.DELETED) {
            living.remove(uid);
            affected.addAll(dependents.getOrDefault(uid, Set.of()));
            // an owner may wait for this one to go
            owners.stream().filter(living::containsKey).map(living::get).forEach(affected::add);
        } else {
            living.put(uid, change.key());
            owners.forEach(owner -> dependents
                    .computeIfAbsent(owner, o -> new LinkedHashSet<>())
                    .add(change.key()));
            if (!owners.isEmpty() || Meta.of(change.object()).terminating()) {
                affected.add(change.key());
            }
        }
        return affected;
    }

    @Override
    public void reconcile(ObjectKey key, Work work) {
        Optional<ObjectNode> found = work.find(key);
        if (found.isEmpty()) {
            return;
        }
        ObjectNode object = found.get();
        if (Meta.of(object).terminating()) {
            finish(key, object, work);
            return;
        }
        List<String> owners = owners(object);
        if (owners.isEmpty()) {
            return;
        }
        List<String> left = owners.stream().filter(living::containsKey).toList();
        if (left.isEmpty()) {
            work.delete(key);
        } else if (left.size() < owners.size()) {
            work.edit(key, edited -> keepOwners(edited, left));
        }
    }

    private void finish(ObjectKey key, ObjectNode object, Work work) {
        Meta meta = Meta.of(object);
        Set<ObjectKey> owned = dependents.getOrDefault(meta.uid(), Set.of());
        if (meta.hasFinalizer(FOREGROUND)) {
            owned.forEach(work::delete);
            if (owned.stream().noneMatch(dependent -> work.find(dependent).isPresent())) {
                release(key, FOREGROUND, work);
            }
        } else if (meta.hasFinalizer(ORPHAN)) {
            for (ObjectKey dependent : List.copyOf(owned)) {
                work.edit(
                        dependent,
                        edited -> keepOwners(
                                edited,
                                owners(edited).stream()
                                        .filter(owner -> !owner.equals(meta.uid()))
                                        .toList()));
            }
            release(key, ORPHAN, work);
        }
    }

    private static void release(ObjectKey key, String finalizer, Work work) {
        work.edit(key, object -> {
            ArrayNode left = Json.object().arrayNode();
            for (JsonNode item : object.path("metadata").path("finalizers")) {
                if (!item.asText().equals(finalizer)) {
                    left.add(item);
                }
            }
            Meta.editable(object).set("finalizers", left);
        });
    }

    private static List<String> owners(JsonNode object) {
        List<String> owners = new ArrayList<>();
        object.path("metadata")
                .path("ownerReferences")
                .forEach(owner -> owners.add(owner.path("uid").asText()));
        return owners;
    }

    private static void keepOwners(ObjectNode object, List<String> uids) {
        ArrayNode left = Json.object().arrayNode();
        for (JsonNode owner : object.path("metadata").path("ownerReferences")) {
            if (uids.contains(owner.path("uid").asText())) {
                left.add(owner);
            }
        }
        if (left.isEmpty()) {
            Meta.editable(object).remove("ownerReferences");
        } else {
            Meta.editable(object).set("ownerReferences", left);
        }
    }
}
