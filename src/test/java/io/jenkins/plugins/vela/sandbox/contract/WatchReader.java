package io.jenkins.plugins.vela.sandbox.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.sandbox.api.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An open watch; its events wait to be read. */
final class WatchReader implements AutoCloseable {

    private final InputStream stream;
    private final LinkedBlockingQueue<Optional<JsonNode>> events = new LinkedBlockingQueue<>();

    WatchReader(ApiUnderTest api, String path) {
        try {
            HttpResponse<InputStream> response =
                    api.http().send(api.request(path).GET().build(), HttpResponse.BodyHandlers.ofInputStream());
            if (response.statusCode() != 200) {
                throw new AssertionError(path + ": " + response.statusCode());
            }
            stream = response.body();
        } catch (IOException e) {
            throw new AssertionError("no watch", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
        Thread reader = new Thread(this::read, "watch-reader");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                events.add(Optional.of(Json.parse(line)));
            }
        } catch (IOException e) {
            // closed or cut: the end either way
        }
        events.add(Optional.empty());
    }

    /** The next event. */
    JsonNode next() {
        return take().orElseThrow(() -> new AssertionError("the watch ended"));
    }

    /** Type and name of the next event. */
    String nextShort() {
        JsonNode event = next();
        return event.path("type").asText() + " "
                + event.at("/object/metadata/name").asText();
    }

    /** Reads on until the end of the stream. */
    void awaitEnd() {
        while (take().isPresent()) {
            // only the end matters
        }
    }

    private Optional<JsonNode> take() {
        try {
            Optional<JsonNode> event = events.poll(20, TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError("no event in 20 s");
            }
            return event;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        try {
            stream.close();
        } catch (IOException e) {
            // it was closed before
        }
    }
}
