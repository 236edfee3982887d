package io.jenkins.plugins.vela.library;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands for every service outside that examples name: {@code https://api.example.com/x} is {@code /api.example.com/x} here. */
final class AnsweringService implements AutoCloseable {

    private final HttpServer server;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    AnsweringService() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** A text whose addresses lead here. */
    String redirected(String text) {
        return text.replaceAll(
                "https?://([a-z.-]+\\.example\\.com)",
                "http://127.0.0.1:" + server.getAddress().getPort() + "/$1");
    }

    /** What was asked for, as {@code METHOD host/path}. */
    List<String> requests() {
        return requests;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        requests.add(exchange.getRequestMethod() + " " + path.substring(1));
        exchange.getRequestBody().readAllBytes();
        byte[] body = body(path).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String body(String path) {
        if (path.endsWith("/api/v1/query")) {
            return "{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[0,\"0.99\"]}}";
        }
        if (path.endsWith("/chat/completions")) {
            return "{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"Do not use the host's"
                    + " network.\"}}]}";
        }
        if (path.endsWith(".json")) {
            return "{\"title\":\"Shop\",\"panels\":[],\"__inputs\":[{\"type\":\"datasource\",\"name\":\"DS\",\"label\":\"l\","
                    + "\"pluginId\":\"prometheus\"}]}";
        }
        return "{\"version\":\"1.2.3\"}";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
