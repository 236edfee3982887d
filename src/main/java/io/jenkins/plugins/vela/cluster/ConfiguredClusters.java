package io.jenkins.plugins.vela.cluster;

import io.fabric8.kubernetes.client.http.HttpClient;
import io.jenkins.plugins.vela.cluster.ClusterException.Reason;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Clusters known from the start by name, connected to on first use. */
final class ConfiguredClusters implements Clusters, SharedWatches.Connections {

    static final String DEFAULT = "local";

    private final Map<String, ClusterSource> sources;
    private final Map<String, Map<String, String>> labels;
    private final Map<String, String> environment;
    private final RequestRate rate;
    private final Supplier<HttpClient.Factory> httpClients;
    private final Map<String, ApiConnection> open = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor scheduler;
    private final SharedWatches watches;
    private boolean closed;

    ConfiguredClusters(
            Map<String, ClusterSource> sources,
            Map<String, Map<String, String>> labels,
            Map<String, String> environment,
            WatchSettings settings,
            RequestRate rate,
            Supplier<HttpClient.Factory> httpClients) {
        this.httpClients = httpClients;
        this.labels = Map.copyOf(labels);
        this.rate = rate;
        this.sources = new TreeMap<>(sources);
        this.environment = Map.copyOf(environment);
        this.scheduler = new ScheduledThreadPoolExecutor(4, SharedWatches.daemon("vela-cluster"));
        this.scheduler.setKeepAliveTime(10, TimeUnit.SECONDS);
        this.scheduler.allowCoreThreadTimeOut(true);
        this.watches = new SharedWatches(this, settings);
    }

    @Override
    public ClusterConnection get(String name) throws ClusterException {
        return connection(canonical(name));
    }

    @Override
    public String canonical(String name) {
        return name.isEmpty() ? DEFAULT : name;
    }

    @Override
    public ApiConnection connection(String name) throws ClusterException {
        ApiConnection existing = open.get(name);
        return existing != null ? existing : connect(name);
    }

    private synchronized ApiConnection connect(String name) throws ClusterException {
        if (closed) {
            throw new ClusterException(Reason.CONFIGURATION, "the connection to cluster " + name + " is closed");
        }
        ApiConnection existing = open.get(name);
        if (existing != null) {
            return existing;
        }
        ClusterSource source = sources.get(name);
        if (source == null) {
            throw new ClusterException(
                    Reason.CONFIGURATION,
                    sources.isEmpty()
                            ? "no cluster " + name + ": no cluster is configured"
                            : "no cluster " + name + "; there are " + String.join(", ", sources.keySet()));
        }
        ApiTransport transport = new ApiTransport(
                name,
                ClusterAccess.resolve(source, environment),
                new RequestBudget(rate.perSecond(), rate.burst(), System::nanoTime),
                httpClients.get());
        ApiConnection connection = new ApiConnection(name, transport, scheduler);
        open.put(name, connection);
        return connection;
    }

    @Override
    public Set<String> names() {
        return new TreeSet<>(sources.keySet());
    }

    @Override
    public Map<String, String> labels(String name) {
        return labels.getOrDefault(canonical(name), Map.of());
    }

    @Override
    public ObjectWatches watches() {
        return watches;
    }

    @Override
    public synchronized void close() {
        closed = true;
        watches.close();
        scheduler.shutdownNow();
        open.values().forEach(ApiConnection::close);
        open.clear();
    }

    @Override
    public String toString() {
        return "Clusters" + sources.keySet();
    }
}
