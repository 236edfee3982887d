package io.jenkins.plugins.vela.provider.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.cluster.ClusterException;
import io.jenkins.plugins.vela.cue.CueSource;
import io.jenkins.plugins.vela.provider.ActionCall;
import io.jenkins.plugins.vela.provider.ActionContext;
import io.jenkins.plugins.vela.provider.ActionError;
import io.jenkins.plugins.vela.provider.ActionProvider;
import io.jenkins.plugins.vela.provider.Facades;
import io.jenkins.plugins.vela.provider.Nature;
import io.jenkins.plugins.vela.provider.Outcome;
import io.jenkins.plugins.vela.text.GoDuration;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The {@code vela/http} actions. GET, HEAD and OPTIONS observe; PUT and DELETE may be repeated; POST and PATCH are sent once:
 * when no answer came and the request may have left, that is what the outcome says.
 */
public final class HttpActions implements ActionProvider {

    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(3);
    private static final Set<String> OBSERVING = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> REPEATABLE = Set.of("PUT", "DELETE");

    /** Members of a response that make it a login response. */
    private static final List<String> LOGIN_MEMBERS =
            List.of("\"access_token\"", "\"id_token\"", "\"refresh_token\"", "\"password\"", "\"client_secret\"");

    private final SafeHttp http = new SafeHttp();
    private final RateLimits limits = new RateLimits();

    @Override
    public String name() {
        return "http";
    }

    @Override
    public List<CueSource> facade() {
        return Facades.read(HttpActions.class, "vela/http/http.cue");
    }

    @Override
    public Set<String> actions() {
        return Set.of("do");
    }

    @Override
    public Nature nature(ActionCall call) {
        String method = method(call);
        if (OBSERVING.contains(method)) {
            return Nature.OBSERVATION;
        }
        return REPEATABLE.contains(method) ? Nature.EFFECT_IDEMPOTENT : Nature.EFFECT_ONCE;
    }

    private static String method(ActionCall call) {
        return call.params().path("method").asText("GET").toUpperCase(Locale.ROOT);
    }

    @Override
    public Optional<Duration> pollAfter(ActionCall call, JsonNode result) {
        JsonNode response = result.has("response") ? result.path("response") : result;
        String value = response.path("header").path("Retry-After").path(0).asText("");
        boolean seconds =
                !value.isEmpty() && value.length() < 7 && value.chars().allMatch(Character::isDigit);
        return seconds ? Optional.of(Duration.ofSeconds(Long.parseLong(value))) : Optional.empty();
    }

    @Override
    public Outcome perform(ActionContext context, ActionCall call) throws InterruptedException {
        try {
            Prepared prepared = prepare(context, call);
            JsonNode limiter = call.params().path("request").path("ratelimiter");
            if (limiter.isObject()) {
                Optional<Duration> wait = limits.take(limitKey(prepared.call()), limit(limiter), context.clock());
                if (wait.isPresent()) {
                    return new Outcome.Retry(
                            ActionError.transientError(prepared.call() + ": request exceeds the rate limiter"), wait);
                }
            }
            HttpReply reply = http.exchange(prepared.call(), () -> {
                if (nature(call) != Nature.OBSERVATION) {
                    context.aboutToSend(JsonNodeFactory.instance
                            .objectNode()
                            .put("request", prepared.call().toString())
                            .put("idempotencyKey", context.idempotencyKey()));
                }
            });
            return new Outcome.Done(result(reply), isSensitive(nature(call), reply, prepared.secrets()));
        } catch (InvalidRequest e) {
            return new Outcome.Failed(ActionError.definite(e.getMessage()));
        } catch (ClusterException e) {
            ActionError error = new ActionError(
                    e.getMessage(), e.reason().retryable(), e.reason().definite());
            return e.reason().retryable() ? new Outcome.Retry(error, e.retryAfter()) : new Outcome.Failed(error);
        } catch (HttpFailure e) {
            return failure(call, e);
        }
    }

    private Outcome failure(ActionCall call, HttpFailure e) {
        return switch (e.kind()) {
            case REFUSED -> new Outcome.Failed(ActionError.definite(e.getMessage()));
            case NOT_SENT -> new Outcome.Retry(ActionError.transientError(e.getMessage()), Optional.empty());
            case NO_RESPONSE ->
                nature(call) == Nature.EFFECT_ONCE
                        ? new Outcome.MayHaveHappened(new ActionError(
                                e.getMessage() + "; the request was sent, so it may have taken effect", false, false))
                        : new Outcome.Retry(ActionError.transientError(e.getMessage()), Optional.empty());
        };
    }

    // ---- the request ----

    /** Something in the parameters makes a request impossible. */
    private static final class InvalidRequest extends Exception {
        private static final long serialVersionUID = 1L;

        InvalidRequest(String message) {
            super(message);
        }
    }

    /** A request and the secrets in it. */
    private record Prepared(HttpCall call, Set<String> secrets) {}

