package io.jenkins.plugins.vela.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.cluster.ApiTransport.Body;
import io.jenkins.plugins.vela.cluster.ApiTransport.Reply;
import io.jenkins.plugins.vela.cluster.ClusterException.Reason;
import io.jenkins.plugins.vela.cluster.Discovery.Served;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/** A connection to a real API server (the embedded one is real in that sense too). */
final class ApiConnection implements ClusterConnection, AutoCloseable {

    /** What this program calls itself in {@code metadata.managedFields}. */
    static final String FIELD_MANAGER = "vela-workflow";

    private static final int PAGE = 500;

    /** What the server sets, and what must not be sent with an apply. */
    private static final List<String> SERVER_METADATA = List.of(
            "managedFields",
            "resourceVersion",
            "uid",
            "creationTimestamp",
            "deletionTimestamp",
            "deletionGracePeriodSeconds",
            "generation",
            "selfLink");

    private final String name;
    private final ApiTransport transport;
    private final Discovery discovery;
    private final ScheduledExecutorService scheduler;
    private final Map<String, String> writing;

    /**
     * A connection.
     *
     * @param scheduler for pauses of log followers; must not be closed before this
     */
    ApiConnection(String name, ApiTransport transport, ScheduledExecutorService scheduler) {
        this.name = name;
        this.transport = transport;
        this.scheduler = scheduler;
        this.discovery = new Discovery(name, path -> json(read(path, "discover kinds", "", false)));
        this.writing = Map.of("fieldManager", FIELD_MANAGER);
    }

    private ApiConnection(ApiConnection real, Map<String, String> writing) {
        this.name = real.name;
        this.transport = real.transport;
        this.scheduler = real.scheduler;
        this.discovery = real.discovery;
        this.writing = writing;
    }

    @Override
    public ClusterConnection dryRun() {
        return new ApiConnection(this, Map.of("fieldManager", FIELD_MANAGER, "dryRun", "All"));
    }

    @Override
    public String name() {
        return name;
    }

    ApiTransport transport() {
        return transport;
    }

    // ---- reading ----

    @Override
    public Optional<JsonNode> get(ObjectKey key) throws ClusterException, InterruptedException {
        Served served = discovery.find(key.apiVersion(), key.kind());
        ResourceType type = served.type();
        Reply reply = repeat(() -> transport.send("GET", ApiPaths.object(type, key), Optional.empty()), true);
        if (reply.status() == 404) {
            if (served.doubt().isPresent() && !ApiErrors.namesAnObject(reply)) {
                throw served.doubt().get();
            }
            return Optional.empty();
        }
        return Optional.of(json(accepted(reply, "read", key.toString(), key.isSecret())));
    }

    @Override
    public ObjectList list(ObjectSelector selector) throws ClusterException, InterruptedException {
        ResourceType type = resourceType(selector.apiVersion(), selector.kind());
        try {
            return list(type, selector, PAGE);
        } catch (ClusterException e) {
            if (e.reason() != Reason.GONE) {
                throw e;
            }
            // the pages grew too old while they were fetched; one request has no such trouble
            return list(type, selector, 0);
        }
    }

    private ObjectList list(ResourceType type, ObjectSelector selector, int limit)
            throws ClusterException, InterruptedException {
        List<JsonNode> items = new ArrayList<>();
        Map<String, String> parameters = new LinkedHashMap<>(ApiPaths.parameters(selector));
        parameters.put("limit", limit == 0 ? "" : Integer.toString(limit));
        while (true) {
            String path = ApiPaths.query(ApiPaths.collection(type, selector.namespace()), parameters);
            JsonNode page = json(read(path, "list", type.plural(), type.kind().equals("Secret")));
            for (JsonNode item : page.path("items")) {
                items.add(named(item, type));
            }
            String next = page.path("metadata").path("continue").asText("");
            if (next.isEmpty()) {
                return new ObjectList(
                        items, page.path("metadata").path("resourceVersion").asText(""));
            }
            parameters.put("continue", next);
        }
    }

