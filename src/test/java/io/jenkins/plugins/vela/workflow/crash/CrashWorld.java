package io.jenkins.plugins.vela.workflow.crash;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.vela.sandbox.EmbeddedCluster;
import io.jenkins.plugins.vela.sandbox.EmbeddedOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/** A server and a cluster that outlive the processes that are killed, and remember every request. */
final class CrashWorld implements AutoCloseable {

    private static final Duration READY_AFTER = Duration.ofMillis(25);

    /** A request that changes something, as the server saw it. */
    record Seen(String method, String path, String key, String body) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final EmbeddedCluster cluster;
    private final Path kubeconfig;
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final Map<String, Long> firstAsked = new ConcurrentHashMap<>();

    CrashWorld(Path directory) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
        cluster = EmbeddedCluster.start("crash", EmbeddedOptions.defaults().withDelay(Duration.ofMillis(20)));
        kubeconfig = cluster.writeKubeconfig(directory.resolve("kubeconfig"));
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    Path kubeconfig() {
        return kubeconfig;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String answer;
        if (exchange.getRequestMethod().equals("GET")) {
            long first = firstAsked.computeIfAbsent(path, asked -> System.nanoTime());
            answer = "{\"ready\":" + (System.nanoTime() - first > READY_AFTER.toNanos()) + "}";
        } else {
            String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
            seen.add(new Seen(exchange.getRequestMethod(), path, key == null ? "" : key, body));
            // a server takes its time, and may be half-way when its client dies
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(3_000_000));
            answer = "{\"n\":" + Math.floorMod(path.hashCode(), 1000) + "}";
        }
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** How often the server was asked for the effect of this key. */
    long count(String key) {
        return seen.stream().filter(one -> one.key().equals(key)).count();
    }

    /** How often an object of this name was applied. */
    long applied(String name) {
        return cluster.faults().requests().stream()
                .filter(request ->
                        request.method().equals("PATCH") && request.path().endsWith("/" + name))
                .count();
    }

    /** POSTs that came more than once. */
    List<Seen> repeatedPosts() {
        return seen.stream()
                .filter(one -> one.method().equals("POST"))
                .filter(one -> seen.stream()
                                .filter(other -> other.path().equals(one.path()))
                                .count()
                        > 1)
                .toList();
    }

    /** What was asked for, each once, whatever the order and the keys. */
    Set<String> effects() {
        Set<String> effects = new TreeSet<>();
        seen.forEach(one -> effects.add(one.method() + " " + one.path() + " " + one.body()));
        cluster.faults().requests().stream()
                .filter(request ->
                        request.method().equals("PATCH") && !request.path().endsWith("/status"))
                .forEach(request -> effects.add("PATCH " + request.path()));
        return effects;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        cluster.close();
    }
}
