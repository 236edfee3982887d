package io.jenkins.plugins.vela.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.vela.cluster.ClusterException;
import io.jenkins.plugins.vela.cluster.LogOptions;
import io.jenkins.plugins.vela.cluster.ObjectEvent;
import io.jenkins.plugins.vela.cluster.ObservedObject;
import io.jenkins.plugins.vela.cluster.Subscription;
import io.jenkins.plugins.vela.provider.ActionCall;
import io.jenkins.plugins.vela.provider.LogRequest;
import io.jenkins.plugins.vela.provider.Outcome;
import io.jenkins.plugins.vela.workflow.state.PlanStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

/**
 * Brings log lines to steps: data that a template logs, pods that it names or selects, and addresses. Pods are watched, so
 * that one that appears later is followed too. Used on the run's mailbox; lines arrive from elsewhere as mails.
 */
final class StepLogs {

    /** How long an ended step waits for the rest of an ended pod's log. */
    private static final Duration DRAIN = Duration.ofSeconds(1);

    private static final class Followed {
        final List<Subscription> watches = new ArrayList<>();
        final Map<String, Subscription> containers = new HashMap<>();
        final Set<String> ended = new HashSet<>();
        final Set<String> terminated = new HashSet<>();
        final Set<LogRequest.Pods> asked = new HashSet<>();
        final List<Runnable> drained = new ArrayList<>();
        boolean drainedOut;

        boolean isDraining() {
            return !drainedOut
                    && containers.keySet().stream()
                            .anyMatch(container -> !ended.contains(container)
                                    && terminated.contains(container.substring(0, container.lastIndexOf('/'))));
        }

        void close() {
            watches.forEach(Subscription::close);
            containers.values().forEach(Subscription::close);
        }
    }

    private final LiveRun run;
    private final Map<Integer, Followed> steps = new HashMap<>();

    StepLogs(LiveRun run) {
        this.run = run;
    }

    void take(PlanStep step, LogRequest request) {
        request.data().ifPresent(data -> {
            String text = data.isTextual() ? data.textValue() : data.toString();
            String key = "text " + Integer.toHexString(text.hashCode());
            // a session that is taken up again says it again
            if (run.reports().told(step, key) == 0) {
                text.lines().forEach(line -> run.reports().log(step, key, "", line));
            }
        });
        request.source().ifPresent(source -> {
            if (source instanceof LogRequest.Resources resources) {
                resources.pods().forEach(pods -> follow(step, pods));
            } else if (source instanceof LogRequest.Url url) {
                fetch(step, url.url());
            }
        });
    }

    // ---- pods ----

    private void follow(PlanStep step, LogRequest.Pods pods) {
        Followed followed = steps.computeIfAbsent(step.index(), index -> new Followed());
        if (!followed.asked.add(pods)) {
            return;
        }
        String namespace = pods.namespace().isEmpty() ? run.spec().namespace() : pods.namespace();
        ObservedObject what = new ObservedObject(pods.cluster(), "v1", "Pod", namespace, pods.name(), pods.labels());
        followed.watches.add(run.services()
                .clusters()
                .watches()
                .subscribe(what, Optional.empty(), event -> run.tell(() -> happened(step, pods.cluster(), event))));
    }

    private void happened(PlanStep step, String cluster, ObjectEvent event) {
        Followed followed = steps.get(step.index());
        if (followed == null || !(event instanceof ObjectEvent.Present present)) {
            return;
        }
        JsonNode pod = present.object();
        String name = present.key().name();
        String phase = pod.at("/status/phase").asText();
        if (phase.equals("Succeeded") || phase.equals("Failed")) {
            followed.terminated.add(cluster + "/" + name);
        }
        JsonNode containers = pod.at("/spec/containers");
        for (JsonNode container : containers) {
            String containerName = container.path("name").asText();
            String key = cluster + "/" + name + "/" + containerName;
            if (!followed.containers.containsKey(key)) {
                String source = containers.size() == 1 ? name : name + "/" + containerName;
                open(step, followed, cluster, present.key().namespace(), name, containerName, key, source);
            }
        }
    }

