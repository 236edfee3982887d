package io.jenkins.plugins.vela.provider.metrics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.vela.provider.HttpPolicy;
import io.jenkins.plugins.vela.provider.http.HttpCall;
import io.jenkins.plugins.vela.provider.http.HttpFailure;
import io.jenkins.plugins.vela.provider.http.HttpReply;
import io.jenkins.plugins.vela.provider.http.SafeHttp;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Prometheus' HTTP API, as far as instant queries go. */
final class Prometheus {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** What came back is not one number. */
    static final class UnusableAnswer extends Exception {
        private static final long serialVersionUID = 1L;

        UnusableAnswer(String message) {
            super(message);
        }
    }

    private final SafeHttp http;

    Prometheus(SafeHttp http) {
        this.http = http;
    }

    /** The number that a query yields now; empty for an empty vector, {@code NaN} and infinities. */
    Optional<BigDecimal> number(String endpoint, String query, HttpPolicy policy)
            throws HttpFailure, UnusableAnswer, InterruptedException {
        URI uri;
        try {
            String base = endpoint.endsWith("/") ? endpoint : endpoint + "/";
            uri = URI.create(base + "api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new UnusableAnswer("metricEndpoint is not a URL");
        }
        HttpReply reply = http.exchange(HttpCall.get(uri, TIMEOUT, policy), () -> {});
        JsonNode answer;
        try {
            answer = MAPPER.readTree(reply.body());
        } catch (JsonProcessingException e) {
            throw new UnusableAnswer("Prometheus answered with HTTP " + reply.status() + " and no JSON");
        }
        if (!answer.path("status").asText().equals("success")) {
            throw new UnusableAnswer(
                    "Prometheus refuses the query: " + answer.path("error").asText("HTTP " + reply.status()));
        }
        return value(answer.path("data"));
    }

    private static Optional<BigDecimal> value(JsonNode data) throws UnusableAnswer {
        JsonNode result = data.path("result");
        return switch (data.path("resultType").asText()) {
            case "scalar" -> parsed(result.path(1).asText());
            case "vector" -> {
                if (result.size() > 1) {
                    throw new UnusableAnswer("the query yields " + result.size() + " values; one is needed");
                }
                yield result.isEmpty()
                        ? Optional.empty()
                        : parsed(result.path(0).path("value").path(1).asText());
            }
            default ->
                throw new UnusableAnswer(
                        "the query yields a " + data.path("resultType").asText("nothing") + "; a number is needed");
        };
    }

    private static Optional<BigDecimal> parsed(String text) {
        try {
            return Optional.of(new BigDecimal(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
