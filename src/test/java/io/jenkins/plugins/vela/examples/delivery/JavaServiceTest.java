package io.jenkins.plugins.vela.examples.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.vela.cluster.ClusterSource;
import io.jenkins.plugins.vela.cluster.Clusters;
import io.jenkins.plugins.vela.cluster.ObjectKey;
import io.jenkins.plugins.vela.sandbox.EmbeddedCluster;
import io.jenkins.plugins.vela.workflow.model.RunPhase;
import io.jenkins.plugins.vela.workflow.model.RunStatus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The example of a Java service that has the engine carry out its delivery plans. */
class JavaServiceTest {
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private EmbeddedCluster cluster;
    private Clusters clusters;
    private DeliveryService service;

    @BeforeEach
    void start() throws Exception {
        cluster = EmbeddedCluster.start("local");
        clusters = Clusters.builder()
                .cluster(
                        "local",
                        new ClusterSource.KubeconfigText(
                                "embedded", cluster.kubeconfig(), Optional.empty(), ClusterSource.Trust.RESTRICTED))
                .build();
        service = DeliveryService.start(0, clusters, "jdbc:h2:mem:");
    }

    @AfterEach
    void stop() throws Exception {
        service.close();
        clusters.close();
        cluster.close();
    }

    @Test
    void a_delivery_builds_deploys_and_releases_in_batches() throws Exception {
        String run = submit("shop", "[20, 50, 100]");

        RunStatus status = end(run);

        assertThat(status.phase()).as(status.toJson().toPrettyString()).isEqualTo(RunPhase.SUCCEEDED);
        String image = "registry.example.com/shop:v2";
        assertThat(service.businessCalls())
                .containsExactly(
                        "environments",
                        "builds",
                        "releases 20 " + image,
                        "releases 50 " + image,
                        "releases 100 " + image);
        JsonNode deployment = clusters.get("")
                .get(new ObjectKey("apps/v1", "Deployment", "default", "deploy"))
                .orElseThrow();
        assertThat(deployment.at("/spec/template/spec/containers/0/image").asText())
                .isEqualTo(image);
    }

    @Test
    void a_release_that_fails_is_rolled_back() throws Exception {
        String run = submit("fragile", "[20, 50, 100]");

        RunStatus status = end(run);

        assertThat(status.phase()).isEqualTo(RunPhase.FAILED);
        assertThat(service.businessCalls()).endsWith("releases 50 registry.example.com/fragile:v2", "rollbacks");
        assertThat(phases(service.heard(run), "release-100")).containsExactly("skipped");
        assertThat(phases(service.heard(run), "roll-back")).endsWith("succeeded");
    }

    @Test
    void every_status_change_reaches_the_database_by_the_listener_and_by_the_webhook() throws Exception {
        String run = submit("shop", "[100]");
        end(run);

        List<StatusChange> heard = service.heard(run);

        assertThat(phases(heard, "")).endsWith("succeeded");
        assertThat(phases(heard, "build")).containsExactly("running", "succeeded");
        await("the webhook delivers what the listener heard")
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(service.received(run)).containsExactlyElementsOf(heard));
        assertThat(JSON.readTree(get("/plans/" + run).body())).hasSameSizeAs(heard);
    }

    @Test
    void a_status_change_with_a_forged_signature_is_refused() throws Exception {
        String change = "{\"run\": \"default/shop-v2\", \"step\": \"\", \"phase\": \"succeeded\", \"message\": \"\","
                + " \"time\": \"2026-01-01T00:00:00Z\"}";
        Signature forger = new Signature("a guess");

        HttpResponse<String> answer = client.send(
                request("/hooks/status")
                        .header(Signature.HEADER, forger.sign(change.getBytes(StandardCharsets.UTF_8)))
                        .POST(HttpRequest.BodyPublishers.ofString(change))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(service.received("default/shop-v2")).isEmpty();
    }

    @Test
    void a_plan_without_batches_is_refused() throws Exception {
        assertThat(post("shop", "[]").statusCode()).isEqualTo(400);
    }

    private String submit(String application, String batches) throws IOException, InterruptedException {
        HttpResponse<String> answer = post(application, batches);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return JSON.readTree(answer.body()).path("run").asText();
    }

    private HttpResponse<String> post(String application, String batches) throws IOException, InterruptedException {
        String plan = "{\"application\": \"" + application + "\", \"version\": \"v2\"," + " \"git\": \"git.example.com/"
                + application + "\", \"batches\": " + batches + "}";
        return client.send(
                request("/plans")
                        .POST(HttpRequest.BodyPublishers.ofString(plan))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(service.url() + path));
    }

    private RunStatus end(String run) throws InterruptedException {
        return service.run(run).orElseThrow().await(Duration.ofSeconds(60)).orElseThrow();
    }

    private static List<String> phases(List<StatusChange> changes, String step) {
        return changes.stream()
                .filter(change -> change.step().equals(step))
                .map(StatusChange::phase)
                .toList();
    }
}
