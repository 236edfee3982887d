package io.jenkins.plugins.vela.sandbox.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.sandbox.api.ApiFailure;
import io.jenkins.plugins.vela.sandbox.api.Json;
import io.jenkins.plugins.vela.sandbox.api.Meta;
import io.jenkins.plugins.vela.sandbox.api.ObjectKey;
import io.jenkins.plugins.vela.sandbox.api.Resource;
import io.jenkins.plugins.vela.sandbox.api.ResourceKind;
import io.jenkins.plugins.vela.sandbox.log.PodLogs;
import io.jenkins.plugins.vela.sandbox.registry.Deletion;
import io.jenkins.plugins.vela.sandbox.registry.Registry;
import io.jenkins.plugins.vela.sandbox.registry.Subresource;
import io.jenkins.plugins.vela.sandbox.registry.WriteOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a reconciler works with: the objects, the time that has passed, and a way to be called again. Belongs to the
 * controllers' thread.
 */
final class Work {

    /** Asks to look at an object again. */
    interface Again {
        void at(ObjectKey key, long nanos);
    }

    private static final WriteOptions MANAGER = WriteOptions.by("sandbox-controller");

    private final Registry registry;
    private final PodLogs logs;
    private final Clock clock;
    private final Duration delay;
    private final Again again;
    private final Map<String, Map<String, Long>> stages = new HashMap<>();

    Work(Registry registry, PodLogs logs, Clock clock, Duration delay, Again again) {
        this.registry = registry;
        this.logs = logs;
        this.clock = clock;
        this.delay = delay;
        this.again = again;
    }

    Registry registry() {
        return registry;
    }

    PodLogs logs() {
        return logs;
    }

    Clock clock() {
        return clock;
    }

    String now() {
        return Meta.time(clock.instant());
    }

    // ---- time ----

    /** How long a stage of an object has lasted; it begins with the first question. */
    Duration age(String uid, String stage) {
        long now = System.nanoTime();
        long begin = stages.computeIfAbsent(uid, u -> new HashMap<>()).computeIfAbsent(stage, s -> now);
        return Duration.ofNanos(now - begin);
    }

    /** Whether a stage has lasted long enough; if not, the object is looked at again when it has. */
    boolean elapsed(ObjectKey key, String uid, String stage, Duration needed) {
        Duration age = age(uid, stage);
        if (age.compareTo(needed) >= 0) {
            return true;
        }
        lookAgain(key, needed.minus(age));
        return false;
    }

    /** True the first time it is asked. */
    boolean once(String uid, String stage) {
        return stages.computeIfAbsent(uid, u -> new HashMap<>()).putIfAbsent(stage, System.nanoTime()) == null;
    }

    void lookAgain(ObjectKey key, Duration after) {
        again.at(key, System.nanoTime() + after.toNanos());
    }

    /** Forgets all stages of an object that is gone. */
    void forget(String uid) {
        stages.remove(uid);
    }

    // ---- objects ----

    Optional<ObjectNode> find(ObjectKey key) {
        return registry.store().get(key);
    }

    List<ObjectNode> list(Resource resource, String namespace) {
        return registry.store().list(resource, namespace).objects();
    }

    /** The objects of a resource whose controller is this owner. */
    List<ObjectNode> ownedBy(JsonNode owner, Resource resource) {
        String uid = Meta.of(owner).uid();
        return list(resource, Meta.of(owner).namespace()).stream()
                .filter(object -> Meta.of(object)
                        .controller()
                        .filter(reference -> reference.path("uid").asText().equals(uid))
                        .isPresent())
                .toList();
    }

    Behaviour behaviour(JsonNode object) {
        return Behaviour.of(object, namespaceOf(object), delay);
    }

    Optional<ObjectNode> namespaceOf(JsonNode object) {
        String namespace = Meta.of(object).namespace();
        return namespace.isEmpty()
                ? Optional.empty()
                : find(Resource.core("namespaces").key("", namespace));
    }

    /** Creates an object; one that is there already, or whose namespace goes away, is left alone. */
    void create(ObjectNode object) {
        kind(object)
                .ifPresent(kind -> attempt(() -> registry.create(
                        kind, kind.namespaced() ? Meta.of(object).namespace() : "", object, MANAGER)));
    }

    void delete(ObjectKey key) {
        registry.kinds()
                .find(key.resource())
                .ifPresent(kind -> attempt(() -> registry.delete(kind, key.namespace(), key.name(), Deletion.now())));
    }

    /** Changes an object outside its status. */
    void edit(ObjectKey key, Consumer<ObjectNode> change) {
        write(key, change, Subresource.MAIN);
    }

    /** Changes the status of an object. */
    void editStatus(ObjectKey key, Consumer<ObjectNode> change) {
        write(
                key,
                object -> {
                    if (!object.path("status").isObject()) {
                        object.set("status", Json.object());
                    }
                    change.accept((ObjectNode) object.get("status"));
                },
                Subresource.STATUS);
    }

    private void write(ObjectKey key, Consumer<ObjectNode> change, Subresource subresource) {
        Optional<ObjectNode> live = find(key);
        if (live.isEmpty()) {
            return;
        }
        ObjectNode next = live.get().deepCopy();
        change.accept(next);
        if (next.equals(live.get())) {
            return;
        }
        kind(next)
                .ifPresent(kind ->
                        attempt(() -> registry.update(kind, key.namespace(), key.name(), next, subresource, MANAGER)));
    }

    private Optional<ResourceKind> kind(ObjectNode object) {
        String apiVersion = object.path("apiVersion").asText();
        int slash = apiVersion.indexOf('/');
        return registry.kinds()
                .findKind(
                        slash < 0 ? "" : apiVersion.substring(0, slash),
                        apiVersion.substring(slash + 1),
                        object.path("kind").asText());
    }

    private static void attempt(Runnable write) {
        try {
            write.run();
        } catch (ApiFailure e) {
            // somebody was faster: his change calls the reconciler again
            if (e.code() != 404 && e.code() != 409 && e.code() != 403) {
                throw e;
            }
        }
    }
}
