package io.jenkins.plugins.vela.sandbox.controller;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.sandbox.api.Meta;
import io.jenkins.plugins.vela.sandbox.api.ObjectKey;
import io.jenkins.plugins.vela.sandbox.api.Resource;
import io.jenkins.plugins.vela.sandbox.store.Change;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps the numbered pods of a stateful set, one after the other. */
final class StatefulSets implements Reconciler {

    private static final Resource RESOURCE = new Resource("apps", "statefulsets");
    private static final String REVISION = "controller-revision-hash";

    @Override
    public List<ObjectKey> affected(Change change) {
        if (change.key().resource().equals(RESOURCE)) {
            return List.of(change.key());
        }
        return Owners.controllerOf(change, Pods.RESOURCE, "StatefulSet", RESOURCE);
    }

    @Override
    public void reconcile(ObjectKey key, Work work) {
        Optional<ObjectNode> found = work.find(key);
        if (found.isEmpty() || Meta.of(found.get()).terminating()) {
            return;
        }
        ObjectNode set = found.get();
        int wanted = set.path("spec").path("replicas").asInt(1);
        boolean ordered = !set.path("spec").path("podManagementPolicy").asText().equals("Parallel");
        String revision = key.name() + "-" + PodTemplates.hash(set.path("spec").path("template"));
        for (int i = 0; i < wanted; i++) {
            Optional<ObjectNode> pod = work.find(podKey(key, i));
            if (pod.isEmpty()) {
                ObjectNode fresh = PodTemplates.pod(
                        set,
                        Map.of(
                                REVISION,
                                revision,
                                "statefulset.kubernetes.io/pod-name",
                                key.name() + "-" + i,
                                "apps.kubernetes.io/pod-index",
                                Integer.toString(i)));
                Meta.editable(fresh).put("name", key.name() + "-" + i);
                work.create(fresh);
            }
            if (ordered && !pod.map(PodTemplates::ready).orElse(false)) {
                break;
            }
        }
        List<ObjectNode> pods = work.ownedBy(set, Pods.RESOURCE);
        for (ObjectNode pod : pods) {
            if (ordinal(pod) >= wanted && !Meta.of(pod).terminating()) {
                work.delete(Pods.RESOURCE.key(key.namespace(), Meta.of(pod).name()));
            }
        }
        replaceOutdated(key, pods, wanted, revision, work);
        report(key, set, revision, work);
    }

    /** Deletes the last outdated pod, when all others are ready; it comes back in its new form. */
    private static void replaceOutdated(ObjectKey key, List<ObjectNode> pods, int wanted, String revision, Work work) {
        if (pods.stream().filter(PodTemplates::ready).count() < wanted) {
            return;
        }
        pods.stream()
                .filter(pod -> ordinal(pod) < wanted)
                .filter(pod -> !Meta.of(pod).labels().path(REVISION).asText().equals(revision))
                .max(java.util.Comparator.comparingInt(StatefulSets::ordinal))
                .ifPresent(pod -> work.delete(
                        Pods.RESOURCE.key(key.namespace(), Meta.of(pod).name())));
    }

    private static ObjectKey podKey(ObjectKey set, int ordinal) {
        return Pods.RESOURCE.key(set.namespace(), set.name() + "-" + ordinal);
    }

    private static int ordinal(ObjectNode pod) {
        String name = Meta.of(pod).name();
        return Integer.parseInt(name.substring(name.lastIndexOf('-') + 1));
    }

    private static void report(ObjectKey key, ObjectNode set, String revision, Work work) {
        List<ObjectNode> pods = work.ownedBy(set, Pods.RESOURCE).stream()
                .filter(PodTemplates::active)
                .toList();
        long ready = pods.stream().filter(PodTemplates::ready).count();
        long updated = pods.stream()
                .filter(pod -> Meta.of(pod).labels().path(REVISION).asText().equals(revision))
                .count();
        work.editStatus(key, status -> {
            status.put("observedGeneration", Meta.of(set).generation());
            status.put("replicas", pods.size());
            PodTemplates.count(status, "readyReplicas", ready);
            status.put("availableReplicas", ready);
            PodTemplates.count(status, "updatedReplicas", updated);
            status.put("updateRevision", revision);
            if (updated == pods.size() || !status.has("currentRevision")) {
                status.put("currentRevision", revision);
            }
            PodTemplates.count(status, "currentReplicas", updated);
            status.put("collisionCount", 0);
        });
    }
}
