package io.jenkins.plugins.vela.cluster;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a subscriber wants to be told about: one object, or all objects of a kind that carry certain labels.
 *
 * @param cluster the cluster's name; empty or {@code local} for the default one
 * @param apiVersion group and version
 * @param kind the kind
 * @param namespace the namespace; empty for all namespaces (or for kinds outside namespaces)
 * @param name the object's name; empty for every object that {@code labels} select
 * @param labels labels that an object must carry; empty for no restriction
 */
public record ObservedObject(
        String cluster,
        String apiVersion,
        String kind,
        String namespace,
        Optional<String> name,
        Map<String, String> labels) {

    public ObservedObject {
        Objects.requireNonNull(cluster, "cluster");
        Objects.requireNonNull(apiVersion, "apiVersion");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(name, "name");
        labels = Map.copyOf(labels);
    }

    /** One object. */
    public static ObservedObject one(String cluster, ObjectKey key) {
        return new ObservedObject(
                cluster, key.apiVersion(), key.kind(), key.namespace(), Optional.of(key.name()), Map.of());
    }

    /** Every object that a selector selects. */
    public static ObservedObject all(String cluster, ObjectSelector selector) {
        return new ObservedObject(
                cluster,
                selector.apiVersion(),
                selector.kind(),
                selector.namespace(),
                Optional.empty(),
                selector.matchingLabels());
    }
}
