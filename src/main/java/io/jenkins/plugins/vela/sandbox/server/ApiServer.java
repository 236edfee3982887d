package io.jenkins.plugins.vela.sandbox.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.vela.sandbox.api.ApiFailure;
import io.jenkins.plugins.vela.sandbox.log.PodLogs;
import io.jenkins.plugins.vela.sandbox.registry.Registry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Serves the API of one cluster on the loopback interface, to whoever has its token: in the {@code Authorization}
 * header, or in the path as {@code /t/<token>/…}, because kubectl sends no header to a server without TLS.
 */
public final class ApiServer implements AutoCloseable {

    /** What may be asked without a token. */
    private static final Set<String> OPEN = Set.of("/healthz", "/livez", "/readyz", "/version");

    private static final String TOKEN_PATH = "/t/";

    private final String token;
    private final Registry registry;
    private final Discovery discovery;
    private final ObjectEndpoint objects;
    private final WatchEndpoint watches;
    private final Faults faults;
    private final ExecutorService threads;
    private HttpServer server;
    private final InetSocketAddress address;

    /** Starts to listen; port 0 takes a free one. */
    public ApiServer(String name, int port, String token, boolean strictKinds, Registry registry, PodLogs logs) {
        // without this every small answer waits for the acknowledgement of its head
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
        this.token = token;
        this.registry = registry;
        this.faults = new Faults(new Control());
        this.discovery = new Discovery(registry.kinds());
        this.watches = new WatchEndpoint(registry, faults);
        this.objects = new ObjectEndpoint(registry, watches, new LogEndpoint(registry, logs), strictKinds);
        AtomicInteger count = new AtomicInteger();
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "embedded-" + name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        this.server = open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        this.address = server.getAddress();
    }

    /** The address without the token. */
    public String url() {
        return "http://127.0.0.1:" + address.getPort();
    }

    /** The address that carries the token. */
    public String urlWithToken() {
        return url() + TOKEN_PATH + token;
    }

    public Faults faults() {
        return faults;
    }

    @Override
    public synchronized void close() {
        registry.store().closeFeeds();
        server.stop(0);
        threads.shutdownNow();
    }

    private HttpServer open(InetSocketAddress where) {
        try {
            HttpServer opened = HttpServer.create(where, 0);
            opened.createContext("/", this::handle);
            opened.setExecutor(threads);
            // the thread that accepts connections inherits its nature, and must not keep the program alive
            Thread starter = new Thread(opened::start, "embedded-start");
            starter.setDaemon(true);
            starter.start();
            starter.join();
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException("the embedded cluster cannot listen on " + where, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the embedded cluster started", e);
        }
    }

    private void handle(HttpExchange exchange) {
        try {
            answer(exchange);
        } catch (IOException e) {
            // the client went away
            exchange.close();
        } catch (InterruptedException e) {
            exchange.close();
            Thread.currentThread().interrupt();
        }
    }

    private void answer(HttpExchange exchange) throws IOException, InterruptedException {
        String path = exchange.getRequestURI().getRawPath();
        boolean allowed = OPEN.contains(path) || matches(bearer(exchange));
        if (path.startsWith(TOKEN_PATH)) {
            int end = path.indexOf('/', TOKEN_PATH.length());
            allowed = matches(path.substring(TOKEN_PATH.length(), end < 0 ? path.length() : end));
            path = end < 0 ? "/" : path.substring(end);
        }
        ApiRequest request = new ApiRequest(exchange, path);
        try {
            if (!allowed) {
                throw ApiFailure.unauthorized();
            }
            if (suffersFault(request, path)) {
                exchange.close();
                return;
            }
            route(request);
        } catch (WatchEndpoint.CutException cut) {
            throw cut;
        } catch (ApiFailure failure) {
            if (request.answered()) {
                exchange.close();
            } else {
                request.answer(failure.code(), failure.status());
            }
        } catch (RuntimeException e) {
            // a defect of ours must not look like a hanging server
            if (request.answered()) {
                exchange.close();
            } else {
                request.answer(500, ApiFailure.internal(e.toString()).status());
            }
        }
    }

    private boolean suffersFault(ApiRequest request, String path) throws InterruptedException {
        String query = Optional.ofNullable(request.exchange().getRequestURI().getRawQuery())
                .orElse("");
        Optional<Faults.Effect> effect =
                faults.effectOn(new Faults.Request(request.method(), path, query, request.watch()));
        if (!faults.answerDelay().isZero()) {
            Thread.sleep(faults.answerDelay().toMillis());
        }
        if (effect.isPresent() && effect.get().answer().isPresent()) {
            throw effect.get().answer().get();
        }
        return effect.isPresent();
    }

    private void route(ApiRequest request) throws IOException, InterruptedException {
        List<String> parts = request.path();
        String first = parts.isEmpty() ? "" : parts.get(0);
        boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
        Optional<Target> target = Target.of(parts);
        if (target.isPresent()) {
            objects.handle(request, target.get());
        } else if (!reads) {
            throw ApiFailure.methodNotAllowed();
        } else if (OPEN.contains("/" + first) && !first.equals("version")) {
            request.answerText(200, "ok");
        } else {
            Optional<? extends com.fasterxml.jackson.databind.JsonNode> document = discovery.document(parts);
            if (document.isPresent()) {
                request.answer(200, document.get());
            } else {
                request.answerText(404, "404 page not found\n");
            }
        }
    }

    private static String bearer(HttpExchange exchange) {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        return header != null && header.startsWith("Bearer ") ? header.substring("Bearer ".length()) : "";
    }

    private boolean matches(String given) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }

    private final class Control implements Faults.Network {

        @Override
        public void stopListening() {
            synchronized (ApiServer.this) {
                watches.cutAll();
                server.stop(0);
            }
        }

        @Override
        public void listen() {
            synchronized (ApiServer.this) {
                server.stop(0);
                server = open(address);
            }
        }

        @Override
        public void cutWatches() {
            watches.cutAll();
        }

        @Override
        public void forgetHistory() {
            registry.store().compact();
        }
    }
}
