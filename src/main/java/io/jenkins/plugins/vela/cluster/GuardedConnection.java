package io.jenkins.plugins.vela.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A connection that keeps to {@link ClusterRules}. */
final class GuardedConnection implements ClusterConnection {
    private static final String DEFAULT_NAMESPACE = "default";

    private final ClusterConnection connection;
    private final ClusterRules rules;

    GuardedConnection(ClusterConnection connection, ClusterRules rules) {
        this.connection = connection;
        this.rules = rules;
    }

    private void check(ObjectKey key, boolean reading) throws ClusterException, InterruptedException {
        rules.check(name(), key.apiVersion(), key.kind(), reading);
        if (!rules.namespaces().isEmpty()) {
            boolean lies = !key.namespace().isEmpty()
                    || resourceType(key.apiVersion(), key.kind()).namespaced();
            rules.checkNamespace(name(), lies && key.namespace().isEmpty() ? DEFAULT_NAMESPACE : key.namespace());
        }
    }

    private void check(ObjectSelector selector, boolean reading) throws ClusterException {
        rules.check(name(), selector.apiVersion(), selector.kind(), reading);
        rules.checkNamespace(name(), selector.namespace());
    }

    /** What comes back of a change is the object, which who may not read it must not see. */
    private JsonNode without(ObjectKey key, JsonNode answer) {
        if (rules.readSecrets() || !key.kind().equals("Secret") || !(answer instanceof ObjectNode object)) {
            return answer;
        }
        ObjectNode bare = object.deepCopy();
        bare.remove(List.of("data", "stringData"));
        return bare;
    }

    @Override
    public String name() {
        return connection.name();
    }

    @Override
    public Optional<JsonNode> get(ObjectKey key) throws ClusterException, InterruptedException {
        check(key, true);
        return connection.get(key);
    }

    @Override
    public ObjectList list(ObjectSelector selector) throws ClusterException, InterruptedException {
        check(selector, true);
        return connection.list(selector);
    }

    @Override
    public JsonNode apply(ObjectNode object) throws ClusterException, InterruptedException {
        ObjectKey key = ObjectKey.of(object);
        check(key, false);
        return without(key, connection.apply(object));
    }

    @Override
    public JsonNode create(ObjectNode object) throws ClusterException, InterruptedException {
        ObjectKey key = ObjectKey.of(object);
        check(key, false);
        return without(key, connection.create(object));
    }

    @Override
    public JsonNode patch(ObjectKey key, PatchType type, JsonNode patch) throws ClusterException, InterruptedException {
        check(key, false);
        return without(key, connection.patch(key, type, patch));
    }

    @Override
    public JsonNode patchStatus(ObjectKey key, PatchType type, JsonNode patch)
            throws ClusterException, InterruptedException {
        check(key, false);
        return without(key, connection.patchStatus(key, type, patch));
    }

    @Override
    public void delete(ObjectKey key, Propagation propagation) throws ClusterException, InterruptedException {
        check(key, false);
        connection.delete(key, propagation);
    }

    @Override
    public void deleteAll(ObjectSelector selector, Propagation propagation)
            throws ClusterException, InterruptedException {
        check(selector, false);
        connection.deleteAll(selector, propagation);
    }

    @Override
    public List<String> logs(String namespace, String pod, LogOptions options)
            throws ClusterException, InterruptedException {
        check(new ObjectKey("v1", "Pod", namespace, pod), true);
        return connection.logs(namespace, pod, options);
    }

    @Override
    public Subscription followLogs(
            String namespace,
            String pod,
            LogOptions options,
            Consumer<String> lines,
            Consumer<Optional<ClusterException>> ended) {
        try {
            check(new ObjectKey("v1", "Pod", namespace, pod), true);
            return connection.followLogs(namespace, pod, options, lines, ended);
        } catch (ClusterException refused) {
            ended.accept(Optional.of(refused));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ended.accept(Optional.empty());
        }
        return () -> {};
    }

    @Override
    public ResourceType resourceType(String apiVersion, String kind) throws ClusterException, InterruptedException {
        return connection.resourceType(apiVersion, kind);
    }

    @Override
    public ClusterConnection dryRun() {
        return new GuardedConnection(connection.dryRun(), rules);
    }

    @Override
    public void check() throws ClusterException, InterruptedException {
        connection.check();
    }
}