    private Prepared prepare(ActionContext context, ActionCall call)
            throws InvalidRequest, ClusterException, InterruptedException {
        JsonNode params = call.params();
        JsonNode request = params.path("request");
        Map<String, String> headers = new LinkedHashMap<>();
        request.path("header")
                .properties()
                .forEach(h -> headers.put(h.getKey(), h.getValue().asText()));
        // these follow from the body and the URL
        headers.keySet().removeIf(h -> h.equalsIgnoreCase("Content-Length") || h.equalsIgnoreCase("Transfer-Encoding"));
        Set<String> credentials = new HashSet<>();
        Set<String> secrets = new HashSet<>();
        for (JsonNode from : request.path("headersFromSecret")) {
            String header = from.path("header").asText();
            String value = secret(
                            context, context.namespace(), from.path("secret").asText())
                    .key(from.path("key").asText());
            headers.put(header, value);
            credentials.add(header);
            secrets.add(value);
        }
        URI uri = uri(params.path("url").asText());
        if (uri.getRawUserInfo() != null) {
            String userInfo = uri.getUserInfo();
            headers.putIfAbsent(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8)));
            uri = uri(params.path("url").asText().replaceFirst("//[^/@]*@", "//"));
        }
        Optional<String> body =
                request.has("body") ? Optional.of(request.path("body").asText()) : Optional.empty();
        if (headers.keySet().stream().noneMatch(h -> h.equalsIgnoreCase("Content-Type"))
                && (headers.isEmpty() || body.isPresent())) {
            headers.put("Content-Type", "application/json");
        }
        if (nature(call) != Nature.OBSERVATION) {
            headers.putIfAbsent("Idempotency-Key", context.idempotencyKey());
        }
        JsonNode tls = params.path("tls_config");
        Optional<javax.net.ssl.SSLContext> ssl = Optional.empty();
        if (tls.isObject()) {
            String namespace = tls.path("namespace").asText(context.namespace());
            SecretValues values = secret(context, namespace, tls.path("secret").asText());
            ssl = Optional.of(tlsContext(values));
        }
        HttpCall prepared = new HttpCall(
                method(call), uri, headers, credentials, body, timeout(request), ssl, context.httpPolicy());
        return new Prepared(prepared, secrets);
    }

    private static javax.net.ssl.SSLContext tlsContext(SecretValues values) throws InvalidRequest {
        try {
            return TlsSecret.context(values);
        } catch (TlsSecret.Unusable e) {
            throw new InvalidRequest(e.getMessage());
        }
    }

    private static SecretValues secret(ActionContext context, String namespace, String name)
            throws InvalidRequest, ClusterException, InterruptedException {
        return SecretValues.read(context.clusters().get(""), namespace, name)
                .orElseThrow(() -> new InvalidRequest("Secret " + namespace + "/" + name + " is not found"));
    }

    private static URI uri(String url) throws InvalidRequest {
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            int query = url.indexOf('?');
            throw new InvalidRequest(
                    "not a URL: " + (query < 0 ? url : url.substring(0, query)).replaceFirst("//[^/@]*@", "//"));
        }
    }

    private static Duration timeout(JsonNode request) throws InvalidRequest {
        if (!request.has("timeout")) {
            return DEFAULT_TIMEOUT;
        }
        String text = request.path("timeout").asText();
        return GoDuration.parseSpan(text)
                .filter(d -> !d.isZero())
                .orElseThrow(() -> new InvalidRequest("request.timeout is not a duration: " + text));
    }

    private static RateLimits.Limit limit(JsonNode limiter) throws InvalidRequest {
        String period = limiter.path("period").asText();
        Duration duration = GoDuration.parseSpan(period)
                .filter(d -> !d.isZero())
                .orElseThrow(() -> new InvalidRequest("request.ratelimiter.period is not a duration: " + period));
        return new RateLimits.Limit(Math.max(1, limiter.path("limit").asInt()), duration);
    }

    private static String limitKey(HttpCall call) {
        return call.method() + "-" + HttpCall.shown(call.uri());
    }

    // ---- the response ----

    private static ObjectNode result(HttpReply reply) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.put("body", reply.body());
        result.set("header", values(reply.headers()));
        if (!reply.trailers().isEmpty()) {
            result.set("trailer", values(reply.trailers()));
        }
        return result.put("statusCode", reply.status());
    }

    private static ObjectNode values(Map<String, List<String>> headers) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        headers.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(h -> {
            var list = node.putArray(h.getKey());
            h.getValue().forEach(list::add);
        });
        return node;
    }

    /** Whether a response is a credential, or gives back one that was sent. */
    private static boolean isSensitive(Nature nature, HttpReply reply, Set<String> secrets) {
        // any page may set a cookie; one that answers a form is a session
        boolean session =
                nature != Nature.OBSERVATION && reply.header("Set-Cookie").isPresent();
        return session
                || LOGIN_MEMBERS.stream().anyMatch(reply.body()::contains)
                || secrets.stream().filter(s -> s.length() > 3).anyMatch(reply.body()::contains);
    }
}
