package io.jenkins.plugins.vela.provider.http;

import io.jenkins.plugins.vela.provider.http.HttpFailure.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.util.Timeout;

/**
 * Makes requests as a policy allows. Redirects are followed here, one by one, so that each target is checked and credentials
 * stay at the origin they were meant for. A connection serves one request only: whether a request left can then always be
 * told. Thread-safe.
 */
public final class SafeHttp {

    private static final int MAX_REDIRECTS = 10;
    private static final Set<String> CREDENTIAL_HEADERS =
            Set.of("authorization", "cookie", "proxy-authorization", "www-authenticate", "idempotency-key");
    private static final List<String> CREDENTIAL_WORDS = List.of("token", "secret", "password", "api-key", "apikey");

    /** Told of each request that is about to be sent over an established connection. */
    public interface BeforeSending {
        /** Called on another thread than the caller's, which waits meanwhile. */
        void aboutToSend() throws InterruptedException;
    }

    private final ExecutorService threads;

    /** A client with threads of its own, which end when they are idle. */
    public SafeHttp() {
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "vela-http");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Makes a request and returns the last response, whatever its status. */
    public HttpReply exchange(HttpCall call, BeforeSending before) throws HttpFailure, InterruptedException {
        AtomicBoolean sent = new AtomicBoolean();
        Exchange exchange = new Exchange(call, before, sent);
        Future<HttpReply> future = threads.submit(exchange::run);
        try {
            return future.get(call.timeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            exchange.abort();
            throw late(call, sent.get());
        } catch (ExecutionException e) {
            throw failure(call, e.getCause(), sent.get());
        } catch (InterruptedException e) {
            exchange.abort();
            throw e;
        }
    }

    private static HttpFailure failure(HttpCall call, Throwable error, boolean sent) throws InterruptedException {
        for (Throwable t = error; t != null; t = t.getCause()) {
            if (t instanceof HttpFailure f) {
                return f;
            }
            if (t instanceof InterruptedException i) {
                throw i;
            }
            if (t instanceof AddressGuard.DeniedException d) {
                return new HttpFailure(Kind.REFUSED, call + ": " + d.getMessage());
            }
        }
        if (error instanceof SocketTimeoutException) {
            return late(call, sent);
        }
        if (error instanceof UnknownHostException) {
            return new HttpFailure(
                    Kind.NOT_SENT, call + ": the name " + call.uri().getHost() + " cannot be resolved");
        }
        String why = error instanceof IOException && error.getMessage() != null
                ? error.getMessage()
                : error.getClass().getSimpleName();
        return new HttpFailure(sent ? Kind.NO_RESPONSE : Kind.NOT_SENT, call + ": " + why);
    }

    /** The client's own timeout and that of a single read end a call alike: whichever comes first. */
    private static HttpFailure late(HttpCall call, boolean sent) {
        return new HttpFailure(
                sent ? Kind.NO_RESPONSE : Kind.NOT_SENT,
                call + ": no response within " + call.timeout().toMillis() + " ms");
    }

    /** One call with all its redirects. */
    private static final class Exchange {

        private final HttpCall call;
        private final BeforeSending before;
        private final AtomicBoolean sent;
        private volatile Optional<HttpUriRequestBase> current = Optional.empty();
        private volatile boolean aborted;

        Exchange(HttpCall call, BeforeSending before, AtomicBoolean sent) {
            this.call = call;
            this.before = before;
            this.sent = sent;
        }

        void abort() {
            aborted = true;
            current.ifPresent(HttpUriRequestBase::cancel);
        }

        HttpReply run() throws IOException, HttpFailure {
            URI target = call.uri();
            String method = call.method();
            Optional<String> body = call.body();
            Map<String, String> headers = new LinkedHashMap<>(call.headers());
            for (int hop = 0; ; hop++) {
                HttpHost host = hostOf(target);
                boolean home = sameOrigin(call.uri(), target);
                HttpReply reply = send(host, method, target, headers, body, home);
                Optional<String> location = reply.header("Location");
                if (!isRedirect(reply.status()) || location.isEmpty()) {
                    return reply;
                }
                if (hop == MAX_REDIRECTS) {
                    throw new HttpFailure(Kind.REFUSED, call + ": more than " + MAX_REDIRECTS + " redirects");
                }
                target = next(target, location.get());
                hostOf(target);
                if (reply.status() != 307 && reply.status() != 308 && !method.equals("HEAD")) {
                    method = "GET";
                    body = Optional.empty();
                    headers.keySet().removeIf(h -> h.toLowerCase(Locale.ROOT).startsWith("content-"));
                }
                if (!sameOrigin(call.uri(), target)) {
                    headers.keySet().removeIf(this::isCredential);
                }
                // what was sent so far has been answered
                sent.set(false);
            }
        }

        private URI next(URI from, String location) throws HttpFailure {
            try {
                return from.resolve(location);
            } catch (IllegalArgumentException e) {
                throw new HttpFailure(Kind.REFUSED, call + ": redirected to something that is no URL");
            }
        }

        private boolean isCredential(String header) {
            String name = header.toLowerCase(Locale.ROOT);
            return CREDENTIAL_HEADERS.contains(name)
                    || CREDENTIAL_WORDS.stream().anyMatch(name::contains)
                    || call.credentials().stream().anyMatch(name::equalsIgnoreCase);
        }

        private HttpReply send(
                HttpHost host,
                String method,
                URI target,
                Map<String, String> headers,
                Optional<String> body,
                boolean home)
                throws IOException, HttpFailure {
            AddressGuard guard = new AddressGuard(call.policy());
            guard.resolve(host.getHostName());
            Optional<HttpHost> proxy = proxyFor(target);
            HttpUriRequestBase request = new HttpUriRequestBase(method, target);
            headers.forEach((name, value) -> request.setHeader(new BasicHeader(name, value)));
            body.ifPresent(text -> request.setEntity(new StringEntity(text, contentType(headers))));
            Timeout timeout = Timeout.ofMilliseconds(Math.max(1, call.timeout().toMillis()));
            request.setConfig(RequestConfig.custom()
                    .setResponseTimeout(timeout)
                    .setConnectionRequestTimeout(timeout)
                    .build());
            current = Optional.of(request);
            if (aborted) {
                throw new IOException("cancelled");
            }
            try (CloseableHttpClient client = client(guard, proxy, timeout, home)) {
                return client.execute(host, request, response -> read(response));
            }
        }

        private CloseableHttpClient client(
                AddressGuard guard, Optional<HttpHost> proxy, Timeout timeout, boolean home) {
            DnsResolver resolver = new DnsResolver() {
                @Override
                public InetAddress[] resolve(String name) throws UnknownHostException {
                    // the administrator chose the proxy, so the policy for targets does not apply to it
                    boolean isProxy =
                            proxy.isPresent() && proxy.get().getHostName().equals(name);
                    return isProxy ? InetAddress.getAllByName(name) : guard.resolve(name);
                }

                @Override
                public String resolveCanonicalHostname(String name) {
                    return name;
                }
            };
            PoolingHttpClientConnectionManagerBuilder connections = PoolingHttpClientConnectionManagerBuilder.create()
                    .setDnsResolver(resolver)
                    .setDefaultConnectionConfig(ConnectionConfig.custom()
                            .setConnectTimeout(timeout)
                            .setSocketTimeout(timeout)
                            .build());
            if (home && call.tls().isPresent()) {
                connections.setTlsSocketStrategy(
                        new DefaultClientTlsStrategy(call.tls().get()));
            }
            HttpClientBuilder builder = HttpClientBuilder.create()
                    .setConnectionManager(connections.build())
                    .setConnectionReuseStrategy((request, response, context) -> false)
                    .disableRedirectHandling()
                    .disableAutomaticRetries()
                    .disableCookieManagement()
                    .disableAuthCaching()
                    .setUserAgent("vela-workflow")
                    .addExecInterceptorAfter(ChainElement.CONNECT.name(), "about-to-send", (request, scope, chain) -> {
                        try {
                            before.aboutToSend();
                        } catch (InterruptedException e) {
                            throw new CompletionException(e);
                        }
                        sent.set(true);
                        return chain.proceed(request, scope);
                    });
            proxy.ifPresent(builder::setProxy);
            return builder.build();
        }

        private HttpReply read(ClassicHttpResponse response) throws IOException {
            Map<String, List<String>> headers = new LinkedHashMap<>();
            for (Header header : response.getHeaders()) {
                headers.computeIfAbsent(HttpReply.canonical(header.getName()), n -> new ArrayList<>())
                        .add(header.getValue());
            }
            Map<String, List<String>> trailers = new LinkedHashMap<>();
            HttpEntity entity = response.getEntity();
            if (entity == null) {
                return new HttpReply(response.getCode(), headers, trailers, "");
            }
            String text = text(entity);
            if (entity.getTrailers() != null && entity.getTrailers().get() != null) {
                for (Header trailer : entity.getTrailers().get()) {
                    trailers.computeIfAbsent(HttpReply.canonical(trailer.getName()), n -> new ArrayList<>())
                            .add(trailer.getValue());
                }
            }
            return new HttpReply(response.getCode(), headers, trailers, text);
        }

        private String text(HttpEntity entity) throws IOException {
            long limit = call.policy().maxResponseBytes();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (InputStream in = entity.getContent()) {
                byte[] buffer = new byte[8192];
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    if (out.size() + (long) n > limit) {
                        throw new IOException(new HttpFailure(
                                Kind.REFUSED, call + ": the response is larger than " + limit + " bytes"));
                    }
                    out.write(buffer, 0, n);
                }
            }
            return out.toString(charset(entity));
        }

        private HttpHost hostOf(URI target) throws HttpFailure {
            String scheme = target.getScheme() == null ? "" : target.getScheme().toLowerCase(Locale.ROOT);
            if (!(scheme.equals("http") || scheme.equals("https")) || target.getHost() == null) {
                throw new HttpFailure(Kind.REFUSED, "not an http or https URL: " + HttpCall.shown(target));
            }
            String host = target.getHost();
            // URI keeps the brackets of an IPv6 address, which are not part of the address
            String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
            return new HttpHost(scheme, bare, target.getPort());
        }
    }