    /** Items of a list come without the kind that the list already names. */
    private static JsonNode named(JsonNode item, ResourceType type) {
        if (item.has("kind") && item.has("apiVersion")) {
            return item;
        }
        ObjectNode named = ((ObjectNode) item).objectNode();
        named.put("apiVersion", type.apiVersion());
        named.put("kind", type.kind());
        named.setAll((ObjectNode) item);
        return named;
    }

    @Override
    public ResourceType resourceType(String apiVersion, String kind) throws ClusterException, InterruptedException {
        return discovery.find(apiVersion, kind).type();
    }

    @Override
    public void check() throws ClusterException, InterruptedException {
        read("version", "reach the server", "", false);
    }

    // ---- changing ----

    @Override
    public JsonNode apply(ObjectNode object) throws ClusterException, InterruptedException {
        ObjectKey key = ObjectKey.of(object);
        Served served = discovery.find(key.apiVersion(), key.kind());
        ResourceType type = served.type();
        ObjectNode sent = withoutServerMetadata(object);
        Map<String, String> parameters = new LinkedHashMap<>(writing);
        parameters.put("force", "true");
        String path = ApiPaths.query(ApiPaths.object(type, key), parameters);
        Body body = new Body("application/apply-patch+yaml", sent.toString());
        Reply reply = repeat(() -> transport.send("PATCH", path, Optional.of(body)), true);
        if (reply.status() == 404 && served.doubt().isPresent()) {
            throw served.doubt().get();
        }
        return json(accepted(reply, "apply", key.toString(), key.isSecret()));
    }

    private static ObjectNode withoutServerMetadata(ObjectNode object) {
        ObjectNode copy = object.deepCopy();
        if (copy.get("metadata") instanceof ObjectNode metadata) {
            metadata.remove(SERVER_METADATA);
        }
        return copy;
    }

    @Override
    public JsonNode create(ObjectNode object) throws ClusterException, InterruptedException {
        ObjectKey key = ObjectKey.of(object).orNamespace("default");
        ResourceType type = resourceType(key.apiVersion(), key.kind());
        String path = ApiPaths.query(ApiPaths.collection(type, key.namespace()), writing);
        Body body = new Body("application/json", withoutServerMetadata(object).toString());
        return json(accepted(
                repeat(() -> transport.send("POST", path, Optional.of(body)), false),
                "create",
                key.toString(),
                key.isSecret()));
    }

    @Override
    public JsonNode patch(ObjectKey key, PatchType patchType, JsonNode patch)
            throws ClusterException, InterruptedException {
        return patch(key, "", patchType, patch);
    }

    @Override
    public JsonNode patchStatus(ObjectKey key, PatchType patchType, JsonNode patch)
            throws ClusterException, InterruptedException {
        return patch(key, "/status", patchType, patch);
    }

    private JsonNode patch(ObjectKey key, String subresource, PatchType patchType, JsonNode patch)
            throws ClusterException, InterruptedException {
        ResourceType type = resourceType(key.apiVersion(), key.kind());
        String path = ApiPaths.query(ApiPaths.object(type, key) + subresource, writing);
        Body body = new Body(patchType.mediaType(), patch.toString());
        Answer answer = persist(() -> transport.send("PATCH", path, Optional.of(body)), patchType != PatchType.JSON);
        if (answer.mayBeSecond() && answer.reply().status() == 409) {
            // the conflict may be with our own first attempt
            throw new ClusterException(
                    Reason.NO_ANSWER, "patch " + key + " in cluster " + name + ": the connection broke meanwhile");
        }
        return json(accepted(answer.reply(), "patch", key.toString(), key.isSecret()));
    }

    @Override
    public void delete(ObjectKey key, Propagation propagation) throws ClusterException, InterruptedException {
        ResourceType type = resourceType(key.apiVersion(), key.kind());
        deletion(ApiPaths.query(ApiPaths.object(type, key), dryRunParameter()), propagation, key.toString());
    }

