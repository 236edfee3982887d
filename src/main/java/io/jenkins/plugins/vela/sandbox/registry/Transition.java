package io.jenkins.plugins.vela.sandbox.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.sandbox.api.ApiFailure;
import io.jenkins.plugins.vela.sandbox.api.Meta;
import io.jenkins.plugins.vela.sandbox.api.ResourceKind;
import io.jenkins.plugins.vela.sandbox.api.ResourceKind.Trait;
import java.util.List;

/** From one state of an object to the next: what a client may change and what the API changes by itself. */
final class Transition {

    private static final List<String> SERVER_FIELDS = List.of(
            "uid",
            "creationTimestamp",
            "generation",
            "deletionTimestamp",
            "deletionGracePeriodSeconds",
            "resourceVersion",
            "managedFields",
            "generateName",
            "selfLink");

    private Transition() {}

    /** The next state that a client's object leads to; refuses an outdated one with code 409. */
    static ObjectNode of(ResourceKind kind, Subresource subresource, ObjectNode live, ObjectNode wanted) {
        Meta now = Meta.of(live);
        Meta meta = Meta.of(wanted);
        if (!meta.resourceVersion().isEmpty() && !meta.resourceVersion().equals(now.resourceVersion())) {
            throw ApiFailure.modified(kind, now.name());
        }
        if (!meta.uid().isEmpty() && !meta.uid().equals(now.uid())) {
            throw ApiFailure.conflict(
                    kind,
                    now.name(),
                    "Precondition failed: UID in precondition: " + meta.uid() + ", UID in object meta: " + now.uid());
        }
        if (subresource == Subresource.STATUS && kind.has(Trait.STATUS)) {
            ObjectNode next = live.deepCopy();
            replace(next, "status", wanted.path("status"));
            return next;
        }
        ObjectNode next = wanted.deepCopy();
        // stored in the version it was created with; all versions have the same schema here
        next.set("apiVersion", live.path("apiVersion"));
        ObjectNode metadata = Meta.editable(next);
        for (String field : SERVER_FIELDS) {
            replace(metadata, field, live.path("metadata").path(field));
        }
        if (kind.has(Trait.STATUS)) {
            replace(next, "status", live.path("status"));
        }
        Defaults.fill(kind, next);
        kept(kind, live, next);
        if (kind.has(Trait.GENERATION) && specChanged(kind, live, next)) {
            metadata.put("generation", now.generation() + 1);
        }
        return next;
    }

    /** The part of an applied configuration that the subresource is about. */
    static ObjectNode relevant(ResourceKind kind, Subresource subresource, ObjectNode config) {
        ObjectNode relevant = config.deepCopy();
        if (kind.has(Trait.STATUS)) {
            if (subresource == Subresource.STATUS) {
                relevant.retain("apiVersion", "kind", "metadata", "status");
                Meta.editable(relevant).retain("name", "namespace", "resourceVersion", "uid");
            } else {
                relevant.remove("status");
            }
        }
        return relevant;
    }

    /** What the cluster allocated stays when a client leaves it out. */
    private static void kept(ResourceKind kind, ObjectNode live, ObjectNode next) {
        List<String> fields =
                switch (kind.qualifiedPlural()) {
                    case "services" -> List.of("clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy");
                    case "pods" -> List.of("nodeName", "serviceAccountName");
                    case "persistentvolumeclaims" -> List.of("volumeName", "storageClassName");
                    case "jobs.batch" -> List.of("selector");
                    default -> List.of();
                };
        for (String field : fields) {
            JsonNode old = live.path("spec").path(field);
            ObjectNode spec = next.withObjectProperty("spec");
            if (kind.builtIn() && !spec.hasNonNull(field) && !old.isMissingNode()) {
                spec.set(field, old);
            }
        }
        if (kind.qualifiedPlural().equals("jobs.batch")) {
            JsonNode old = live.path("spec").path("template").path("metadata").path("labels");
            ObjectNode labels = next.withObjectProperty("spec")
                    .withObjectProperty("template")
                    .withObjectProperty("metadata")
                    .withObjectProperty("labels");
            old.properties().forEach(label -> {
                if (label.getKey().endsWith("controller-uid") || label.getKey().endsWith("job-name")) {
                    labels.set(label.getKey(), label.getValue());
                }
            });
        }
    }

    private static boolean specChanged(ResourceKind kind, ObjectNode live, ObjectNode next) {
        ObjectNode before = live.deepCopy();
        ObjectNode after = next.deepCopy();
        for (ObjectNode object : List.of(before, after)) {
            object.remove(List.of("apiVersion", "kind", "metadata"));
            if (kind.has(Trait.STATUS)) {
                object.remove("status");
            }
        }
        return !before.equals(after);
    }

    private static void replace(ObjectNode object, String field, JsonNode value) {
        if (value.isMissingNode()) {
            object.remove(field);
        } else {
            object.set(field, value);
        }
    }
}
