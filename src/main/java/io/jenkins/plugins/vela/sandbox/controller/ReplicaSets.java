package io.jenkins.plugins.vela.sandbox.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.sandbox.api.Meta;
import io.jenkins.plugins.vela.sandbox.api.ObjectKey;
import io.jenkins.plugins.vela.sandbox.api.Resource;
import io.jenkins.plugins.vela.sandbox.store.Change;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps as many pods as a replica set wants. */
final class ReplicaSets implements Reconciler {

    static final Resource RESOURCE = new Resource("apps", "replicasets");

    @Override
    public List<ObjectKey> affected(Change change) {
        if (change.key().resource().equals(RESOURCE)) {
            return List.of(change.key());
        }
        return Owners.controllerOf(change, Pods.RESOURCE, "ReplicaSet", RESOURCE);
    }

    @Override
    public void reconcile(ObjectKey key, Work work) {
        Optional<ObjectNode> found = work.find(key);
        if (found.isEmpty() || Meta.of(found.get()).terminating()) {
            return;
        }
        ObjectNode set = found.get();
        List<ObjectNode> pods = new ArrayList<>(work.ownedBy(set, Pods.RESOURCE).stream()
                .filter(PodTemplates::active)
                .toList());
        int wanted = set.path("spec").path("replicas").asInt(1);
        for (int i = pods.size(); i < wanted; i++) {
            ObjectNode pod = PodTemplates.pod(set, Map.of());
            Meta.editable(pod).put("generateName", key.name() + "-");
            work.create(pod);
        }
        pods.sort(Comparator.comparing(PodTemplates::ready));
        for (int i = 0; i < pods.size() - wanted; i++) {
            work.delete(Pods.RESOURCE.key(key.namespace(), Meta.of(pods.get(i)).name()));
        }
        List<ObjectNode> now = work.ownedBy(set, Pods.RESOURCE).stream()
                .filter(PodTemplates::active)
                .toList();
        report(key, set, now, work);
    }

    private static void report(ObjectKey key, JsonNode set, List<ObjectNode> pods, Work work) {
        long ready = pods.stream().filter(PodTemplates::ready).count();
        work.editStatus(key, status -> {
            status.put("replicas", pods.size());
            PodTemplates.count(status, "fullyLabeledReplicas", pods.size());
            PodTemplates.count(status, "readyReplicas", ready);
            PodTemplates.count(status, "availableReplicas", ready);
            status.put("observedGeneration", Meta.of(set).generation());
        });
    }
}
