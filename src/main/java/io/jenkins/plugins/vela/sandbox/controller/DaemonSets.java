package io.jenkins.plugins.vela.sandbox.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.sandbox.api.Meta;
import io.jenkins.plugins.vela.sandbox.api.ObjectKey;
import io.jenkins.plugins.vela.sandbox.api.Resource;
import io.jenkins.plugins.vela.sandbox.store.Change;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps one pod of a daemon set on the one node there is. */
final class DaemonSets implements Reconciler {

    private static final Resource RESOURCE = new Resource("apps", "daemonsets");
    private static final String REVISION = "controller-revision-hash";

    @Override
    public List<ObjectKey> affected(Change change) {
        if (change.key().resource().equals(RESOURCE)) {
            return List.of(change.key());
        }
        return Owners.controllerOf(change, Pods.RESOURCE, "DaemonSet", RESOURCE);
    }

    @Override
    public void reconcile(ObjectKey key, Work work) {
        Optional<ObjectNode> found = work.find(key);
        if (found.isEmpty() || Meta.of(found.get()).terminating()) {
            return;
        }
        ObjectNode set = found.get();
        String revision = PodTemplates.hash(set.path("spec").path("template"));
        for (ObjectNode pod : active(set, work)) {
            if (!Meta.of(pod).labels().path(REVISION).asText().equals(revision)) {
                work.delete(Pods.RESOURCE.key(key.namespace(), Meta.of(pod).name()));
            }
        }
        if (active(set, work).isEmpty()) {
            ObjectNode pod = PodTemplates.pod(set, Map.of(REVISION, revision));
            Meta.editable(pod).put("generateName", key.name() + "-");
            work.create(pod);
        }
        List<ObjectNode> pods = active(set, work);
        long ready = pods.stream().filter(PodTemplates::ready).count();
        work.editStatus(key, status -> {
            status.put("observedGeneration", Meta.of(set).generation());
            status.put("currentNumberScheduled", pods.size());
            status.put("desiredNumberScheduled", 1);
            status.put("numberMisscheduled", 0);
            status.put("numberReady", ready);
            PodTemplates.count(status, "numberAvailable", ready);
            PodTemplates.count(status, "numberUnavailable", 1 - ready);
            PodTemplates.count(status, "updatedNumberScheduled", pods.size());
        });
    }

    private static List<ObjectNode> active(ObjectNode set, Work work) {
        return work.ownedBy(set, Pods.RESOURCE).stream()
                .filter(PodTemplates::active)
                .toList();
    }
}
