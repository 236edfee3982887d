package io.jenkins.plugins.vela.cluster;

import io.jenkins.plugins.vela.cluster.WatchFeed.Scope;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Decides which watch serves which subscriber. Objects of one kind and namespace are watched one by one while they are few,
 * and through one watch of the namespace when they become many; Secrets never are, since that would read secrets nobody asked
 * for. All decisions are made on one loop thread.
 */
final class SharedWatches implements ObjectWatches, WatchFeed.Host, AutoCloseable {

    private static final int WORKERS_PER_CLUSTER = 4;

    /** Finds a connection; canonical names only. */
    interface Connections {
        ApiConnection connection(String cluster) throws ClusterException;

        String canonical(String cluster);
    }

    /** Objects of one kind in one namespace, which may come to share a watch. */
    private record Neighbourhood(String cluster, String apiVersion, String kind, String namespace) {
        static Neighbourhood of(Scope scope) {
            return new Neighbourhood(scope.cluster(), scope.apiVersion(), scope.kind(), scope.namespace());
        }

        Scope whole() {
            return new Scope(cluster, apiVersion, kind, namespace, Optional.empty(), Map.of());
        }
    }

    private final Connections connections;
    private final WatchSettings settings;
    private final ScheduledThreadPoolExecutor loop;
    private final Map<String, ThreadPoolExecutor> workers = new ConcurrentHashMap<>();

    // ---- owned by the loop thread ----
    private final Map<Scope, WatchFeed> feeds = new LinkedHashMap<>();
    private final Map<Interest, WatchFeed> feedOf = new HashMap<>();
    private final Set<Neighbourhood> neverWhole = new HashSet<>();

    SharedWatches(Connections connections, WatchSettings settings) {
        this.connections = connections;
        this.settings = settings;
        this.loop = new ScheduledThreadPoolExecutor(1, daemon("vela-watch"));
        this.loop.setKeepAliveTime(30, TimeUnit.SECONDS);
        this.loop.allowCoreThreadTimeOut(true);
        this.loop.setRemoveOnCancelPolicy(true);
    }

    static ThreadFactory daemon(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    public Subscription subscribe(ObservedObject what, Optional<String> seen, Consumer<ObjectEvent> listener) {
        Interest interest = new Interest(what, seen, listener);
        later(Duration.ZERO, () -> attach(interest));
        return () -> {
            interest.close();
            later(Duration.ZERO, () -> detach(interest));
        };
    }

    // ---- on the loop thread ----

    private void attach(Interest interest) {
        if (interest.closed()) {
            return;
        }
        ObservedObject what = interest.what;
        Scope own = new Scope(
                connections.canonical(what.cluster()),
                what.apiVersion(),
                what.kind(),
                what.namespace(),
                what.name(),
                what.labels());
        Neighbourhood neighbourhood = Neighbourhood.of(own);
        boolean mayShare = what.name().isPresent() && mayBeWatchedWhole(neighbourhood);
        if (mayShare && feeds.containsKey(neighbourhood.whole())) {
            join(neighbourhood.whole(), interest);
            return;
        }
        join(own, interest);
        if (mayShare) {
            List<WatchFeed> singles = singles(neighbourhood);
            if (singles.size() > settings.singleWatches()) {
                singles.forEach(single -> move(single, neighbourhood.whole()));
            }
        }
    }

    private boolean mayBeWatchedWhole(Neighbourhood n) {
        return !n.kind().equals("Secret") && !neverWhole.contains(n);
    }

    private List<WatchFeed> singles(Neighbourhood neighbourhood) {
        return feeds.values().stream()
                .filter(f -> f.scope.name().isPresent()
                        && !f.unused()
                        && Neighbourhood.of(f.scope).equals(neighbourhood))
                .toList();
    }

    private void move(WatchFeed from, Scope to) {
        List<Interest> moving = List.copyOf(from.interests());
        moving.forEach(from::remove);
        from.stop();
        feeds.remove(from.scope, from);
        moving.forEach(i -> join(to, i));
    }

    private void join(Scope scope, Interest interest) {
        WatchFeed feed = feeds.get(scope);
        boolean isNew = feed == null;
        if (feed == null) {
            feed = new WatchFeed(scope, this);
            feeds.put(scope, feed);
        }
        feedOf.put(interest, feed);
        feed.add(interest);
        if (isNew) {
            feed.start();
        }
    }

    private void detach(Interest interest) {
        WatchFeed feed = feedOf.remove(interest);
        if (feed == null) {
            return;
        }
        feed.remove(interest);
        if (feed.unused()) {
            later(settings.linger(), () -> {
                if (feed.unused() && feeds.remove(feed.scope, feed)) {
                    feed.stop();
                }
            });
        }
    }

    @Override
    public boolean refused(WatchFeed feed) {
        Scope scope = feed.scope;
        boolean shared = scope.labels().isEmpty()
                && scope.name().isEmpty()
                && feed.interests().stream().allMatch(i -> i.what.name().isPresent());
        if (!shared || feed.unused()) {
            return false;
        }
        // the role allows single objects only: go back to watching them one by one
        neverWhole.add(Neighbourhood.of(scope));
        List<Interest> interests = List.copyOf(feed.interests());
        interests.forEach(feed::remove);
        feed.stop();
        feeds.remove(scope, feed);
        interests.forEach(this::attach);
        return true;
    }

    /** How many watches are kept, for tests and for people who wonder. */
    int open() throws InterruptedException {
        try {
            return loop.submit(feeds::size).get();
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    // ---- for the feeds ----

    @Override
    public WatchSettings settings() {
        return settings;
    }

    @Override
    public void later(Duration pause, Runnable task) {
        try {
            Object ignored = loop.schedule(() -> guarded(task), pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // closed: nobody is to be told anything any more
            return;
        }
    }

    /** A listener that throws must not end the watch of everybody else. */
    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            System.getLogger(SharedWatches.class.getName())
                    .log(System.Logger.Level.WARNING, "a watch listener failed", e);
        }
    }

    @Override
    public void work(String cluster, Runnable task) {
        ThreadPoolExecutor pool = workers.computeIfAbsent(cluster, name -> {
            ThreadPoolExecutor created = new ThreadPoolExecutor(
                    WORKERS_PER_CLUSTER,
                    WORKERS_PER_CLUSTER,
                    10,
                    TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(),
                    daemon("vela-watch-" + name));
            created.allowCoreThreadTimeOut(true);
            return created;
        });
        try {
            pool.execute(task);
        } catch (RejectedExecutionException e) {
            // closed, as above
            return;
        }
    }

    @Override
    public ApiConnection connection(String cluster) throws ClusterException {
        return connections.connection(cluster);
    }

    @Override
    public void close() {
        later(Duration.ZERO, () -> feeds.values().forEach(WatchFeed::stop));
        loop.shutdown();
        workers.values().forEach(ThreadPoolExecutor::shutdownNow);
    }
}
