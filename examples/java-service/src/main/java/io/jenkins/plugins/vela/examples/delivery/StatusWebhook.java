package io.jenkins.plugins.vela.examples.delivery;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Sends status changes to an address, one after the other and signed. It has a thread of its own, because whoever reports
 * a change must not wait for the network. A change that cannot be delivered after some tries is given up and logged.
 */
final class StatusWebhook implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(StatusWebhook.class.getName());
    private static final JsonMapper JSON = new JsonMapper();
    private static final int TRIES = 3;

    private final URI address;
    private final Signature signature;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final ExecutorService sender = Executors.newSingleThreadExecutor();

    StatusWebhook(URI address, Signature signature) {
        this.address = address;
        this.signature = signature;
    }

    void report(StatusChange change) {
        ObjectNode body = JSON.createObjectNode();
        body.put("run", change.run());
        body.put("step", change.step());
        body.put("phase", change.phase());
        body.put("message", change.message());
        body.put("time", change.time().toString());
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        sender.execute(() -> deliver(bytes));
    }

    private void deliver(byte[] body) {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json")
                .header(Signature.HEADER, signature.sign(body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            try {
                HttpResponse<Void> response = client.send(request, HttpResponse.BodyHandlers.discarding());
                if (response.statusCode() < 300) {
                    return;
                }
                LOG.log(System.Logger.Level.WARNING, "{0} answered {1}", address, response.statusCode());
            } catch (IOException e) {
                LOG.log(System.Logger.Level.WARNING, "{0} cannot be reached: {1}", address, e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Delivers what was reported before, for at most ten seconds, and stops. */
    @Override
    public void close() {
        sender.shutdown();
        try {
            if (!sender.awaitTermination(10, TimeUnit.SECONDS)) {
                sender.shutdownNow();
            }
        } catch (InterruptedException e) {
            sender.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
