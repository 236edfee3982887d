package io.jenkins.plugins.vela.workflow.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.cluster.ObjectKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Objects as they would be after what was rehearsed so far; the ones not here are as they are. Thread-safe. */
final class Overlay {

    private record Place(String cluster, ObjectKey key) {}

    private final Map<Place, Optional<JsonNode>> objects = new HashMap<>();

    /** What became of an object; empty when nothing was done to it, an empty value when it is gone. */
    synchronized Optional<Optional<JsonNode>> find(String cluster, ObjectKey key) {
        return Optional.ofNullable(objects.get(new Place(cluster, key)));
    }

    synchronized void put(String cluster, ObjectKey key, Optional<JsonNode> object) {
        objects.put(new Place(cluster, key), object);
    }
}
