package io.jenkins.plugins.vela.sandbox.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.sandbox.api.Meta;
import io.jenkins.plugins.vela.sandbox.api.ObjectKey;
import io.jenkins.plugins.vela.sandbox.api.Resource;
import io.jenkins.plugins.vela.sandbox.log.ContainerLog;
import io.jenkins.plugins.vela.sandbox.store.Change;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Plays scheduler and kubelet: a pod is placed, starts after the delay, writes its log, and ends after its duration
 * unless it is always restarted.
 */
final class Pods implements Reconciler {

    static final Resource RESOURCE = Resource.core("pods");
    static final String NODE = "sandbox";

    @Override
    public List<ObjectKey> affected(Change change) {
        return change.key().resource().equals(RESOURCE) && change.type() != Change.Type.DELETED
                ? List.of(change.key())
                : List.of();
    }

    @Override
    public void reconcile(ObjectKey key, Work work) {
        Optional<ObjectNode> found = work.find(key);
        if (found.isEmpty()) {
            return;
        }
        ObjectNode pod = found.get();
        if (PodTemplates.finished(pod)) {
            if (Meta.of(pod).terminating()) {
                work.delete(key);
            } else {
                recallLogs(pod, work);
            }
            return;
        }
        Behaviour behaviour = work.behaviour(pod);
        String uid = Meta.of(pod).uid();
        if (Meta.of(pod).terminating()) {
            stop(key, pod, behaviour, work);
        } else if (behaviour.outcome() == Behaviour.Outcome.PENDING) {
            unschedulable(key, work);
        } else if (!pod.path("spec").path("schedulingGates").isEmpty()) {
            return;
        } else if (!pod.path("spec").hasNonNull("nodeName")) {
            schedule(key, work);
        } else if (pod.path("status").path("phase").asText().equals("Running")) {
            run(key, pod, behaviour, work);
        } else if (work.elapsed(key, uid, "start", behaviour.delay())) {
            start(key, pod, behaviour, work);
        }
    }

    /** The log of a pod that an earlier process ran is gone with it, and written again. */
    private static void recallLogs(ObjectNode pod, Work work) {
        for (JsonNode container : pod.path("spec").path("containers")) {
            String name = container.path("name").asText();
            if (work.logs().find(Meta.of(pod).uid(), name).isEmpty()) {
                ContainerLog log = work.logs().open(Meta.of(pod).uid(), name);
                SimulatedOutput.of(container, work.behaviour(pod))
                        .forEach(line -> log.append(work.clock().instant(), line));
                log.finish();
            }
        }
    }

    private static void stop(ObjectKey key, JsonNode pod, Behaviour behaviour, Work work) {
        long grace = pod.path("metadata").path("deletionGracePeriodSeconds").asLong(0);
        Duration patience = Duration.ofSeconds(grace);
        Duration needed = behaviour.delay().compareTo(patience) < 0 ? behaviour.delay() : patience;
        if (work.elapsed(key, Meta.of(pod).uid(), "stop", needed)) {
            work.delete(key);
        }
    }

    private static void unschedulable(ObjectKey key, Work work) {
        work.editStatus(key, status -> {
            status.put("phase", "Pending");
            Conditions.set(
                    status,
                    "PodScheduled",
                    false,
                    "Unschedulable",
                    "0/1 nodes are available: the annotation sandbox.vela/behavior asks for it",
                    work.now());
        });
    }

    private static void schedule(ObjectKey key, Work work) {
        work.edit(key, pod -> pod.withObjectProperty("spec").put("nodeName", NODE));
        work.editStatus(key, status -> {
            status.put("phase", "Pending");
            Conditions.set(status, "PodScheduled", true, "", "", work.now());
            Conditions.set(status, "Initialized", true, "", "", work.now());
            Conditions.set(status, "ContainersReady", false, "ContainersNotReady", "", work.now());
            Conditions.set(status, "Ready", false, "ContainersNotReady", "", work.now());
            status.put("hostIP", "127.0.0.1").put("startTime", work.now()).put("qosClass", "BestEffort");
        });
        work.editStatus(key, status -> {
            ObjectNode pod = work.find(key).orElseThrow();
            ArrayNode containers = status.putArray("containerStatuses");
            for (JsonNode container : pod.path("spec").path("containers")) {
                describe(containers.addObject(), container, false)
                        .putObject("state")
                        .putObject("waiting")
                        .put("reason", "ContainerCreating");
            }
        });
    }

    private static ObjectNode describe(ObjectNode status, JsonNode container, boolean ready) {
        return status.put("name", container.path("name").asText())
                .put("ready", ready)
                .put("started", ready)
                .put("restartCount", 0)
                .put("image", container.path("image").asText())
                .put("imageID", "");
    }

    private static boolean endless(JsonNode pod) {
        return pod.path("spec").path("restartPolicy").asText("Always").equals("Always");
    }