    private static ContentType contentType(Map<String, String> headers) {
        return headers.entrySet().stream()
                .filter(e -> e.getKey().equalsIgnoreCase("Content-Type"))
                .findFirst()
                .map(e -> ContentType.parseLenient(e.getValue()))
                .map(type -> type.getCharset() == null ? type.withCharset(StandardCharsets.UTF_8) : type)
                .orElse(ContentType.APPLICATION_JSON);
    }

    private static Charset charset(HttpEntity entity) {
        ContentType type = ContentType.parseLenient(entity.getContentType());
        return type == null || type.getCharset() == null ? StandardCharsets.UTF_8 : type.getCharset();
    }

    private static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    private static boolean sameOrigin(URI a, URI b) {
        return a.getScheme().equalsIgnoreCase(String.valueOf(b.getScheme()))
                && a.getHost().equalsIgnoreCase(String.valueOf(b.getHost()))
                && port(a) == port(b);
    }

    private static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    }

    private static Optional<HttpHost> proxyFor(URI target) {
        ProxySelector selector = ProxySelector.getDefault();
        if (selector == null) {
            return Optional.empty();
        }
        for (Proxy proxy : selector.select(target)) {
            if (proxy.type() == Proxy.Type.HTTP && proxy.address() instanceof InetSocketAddress address) {
                return Optional.of(new HttpHost("http", address.getHostString(), address.getPort()));
            }
        }
        return Optional.empty();
    }
}
