package io.jenkins.plugins.vela.provider.external;

import static io.jenkins.plugins.vela.provider.StepContext.call;
import static io.jenkins.plugins.vela.provider.StepContext.json;
import static io.jenkins.plugins.vela.provider.StepContext.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.vela.cluster.Clusters;
import io.jenkins.plugins.vela.provider.HttpPolicy;
import io.jenkins.plugins.vela.provider.Outcome;
import io.jenkins.plugins.vela.provider.StepContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Packages whose actions a service performs over HTTP. */
@Timeout(60)
class ExternalPackageTest {

    private final StepContext step = StepContext.with(Clusters.none());
    private HttpServer server;
    private volatile String asked = "";
    private volatile String answer = "{\"sum\": 3}";
    private volatile int status = 200;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.createContext("/base/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked = exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body + " "
                    + exchange.getRequestHeaders().getFirst("X-Team");
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static JsonNode object(String provider) {
        ObjectNode object = (ObjectNode)
                json(
                        "{'apiVersion':'cue.oam.dev/v1alpha1','kind':'Package','metadata':{'name':'calc'},'spec':{'path':'ext/calc'}}");
        object.withObject("/spec").set("provider", json(provider));
        object.withObject("/spec/templates")
                .put(
                        "calc.cue",
                        "package calc\n#Add: {#do: \"add\", #provider: \"calc\", $params: {...}, $returns?: {...}}");
        return object;
    }

    private ExternalPackage calc() {
        return ExternalPackage.of(object("{'protocol':'http','endpoint':'127.0.0.1:"
                + server.getAddress().getPort() + "/base','header':{'X-Team':['a']}}"));
    }

    @Test
    void anActionIsAPostOfItsParametersAndTheAnswerIsItsResult() throws Exception {
        ExternalPackage calc = calc();
        assertThat(calc.importPath()).isEqualTo("ext/calc");
        assertThat(calc.actions()).containsExactly("add");

        JsonNode result = result(calc.perform(step, call("calc", "add", "{'a':1,'b':2}")));

        assertThat(result.path("sum").asInt()).isEqualTo(3);
        assertThat(asked).isEqualTo("POST /base/add {\"a\":1,\"b\":2} a");
        assertThat(step.intents()).hasSize(1);
    }

    @Test
    void aRefusalFailsWithItsStatus() throws Exception {
        status = 500;
        assertThat(calc().perform(step, call("calc", "add", "{}")))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.error().message()).contains("the package calc answered 500"));
    }

    @Test
    void anAnswerThatIsNoObjectFails() throws Exception {
        answer = "[1]";
        assertThat(calc().perform(step, call("calc", "add", "{}")))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.error().message()).contains("no JSON object"));
    }

    @Test
    void thePolicyForRequestsHoldsHereToo() throws Exception {
        assertThat(calc().perform(step.under(HttpPolicy.guarded()), call("calc", "add", "{}")))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.error().message()).contains("not allowed by the HTTP policy"));
        assertThat(asked).isEmpty();
        assertThat(ExternalPackage.of(object("{'protocol':'http','endpoint':'169.254.169.254'}"))
                        .perform(step, call("calc", "add", "{}")))
                .isInstanceOf(Outcome.Failed.class);
    }

    @Test
    void whatIsNoPackageIsToldByField() {
        assertThatThrownBy(() -> ExternalPackage.of(object("{'protocol':'grpc','endpoint':'x'}")))
                .hasMessageContaining("spec.provider.protocol: grpc is not supported");
        assertThatThrownBy(() -> ExternalPackage.of(object("{'protocol':'http'}")))
                .hasMessageContaining("spec.provider.endpoint: expected a text");
        assertThatThrownBy(() -> ExternalPackage.of(json("{'metadata':{'name':'a'},'spec':{'path':'p'}}")))
                .hasMessageContaining("spec.templates");
    }
}
