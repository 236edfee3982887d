package io.jenkins.plugins.vela.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.vela.sandbox.server.Faults;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes wrong when a test asks for it. */
final class FaultsTest {

    private static final String CONFIG_MAPS = "/api/v1/namespaces/default/configmaps";

    private final HttpClient http = HttpClient.newHttpClient();
    private EmbeddedCluster cluster;
    private Faults faults;

    @BeforeEach
    void start() {
        cluster = EmbeddedCluster.start("faults");
        faults = cluster.faults();
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void aDroppedWatchEndsInTheMiddleOfTheStream() throws Exception {
        try (BufferedReader watch = watch("")) {
            create("a");
            assertThat(watch.readLine()).contains("ADDED");

            faults.dropWatches();

            assertThatThrownBy(() -> {
                        String line = watch.readLine();
                        throw new IOException("ended with " + line);
                    })
                    .isInstanceOf(IOException.class)
                    .hasMessageNotContaining("ended with");
        }
    }

    @Test
    void anExpiredHistoryIsToldToTheNextWatch() throws Exception {
        create("a");

        faults.expireHistory();

        try (BufferedReader watch = watch("&resourceVersion=1")) {
            assertThat(watch.readLine()).contains("ERROR", "\"code\":410", "\"reason\":\"Expired\"");
            assertThat(watch.readLine()).isNull();
        }
    }

    @Test
    void connectionsAreRefusedUntilTheyAreAcceptedAgain() throws Exception {
        create("a");

        faults.refuseConnections();
        assertThatThrownBy(() -> get(CONFIG_MAPS + "/a")).isInstanceOf(ConnectException.class);
        faults.acceptConnections();

        assertThat(get(CONFIG_MAPS + "/a").statusCode()).isEqualTo(200);
    }

    @Test
    void theNextFittingRequestsFail() throws Exception {
        faults.fail(2, 503, "ServiceUnavailable", request -> request.path().endsWith("/configmaps"));

        assertThat(get("/api/v1/namespaces/default/secrets").statusCode()).isEqualTo(200);
        assertThat(get(CONFIG_MAPS).statusCode()).isEqualTo(503);
        assertThat(get(CONFIG_MAPS).body()).contains("\"reason\":\"ServiceUnavailable\"");
        assertThat(get(CONFIG_MAPS).statusCode()).isEqualTo(200);
    }

    @Test
    void aRequestThatIsHungUpOnIsNotCarriedOut() throws Exception {
        // the client repeats a request once whose connection is closed before the answer, if it may
        faults.hangUp(1, request -> request.method().equals("POST"));

        assertThatThrownBy(() -> create("a")).isInstanceOf(IOException.class);

        assertThat(get(CONFIG_MAPS + "/a").statusCode()).isEqualTo(404);
    }

    @Test
    void eventsComeTwice() throws Exception {
        faults.duplicateEvents();

        try (BufferedReader watch = watch("")) {
            create("a");

            assertThat(watch.readLine()).isEqualTo(watch.readLine()).contains("ADDED");
        }
    }

    @Test
    void eventsComeLate() throws Exception {
        faults.delayEvents(Duration.ofMillis(150));

        try (BufferedReader watch = watch("")) {
            long begin = System.nanoTime();
            create("a");

            assertThat(watch.readLine()).contains("ADDED");
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(150));
        }
    }

    @Test
    void requestsAreCounted() throws Exception {
        create("a");
        create("b");

        assertThat(faults.requests().stream()
                        .filter(request -> request.method().equals("POST")
                                && request.path().equals(CONFIG_MAPS)))
                .hasSize(2);
    }

    @Test
    void takingFaultsBackMakesTheClusterWellAgain() throws Exception {
        faults.fail(9, 500, "InternalError", request -> true);
        faults.refuseConnections();

        faults.clear();

        assertThat(get(CONFIG_MAPS).statusCode()).isEqualTo(200);
    }

    private void create(String name) throws IOException, InterruptedException {
        String body = "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"" + name + "\"}}";
        HttpResponse<String> response = http.send(
                request(CONFIG_MAPS)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(201);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString());
    }

    private BufferedReader watch(String parameters) throws IOException, InterruptedException {
        HttpRequest request =
                request(CONFIG_MAPS + "?watch=true" + parameters).GET().build();
        return new BufferedReader(new InputStreamReader(
                http.send(request, HttpResponse.BodyHandlers.ofInputStream()).body(), StandardCharsets.UTF_8));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(cluster.url() + path))
                .header("Authorization", "Bearer " + cluster.token());
    }
}