    private void open(
            PlanStep step,
            Followed followed,
            String cluster,
            String namespace,
            String pod,
            String container,
            String key,
            String source) {
        // what a former process told is not told again
        long[] skip = {run.reports().told(step, key)};
        try {
            followed.containers.put(
                    key,
                    run.services()
                            .clusters()
                            .get(cluster)
                            .followLogs(
                                    namespace,
                                    pod,
                                    LogOptions.everything().ofContainer(container),
                                    line -> run.tell(() -> {
                                        if (skip[0]-- <= 0) {
                                            run.reports().log(step, key, source, line);
                                        }
                                    }),
                                    problem -> run.tell(() -> ended(step, key, problem))));
        } catch (ClusterException e) {
            run.reports().warn(step, "the log of pod " + pod + " cannot be followed: " + e.getMessage());
        }
    }

    private void ended(PlanStep step, String key, Optional<ClusterException> problem) {
        problem.ifPresent(
                cause -> run.reports().warn(step, "the log of " + key + " ends early: " + cause.getMessage()));
        Followed followed = steps.get(step.index());
        if (followed != null) {
            followed.ended.add(key);
            if (!followed.isDraining()) {
                drained(followed);
            }
        }
    }

    private static void drained(Followed followed) {
        followed.drainedOut = true;
        List<Runnable> waiting = List.copyOf(followed.drained);
        followed.drained.clear();
        waiting.forEach(Runnable::run);
    }

    /** Whether a pod that has ended still has lines to tell. */
    boolean isDraining(PlanStep step) {
        return steps.containsKey(step.index()) && steps.get(step.index()).isDraining();
    }

    /** Runs something when all is told, or when that takes too long. */
    void whenDrained(PlanStep step, Runnable then) {
        Followed followed = steps.get(step.index());
        followed.drained.add(then);
        Future<?> unused = run.at(run.time().plus(DRAIN), () -> drained(followed));
    }

    /** The step is over; lines that are on their way still arrive for a moment. */
    void over(PlanStep step) {
        Followed followed = steps.remove(step.index());
        if (followed != null) {
            Future<?> unused = run.at(run.time().plus(DRAIN), followed::close);
        }
    }

    void close() {
        steps.values().forEach(Followed::close);
        steps.clear();
    }

    // ---- addresses ----

    /** Through the HTTP provider, so that its policy holds here too. */
    private void fetch(PlanStep step, String url) {
        JsonNode params =
                JsonNodeFactory.instance.objectNode().put("method", "GET").put("url", url);
        ActionCall call = new ActionCall("http", "do", params, "log", "log", false);
        run.services()
                .actions()
                .find("http", "do")
                .ifPresentOrElse(
                        provider -> {
                            StepActionContext context =
                                    StepActionContext.local(run.services(), run.spec(), step.name(), step.name());
                            try {
                                run.services().threads().actions().execute(() -> {
                                    try {
                                        Outcome outcome = provider.perform(context, call);
                                        run.tell(() -> fetched(step, url, outcome));
                                    } catch (InterruptedException e) {
                                        Thread.currentThread().interrupt();
                                    }
                                });
                            } catch (RejectedExecutionException down) {
                                run.reports()
                                        .warn(
                                                step,
                                                "the log at " + shown(url) + " was not read: the engine is closing");
                            }
                        },
                        () -> run.reports().warn(step, "no HTTP provider to read the log at " + shown(url)));
    }

    /** An address without user and query, which may be secret. */
    private static String shown(String url) {
        return url.replaceFirst("\\?.*", "?…").replaceFirst("//[^/@]*@", "//");
    }

    private static String why(Outcome outcome) {
        if (outcome instanceof Outcome.Failed failed) {
            return ": " + failed.error().message();
        }
        return outcome instanceof Outcome.Retry retry ? ": " + retry.error().message() : "";
    }

    private void fetched(PlanStep step, String url, Outcome outcome) {
        if (outcome instanceof Outcome.Done done && !done.sensitive()) {
            String key = "address " + url;
            done.result()
                    .path("body")
                    .asText()
                    .lines()
                    .skip(run.reports().told(step, key))
                    .forEach(line -> run.reports().log(step, key, "", line));
        } else {
            run.reports().warn(step, "the log at " + shown(url) + " cannot be read" + why(outcome));
        }
    }
}
