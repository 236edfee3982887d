package io.jenkins.plugins.vela.examples.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.vela.cluster.Clusters;
import io.jenkins.plugins.vela.definition.DefinitionLibrary;
import io.jenkins.plugins.vela.examples.delivery.StatusStore.Way;
import io.jenkins.plugins.vela.workflow.Engine;
import io.jenkins.plugins.vela.workflow.Run;
import io.jenkins.plugins.vela.workflow.RunNotice;
import io.jenkins.plugins.vela.workflow.model.Finding;
import io.jenkins.plugins.vela.workflow.model.WorkflowRunSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A delivery service in one process: takes plans over HTTP, has the engine carry them out, and keeps every status change
 * in its database.
 *
 * <pre>
 * POST /plans             {"application": …, "version": …, "git": …, "batches": [20, 100]}   202 {"run": "default/shop-v2"}
 * GET  /plans/RUN                                                                            200 [{"step": …, "phase": …}, …]
 * POST /api/…             the business API, which the workflow's steps call
 * POST /hooks/status      signed status changes
 * </pre>
 *
 * <p>Status changes come by two ways, both shown here: the listener is called in the process of the engine; the webhook is
 * what a service in another process would use.
 */
public final class DeliveryService implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String PLANS = "/plans";
    private static final String HOOK = "/hooks/status";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final StatusStore store;
    private final Signature signature = new Signature(UUID.randomUUID().toString());
    private final BusinessApi business = new BusinessApi();
    private final StatusWebhook webhook;
    private final PlanConverter converter;
    private final Engine engine;

    private DeliveryService(HttpServer server, Clusters clusters, StatusStore store) {
        this.server = server;
        this.store = store;
        this.webhook = new StatusWebhook(URI.create(url() + HOOK), signature);
        this.converter = new PlanConverter(url() + "/api");
        this.engine = Engine.builder()
                .clusters(clusters)
                .definitions(DefinitionLibrary.builtIn())
                .listener(this::onNotice)
                .build();
    }

    /**
     * Starts the service on this machine's loopback address.
     *
     * @param port the port to listen on; 0 for any free one
     * @param clusters where the workflows act; stays open when the service is closed
     * @param database JDBC address of the database
     */
    public static DeliveryService start(int port, Clusters clusters, String database) throws IOException, SQLException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        DeliveryService service = new DeliveryService(server, clusters, new StatusStore(database));
        server.setExecutor(service.threads);
        server.createContext(PLANS, service::plans);
        server.createContext(BusinessApi.PATH, service.business);
        server.createContext(HOOK, service::hook);
        server.start();
        return service;
    }

    /** Address of the service, without a slash at its end. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What the workflows have called in the business API, in order. */
    public List<String> businessCalls() {
        return business.calls();
    }

    /** A run that this service has submitted. */
    public Optional<Run> run(String id) {
        return engine.run(id);
    }

    /** The status changes of a run that the listener was told of. */
    public List<StatusChange> heard(String run) throws SQLException {
        return store.changes(Way.LISTENER, run);
    }

    /** The status changes of a run that came in over the signed webhook. */
    public List<StatusChange> received(String run) throws SQLException {
        return store.changes(Way.WEBHOOK, run);
    }

    @Override
    public void close() throws SQLException {
        engine.close();
        webhook.close();
        server.stop(0);
        threads.shutdownNow();
        store.close();
    }

    private void onNotice(RunNotice notice) {
        if (notice instanceof RunNotice.RunPhaseChanged change) {
            changed(new StatusChange(change.run(), "", change.phase().word(), change.message(), change.time()));
        } else if (notice instanceof RunNotice.StepPhaseChanged change) {
            changed(new StatusChange(
                    change.run(), change.step().name(), change.phase().word(), change.message(), change.time()));
        }
    }

    private void changed(StatusChange change) {
        try {
            store.add(Way.LISTENER, change);
        } catch (SQLException e) {
            throw new IllegalStateException("the database does not take a status change", e);
        }
        webhook.report(change);
    }

    private void plans(HttpExchange exchange) throws IOException {
        try (exchange) {
            String rest = exchange.getRequestURI().getPath().substring(PLANS.length());
            if (exchange.getRequestMethod().equals("POST") && rest.isEmpty()) {
                submit(exchange);
            } else if (exchange.getRequestMethod().equals("GET") && rest.length() > 1) {
                show(exchange, rest.substring(1));
            } else {
                answer(exchange, 404, JSON.createObjectNode());
            }
        }
    }

    private void submit(HttpExchange exchange) throws IOException {
        JsonNode document;
        try {
            document = converter.toWorkflowRun(DeliveryPlan.of(JSON.readTree(exchange.getRequestBody())));
        } catch (IllegalArgumentException e) {
            answer(exchange, 400, JSON.createObjectNode().put("error", e.getMessage()));
            return;
        }
        List<Finding> findings = new ArrayList<>();
        Optional<WorkflowRunSpec> spec = WorkflowRunSpec.decode(document, name -> Optional.empty(), findings::add);
        if (spec.isEmpty()) {
            answer(exchange, 400, JSON.createObjectNode().put("error", findings.toString()));
            return;
        }
        answer(
                exchange,
                202,
                JSON.createObjectNode().put("run", engine.submit(spec.get()).id()));
    }

    private void show(HttpExchange exchange, String run) throws IOException {
        ArrayNode rows = JSON.createArrayNode();
        try {
            for (StatusChange change : store.changes(Way.LISTENER, run)) {
                rows.addObject()
                        .put("step", change.step())
                        .put("phase", change.phase())
                        .put("message", change.message())
                        .put("time", change.time().toString());
            }
        } catch (SQLException e) {
            throw new IOException(e);
        }
        answer(exchange, 200, rows);
    }

    /** Takes a status change; one that is not signed with our key is refused. */
    private void hook(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String signed = Optional.ofNullable(exchange.getRequestHeaders().getFirst(Signature.HEADER))
                    .orElse("");
            if (!signature.verify(body, signed)) {
                answer(exchange, 401, JSON.createObjectNode().put("error", "the signature is wrong"));
                return;
            }
            JsonNode change = JSON.readTree(body);
            store.add(
                    Way.WEBHOOK,
                    new StatusChange(
                            change.path("run").asText(),
                            change.path("step").asText(),
                            change.path("phase").asText(),
                            change.path("message").asText(),
                            Instant.parse(change.path("time").asText())));
            answer(exchange, 200, JSON.createObjectNode());
        } catch (SQLException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    private static void answer(HttpExchange exchange, int status, JsonNode json) throws IOException {
        byte[] body = JSON.writeValueAsBytes(json);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
