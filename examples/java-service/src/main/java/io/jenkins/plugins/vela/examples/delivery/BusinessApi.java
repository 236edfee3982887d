package io.jenkins.plugins.vela.examples.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What the service could do before it had workflows: prepare an environment, build, release to a share of the users, roll
 * back. The steps of a workflow call it over HTTP, unchanged and not packed into an image. The application {@code fragile}
 * does not survive a release to half of its users.
 */
final class BusinessApi implements HttpHandler {
    static final String PATH = "/api/";

    private static final JsonMapper JSON = new JsonMapper();

    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());

    /** What has been called so far, in order: the resource, and the share of the users for releases. */
    List<String> calls() {
        synchronized (calls) {
            return List.copyOf(calls);
        }
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String resource = exchange.getRequestURI().getPath().substring(PATH.length());
            JsonNode request = JSON.readTree(exchange.getRequestBody());
            ObjectNode answer = JSON.createObjectNode();
            int status = 200;
            switch (resource) {
                case "environments", "rollbacks" -> calls.add(resource);
                case "builds" -> {
                    calls.add(resource);
                    String application = request.path("application").asText();
                    String version = request.path("version").asText();
                    answer.put("image", "registry.example.com/" + application + ":" + version);
                }
                case "releases" -> {
                    int percent = request.path("percent").asInt();
                    calls.add(resource + " " + percent + " "
                            + request.path("image").asText());
                    if (request.path("application").asText().equals("fragile") && percent >= 50) {
                        status = 500;
                        answer.put("error", "too many errors");
                    }
                }
                default -> status = 404;
            }
            byte[] body = JSON.writeValueAsBytes(answer);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