    private static void start(ObjectKey key, ObjectNode pod, Behaviour behaviour, Work work) {
        boolean crashes = endless(pod) && behaviour.exit() != 0;
        for (JsonNode container : pod.path("spec").path("containers")) {
            work.logs().open(Meta.of(pod).uid(), container.path("name").asText());
        }
        work.editStatus(key, status -> {
            status.put("phase", "Running");
            String address = address(Meta.of(pod).uid());
            status.put("podIP", address);
            status.putArray("podIPs").addObject().put("ip", address);
            status.remove("initContainerStatuses");
            for (JsonNode container : pod.path("spec").path("initContainers")) {
                ObjectNode done =
                        status.withArrayProperty("initContainerStatuses").addObject();
                ended(describe(done, container, true).putObject("state"), 0, work);
            }
            ArrayNode containers = status.putArray("containerStatuses");
            for (JsonNode container : pod.path("spec").path("containers")) {
                ObjectNode item = describe(containers.addObject(), container, !crashes);
                if (crashes) {
                    item.put("restartCount", 1);
                    item.putObject("state")
                            .putObject("waiting")
                            .put("reason", "CrashLoopBackOff")
                            .put(
                                    "message",
                                    "back-off restarting failed container "
                                            + container.path("name").asText());
                    ended(item.putObject("lastState"), behaviour.exit(), work);
                } else {
                    item.putObject("state").putObject("running").put("startedAt", work.now());
                }
            }
            String reason = crashes ? "ContainersNotReady" : "";
            Conditions.set(status, "ContainersReady", !crashes, reason, "", work.now());
            Conditions.set(status, "Ready", !crashes, reason, "", work.now());
        });
    }

    private static void ended(ObjectNode state, int exitCode, Work work) {
        state.putObject("terminated")
                .put("exitCode", exitCode)
                .put("reason", exitCode == 0 ? "Completed" : "Error")
                .put("startedAt", work.now())
                .put("finishedAt", work.now());
    }

    private static void run(ObjectKey key, ObjectNode pod, Behaviour behaviour, Work work) {
        String uid = Meta.of(pod).uid();
        boolean written = write(key, pod, behaviour, work);
        if (endless(pod) || !work.elapsed(key, uid, "run", behaviour.duration()) || !written) {
            return;
        }
        for (JsonNode container : pod.path("spec").path("containers")) {
            work.logs().open(uid, container.path("name").asText()).finish();
        }
        work.editStatus(key, status -> {
            status.put("phase", behaviour.exit() == 0 ? "Succeeded" : "Failed");
            ArrayNode containers = status.putArray("containerStatuses");
            for (JsonNode container : pod.path("spec").path("containers")) {
                ObjectNode item = describe(containers.addObject(), container, false);
                ended(item.putObject("state"), behaviour.exit(), work);
                if (behaviour.exit() != 0 && fallsBackToLog(container)) {
                    ((ObjectNode) item.at("/state/terminated"))
                            .put(
                                    "message",
                                    tail(work.logs()
                                            .open(uid, container.path("name").asText())));
                }
            }
            Conditions.set(status, "ContainersReady", false, "PodCompleted", "", work.now());
            Conditions.set(status, "Ready", false, "PodCompleted", "", work.now());
        });
    }

    private static boolean fallsBackToLog(JsonNode container) {
        return container.path("terminationMessagePolicy").asText().equals("FallbackToLogsOnError");
    }

    /** What a kubelet takes of a log into the status: the last 2048 bytes or 80 lines. */
    private static String tail(ContainerLog log) {
        List<ContainerLog.Line> lines = log.from(0);
        StringBuilder text = new StringBuilder();
        lines.subList(Math.max(0, lines.size() - 80), lines.size())
                .forEach(line -> text.append(line.text()).append("\n"));
        return text.substring(Math.max(0, text.length() - 2048));
    }

    /** Writes the lines that are due; the last one is due before the containers end. */
    private static boolean write(ObjectKey key, JsonNode pod, Behaviour behaviour, Work work) {
        String uid = Meta.of(pod).uid();
        Duration age = work.age(uid, "run");
        boolean all = true;
        for (JsonNode container : pod.path("spec").path("containers")) {
            ContainerLog log = work.logs().open(uid, container.path("name").asText());
            List<String> lines = SimulatedOutput.of(container, behaviour);
            Duration step = behaviour.duration().dividedBy(lines.size() + 1L);
            int next = log.from(0).size();
            while (next < lines.size() && age.compareTo(step.multipliedBy(next)) >= 0) {
                log.append(work.clock().instant(), lines.get(next));
                next++;
            }
            if (next < lines.size()) {
                all = false;
                work.lookAgain(key, step.multipliedBy(next).minus(age));
            }
        }
        return all;
    }

    private static String address(String uid) {
        int bits = uid.hashCode();
        return "10.244." + (bits >>> 8 & 0xff) + "." + Math.max(1, bits & 0xff);
    }
}
