package io.jenkins.plugins.vela.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.utils.HttpClientUtils;
import io.jenkins.plugins.vela.cluster.ClusterException.Reason;
import java.io.ByteArrayOutputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;

/**
 * Requests and line streams to one API server, over whichever HTTP client fabric8 finds on the class path (the JDK's on the
 * command line, OkHttp in Jenkins). HTTP/1.1 throughout: servers bound the streams of an HTTP/2 connection, and every watch
 * is one. Thread-safe.
 */
final class ApiTransport implements AutoCloseable {

    /** How long a request other than a stream may take. */
    static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);

    private static final int MAX_ERROR_BYTES = 64 << 10;

    private final String cluster;
    private final URI base;
    private final HttpClient client;
    private final RequestBudget budget;
    private final CircuitBreaker breaker = new CircuitBreaker(System::nanoTime);

    ApiTransport(String cluster, Config config, RequestBudget budget, HttpClient.Factory clients)
            throws ClusterException {
        this.cluster = cluster;
        this.budget = budget;
        try {
            this.base = URI.create(config.getMasterUrl());
            config.setHttp2Disable(true);
            this.client = base.getScheme().equals("http") && config.getHttpProxy() == null
                    ? withoutTls(config, clients)
                    : clients.newBuilder(config).build();
        } catch (KubernetesClientException | IllegalArgumentException e) {
            // the message may quote certificate data, so only its kind is told
            throw new ClusterException(
                    Reason.CONFIGURATION,
                    "cluster " + cluster + ": its address or its credential cannot be used ("
                            + rootOf(e).getClass().getSimpleName() + ")");
        }
    }

    /** The platform's certificate authorities take longer to load than all the rest; plain HTTP does without. */
    private static HttpClient withoutTls(Config config, HttpClient.Factory factory) {
        HttpClient.Builder builder = factory.newBuilder();
        builder.tag(config.getRequestConfig());
        builder.connectTimeout(config.getConnectionTimeout(), TimeUnit.MILLISECONDS);
        builder.preferHttp11();
        builder.sslContext(new KeyManager[0], new TrustManager[] {new NoAuthorities()});
        HttpClientUtils.createApplicableInterceptors(config, factory).forEach(builder::addOrReplaceInterceptor);
        return builder.build();
    }

    /** A whole answer. */
    record Reply(int status, String body, Optional<Duration> retryAfter) {
        boolean successful() {
            return status >= 200 && status < 300;
        }
    }

    /** A request body with its media type. */
    record Body(String mediaType, String text) {}

    /** Receives a stream of lines; calls never overlap. */
    interface LineReceiver {
        /** The server has accepted the request; lines follow. */
        default void opened() {}

        /** A line without its end. */
        void line(String line);

        /** No more lines: empty when the server ended the stream orderly. Called exactly once unless closed before. */
        void ended(Optional<ClusterException> why);
    }

    /** Sends a request and waits for the whole answer, whatever its status. */
    Reply send(String method, String path, Optional<Body> body) throws ClusterException, InterruptedException {
        budget.await();
        Optional<Duration> refused = breaker.refuses();
        if (refused.isPresent()) {
            throw new ClusterException(
                    Reason.UNREACHABLE,
                    "cluster " + cluster + " has not answered for a while and is not asked now",
                    refused);
        }
        HttpRequest.Builder request = client.newHttpRequestBuilder()
                .uri(base.resolve(path))
                .header("Accept", "application/json")
                .timeout(REQUEST_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        if (body.isPresent()) {
            request.method(method, body.get().mediaType(), body.get().text());
        } else if (!method.equals("GET")) {
            request.method(method, null, "");
        }
        CompletableFuture<HttpResponse<byte[]>> future = client.sendAsync(request.build(), byte[].class);
        try {
            // a server that sends headers and then nothing would hold us for ever
            HttpResponse<byte[]> response = future.get(REQUEST_TIMEOUT.toMillis() + 5_000, TimeUnit.MILLISECONDS);
            breaker.answered();
            return new Reply(response.code(), text(response.body()), retryAfter(response));
        } catch (ExecutionException e) {
            breaker.disturbed();
            throw disturbance(e.getCause());
        } catch (TimeoutException e) {
            breaker.disturbed();
            future.cancel(true);
            throw disturbance(e);
        } catch (InterruptedException e) {
            breaker.abandoned();
            future.cancel(true);
            throw e;
        }
    }

    /** Opens a stream of lines without occupying a thread. */
    Subscription stream(String path, LineReceiver receiver) {
        HttpRequest request = client.newHttpRequestBuilder()
                .uri(base.resolve(path))
                .header("Accept", "application/json, */*")
                .forStreaming()
                .build();
        StreamState state = new StreamState(receiver);
        CompletableFuture<HttpResponse<AsyncBody>> future = client.consumeBytes(request, state);
        CompletableFuture<?> ignored = future.whenComplete((response, error) -> {
            if (error != null) {
                state.finish(Optional.of(disturbance(error)));
            } else {
                breaker.answered();
                state.begin(response);
            }
        });
        return () -> {
            state.close();
            future.cancel(true);
        };
    }

    /** One open stream: bytes to lines, or, when the status is bad, bytes to an error. */
    private final class StreamState implements AsyncBody.Consumer<List<ByteBuffer>> {

        private final LineReceiver receiver;
        private final AtomicBoolean over = new AtomicBoolean();
        private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
        private volatile boolean failed;
        private volatile Optional<AsyncBody> open = Optional.empty();

        StreamState(LineReceiver receiver) {
            this.receiver = receiver;
        }

        void begin(HttpResponse<AsyncBody> response) {
            failed = !HttpResponse.isSuccessful(response.code());
            open = Optional.of(response.body());
            if (over.get()) {
                response.body().cancel();
                return;
            }
            if (!failed) {
                receiver.opened();
            }
            CompletableFuture<?> ignored = response.body().done().whenComplete((nothing, error) -> {
                if (failed) {
                    Reply reply =
                            new Reply(response.code(), pending.toString(StandardCharsets.UTF_8), retryAfter(response));
                    finish(Optional.of(ApiErrors.of(reply, cluster, "watch", "", false)));
                } else if (error != null) {
                    finish(Optional.of(disturbance(error)));
                } else {
                    flush();
                    finish(Optional.empty());
                }
            });
            response.body().consume();
        }

        @Override
        public void consume(List<ByteBuffer> buffers, AsyncBody body) {
            for (ByteBuffer buffer : buffers) {
                take(buffer);
            }
            if (over.get()) {
                body.cancel();
            } else {
                body.consume();
            }
        }

        private void take(ByteBuffer buffer) {
            if (failed) {
                while (buffer.hasRemaining() && pending.size() < MAX_ERROR_BYTES) {
                    pending.write(buffer.get());
                }
                return;
            }
            while (buffer.hasRemaining()) {
                byte b = buffer.get();
                if (b == '\n') {
                    flush();
                } else {
                    pending.write(b);
                }
            }
        }

        private void flush() {
            if (pending.size() > 0 && !over.get()) {
                String line = pending.toString(StandardCharsets.UTF_8);
                receiver.line(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
            }
            pending.reset();
        }

        void finish(Optional<ClusterException> why) {
            if (over.compareAndSet(false, true)) {
                receiver.ended(why);
            }
        }

        void close() {
            over.set(true);
            open.ifPresent(AsyncBody::cancel);
        }
    }

    /** What it means that no answer came: whether the request provably never left decides if an effect may be repeated. */
    private ClusterException disturbance(Throwable error) {
        String where = base.getHost() + (base.getPort() < 0 ? "" : ":" + base.getPort());
        for (Throwable t = error; t != null; t = t.getCause()) {
            if (t instanceof UnknownHostException || t instanceof UnresolvedAddressException) {
                return unreachable("the name " + base.getHost() + " cannot be resolved");
            }
            if (t instanceof ConnectException
                    || t instanceof NoRouteToHostException
                    || t instanceof HttpConnectTimeoutException) {
                return unreachable("no connection to " + where);
            }
            if (t instanceof SSLException) {
                return unreachable("TLS with " + where + " failed: " + t.getMessage());
            }
        }
        return new ClusterException(
                Reason.NO_ANSWER,
                "cluster " + cluster + ": no answer from " + where + " ("
                        + rootOf(error).getClass().getSimpleName() + ")");
    }

    private ClusterException unreachable(String why) {
        return new ClusterException(Reason.UNREACHABLE, "cluster " + cluster + " is unreachable: " + why);
    }

    private static String text(byte[] body) {
        return body == null ? "" : new String(body, StandardCharsets.UTF_8);
    }

    private static Throwable rootOf(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static Optional<Duration> retryAfter(HttpResponse<?> response) {
        String value = response.header("Retry-After");
        if (value == null || !value.chars().allMatch(Character::isDigit) || value.isEmpty() || value.length() > 6) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofSeconds(Integer.parseInt(value)));
    }

    @Override
    public void close() {
        client.close();
    }
}
