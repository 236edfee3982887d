package io.jenkins.plugins.vela.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.cluster.ClusterException.Reason;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Which kinds a server serves, asked one group version at a time and remembered. Thread-safe. */
final class Discovery {

    /** How soon a kind that was not known is looked for again: a CRD may have been installed meanwhile. */
    private static final Duration MISS_KEPT = Duration.ofSeconds(1);

    /** Asks the server for one path. */
    interface Source {
        JsonNode get(String path) throws ClusterException, InterruptedException;
    }

    private record GroupVersion(Map<String, ResourceType> byKind, long readAt) {}

    private final String cluster;
    private final Source source;
    private final Map<String, GroupVersion> known = new ConcurrentHashMap<>();

    Discovery(String cluster, Source source) {
        this.cluster = cluster;
        this.source = source;
    }

    /**
     * A kind as the server serves it.
     *
     * @param type how it is served
     * @param doubt why the server does not list the kind, where {@code type} is a guess: some servers accept objects of kinds
     *     that they have not heard of before
     */
    record Served(ResourceType type, Optional<ClusterException> doubt) {}

    /** The kind as discovery lists it, or as custom resources usually are served. */
    Served find(String apiVersion, String kind) throws ClusterException, InterruptedException {
        try {
            return new Served(listed(apiVersion, kind), Optional.empty());
        } catch (ClusterException e) {
            int slash = apiVersion.indexOf('/');
            String group = slash < 0 ? "" : apiVersion.substring(0, slash);
            boolean custom = group.contains(".") && !group.endsWith(".k8s.io");
            if (e.reason() != Reason.NOT_FOUND || !custom || kind.isEmpty()) {
                throw e;
            }
            return new Served(new ResourceType(apiVersion, kind, plural(kind), true), Optional.of(e));
        }
    }

    private static String plural(String kind) {
        String lower = kind.toLowerCase(Locale.ROOT);
        if (lower.matches(".*(s|x|z|ch|sh)")) {
            return lower + "es";
        }
        return lower.matches(".*[^aeiou]y") ? lower.substring(0, lower.length() - 1) + "ies" : lower + "s";
    }

    private ResourceType listed(String apiVersion, String kind) throws ClusterException, InterruptedException {
        if (apiVersion.isEmpty() || kind.isEmpty()) {
            throw new ClusterException(
                    Reason.INVALID,
                    "an object needs apiVersion and kind (given: '" + apiVersion + "', '" + kind + "')");
        }
        GroupVersion group = known.get(apiVersion);
        if (group == null
                || (!group.byKind().containsKey(kind) && System.nanoTime() - group.readAt() > MISS_KEPT.toNanos())) {
            group = read(apiVersion, kind);
            known.put(apiVersion, group);
        }
        ResourceType type = group.byKind().get(kind);
        if (type == null) {
            String others = group.byKind().keySet().stream()
                    .filter(k -> k.equalsIgnoreCase(kind))
                    .collect(Collectors.joining(", "));
            throw new ClusterException(
                    Reason.NOT_FOUND,
                    "cluster " + cluster + " has no kind " + kind + " in " + apiVersion
                            + (others.isEmpty() ? "" : ", did you mean " + others + "?"));
        }
        return type;
    }

    private GroupVersion read(String apiVersion, String kind) throws ClusterException, InterruptedException {
        JsonNode list;
        try {
            list = source.get(apiVersion.contains("/") ? "apis/" + apiVersion : "api/" + apiVersion);
        } catch (ClusterException e) {
            if (e.reason() == Reason.NOT_FOUND) {
                throw new ClusterException(
                        Reason.NOT_FOUND,
                        "cluster " + cluster + " does not serve " + apiVersion + " (kind " + kind + ")");
            }
            throw e;
        }
        Map<String, ResourceType> byKind = new LinkedHashMap<>();
        for (JsonNode resource : list.path("resources")) {
            String plural = resource.path("name").asText();
            if (!plural.contains("/")) {
                byKind.putIfAbsent(
                        resource.path("kind").asText(),
                        new ResourceType(
                                apiVersion,
                                resource.path("kind").asText(),
                                plural,
                                resource.path("namespaced").asBoolean()));
            }
        }
        return new GroupVersion(byKind, System.nanoTime());
    }
}
