package io.jenkins.plugins.vela.sandbox.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.sandbox.api.Meta;
import io.jenkins.plugins.vela.sandbox.api.ResourceKind;
import io.jenkins.plugins.vela.sandbox.api.ResourceKind.Trait;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** What the API gives a new object: identity, generation, first status, defaults. */
final class Birth {

    private Birth() {}

    /** The object as it is stored first. */
    static ObjectNode of(ResourceKind kind, ObjectNode object, Clock clock) {
        ObjectNode fresh = object.deepCopy();
        ObjectNode metadata = Meta.editable(fresh);
        metadata.remove(List.of(
                "resourceVersion",
                "selfLink",
                "deletionTimestamp",
                "deletionGracePeriodSeconds",
                "generation",
                "uid",
                "creationTimestamp"));
        metadata.put("uid", UUID.randomUUID().toString());
        metadata.put("creationTimestamp", Meta.time(clock.instant()));
        if (kind.has(Trait.GENERATION)) {
            metadata.put("generation", 1);
        }
        if (kind.has(Trait.STATUS)) {
            fresh.remove("status");
            firstStatus(kind, fresh, clock);
        }
        Defaults.fill(kind, fresh);
        return fresh;
    }

    private static void firstStatus(ResourceKind kind, ObjectNode fresh, Clock clock) {
        if (!kind.builtIn()) {
            return;
        }
        switch (kind.qualifiedPlural()) {
            case "namespaces" -> fresh.putObject("status").put("phase", "Active");
            case "pods", "persistentvolumeclaims", "persistentvolumes" ->
                fresh.putObject("status").put("phase", "Pending");
            case "customresourcedefinitions.apiextensions.k8s.io" -> established(fresh, clock);
            case "services" -> fresh.putObject("status").putObject("loadBalancer");
            default -> fresh.putObject("status");
        }
    }

    private static void established(ObjectNode definition, Clock clock) {
        ObjectNode status = definition.putObject("status");
        ArrayNode conditions = status.putArray("conditions");
        condition(conditions, "NamesAccepted", "NoConflicts", "no conflicts found", clock);
        condition(conditions, "Established", "InitialNamesAccepted", "the initial names have been accepted", clock);
        JsonNode spec = definition.path("spec");
        status.set("acceptedNames", spec.path("names").deepCopy());
        ArrayNode stored = status.putArray("storedVersions");
        for (JsonNode version : spec.path("versions")) {
            if (version.path("storage").asBoolean(false)) {
                stored.add(version.path("name").asText());
            }
        }
    }

    private static void condition(ArrayNode conditions, String type, String reason, String message, Clock clock) {
        conditions
                .addObject()
                .put("type", type)
                .put("status", "True")
                .put("lastTransitionTime", Meta.time(clock.instant()))
                .put("reason", reason)
                .put("message", message);
    }
}
