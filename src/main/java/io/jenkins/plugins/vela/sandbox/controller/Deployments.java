package io.jenkins.plugins.vela.sandbox.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.sandbox.api.Json;
import io.jenkins.plugins.vela.sandbox.api.Meta;
import io.jenkins.plugins.vela.sandbox.api.ObjectKey;
import io.jenkins.plugins.vela.sandbox.api.Resource;
import io.jenkins.plugins.vela.sandbox.store.Change;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Rolls a deployment out: a replica set for the present template, the older ones emptied when it is ready. */
final class Deployments implements Reconciler {

    private static final Resource RESOURCE = new Resource("apps", "deployments");
    private static final String HASH = "pod-template-hash";
    private static final String REVISION = "deployment.kubernetes.io/revision";

    @Override
    public List<ObjectKey> affected(Change change) {
        if (change.key().resource().equals(RESOURCE)) {
            return List.of(change.key());
        }
        return Owners.controllerOf(change, ReplicaSets.RESOURCE, "Deployment", RESOURCE);
    }

    @Override
    public void reconcile(ObjectKey key, Work work) {
        Optional<ObjectNode> found = work.find(key);
        if (found.isEmpty() || Meta.of(found.get()).terminating()) {
            return;
        }
        ObjectNode deployment = found.get();
        String hash = PodTemplates.hash(deployment.path("spec").path("template"));
        int wanted = deployment.path("spec").path("replicas").asInt(1);
        List<ObjectNode> sets = work.ownedBy(deployment, ReplicaSets.RESOURCE);
        ObjectKey current = ReplicaSets.RESOURCE.key(key.namespace(), key.name() + "-" + hash);
        boolean paused = deployment.path("spec").path("paused").asBoolean(false);
        if (!paused) {
            if (work.find(current).isEmpty()) {
                int revision =
                        sets.stream().mapToInt(Deployments::revision).max().orElse(0) + 1;
                work.create(replicaSet(deployment, current, hash, wanted, revision));
                work.edit(key, object -> Meta.editable(object)
                        .withObjectProperty("annotations")
                        .put(REVISION, Integer.toString(revision)));
            }
            scale(current, wanted, work);
            boolean done = work.find(current)
                            .map(set -> set.path("status").path("readyReplicas").asInt(0))
                            .orElse(0)
                    >= wanted;
            boolean recreate = deployment
                    .path("spec")
                    .path("strategy")
                    .path("type")
                    .asText()
                    .equals("Recreate");
            if (done || recreate) {
                for (ObjectNode set : sets) {
                    ObjectKey old = ReplicaSets.RESOURCE.key(
                            key.namespace(), Meta.of(set).name());
                    if (!old.equals(current)) {
                        scale(old, 0, work);
                    }
                }
            }
        }
        report(key, current, wanted, work);
    }

    private static void scale(ObjectKey set, int replicas, Work work) {
        work.edit(set, object -> object.withObjectProperty("spec").put("replicas", replicas));
    }

    private static int revision(JsonNode set) {
        return Meta.of(set).annotation(REVISION).map(Integer::parseInt).orElse(0);
    }

    private static ObjectNode replicaSet(JsonNode deployment, ObjectKey key, String hash, int replicas, int revision) {
        ObjectNode set = Json.object();
        set.put("apiVersion", "apps/v1").put("kind", "ReplicaSet");
        ObjectNode metadata = Meta.editable(set);
        metadata.put("name", key.name()).put("namespace", key.namespace());
        JsonNode template = deployment.path("spec").path("template");
        ObjectNode labels = metadata.putObject("labels");
        Meta.of(template).labels().properties().forEach(label -> labels.set(label.getKey(), label.getValue()));
        labels.put(HASH, hash);
        ObjectNode annotations = metadata.putObject("annotations");
        annotations.put(REVISION, Integer.toString(revision));
        PodTemplates.copyAnnotations(deployment, annotations, Behaviour.PREFIX);
        PodTemplates.owned(metadata, deployment);
        ObjectNode spec = set.putObject("spec");
        spec.put("replicas", replicas);
        ObjectNode selector = deployment.path("spec").path("selector").deepCopy();
        selector.withObjectProperty("matchLabels").put(HASH, hash);
        spec.set("selector", selector);
        ObjectNode podTemplate = template.deepCopy();
        Meta.editable(podTemplate).withObjectProperty("labels").put(HASH, hash);
        spec.set("template", podTemplate);
        return set;
    }

    private static void report(ObjectKey key, ObjectKey current, int wanted, Work work) {
        ObjectNode deployment = work.find(key).orElseThrow();
        long all = 0;
        long ready = 0;
        for (ObjectNode set : work.ownedBy(deployment, ReplicaSets.RESOURCE)) {
            all += set.path("status").path("replicas").asLong(0);
            ready += set.path("status").path("readyReplicas").asLong(0);
        }
        JsonNode newest = work.find(current).map(JsonNode.class::cast).orElseGet(Json::object);
        long updated = newest.path("status").path("replicas").asLong(0);
        boolean complete =
                updated >= wanted && newest.path("status").path("readyReplicas").asLong(0) >= wanted && all == updated;
        boolean available = ready >= wanted - wanted / 4;
        boolean stuck = !complete && givenUp(key, deployment, work);
        long total = all;
        long readyNow = ready;
        work.editStatus(key, status -> {
            status.put("observedGeneration", Meta.of(deployment).generation());
            PodTemplates.count(status, "replicas", total);
            PodTemplates.count(status, "updatedReplicas", updated);
            PodTemplates.count(status, "readyReplicas", readyNow);
            PodTemplates.count(status, "availableReplicas", readyNow);
            PodTemplates.count(status, "unavailableReplicas", Math.max(0, Math.max(wanted, total) - readyNow));
            Conditions.set(
                    status,
                    "Available",
                    available,
                    available ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
                    available
                            ? "Deployment has minimum availability."
                            : "Deployment does not have minimum availability.",
                    work.now());
            String set = "ReplicaSet \"" + current.name() + "\"";
            Conditions.set(
                    status,
                    "Progressing",
                    !stuck,
                    complete ? "NewReplicaSetAvailable" : stuck ? "ProgressDeadlineExceeded" : "ReplicaSetUpdated",
                    complete
                            ? set + " has successfully progressed."
                            : stuck ? set + " has timed out progressing." : set + " is progressing.",
                    work.now());
        });
    }

    // a failure that was asked for is admitted soon, not after the ten minutes of the default deadline
    private static boolean givenUp(ObjectKey key, JsonNode deployment, Work work) {
        Behaviour behaviour = work.behaviour(deployment);
        Duration patience = behaviour.outcome() == Behaviour.Outcome.FAIL
                ? behaviour.delay().multipliedBy(2)
                : Duration.ofSeconds(
                        deployment.path("spec").path("progressDeadlineSeconds").asLong(600));
        String stage = "progress/" + Meta.of(deployment).generation();
        return work.elapsed(key, Meta.of(deployment).uid(), stage, patience);
    }
}
