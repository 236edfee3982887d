package io.jenkins.plugins.vela.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a template wants in its step's log.
 *
 * @param data a value to write now
 * @param level how detailed this is; 3 is the normal level, greater is more detailed
 * @param source where further lines come from; replaces an earlier source of the same kind
 */
public record LogRequest(Optional<JsonNode> data, int level, Optional<Source> source) {

    public LogRequest {
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(source, "source");
    }

    /** Where log lines come from. */
    public sealed interface Source {}

    /** Lines of an HTTP response. */
    public record Url(String url) implements Source {
        public Url {
            Objects.requireNonNull(url, "url");
        }
    }

    /** Lines of pods. */
    public record Resources(List<Pods> pods) implements Source {
        public Resources {
            pods = List.copyOf(pods);
        }
    }

    /**
     * Pods by name or by labels.
     *
     * @param name the pod's name; empty for those that {@code labels} select
     * @param cluster the cluster's name
     * @param namespace the namespace; empty for the run's
     * @param labels labels that the pods carry
     */
    public record Pods(Optional<String> name, String cluster, String namespace, Map<String, String> labels) {
        public Pods {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(cluster, "cluster");
            Objects.requireNonNull(namespace, "namespace");
            labels = Map.copyOf(labels);
        }
    }
}
