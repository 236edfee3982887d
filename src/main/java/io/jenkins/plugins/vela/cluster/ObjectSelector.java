package io.jenkins.plugins.vela.cluster;

import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Selects objects of one kind.
 *
 * @param apiVersion group and version
 * @param kind the kind
 * @param namespace the namespace; empty for all namespaces
 * @param matchingLabels labels that an object must carry; empty for no restriction
 * @param fieldSelector a Kubernetes field selector such as {@code metadata.name=x}; empty for none
 */
public record ObjectSelector(
        String apiVersion, String kind, String namespace, Map<String, String> matchingLabels, String fieldSelector) {

    public ObjectSelector {
        Objects.requireNonNull(apiVersion, "apiVersion");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(fieldSelector, "fieldSelector");
        matchingLabels = Map.copyOf(matchingLabels);
    }

    /** All objects of a kind in a namespace (empty: in every namespace) that carry the labels. */
    public static ObjectSelector of(
            String apiVersion, String kind, String namespace, Map<String, String> matchingLabels) {
        return new ObjectSelector(apiVersion, kind, namespace, matchingLabels, "");
    }

    /** The label selector in the form that the API takes, {@code a=b,c=d}, in a stable order; empty for none. */
    public String labelSelector() {
        return matchingLabels.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(","));
    }
}
