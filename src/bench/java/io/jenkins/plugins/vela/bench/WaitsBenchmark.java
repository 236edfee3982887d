package io.jenkins.plugins.vela.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.cluster.ClusterConnection;
import io.jenkins.plugins.vela.cluster.ClusterSource;
import io.jenkins.plugins.vela.cluster.Clusters;
import io.jenkins.plugins.vela.cluster.ObjectKey;
import io.jenkins.plugins.vela.cluster.PatchType;
import io.jenkins.plugins.vela.definition.DefinitionLibrary;
import io.jenkins.plugins.vela.definition.FixedDefinitions;
import io.jenkins.plugins.vela.definition.StepDefinition;
import io.jenkins.plugins.vela.document.Position;
import io.jenkins.plugins.vela.sandbox.EmbeddedCluster;
import io.jenkins.plugins.vela.workflow.Engine;
import io.jenkins.plugins.vela.workflow.Run;
import io.jenkins.plugins.vela.workflow.RunNotice;
import io.jenkins.plugins.vela.workflow.model.StepPhase;
import io.jenkins.plugins.vela.workflow.model.StepReason;
import io.jenkins.plugins.vela.workflow.model.WorkflowRunSpec;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * {@code bench/run waits [KUBECONFIG[#CONTEXT]]}: steps wait for objects, each for one; the objects become ready one by one. Measured from
 * just before the change is sent to the API: until the step is finished, until a listener hears of it, until the status shows
 * it, until a line about it is in a log file. Embedded clusters by default; with a kubeconfig, the
 * cluster there, in which ConfigMaps {@code vela-bench-*} of namespace {@code default} are made.
 */
final class WaitsBenchmark {

    private static final int CHANGES = 1_000;

    private static final String TEMPLATE = """
            import ("vela/builtin", "vela/kube")
            read: kube.#Read & {$params: {
              cluster: parameter.cluster
              value: {apiVersion: "v1", kind: "ConfigMap", metadata: {name: parameter.name, namespace: "default"}}
            }}
            wait: builtin.#ConditionalWait & {$params: continue: read.$returns.value.data.phase == "Ready"}
            parameter: {name: string, cluster: string}
            """;

    private WaitsBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0) {
            try (Clusters clusters = Clusters.builder()
                    .cluster("c0", ClusterSource.parse(arguments[0]))
                    .build()) {
                measure("waiting steps", clusters, 1, 100);
                measure("waiting steps", clusters, 1, 1_000);
            }
            return;
        }
        embedded(1, 100);
        embedded(1, 100);
        embedded(1, 1_000);
        embedded(1, 5_000);
        embedded(50, 500);
    }

    private static void embedded(int count, int waits) throws Exception {
        List<EmbeddedCluster> servers = new ArrayList<>();
        Clusters.Builder builder = Clusters.builder();
        for (int i = 0; i < count; i++) {
            EmbeddedCluster server = EmbeddedCluster.start("c" + i);
            servers.add(server);
            builder.cluster(
                    "c" + i,
                    new ClusterSource.KubeconfigText(
                            "c" + i, server.kubeconfig(), Optional.empty(), ClusterSource.Trust.RESTRICTED));
        }
        try (Clusters clusters = builder.build()) {
            measure("waiting steps, embedded", clusters, count, waits);
        } finally {
            servers.forEach(EmbeddedCluster::close);
        }
    }

    private record Heard(String step, Instant finished, long listener, long status, long log) {}

    private static void measure(String what, Clusters clusters, int count, int waits) throws Exception {
        try (Scratch scratch = Scratch.make("waits")) {
            for (int i = 0; i < waits; i++) {
                connection(clusters, count, i).apply(object(i, "Pending"));
            }
            BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
            CountDownLatch waiting = new CountDownLatch(waits);
            Run[] run = new Run[1];
            try (BufferedWriter log = Files.newBufferedWriter(scratch.path().resolve("log"), StandardCharsets.UTF_8);
                    Engine engine = Engine.builder()
                            .clusters(clusters)
                            .definitions(DefinitionLibrary.builtIn().with(FixedDefinitions.of(List.of(definition()))))
                            .stateDirectory(scratch.path().resolve("state"))
                            .listener(notice -> {
                                if (notice instanceof RunNotice.StepPhaseChanged changed) {
                                    if (changed.phase() == StepPhase.SUCCEEDED) {
                                        heard.add(hear(changed, run[0], log));
                                    } else if (changed.reason() == StepReason.WAIT) {
                                        waiting.countDown();
                                    }
                                }
                            })
                            .build()) {
                run[0] = engine.submit(spec(count, waits));
                if (!waiting.await(5, TimeUnit.MINUTES)) {
                    throw new IllegalStateException("not everything waits: " + waiting.getCount() + " missing");
                }
                int changes = Math.min(CHANGES, waits);
                List<Long> finished = new ArrayList<>();
                List<Long> listener = new ArrayList<>();
                List<Long> status = new ArrayList<>();
                List<Long> logged = new ArrayList<>();
                for (int i = 0; i < changes; i++) {
                    Instant clock = Instant.now();
                    long begin = System.nanoTime();
                    connection(clusters, count, i).patch(key(i), PatchType.MERGE, data("Ready"));
                    Heard one = heard.poll(1, TimeUnit.MINUTES);
                    if (one == null || !one.step().equals("step-" + i)) {
                        throw new IllegalStateException("waited for step-" + i + ", heard of " + one);
                    }
                    finished.add(Duration.between(clock, one.finished()).toNanos());
                    listener.add(one.listener() - begin);
                    status.add(one.status() - begin);
                    logged.add(one.log() - begin);
                }
                new Report("waits")
                        .with("case", waits + " " + what + (count > 1 ? " in " + count + " clusters" : ""))
                        .with("waits", waits)
                        .with("clusters", count)
                        .withTimes("", finished)
                        .withTimes("listener_", listener)
                        .withTimes("status_", status)
                        .withTimes("log_", logged)
                        .with("histogram_ms", histogram(finished))
                        .withProcess()
                        .print();
            }
            for (int i = 0; i < waits; i++) {
                connection(clusters, count, i).delete(key(i), io.jenkins.plugins.vela.cluster.Propagation.BACKGROUND);
            }
        }
    }

    private static Heard hear(RunNotice.StepPhaseChanged changed, Run run, BufferedWriter log) {
        long listener = System.nanoTime();
        String step = changed.step().name();
        boolean shown = run.status().steps().stream()
                .anyMatch(now -> now.name().equals(step) && now.phase() == StepPhase.SUCCEEDED);
        if (!shown) {
            throw new IllegalStateException("a listener heard of " + step + " before the status showed it");
        }
        long status = System.nanoTime();
        try {
            log.write(changed.time() + " " + step + " " + changed.phase() + "\n");
            log.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Heard(step, changed.time(), listener, status, System.nanoTime());
    }

    /** How many took up to 1, 2, 5, 10, 20, 50, 100 ms and longer. */
    private static double[] histogram(List<Long> nanos) {
        double[] bounds = {1, 2, 5, 10, 20, 50, 100, Double.MAX_VALUE};
        double[] counts = new double[bounds.length];
        for (long time : nanos) {
            int slot = 0;
            while (time / 1e6 > bounds[slot]) {
                slot++;
            }
            counts[slot]++;
        }
        return counts;
    }

    // ---- the objects and the run ----

    private static ClusterConnection connection(Clusters clusters, int count, int i) throws Exception {
        return clusters.get("c" + i % count);
    }

    private static ObjectKey key(int i) {
        return new ObjectKey("v1", "ConfigMap", "default", "vela-bench-" + i);
    }

    private static ObjectNode object(int i, String phase) {
        ObjectNode object = data(phase).put("apiVersion", "v1").put("kind", "ConfigMap");
        object.putObject("metadata").put("name", "vela-bench-" + i).put("namespace", "default");
        return object;
    }

    private static ObjectNode data(String phase) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.putObject("data").put("phase", phase);
        return object;
    }

    static StepDefinition definition() {
        return new StepDefinition(
                "wait", "", "", "", Map.of(), Map.of(), TEMPLATE, "wait.cue", new Position("wait.cue", 1, 1));
    }

    private static WorkflowRunSpec spec(int count, int waits) {
        ObjectNode run = JsonNodeFactory.instance.objectNode();
        run.putObject("metadata").put("name", "waits");
        ObjectNode spec = run.putObject("spec");
        spec.putObject("mode").put("steps", "DAG");
        ArrayNode steps = spec.putObject("workflowSpec").putArray("steps");
        for (int i = 0; i < waits; i++) {
            steps.addObject()
                    .put("name", "step-" + i)
                    .put("type", "wait")
                    .putObject("properties")
                    .put("name", "vela-bench-" + i)
                    .put("cluster", "c" + i % count);
        }
        return WorkflowRunSpec.decode(run, workflow -> Optional.empty(), finding -> {})
                .orElseThrow();
    }
}
