package io.jenkins.plugins.vela.examples.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The HTTP service of {@code preload-images.yaml}: a container registry that builds images, makes image caches and takes
 * images in four regions. It needs nothing but a JDK ({@code java RegistryService.java}), keeps everything in memory and
 * counts what it did, so that a test can say that an image was built once.
 *
 * <pre>
 * POST /v1/builds                   {"image": …}        202 {"id": "build-1", "status": "building"}
 * GET  /v1/builds/ID                                    200 {"id": …, "status": "building | done | failed", "imageId"?: …, "reason"?: …}
 * POST /v1/caches                   {"imageId": …}      202 {"id": "cache-1", "status": "creating"}
 * GET  /v1/caches/ID                                    200 {"id": …, "status": "creating | ready"}
 * GET  /v1/caches/ID/log                                200 text
 * PUT  /v1/regions/REGION/images/IMAGE                  200 {"region": …, "address": …}
 * POST /v1/incidents                {"title": …}        201 {"id": "incident-1"}
 * GET  /v1/counters                                     200 {"builds": 1, …}
 * </pre>
 *
 * <p>An image whose name contains {@code broken} does not build. The region {@code us-west} closes the connection of its
 * first two pushes before it has read the request: nothing happened, and the sender cannot know it.
 */
public final class RegistryService implements AutoCloseable {

    /** The port that {@code preload-images.yaml} names. */
    public static final int DEFAULT_PORT = 18089;

    private static final String UNRELIABLE_REGION = "us-west";
    private static final int LOST_CONNECTIONS = 2;
    private static final Pattern FIELD = Pattern.compile("\"(image|imageId)\"\\s*:\\s*\"([^\"\\\\]*)\"");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(8);
    private final Duration workTime;
    private final Map<String, AtomicInteger> counters = new ConcurrentHashMap<>();
    private final Map<String, Work> builds = new ConcurrentHashMap<>();
    private final Map<String, Work> caches = new ConcurrentHashMap<>();

    /** Something that takes time: it is done when its time has come. */
    private record Work(String id, String subject, long doneAtNanos) {
        boolean done() {
            return System.nanoTime() - doneAtNanos >= 0;
        }
    }

    private RegistryService(HttpServer server, Duration workTime) {
        this.server = server;
        this.workTime = workTime;
    }

