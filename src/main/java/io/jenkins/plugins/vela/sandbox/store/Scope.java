package io.jenkins.plugins.vela.sandbox.store;

import io.jenkins.plugins.vela.sandbox.api.ObjectKey;
import io.jenkins.plugins.vela.sandbox.api.Resource;
import java.util.Optional;

/**
 * Which objects a list or a feed is about.
 *
 * @param resource absent for all of them
 * @param namespace empty for all of them
 */
public record Scope(Optional<Resource> resource, String namespace) {

    /** Every object of the cluster. */
    public static Scope everything() {
        return new Scope(Optional.empty(), "");
    }

    /** The objects of a resource in one namespace, or in all when it is empty. */
    public static Scope of(Resource resource, String namespace) {
        return new Scope(Optional.of(resource), namespace);
    }

    boolean covers(ObjectKey key) {
        return (resource.isEmpty() || resource.get().equals(key.resource()))
                && (namespace.isEmpty() || namespace.equals(key.namespace()));
    }
}
