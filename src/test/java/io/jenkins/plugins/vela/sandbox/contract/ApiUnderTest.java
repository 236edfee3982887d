package io.jenkins.plugins.vela.sandbox.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.sandbox.api.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/** A Kubernetes API that the contract is checked against, and plain HTTP requests to it. */
public abstract class ApiUnderTest {

    static final String MERGE = "application/merge-patch+json";
    static final String JSON_PATCH = "application/json-patch+json";
    static final String STRATEGIC = "application/strategic-merge-patch+json";
    static final String APPLY = "application/apply-patch+yaml";

    /** What came back. */
    public record Answer(int code, JsonNode body, HttpResponse<String> raw) {

        String text(String pointer) {
            return body.at(pointer).asText();
        }

        Answer expect(int wanted) {
            if (code != wanted) {
                throw new AssertionError(raw.request().method() + " "
                        + raw.request().uri() + ": expected " + wanted + " but was " + code + ": " + raw.body());
            }
            return this;
        }
    }

    abstract String url();

    abstract String token();

    abstract HttpClient http();

    /** Makes resource version 1 too old, if it is not already. */
    void forgetHistory() {}

    // ---- requests ----

    Answer get(String path) {
        return send(request(path).GET());
    }

    /** The body may be YAML, which is sent as JSON. */
    Answer post(String path, String body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json(body))));
    }

    Answer put(String path, JsonNode body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(Json.text(body))));
    }

    Answer patch(String type, String path, String body) {
        return send(request(path)
                .header("Content-Type", type)
                .method("PATCH", HttpRequest.BodyPublishers.ofString(json(body))));
    }

    Answer apply(String path, String manager, String body) {
        String separator = path.contains("?") ? "&" : "?";
        return patch(APPLY, path + separator + "fieldManager=" + manager, body);
    }

    Answer delete(String path) {
        return send(request(path).DELETE());
    }

    Answer delete(String path, String options) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .method("DELETE", HttpRequest.BodyPublishers.ofString(json(options))));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url() + path))
                .timeout(Duration.ofSeconds(30))
                .header("User-Agent", "contract/1.0")
                .header("Accept", "application/json")
                .header("Authorization", "Bearer " + token());
    }

    Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http().send(request.build(), HttpResponse.BodyHandlers.ofString());
            String text = response.body();
            JsonNode body =
                    text.startsWith("{") ? Json.parse(text) : Json.object().textNode(text);
            return new Answer(response.statusCode(), body, response);
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    WatchReader watch(String path) {
        return new WatchReader(this, path);
    }

    private static String json(String yaml) {
        return Json.text(Json.parseYaml(yaml));
    }

    // ---- things to work with ----

    /** A namespace of its own for each test. */
    String namespace() {
        String name = "t-"
                + Long.toString(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE), 36)
                        .toLowerCase(Locale.ROOT);
        post("/api/v1/namespaces", "{apiVersion: v1, kind: Namespace, metadata: {name: " + name + "}}")
                .expect(201);
        return name;
    }

    /** The path of config maps in a new namespace. */
    String configMaps() {
        return "/api/v1/namespaces/" + namespace() + "/configmaps";
    }

    Answer configMap(String collection, String name, String data) {
        return post(collection, configMapYaml(name, data)).expect(201);
    }

    static String configMapYaml(String name, String data) {
        return "{apiVersion: v1, kind: ConfigMap, metadata: {name: " + name + "}, data: " + data + "}";
    }

    static String deploymentYaml(String name, String image) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: %s}
                spec:
                  replicas: 0
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata: {labels: {app: web}}
                    spec: {containers: [{name: web, image: "%s"}]}
                """.formatted(name, image);
    }
}
