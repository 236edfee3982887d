package io.jenkins.plugins.vela.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.vela.cluster.ClusterSource;
import io.jenkins.plugins.vela.cluster.Clusters;
import io.jenkins.plugins.vela.sandbox.EmbeddedCluster;
import io.jenkins.plugins.vela.workflow.model.Finding;
import io.jenkins.plugins.vela.workflow.model.RunStatus;
import io.jenkins.plugins.vela.workflow.model.StepPhase;
import io.jenkins.plugins.vela.workflow.model.StepReason;
import io.jenkins.plugins.vela.workflow.model.StepStatus;
import io.jenkins.plugins.vela.workflow.model.WorkflowRunSpec;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows of {@code conformance/samples.yaml}: upstream's e2e tests and examples, run against an embedded cluster. */
@Timeout(120)
final class UpstreamSamplesTest {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    @TempDir
    Path directory;

    private HttpServer server;
    private EmbeddedCluster cluster;
    private Clusters clusters;
    private EngineFixture fixture;

    static Stream<Named<JsonNode>> rows() throws IOException {
        List<Named<JsonNode>> rows = new ArrayList<>();
        try (InputStream in = UpstreamSamplesTest.class.getResourceAsStream("conformance/samples.yaml")) {
            YAML.readTree(in)
                    .forEach(row -> rows.add(Named.of(
                            row.path("name").asText() + " (" + row.path("from").asText() + ")", row)));
        }
        return rows.stream();
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", UpstreamSamplesTest::answer);
        server.start();
        cluster = EmbeddedCluster.start("local");
        Path kubeconfig = cluster.writeKubeconfig(directory.resolve("kubeconfig"));
        clusters = Clusters.builder()
                .cluster("local", ClusterSource.parse(kubeconfig.toString()))
                .build();
        fixture = new EngineFixture().clusters(clusters);
    }

    @AfterEach
    void stop() {
        fixture.close();
        clusters.close();
        cluster.close();
        server.stop(0);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getPath();
        boolean token = "Bearer sesame".equals(exchange.getRequestHeaders().getFirst("Authorization"));
        int code = path.startsWith("/none") ? 404 : path.startsWith("/secret") && !token ? 401 : 200;
        byte[] body = "{\"stargazers_count\":7}".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(code, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void reachesTheStateThatIsRecordedUpstream(JsonNode row) throws Exception {
        for (JsonNode object : row.path("objects")) {
            clusters.get("local").apply((ObjectNode) object);
        }
        row.path("types")
                .properties()
                .forEach(type -> fixture.type(type.getKey(), type.getValue().asText()));
        List<Finding> findings = new ArrayList<>();
        WorkflowRunSpec spec = WorkflowRunSpec.decode(
                        document(row),
                        name -> Optional.ofNullable(row.path("workflows").get(name)),
                        findings::add)
                .orElseThrow(() -> new AssertionError(findings));

        Run run = fixture.engine().submit(spec);
        for (JsonNode move : row.path("play")) {
            String step = move.path("resume").asText();
            await().atMost(EngineFixture.PATIENCE).until(() -> run.status()
                    .step(step)
                    .filter(now -> now.phase() == StepPhase.SUSPENDING)
                    .isPresent());
            run.resume(step);
        }

        RunStatus end = EngineFixture.end(run);
        assertThat(render(end))
                .as(() -> EngineFixture.render(end))
                .isEqualTo(row.path("expect").asText());
    }

    private JsonNode document(JsonNode row) throws IOException {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.putObject("metadata").put("name", "app");
        ObjectNode spec = row.has("spec") ? row.get("spec").deepCopy() : JsonNodeFactory.instance.objectNode();
        if (row.has("steps")) {
            spec.putObject("workflowSpec").set("steps", row.get("steps"));
        }
        if (row.has("context")) {
            spec.set("context", row.get("context"));
        }
        document.set("spec", spec);
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        return YAML.readTree(YAML.writeValueAsString(document).replace("SERVER", url));
    }

    /** Phases, reasons, and the messages of steps that succeeded. */
    private static String render(RunStatus status) {
        return status.phase() + " " + render(status.steps());
    }

    private static String render(List<StepStatus> steps) {
        List<String> words = new ArrayList<>();
        for (StepStatus step : steps) {
            String children = step.subSteps().isEmpty() ? "" : "(" + render(step.subSteps()) + ")";
            String reason = step.reason() == StepReason.NONE ? "" : "/" + step.reason();
            boolean says =
                    step.phase() == StepPhase.SUCCEEDED && !step.message().isEmpty();
            words.add(step.name() + "=" + step.phase() + reason + (says ? "[" + step.message() + "]" : "") + children);
        }
        return String.join(" ", words);
    }
}
