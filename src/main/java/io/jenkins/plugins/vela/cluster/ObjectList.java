package io.jenkins.plugins.vela.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;

/**
 * Objects as they stood at one moment.
 *
 * @param items the objects; each carries its {@code apiVersion} and {@code kind}
 * @param resourceVersion the moment, from which a watch can go on; opaque
 */
public record ObjectList(List<JsonNode> items, String resourceVersion) {

    public ObjectList {
        items = List.copyOf(items);
        Objects.requireNonNull(resourceVersion, "resourceVersion");
    }
}
