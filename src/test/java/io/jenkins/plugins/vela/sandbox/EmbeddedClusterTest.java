package io.jenkins.plugins.vela.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.sandbox.api.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the embedded cluster does beyond the contract: its leniency, its access, its logs, its garbage collection. */
final class EmbeddedClusterTest {

    private static final String PODS = "/api/v1/namespaces/default/pods";

    private final HttpClient http = HttpClient.newHttpClient();
    private EmbeddedCluster cluster;

    @BeforeEach
    void start() {
        cluster = EmbeddedCluster.start("one", EmbeddedOptions.defaults().withDelay(Duration.ofMillis(20)));
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    // ---- kinds and namespaces ----

    @Test
    void aKindThatNobodyDefinedIsAcceptedWithAWarningAndThenDiscovered() {
        String path = "/apis/example.com/v1/namespaces/elsewhere/gadgets";
        assertThat(get("/apis/example.com/v1").statusCode()).isEqualTo(404);
        assertThat(get(path + "/g").statusCode()).isEqualTo(404);

        HttpResponse<String> created =
                send("POST", path, "{apiVersion: example.com/v1, kind: Gadget, metadata: {name: g}}");

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.headers().firstValue("Warning").orElse(""))
                .startsWith("299 - \"the kind Gadget of example.com/v1 is not defined in this embedded cluster");
        assertThat(get(path + "/g").statusCode()).isEqualTo(200);
        assertThat(get("/apis/example.com/v1").body()).contains("\"gadgets\"");
        assertThat(get("/api/v1/namespaces/elsewhere").statusCode()).isEqualTo(200);
    }

    @Test
    void aStrictClusterRefusesKindsThatNobodyDefined() {
        try (EmbeddedCluster strict =
                EmbeddedCluster.start("strict", EmbeddedOptions.defaults().strict())) {
            HttpResponse<String> answer = send(
                    strict,
                    "POST",
                    "/apis/example.com/v1/namespaces/default/gadgets",
                    "{apiVersion: example.com/v1, kind: Gadget, metadata: {name: g}}");

            assertThat(answer.statusCode()).isEqualTo(404);
        }
    }

    @Test
    void loadedObjectsKeepTheirStatus() {
        cluster.load(Json.parseYaml("{apiVersion: apps/v1, kind: Deployment, metadata: {name: d}, spec: {replicas: 0,"
                + " selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}},"
                + " spec: {containers: [{name: c, image: i}]}}}, status: {collisionCount: 7}}"));

        JsonNode read = body(get("/apis/apps/v1/namespaces/default/deployments/d"));

        assertThat(read.at("/status/collisionCount").asInt()).isEqualTo(7);
    }

    // ---- access ----

    @Test
    void theTokenMayStandInThePath() throws Exception {
        String base = cluster.kubeconfig()
                .lines()
                .filter(line -> line.contains("server:"))
                .findFirst()
                .orElseThrow();
        String url = base.substring(base.indexOf('"') + 1, base.lastIndexOf('"'));

        assertThat(raw(url + "/api/v1/namespaces").statusCode()).isEqualTo(200);
        assertThat(raw(url.replace(cluster.token(), "wrong") + "/api/v1/namespaces")
                        .statusCode())
                .isEqualTo(401);
        assertThat(raw(cluster.url() + "/api/v1/namespaces").statusCode()).isEqualTo(401);
        assertThat(raw(cluster.url() + "/readyz").body()).isEqualTo("ok");
    }

    @Test
    void theKubeconfigFileBelongsToItsOwner(@TempDir Path directory) throws IOException {
        Path file = cluster.writeKubeconfig(directory.resolve("kubeconfig"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file)).isEqualTo(cluster.kubeconfig());
    }

    @Test
    void clustersSideBySideKnowNothingOfEachOther() {
        try (EmbeddedCluster other = EmbeddedCluster.start("two")) {
            send(
                    "POST",
                    "/api/v1/namespaces/default/configmaps",
                    "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}");

            assertThat(get("/api/v1/namespaces/default/configmaps/a").statusCode())
                    .isEqualTo(200);
            assertThat(send(other, "GET", "/api/v1/namespaces/default/configmaps/a", "")
                            .statusCode())
                    .isEqualTo(404);
            HttpRequest strangers = HttpRequest.newBuilder(URI.create(other.url() + "/api/v1/namespaces"))
                    .header("Authorization", "Bearer " + cluster.token())
                    .build();
            assertThat(send(strangers).statusCode()).isEqualTo(401);
        }
    }

    // ---- logs ----

    @Test
    void aLogCanBeFollowedUntilThePodEnds() {
        pod("p", "{sandbox.vela/log: \"one\\ntwo\\nthree\", sandbox.vela/duration: 200ms}");
        await().until(() -> get(PODS + "/p/log").statusCode() == 200);

        HttpResponse<String> followed = get(PODS + "/p/log?follow=true");

        assertThat(followed.body()).isEqualTo("one\ntwo\nthree\n");
        assertThat(get(PODS + "/p/log?tailLines=1").body()).isEqualTo("three\n");
        assertThat(get(PODS + "/p/log?timestamps=true&tailLines=1").body())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\S+Z three\n");
        assertThat(get(PODS + "/p/log?sinceTime=2100-01-01T00:00:00Z").body()).isEmpty();
        assertThat(get(PODS + "/p/log?container=nope").body()).contains("container nope is not valid for pod p");
    }

    @Test
    void aPodThatHasNotStartedHasNoLog() {
        pod("p", "{sandbox.vela/behavior: pending}");

        HttpResponse<String> answer = get(PODS + "/p/log");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("container \\\"c\\\" in pod \\\"p\\\" is waiting to start");
    }

