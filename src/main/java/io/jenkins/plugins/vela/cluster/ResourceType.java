package io.jenkins.plugins.vela.cluster;

import java.util.Objects;

/**
 * How the API serves a kind.
 *
 * @param apiVersion group and version
 * @param kind the kind
 * @param plural the name in paths, for example {@code deployments}
 * @param namespaced whether objects live in namespaces
 */
public record ResourceType(String apiVersion, String kind, String plural, boolean namespaced) {

    public ResourceType {
        Objects.requireNonNull(apiVersion, "apiVersion");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(plural, "plural");
    }
}
