package io.jenkins.plugins.vela.sandbox.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import io.jenkins.plugins.vela.sandbox.api.ApiFailure;
import io.jenkins.plugins.vela.sandbox.api.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One HTTP request and its answer. Belongs to one thread. */
final class ApiRequest {

    /** The limit that a real API server has on a body. */
    private static final int MAX_BODY = 3 * 1024 * 1024;

    private final HttpExchange exchange;
    private final List<String> path;
    private final Map<String, String> query;
    private boolean answered;

    ApiRequest(HttpExchange exchange, String path) {
        this.exchange = exchange;
        this.path = segments(path);
        this.query = parameters(exchange.getRequestURI().getRawQuery());
    }

    private static List<String> segments(String path) {
        List<String> segments = new ArrayList<>();
        for (String segment : path.split("/")) {
            if (!segment.isEmpty()) {
                // a plus sign in a path is a plus sign
                segments.add(URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8));
            }
        }
        return segments;
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (query != null) {
            for (String pair : query.split("&")) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                parameters.putIfAbsent(
                        URLDecoder.decode(name, StandardCharsets.UTF_8),
                        URLDecoder.decode(value, StandardCharsets.UTF_8));
            }
        }
        return parameters;
    }

    String method() {
        return exchange.getRequestMethod();
    }

    /** The decoded parts of the path, without the token. */
    List<String> path() {
        return path;
    }

    HttpExchange exchange() {
        return exchange;
    }

    String header(String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    String parameter(String name) {
        return query.getOrDefault(name, "");
    }

    boolean flag(String name) {
        String value = parameter(name);
        return value.equals("true") || value.equals("1");
    }

    boolean watch() {
        return flag("watch");
    }

    /** The dry-run parameter; refuses anything but {@code All}. */
    boolean dryRun() {
        String value = parameter("dryRun");
        if (!value.isEmpty() && !value.equals("All")) {
            throw ApiFailure.unprocessable("dryRun: Unsupported value: \"" + value + "\": supported values: \"All\"");
        }
        return !value.isEmpty();
    }

    /** The field manager that the request names, or the client's name. */
    String manager() {
        String named = parameter("fieldManager");
        if (!named.isEmpty()) {
            return named;
        }
        String client = header("User-Agent").split("/", 2)[0];
        return client.isBlank() ? "unknown" : client;
    }

    Optional<Instant> time(String name) {
        String value = parameter(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(java.time.OffsetDateTime.parse(value).toInstant());
        } catch (java.time.format.DateTimeParseException e) {
            throw ApiFailure.badRequest("invalid " + name + ": " + value);
        }
    }

    /** The body as JSON or YAML; absent when there is none. */
    Optional<JsonNode> body() throws IOException {
        byte[] bytes;
        try (InputStream in = exchange.getRequestBody()) {
            bytes = in.readNBytes(MAX_BODY + 1);
        }
        if (bytes.length > MAX_BODY) {
            throw ApiFailure.tooManyBytes(MAX_BODY);
        }
        if (bytes.length > 0 && header("Content-Type").startsWith(Protobuf.MEDIA_TYPE)) {
            return Optional.of(Protobuf.load().read(bytes));
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.isBlank()) {
            return Optional.empty();
        }
        try {
            boolean yaml = header("Content-Type").contains("yaml");
            return Optional.of(yaml ? Json.parseYaml(text) : Json.parse(text));
        } catch (IllegalArgumentException e) {
            throw ApiFailure.badRequest("the object provided is unrecognized: " + e.getMessage());
        }
    }

    JsonNode requiredBody() throws IOException {
        return body().orElseThrow(() -> ApiFailure.badRequest("the request needs a body"));
    }

    /** Adds a {@code Warning} header, which clients show to people. */
    void warn(String message) {
        exchange.getResponseHeaders()
                .add("Warning", "299 - \"" + message.replace("\\", "\\\\").replace("\"", "\\\"") + "\"");
    }

    void answer(int code, JsonNode body) throws IOException {
        answer(code, "application/json", Json.bytes(body));
    }

    void answerText(int code, String text) throws IOException {
        answer(code, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    private void answer(int code, String type, byte[] bytes) throws IOException {
        answered = true;
        exchange.getResponseHeaders().set("Content-Type", type);
        if (method().equals("HEAD")) {
            exchange.sendResponseHeaders(code, -1);
        } else {
            exchange.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        }
        exchange.close();
    }

    /** Begins an answer of unknown length; its head is on the wire when this returns. */
    OutputStream stream(String type) throws IOException {
        answered = true;
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        out.flush();
        return out;
    }

    boolean answered() {
        return answered;
    }
}
