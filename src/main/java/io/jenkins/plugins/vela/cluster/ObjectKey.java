package io.jenkins.plugins.vela.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;

/**
 * Names one object inside a cluster.
 *
 * @param apiVersion group and version, for example {@code apps/v1}, or {@code v1} for the core group
 * @param kind the kind, for example {@code Deployment}
 * @param namespace the namespace; empty for "not given", and ignored for kinds that live outside namespaces
 * @param name the object's name
 */
public record ObjectKey(String apiVersion, String kind, String namespace, String name) {

    public ObjectKey {
        Objects.requireNonNull(apiVersion, "apiVersion");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(name, "name");
    }

    /** The key that an object carries in its own {@code apiVersion}, {@code kind} and {@code metadata}. */
    public static ObjectKey of(JsonNode object) {
        JsonNode metadata = object.path("metadata");
        return new ObjectKey(
                object.path("apiVersion").asText(""),
                object.path("kind").asText(""),
                metadata.path("namespace").asText(""),
                metadata.path("name").asText(""));
    }

    /** The same object looked for in {@code defaultNamespace} where this key names none. */
    public ObjectKey orNamespace(String defaultNamespace) {
        return namespace.isEmpty() ? new ObjectKey(apiVersion, kind, defaultNamespace, name) : this;
    }

    /** Whether this is a core {@code Secret}, whose content never goes into messages, logs or state. */
    public boolean isSecret() {
        return kind.equals("Secret") && apiVersion.equals("v1");
    }

    @Override
    public String toString() {
        return namespace.isEmpty() ? kind + " " + name : kind + " " + namespace + "/" + name;
    }
}
