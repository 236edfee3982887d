package io.jenkins.plugins.vela.sandbox.controller;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.sandbox.api.Meta;
import io.jenkins.plugins.vela.sandbox.api.ObjectKey;
import io.jenkins.plugins.vela.sandbox.api.Resource;
import io.jenkins.plugins.vela.sandbox.store.Change;
import java.util.List;
import java.util.Optional;

/** From a changed object to the workload that controls it. */
final class Owners {

    private Owners() {}

    /** The controller of a changed object of the owned resource, if it is of the named kind. */
    static List<ObjectKey> controllerOf(Change change, Resource owned, String kind, Resource owner) {
        if (!change.key().resource().equals(owned)) {
            return List.of();
        }
        Optional<JsonNode> reference = Meta.of(change.object())
                .controller()
                .filter(candidate -> candidate.path("kind").asText().equals(kind));
        return reference
                .map(found -> List.of(
                        owner.key(change.key().namespace(), found.path("name").asText())))
                .orElse(List.of());
    }
}
