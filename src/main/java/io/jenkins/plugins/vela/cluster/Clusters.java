package io.jenkins.plugins.vela.cluster;

import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.utils.HttpClientUtils;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The clusters that a run may name. {@code ""} and {@code local} both mean the default cluster. Connections are made on
 * first use. Thread-safe.
 */
public interface Clusters extends AutoCloseable {

    /** The cluster of that name; an unknown name is an error that says which names there are. */
    ClusterConnection get(String name) throws ClusterException;

    /** The names that {@link #get} accepts, without {@code ""}, sorted. */
    Set<String> names();

    /** The labels of a cluster, by which steps can choose it; empty for an unknown name. */
    default Map<String, String> labels(String name) {
        return Map.of();
    }

    /** The watches on objects in these clusters. */
    ObjectWatches watches();

    /** Ends all watches and connections. */
    @Override
    void close();

    /** No cluster at all; every name is an error that says so. */
    static Clusters none() {
        return builder().build();
    }

    /** Starts with no cluster. */
    static Builder builder() {
        return new Builder();
    }

    /** Collects clusters. */
    final class Builder {
        private final Map<String, ClusterSource> sources = new LinkedHashMap<>();
        private final Map<String, Map<String, String>> labels = new LinkedHashMap<>();
        private Map<String, String> environment = System.getenv();
        private WatchSettings settings = WatchSettings.standard();
        private RequestRate rate = RequestRate.STANDARD;
        private Supplier<HttpClient.Factory> httpClients = HttpClientUtils::getHttpClientFactory;

        private Builder() {}

        /**
         * Adds a cluster, or replaces the one of that name.
         *
         * @param name the name; {@code ""} and {@code local} mean the default cluster
         */
        public Builder cluster(String name, ClusterSource source) {
            sources.put(name.isEmpty() ? ConfiguredClusters.DEFAULT : name, Objects.requireNonNull(source, "source"));
            return this;
        }

        /** Gives a cluster labels, by which steps can choose it. */
        public Builder labels(String name, Map<String, String> clusterLabels) {
            labels.put(name.isEmpty() ? ConfiguredClusters.DEFAULT : name, Map.copyOf(clusterLabels));
            return this;
        }

        /** The environment in which {@link ClusterSource.Current} looks; the process's own unless given. */
        public Builder environment(Map<String, String> variables) {
            environment = Map.copyOf(variables);
            return this;
        }

        /** How watches behave. */
        public Builder watchSettings(WatchSettings watchSettings) {
            settings = Objects.requireNonNull(watchSettings, "watchSettings");
            return this;
        }

        /** How many requests each of the clusters may be sent. */
        public Builder requestRate(RequestRate requestRate) {
            rate = Objects.requireNonNull(requestRate, "requestRate");
            return this;
        }

        /** What makes HTTP clients; whichever fabric8 finds on the class path unless given. */
        public Builder httpClients(HttpClient.Factory clients) {
            Objects.requireNonNull(clients, "clients");
            httpClients = () -> clients;
            return this;
        }

        /** The clusters; nothing is connected to yet. */
        public Clusters build() {
            return new ConfiguredClusters(sources, labels, environment, settings, rate, httpClients);
        }
    }
}