    @Override
    public void deleteAll(ObjectSelector selector, Propagation propagation)
            throws ClusterException, InterruptedException {
        ResourceType type = resourceType(selector.apiVersion(), selector.kind());
        Map<String, String> parameters = new LinkedHashMap<>(ApiPaths.parameters(selector));
        parameters.putAll(dryRunParameter());
        String path = ApiPaths.query(ApiPaths.collection(type, selector.namespace()), parameters);
        deletion(path, propagation, type.plural());
    }

    private Map<String, String> dryRunParameter() {
        return writing.containsKey("dryRun") ? Map.of("dryRun", writing.get("dryRun")) : Map.of();
    }

    private void deletion(String path, Propagation propagation, String what)
            throws ClusterException, InterruptedException {
        String options = "{\"kind\":\"DeleteOptions\",\"apiVersion\":\"v1\",\"propagationPolicy\":\""
                + propagation.apiName() + "\"}";
        Body body = new Body("application/json", options);
        Answer answer = persist(() -> transport.send("DELETE", path, Optional.of(body)), true);
        if (!(answer.mayBeSecond() && answer.reply().status() == 404)) {
            accepted(answer.reply(), "delete", what, false);
        }
    }

    // ---- logs ----

    @Override
    public List<String> logs(String namespace, String pod, LogOptions options)
            throws ClusterException, InterruptedException {
        Reply reply = read(PodLog.path(namespace, pod, options, Map.of()), "read the log of", "pod " + pod, false);
        return reply.body().lines().toList();
    }

    @Override
    public Subscription followLogs(
            String namespace,
            String pod,
            LogOptions options,
            Consumer<String> lines,
            Consumer<Optional<ClusterException>> ended) {
        PodLog log = new PodLog(this, scheduler, namespace, pod, options, lines, ended);
        log.start();
        return log;
    }

    // ---- requests ----

    private interface Attempt {
        Reply make() throws ClusterException, InterruptedException;
    }

    private Reply read(String path, String what, String object, boolean secret)
            throws ClusterException, InterruptedException {
        return accepted(repeat(() -> transport.send("GET", path, Optional.empty()), true), what, object, secret);
    }

    /** An answer, and whether an earlier attempt that got none may have been carried out. */
    private record Answer(Reply reply, boolean mayBeSecond) {}

    private static Reply repeat(Attempt attempt, boolean idempotent) throws ClusterException, InterruptedException {
        return persist(attempt, idempotent).reply();
    }

    /**
     * Repeats a request that a passing disturbance hit, for about a second altogether. What may have been carried out is
     * only repeated when that is harmless.
     */
    private static Answer persist(Attempt attempt, boolean idempotent) throws ClusterException, InterruptedException {
        Duration pause = Duration.ofMillis(100);
        boolean uncertain = false;
        for (int n = 1; ; n++) {
            try {
                Reply reply = attempt.make();
                boolean notCarriedOut = reply.status() == 429;
                boolean again = n < 3 && (notCarriedOut || (idempotent && reply.status() >= 500));
                if (!again || reply.retryAfter().orElse(Duration.ZERO).compareTo(Duration.ofSeconds(2)) > 0) {
                    return new Answer(reply, uncertain);
                }
                uncertain |= !notCarriedOut;
                pause = reply.retryAfter().filter(d -> !d.isZero()).orElse(pause);
            } catch (ClusterException e) {
                if (n == 3 || !(idempotent || e.reason() == Reason.UNREACHABLE)) {
                    throw e;
                }
                uncertain |= e.reason() != Reason.UNREACHABLE;
            }
            Thread.sleep(pause.toMillis());
            pause = pause.multipliedBy(4);
        }
    }

    private Reply accepted(Reply reply, String what, String object, boolean secret) throws ClusterException {
        if (!reply.successful()) {
            throw ApiErrors.of(reply, name, what, object, secret);
        }
        return reply;
    }

    private JsonNode json(Reply reply) throws ClusterException {
        try {
            return Json.parse(reply.body());
        } catch (JsonProcessingException e) {
            throw new ClusterException(
                    Reason.SERVER, "cluster " + name + " answered with something that is not a Kubernetes object");
        }
    }

    @Override
    public void close() {
        transport.close();
    }
}
