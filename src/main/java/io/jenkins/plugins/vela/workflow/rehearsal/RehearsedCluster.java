package io.jenkins.plugins.vela.workflow.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.cluster.ClusterConnection;
import io.jenkins.plugins.vela.cluster.ClusterException;
import io.jenkins.plugins.vela.cluster.LogOptions;
import io.jenkins.plugins.vela.cluster.ObjectKey;
import io.jenkins.plugins.vela.cluster.ObjectList;
import io.jenkins.plugins.vela.cluster.ObjectSelector;
import io.jenkins.plugins.vela.cluster.PatchType;
import io.jenkins.plugins.vela.cluster.Propagation;
import io.jenkins.plugins.vela.cluster.ResourceType;
import io.jenkins.plugins.vela.cluster.Subscription;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A cluster that is asked and not changed. What one step would change is what a later one finds, except in lists. */
final class RehearsedCluster implements ClusterConnection {

    private final ClusterConnection real;
    private final Rehearsal rehearsal;
    private final String step;

    RehearsedCluster(ClusterConnection real, Rehearsal rehearsal, String step) {
        this.real = real;
        this.rehearsal = rehearsal;
        this.step = step;
    }

    @Override
    public String name() {
        return real.name();
    }

    @Override
    public Optional<JsonNode> get(ObjectKey key) throws ClusterException, InterruptedException {
        Optional<Optional<JsonNode>> rehearsed = rehearsal.overlay().find(name(), key);
        return rehearsed.isPresent() ? rehearsed.get() : real.get(key);
    }

    @Override
    public ObjectList list(ObjectSelector selector) throws ClusterException, InterruptedException {
        return real.list(selector);
    }

    @Override
    public JsonNode apply(ObjectNode object) throws ClusterException, InterruptedException {
        ObjectKey key = ObjectKey.of(object);
        Optional<JsonNode> before = get(key);
        JsonNode after = isAsked(key) ? real.dryRun().apply(object) : Laid.over(before, object);
        return changed(key, before, after);
    }

    @Override
    public JsonNode create(ObjectNode object) throws ClusterException, InterruptedException {
        ObjectNode named = object.deepCopy();
        ObjectNode metadata = named.withObject("/metadata");
        metadata.put("name", metadata.path("generateName").asText() + "xxxxx");
        metadata.remove("generateName");
        return changed(ObjectKey.of(named), Optional.empty(), named);
    }

    @Override
    public JsonNode patch(ObjectKey key, PatchType type, JsonNode patch) throws ClusterException, InterruptedException {
        Optional<JsonNode> before = get(key);
        // only this kind can be worked out without the server
        boolean asked = type != PatchType.MERGE || isAsked(key);
        JsonNode after = asked ? real.dryRun().patch(key, type, patch) : Laid.merged(before, patch);
        return changed(key, before, after);
    }

    /** What a status would be is nobody's plan: it is worked out and not kept as a change. */
    @Override
    public JsonNode patchStatus(ObjectKey key, PatchType type, JsonNode patch)
            throws ClusterException, InterruptedException {
        JsonNode after = Laid.merged(get(key), patch);
        rehearsal.overlay().put(name(), key, Optional.of(after));
        return after;
    }

    /** The server knows nothing of what was rehearsed before. */
    private boolean isAsked(ObjectKey key) {
        return rehearsal.means() == Rehearsal.Means.SERVER
                && rehearsal.overlay().find(name(), key).isEmpty();
    }

    private JsonNode changed(ObjectKey key, Optional<JsonNode> before, JsonNode after) {
        rehearsal.overlay().put(name(), key, Optional.of(after));
        rehearsal.add(
                new PlannedChange.OfObject(step, name(), describe(key), key.isSecret(), before, Optional.of(after)));
        return after;
    }

    private static String describe(ObjectKey key) {
        return key.kind() + " " + (key.namespace().isEmpty() ? "" : key.namespace() + "/") + key.name();
    }

    @Override
    public void delete(ObjectKey key, Propagation propagation) throws ClusterException, InterruptedException {
        Optional<JsonNode> before = get(key);
        if (before.isEmpty() || isAsked(key)) {
            // it says in its own words when there is nothing to delete
            real.dryRun().delete(key, propagation);
        }
        gone(key, before);
    }

    private void gone(ObjectKey key, Optional<JsonNode> before) {
        rehearsal.overlay().put(name(), key, Optional.empty());
        rehearsal.add(
                new PlannedChange.OfObject(step, name(), describe(key), key.isSecret(), before, Optional.empty()));
    }

    @Override
    public void deleteAll(ObjectSelector selector, Propagation propagation)
            throws ClusterException, InterruptedException {
        for (JsonNode object : list(selector).items()) {
            gone(ObjectKey.of(object), Optional.of(object));
        }
    }

    @Override
    public List<String> logs(String namespace, String pod, LogOptions options)
            throws ClusterException, InterruptedException {
        return real.logs(namespace, pod, options);
    }

    @Override
    public Subscription followLogs(
            String namespace,
            String pod,
            LogOptions options,
            Consumer<String> lines,
            Consumer<Optional<ClusterException>> ended) {
        return real.followLogs(namespace, pod, options, lines, ended);
    }

    @Override
    public ResourceType resourceType(String apiVersion, String kind) throws ClusterException, InterruptedException {
        return real.resourceType(apiVersion, kind);
    }

    @Override
    public void check() throws ClusterException, InterruptedException {
        real.check();
    }

    @Override
    public ClusterConnection dryRun() {
        return this;
    }
}