    @Test
    void anExitCodeMakesAPodFail() {
        pod("p", "{sandbox.vela/exit-code: \"3\"}");

        await().untilAsserted(() ->
                assertThat(body(get(PODS + "/p")).at("/status/phase").asText()).isEqualTo("Failed"));

        assertThat(body(get(PODS + "/p"))
                        .at("/status/containerStatuses/0/state/terminated/exitCode")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void aNamespaceSaysWhatEverythingInItDoes() {
        send("POST", "/api/v1/namespaces", """
                {apiVersion: v1, kind: Namespace, metadata: {name: broken, annotations: {sandbox.vela/behavior: fail}}}
                """);
        send("POST", "/api/v1/namespaces/broken/pods", """
                {apiVersion: v1, kind: Pod, metadata: {name: p},
                 spec: {restartPolicy: Never, containers: [{name: c, image: i}]}}
                """);

        await().untilAsserted(() -> assertThat(body(get("/api/v1/namespaces/broken/pods/p"))
                        .at("/status/phase")
                        .asText())
                .isEqualTo("Failed"));
    }

    // ---- garbage collection ----

    @Test
    void whatADeletedObjectOwnsIsDeletedToo() {
        String uid = configMap("owner", "");
        configMap("owned", ", ownerReferences: [{apiVersion: v1, kind: ConfigMap, name: owner, uid: " + uid + "}]");

        send("DELETE", "/api/v1/namespaces/default/configmaps/owner", "");

        await().until(() -> get("/api/v1/namespaces/default/configmaps/owned").statusCode() == 404);
    }

    @Test
    void anOrphanStaysWithoutItsOwner() {
        String uid = configMap("owner", "");
        configMap("owned", ", ownerReferences: [{apiVersion: v1, kind: ConfigMap, name: owner, uid: " + uid + "}]");

        send("DELETE", "/api/v1/namespaces/default/configmaps/owner?propagationPolicy=Orphan", "");

        await().until(() -> get("/api/v1/namespaces/default/configmaps/owner").statusCode() == 404);
        JsonNode orphan = body(get("/api/v1/namespaces/default/configmaps/owned"));
        assertThat(orphan.at("/metadata/name").asText()).isEqualTo("owned");
        assertThat(orphan.at("/metadata/ownerReferences").isMissingNode()).isTrue();
    }

    @Test
    void inTheForegroundTheOwnerGoesLast() {
        String uid = configMap("owner", "");
        configMap(
                "owned",
                ", finalizers: [example.com/a], ownerReferences: [{apiVersion: v1, kind: ConfigMap, name: owner,"
                        + " uid: " + uid + "}]");

        send("DELETE", "/api/v1/namespaces/default/configmaps/owner?propagationPolicy=Foreground", "");
        await().until(() -> body(get("/api/v1/namespaces/default/configmaps/owned"))
                .at("/metadata")
                .has("deletionTimestamp"));
        assertThat(get("/api/v1/namespaces/default/configmaps/owner").statusCode())
                .isEqualTo(200);
        patch("/api/v1/namespaces/default/configmaps/owned", "{metadata: {finalizers: null}}");

        await().until(() -> get("/api/v1/namespaces/default/configmaps/owner").statusCode() == 404);
    }

    @Test
    void aNamespaceTakesEverythingWithIt() {
        send("POST", "/api/v1/namespaces/short/configmaps", """
                {apiVersion: v1, kind: ConfigMap, metadata: {name: a}}
                """);

        send("DELETE", "/api/v1/namespaces/short", "");

        await().until(() -> get("/api/v1/namespaces/short").statusCode() == 404);
        assertThat(body(get("/api/v1/namespaces/short/configmaps"))
                        .path("items")
                        .isEmpty())
                .isTrue();
    }

    // ---- requests ----

    private void pod(String name, String annotations) {
        HttpResponse<String> created = send("POST", PODS, """
                {apiVersion: v1, kind: Pod, metadata: {name: %s, annotations: %s},
                 spec: {restartPolicy: Never, containers: [{name: c, image: i}]}}
                """.formatted(name, annotations));
        assertThat(created.statusCode()).isEqualTo(201);
    }

    private String configMap(String name, String metadata) {
        HttpResponse<String> created = send(
                "POST",
                "/api/v1/namespaces/default/configmaps",
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: " + name + metadata + "}}");
        assertThat(created.statusCode()).isEqualTo(201);
        return body(created).at("/metadata/uid").asText();
    }

    private void patch(String path, String yaml) {
        HttpRequest request = request(cluster, path)
                .header("Content-Type", "application/merge-patch+json")
                .method("PATCH", HttpRequest.BodyPublishers.ofString(Json.text(Json.parseYaml(yaml))))
                .build();
        assertThat(send(request).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> get(String path) {
        return send("GET", path, "");
    }

    private HttpResponse<String> send(String method, String path, String yaml) {
        return send(cluster, method, path, yaml);
    }

    private HttpResponse<String> send(EmbeddedCluster target, String method, String path, String yaml) {
        HttpRequest.BodyPublisher body =
                yaml.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(yaml);
        return send(request(target, path)
                .header("Content-Type", "application/yaml")
                .method(method, body)
                .build());
    }

    private static HttpRequest.Builder request(EmbeddedCluster target, String path) {
        return HttpRequest.newBuilder(URI.create(target.url() + path))
                .header("Authorization", "Bearer " + target.token());
    }

    private HttpResponse<String> raw(String url) {
        return send(HttpRequest.newBuilder(URI.create(url)).build());
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode body(HttpResponse<String> response) {
        return Json.parse(response.body());
    }
}