    /**
     * Starts the service on this machine's loopback address.
     *
     * @param port the port to listen on; 0 for any free one
     * @param workTime how long a build and an image cache take
     */
    public static RegistryService start(int port, Duration workTime) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        RegistryService service = new RegistryService(server, workTime);
        server.createContext("/", service::answer);
        server.setExecutor(service.threads);
        server.start();
        return service;
    }

    /** Address of the service, without a slash at its end. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** How often this happened: {@code builds}, {@code caches}, {@code incidents}, {@code push cn-shanghai}, {@code lost us-west} … */
    public int count(String what) {
        AtomicInteger counter = counters.get(what);
        return counter == null ? 0 : counter.get();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private int increase(String what) {
        return counters.computeIfAbsent(what, key -> new AtomicInteger()).incrementAndGet();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String request =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        String[] path = exchange.getRequestURI().getPath().substring(1).split("/", -1);
        try (exchange) {
            if (request.equals("POST /v1/builds")) {
                startBuild(exchange);
            } else if (request.startsWith("GET /v1/builds/") && path.length == 3) {
                showBuild(exchange, path[2]);
            } else if (request.equals("POST /v1/caches")) {
                startCache(exchange);
            } else if (request.startsWith("GET /v1/caches/") && path.length == 3) {
                showCache(exchange, path[2]);
            } else if (request.startsWith("GET /v1/caches/") && path.length == 4 && path[3].equals("log")) {
                showCacheLog(exchange, path[2]);
            } else if (request.startsWith("PUT /v1/regions/") && path.length == 5 && path[3].equals("images")) {
                push(exchange, path[2], path[4]);
            } else if (request.equals("POST /v1/incidents")) {
                json(exchange, 201, "{\"id\": \"incident-" + increase("incidents") + "\"}");
            } else if (request.equals("GET /v1/counters")) {
                json(exchange, 200, countersAsJson());
            } else {
                json(exchange, 404, "{\"error\": \"no such resource\"}");
            }
        }
    }

    private void startBuild(HttpExchange exchange) throws IOException {
        Work build = begin("build-" + increase("builds"), field(exchange, "image"));
        builds.put(build.id(), build);
        json(exchange, 202, "{\"id\": \"" + build.id() + "\", \"status\": \"building\"}");
    }

    private void showBuild(HttpExchange exchange, String id) throws IOException {
        increase("build polls");
        Work build = builds.get(id);
        if (build == null) {
            json(exchange, 404, "{\"error\": \"no such build\"}");
        } else if (!build.done()) {
            exchange.getResponseHeaders().set("Retry-After", "1");
            json(exchange, 200, "{\"id\": \"" + id + "\", \"status\": \"building\"}");
        } else if (build.subject().contains("broken")) {
            json(
                    exchange,
                    200,
                    "{\"id\": \"" + id + "\", \"status\": \"failed\", \"reason\": \"the base layer does not exist\"}");
        } else {
            String imageId = "img-" + Integer.toHexString((build.subject() + id).hashCode());
            json(exchange, 200, "{\"id\": \"" + id + "\", \"status\": \"done\", \"imageId\": \"" + imageId + "\"}");
        }
    }

    private void startCache(HttpExchange exchange) throws IOException {
        Work cache = begin("cache-" + increase("caches"), field(exchange, "imageId"));
        caches.put(cache.id(), cache);
        json(exchange, 202, "{\"id\": \"" + cache.id() + "\", \"status\": \"creating\"}");
    }

    private void showCache(HttpExchange exchange, String id) throws IOException {
        Work cache = caches.get(id);
        if (cache == null) {
            json(exchange, 404, "{\"error\": \"no such cache\"}");
        } else if (cache.done()) {
            json(exchange, 200, "{\"id\": \"" + id + "\", \"status\": \"ready\"}");
        } else {
            exchange.getResponseHeaders().set("Retry-After", "1");
            json(exchange, 200, "{\"id\": \"" + id + "\", \"status\": \"creating\"}");
        }
    }

    private void showCacheLog(HttpExchange exchange, String id) throws IOException {
        Work cache = caches.get(id);
        if (cache == null) {
            json(exchange, 404, "{\"error\": \"no such cache\"}");
            return;
        }
        String log = "pulling " + cache.subject() + "\n" + "unpacking 4 layers\n" + "writing snapshot of " + id + "\n";
        send(exchange, 200, "text/plain", log);
    }

    private void push(HttpExchange exchange, String region, String image) throws IOException {
        if (region.equals(UNRELIABLE_REGION) && count("lost " + region) < LOST_CONNECTIONS) {
            increase("lost " + region);
            return; // closing an exchange that was not answered closes its connection
        }
        exchange.getRequestBody().readAllBytes();
        increase("push " + region);
        String address = "registry-" + region + ".example.com/base/" + image;
        json(exchange, 200, "{\"region\": \"" + region + "\", \"address\": \"" + address + "\"}");
    }

    private Work begin(String id, String subject) {
        return new Work(id, subject, System.nanoTime() + workTime.toNanos());
    }

    private String countersAsJson() {
        Map<String, AtomicInteger> sorted = new TreeMap<>(counters);
        return sorted.entrySet().stream()
                .map(entry -> "\"" + entry.getKey() + "\": " + entry.getValue())
                .collect(Collectors.joining(", ", "{", "}"));
    }

    /** The text of a field of the request's JSON; empty when it has none. Enough for flat requests of known names. */
    private static String field(HttpExchange exchange, String name) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Matcher field = FIELD.matcher(body);
        while (field.find()) {
            if (field.group(1).equals(name)) {
                return field.group(2);
            }
        }
        return "";
    }

    private static void json(HttpExchange exchange, int status, String body) throws IOException {
        exchange.getRequestBody().readAllBytes();
        send(exchange, status, "application/json", body);
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    /** {@code RegistryService [PORT]}: serves until it is stopped, and prints its address on standard output. */
    public static void main(String... arguments) {
        int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : DEFAULT_PORT;
        try {
            RegistryService service = start(port, Duration.ofMillis(1500));
            System.out.println(service.url());
        } catch (BindException e) {
            System.err.println("port " + port + " is in use (" + e.getMessage() + ")");
            System.exit(2);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
