package io.jenkins.plugins.vela.provider.metrics;

import static io.jenkins.plugins.vela.provider.StepContext.call;
import static io.jenkins.plugins.vela.provider.StepContext.result;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.vela.cluster.Clusters;
import io.jenkins.plugins.vela.provider.ActionCall;
import io.jenkins.plugins.vela.provider.Outcome;
import io.jenkins.plugins.vela.provider.StepContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Checks against Prometheus' HTTP API. */
@Timeout(60)
class MetricsActionsTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final MetricsActions metrics = new MetricsActions();
    private final StepContext step = StepContext.with(Clusters.none());
    private HttpServer server;
    private volatile String data = "";
    private volatile String asked = "";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.createContext("/prom/api/v1/query", exchange -> {
            asked = exchange.getRequestURI().getQuery();
            byte[] answer = data.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(data.contains("error") ? 400 : 200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private ActionCall check(String condition) {
        return call(
                "metrics",
                "promCheck",
                "{'query':'sum(rate(x{a=~\\'b+\\'}[1m]))','metricEndpoint':'http://127.0.0.1:".replace("\\'", "")
                        + server.getAddress().getPort()
                        + "/prom','condition':'" + condition + "','duration':'1m','failDuration':'30s'}");
    }

    private StepContext after(int seconds) {
        return step.at(Clock.fixed(NOON.plusSeconds(seconds), ZoneOffset.UTC));
    }

    private static String vector(String... values) {
        StringBuilder result = new StringBuilder();
        for (String value : values) {
            result.append(result.isEmpty() ? "" : ",")
                    .append("{\"metric\":{},\"value\":[1700000000.1,\"" + value + "\"]}");
        }
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[" + result + "]}}";
    }

    private JsonNode next(ActionCall call, JsonNode previous, int seconds) throws InterruptedException {
        return result(metrics.refresh(after(seconds), call, previous, Optional.empty()));
    }

    @Test
    void aCheckSucceedsOnceItsConditionHasHeldForLongEnough() throws Exception {
        data = vector("0.97");
        ActionCall call = check(">=0.95");
        JsonNode first = result(metrics.perform(after(0), call));
        assertThat(asked).isEqualTo("query=sum(rate(x{a=~b+}[1m]))");
        assertThat(first.path("result").asBoolean()).isFalse();
        assertThat(first.path("message").asText()).isEqualTo("the value is 0.97; the condition has held for 0 of 60 s");
        JsonNode second = next(call, first, 59);
        assertThat(second.path("result").asBoolean()).isFalse();
        assertThat(next(call, second, 60).path("result").asBoolean()).isTrue();
    }

    @Test
    void anInterruptionStartsTheTimeAnew() throws Exception {
        data = vector("0.97");
        ActionCall call = check(">=0.95");
        JsonNode first = result(metrics.perform(after(0), call));
        data = vector("0.5");
        JsonNode second = next(call, first, 50);
        data = vector("0.97");
        JsonNode third = next(call, second, 60);
        assertThat(third.path("result").asBoolean()).isFalse();
        assertThat(next(call, third, 119).path("result").asBoolean()).isFalse();
        assertThat(next(call, third, 120).path("result").asBoolean()).isTrue();
    }

    @Test
    void aCheckFailsOnceItsConditionHasNotHeldForTooLong() throws Exception {
        data = vector("0.5");
        ActionCall call = check(">=0.95");
        JsonNode first = result(metrics.perform(after(0), call));
        assertThat(first.path("failed").asBoolean()).isFalse();
        JsonNode last = next(call, first, 30);
        assertThat(last.path("failed").asBoolean()).isTrue();
        assertThat(last.path("message").asText()).isEqualTo("the value is 0.5, which is not >=0.95");
    }

    @Test
    void whatIsNotOneNumberIsSaidSo() throws Exception {
        data = vector("1", "2");
        assertThat(metrics.perform(after(0), check(">0"))).isInstanceOfSatisfying(Outcome.Failed.class, f -> assertThat(
                        f.error().message())
                .isEqualTo("the query yields 2 values; one is needed"));
        data = vector();
        assertThat(result(metrics.perform(after(0), check(">0")))
                        .path("message")
                        .asText())
                .startsWith("the value is no number");
        data = "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"parse error\"}";
        assertThat(metrics.perform(after(0), check(">0"))).isInstanceOfSatisfying(Outcome.Failed.class, f -> assertThat(
                        f.error().message())
                .isEqualTo("Prometheus refuses the query: parse error"));
    }

    @Test
    void aConditionThatIsNoneFailsAndAServerThatIsDownIsTriedAgain() throws Exception {
        data = vector("1");
        assertThat(metrics.perform(after(0), check("is fine"))).isInstanceOf(Outcome.Failed.class);
        ActionCall call = check(">0");
        server.stop(0);
        assertThat(metrics.perform(after(0), call)).isInstanceOf(Outcome.Retry.class);
    }
}
