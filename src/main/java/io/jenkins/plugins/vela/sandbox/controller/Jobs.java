package io.jenkins.plugins.vela.sandbox.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.sandbox.api.Meta;
import io.jenkins.plugins.vela.sandbox.api.ObjectKey;
import io.jenkins.plugins.vela.sandbox.api.Resource;
import io.jenkins.plugins.vela.sandbox.store.Change;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs the pods of a job until enough succeeded or too many failed. */
final class Jobs implements Reconciler {

    private static final Resource RESOURCE = new Resource("batch", "jobs");

    @Override
    public List<ObjectKey> affected(Change change) {
        if (change.key().resource().equals(RESOURCE)) {
            return List.of(change.key());
        }
        return Owners.controllerOf(change, Pods.RESOURCE, "Job", RESOURCE);
    }

    @Override
    public void reconcile(ObjectKey key, Work work) {
        Optional<ObjectNode> found = work.find(key);
        if (found.isEmpty() || Meta.of(found.get()).terminating()) {
            return;
        }
        ObjectNode job = found.get();
        if (Conditions.isTrue(job, "Complete") || Conditions.isTrue(job, "Failed")) {
            expire(key, job, work);
            return;
        }
        JsonNode spec = job.path("spec");
        List<ObjectNode> pods = work.ownedBy(job, Pods.RESOURCE);
        long succeeded = count(pods, "Succeeded");
        long failed = count(pods, "Failed");
        int parallelism = spec.path("parallelism").asInt(1);
        boolean suspended = spec.path("suspend").asBoolean(false);
        boolean complete = spec.hasNonNull("completions")
                ? succeeded >= spec.path("completions").asLong()
                : succeeded > 0 && pods.stream().noneMatch(PodTemplates::active);
        boolean exhausted = failed > spec.path("backoffLimit").asLong(6);
        long wanted = complete || exhausted || suspended
                ? 0
                : spec.hasNonNull("completions")
                        ? Math.min(parallelism, spec.path("completions").asLong() - succeeded)
                        : succeeded > 0 ? 0 : parallelism;
        adjust(key, job, pods, wanted, complete, work);
        long active = work.ownedBy(job, Pods.RESOURCE).stream()
                .filter(PodTemplates::active)
                .count();
        work.editStatus(key, status -> {
            if (suspended) {
                Conditions.set(status, "Suspended", true, "JobSuspended", "Job suspended", work.now());
                status.remove("startTime");
            } else if (!status.has("startTime")) {
                status.put("startTime", work.now());
            }
            PodTemplates.count(status, "active", active);
            PodTemplates.count(status, "succeeded", succeeded);
            PodTemplates.count(status, "failed", failed);
            status.put("ready", pods.stream().filter(PodTemplates::ready).count());
            status.put("terminating", 0);
            status.putObject("uncountedTerminatedPods");
            if (complete) {
                String reason = "CompletionsReached";
                String message = "Reached expected number of succeeded pods";
                Conditions.set(status, "SuccessCriteriaMet", true, reason, message, work.now());
                Conditions.set(status, "Complete", true, reason, message, work.now());
                status.put("completionTime", work.now());
            } else if (exhausted) {
                String reason = "BackoffLimitExceeded";
                String message = "Job has reached the specified backoff limit";
                Conditions.set(status, "FailureTarget", true, reason, message, work.now());
                Conditions.set(status, "Failed", true, reason, message, work.now());
            }
        });
    }

    private static long count(List<ObjectNode> pods, String phase) {
        return pods.stream()
                .filter(pod -> pod.path("status").path("phase").asText().equals(phase))
                .count();
    }

    private static void adjust(
            ObjectKey key, ObjectNode job, List<ObjectNode> pods, long wanted, boolean complete, Work work) {
        List<ObjectNode> active = pods.stream().filter(PodTemplates::active).toList();
        for (long i = active.size(); i < wanted; i++) {
            ObjectNode pod = PodTemplates.pod(job, Map.of());
            Meta.editable(pod).put("generateName", key.name() + "-");
            work.create(pod);
        }
        if (wanted == 0 && !complete) {
            active.forEach(pod ->
                    work.delete(Pods.RESOURCE.key(key.namespace(), Meta.of(pod).name())));
        }
    }

    private static void expire(ObjectKey key, JsonNode job, Work work) {
        JsonNode seconds = job.path("spec").path("ttlSecondsAfterFinished");
        if (seconds.isNumber()
                && work.elapsed(key, Meta.of(job).uid(), "finished", Duration.ofSeconds(seconds.asLong()))) {
            work.delete(key);
        }
    }
}
