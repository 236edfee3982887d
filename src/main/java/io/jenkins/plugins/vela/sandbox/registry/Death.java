package io.jenkins.plugins.vela.sandbox.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.sandbox.api.ApiFailure;
import io.jenkins.plugins.vela.sandbox.api.Json;
import io.jenkins.plugins.vela.sandbox.api.Meta;
import io.jenkins.plugins.vela.sandbox.api.ResourceKind;
import io.jenkins.plugins.vela.sandbox.api.ResourceKind.Trait;
import java.time.Clock;
import java.util.Optional;

/** What a delete makes of an object: nothing, or a terminating one that waits. */
final class Death {

    static final String FOREGROUND = "foregroundDeletion";
    static final String ORPHAN = "orphan";

    private Death() {}

    /** The state that waits for finalizers or for the end of the grace period; empty when it is gone at once. */
    static Optional<ObjectNode> of(ResourceKind kind, ObjectNode live, Deletion deletion, Clock clock) {
        Meta meta = Meta.of(live);
        deletion.uid().filter(uid -> !uid.equals(meta.uid())).ifPresent(uid -> {
            throw ApiFailure.precondition(
                    kind,
                    meta.name(),
                    "the UID in the precondition (" + uid + ") does not match the UID in record (" + meta.uid()
                            + "). The object might have been deleted and then recreated");
        });
        deletion.resourceVersion()
                .filter(version -> !version.equals(meta.resourceVersion()))
                .ifPresent(version -> {
                    throw ApiFailure.precondition(
                            kind,
                            meta.name(),
                            "the ResourceVersion in the precondition (" + version
                                    + ") does not match the ResourceVersion in record (" + meta.resourceVersion()
                                    + "). The object might have been modified");
                });
        ObjectNode next = live.deepCopy();
        Deletion.Propagation propagation = deletion.propagation()
                .orElseGet(() -> kind.qualifiedPlural().equals("jobs.batch")
                        ? Deletion.Propagation.ORPHAN
                        : Deletion.Propagation.BACKGROUND);
        setFinalizer(next, FOREGROUND, propagation == Deletion.Propagation.FOREGROUND);
        setFinalizer(next, ORPHAN, propagation == Deletion.Propagation.ORPHAN);
        long grace = grace(kind, live, deletion);
        boolean isNamespace = kind.qualifiedPlural().equals("namespaces");
        boolean held = Meta.of(next).hasFinalizers()
                || grace > 0
                || (isNamespace && !live.path("spec").path("finalizers").isEmpty());
        if (!held) {
            return Optional.empty();
        }
        ObjectNode metadata = Meta.editable(next);
        if (!meta.terminating()) {
            metadata.put("deletionTimestamp", Meta.time(clock.instant().plusSeconds(grace)));
            metadata.put("deletionGracePeriodSeconds", grace);
            if (kind.has(Trait.GENERATION)) {
                metadata.put("generation", meta.generation() + 1);
            }
        } else if (grace
                < live.path("metadata").path("deletionGracePeriodSeconds").asLong(0)) {
            metadata.put("deletionGracePeriodSeconds", grace);
        }
        if (isNamespace) {
            next.withObjectProperty("status").put("phase", "Terminating");
        }
        return Optional.of(next);
    }

    // only a pod that a node runs is given time to stop
    private static long grace(ResourceKind kind, ObjectNode live, Deletion deletion) {
        String phase = live.path("status").path("phase").asText();
        boolean running = kind.qualifiedPlural().equals("pods")
                && live.path("spec").hasNonNull("nodeName")
                && !phase.equals("Succeeded")
                && !phase.equals("Failed");
        if (!running) {
            return 0;
        }
        return deletion.gracePeriod()
                .orElse(live.path("spec").path("terminationGracePeriodSeconds").asLong(30));
    }

    private static void setFinalizer(ObjectNode object, String finalizer, boolean wanted) {
        if (Meta.of(object).hasFinalizer(finalizer) == wanted) {
            return;
        }
        ArrayNode finalizers = Json.object().arrayNode();
        for (JsonNode item : object.path("metadata").path("finalizers")) {
            if (!item.asText().equals(finalizer)) {
                finalizers.add(item);
            }
        }
        if (wanted) {
            finalizers.add(finalizer);
        }
        if (finalizers.isEmpty()) {
            Meta.editable(object).remove("finalizers");
        } else {
            Meta.editable(object).set("finalizers", finalizers);
        }
    }
}
