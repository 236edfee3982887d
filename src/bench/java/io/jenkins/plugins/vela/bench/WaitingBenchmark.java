package io.jenkins.plugins.vela.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.OperatingSystemMXBean;
import io.jenkins.plugins.vela.cluster.ClusterSource;
import io.jenkins.plugins.vela.cluster.Clusters;
import io.jenkins.plugins.vela.cluster.ObjectKey;
import io.jenkins.plugins.vela.cluster.PatchType;
import io.jenkins.plugins.vela.definition.DefinitionLibrary;
import io.jenkins.plugins.vela.definition.FixedDefinitions;
import io.jenkins.plugins.vela.workflow.Engine;
import io.jenkins.plugins.vela.workflow.Run;
import io.jenkins.plugins.vela.workflow.RunNotice;
import io.jenkins.plugins.vela.workflow.model.StepReason;
import io.jenkins.plugins.vela.workflow.model.WorkflowRunSpec;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * {@code bench/run waiting [RUNS [SECONDS]]}: so many runs (10,000) wait in this process, each for an object of its own in a
 * cluster of another process; what they cost over a minute while nothing happens, how fast they are woken, and how long a new
 * process takes to go on with all of them.
 */
final class WaitingBenchmark {

    private static final int SUBMITTERS = 8;
    private static final int WOKEN = 100;

    private WaitingBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        int runs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 60;
        try (Scratch scratch = Scratch.make("waiting");
                ClusterProcess cluster = ClusterProcess.start(scratch.path(), runs);
                Clusters clusters = Clusters.builder()
                        .cluster("c0", ClusterSource.parse(cluster.kubeconfig().toString()))
                        .build()) {
            Path state = scratch.path().resolve("state");
            CountDownLatch waiting = new CountDownLatch(runs);
            try (Engine engine = engine(clusters, state, waiting)) {
                long begin = System.nanoTime();
                submit(engine, runs);
                settle(waiting);
                idle(runs + " runs waiting", runs, seconds, begin);
                new Report("waiting")
                        .with("case", WOKEN + " of " + runs + " waiting runs are woken, until the run is at its end")
                        .withTimes("", wake(engine, clusters, runs, WOKEN))
                        .print();
            }
            int left = runs - WOKEN;
            CountDownLatch again = new CountDownLatch(left);
            try (Engine engine = engine(clusters, state, again)) {
                long begin = System.nanoTime();
                engine.recover();
                // a step that goes on waiting says nothing: the last to be woken shows that all are there
                wake(engine, clusters, left, 1);
                new Report("waiting")
                        .with("case", "going on with " + left + " runs in a new process, until one is woken")
                        .with("seconds", (System.nanoTime() - begin) / 1e9)
                        .withProcess()
                        .print();
            }
        }
    }

    private static Engine engine(Clusters clusters, Path state, CountDownLatch waiting) {
        return Engine.builder()
                .clusters(clusters)
                .definitions(
                        DefinitionLibrary.builtIn().with(FixedDefinitions.of(List.of(WaitsBenchmark.definition()))))
                .stateDirectory(state)
                .listener(notice -> {
                    if (notice instanceof RunNotice.StepPhaseChanged changed && changed.reason() == StepReason.WAIT) {
                        waiting.countDown();
                    }
                })
                .build();
    }

    private static void submit(Engine engine, int runs) throws Exception {
        ExecutorService submitters = Executors.newFixedThreadPool(SUBMITTERS);
        try {
            List<Future<Run>> submitted = new ArrayList<>();
            for (int i = 0; i < runs; i++) {
                WorkflowRunSpec spec = spec(i);
                submitted.add(submitters.submit(() -> engine.submit(spec)));
            }
            for (Future<Run> one : submitted) {
                one.get();
            }
        } finally {
            submitters.shutdown();
        }
    }

    private static void settle(CountDownLatch waiting) throws InterruptedException {
        if (!waiting.await(10, TimeUnit.MINUTES)) {
            throw new IllegalStateException("not everything waits: " + waiting.getCount() + " missing");
        }
    }

    private static void idle(String what, int runs, int seconds, long begin) throws InterruptedException {
        double started = (System.nanoTime() - begin) / 1e9;
        // what the start has left to do is not what waiting costs
        Thread.sleep(Duration.ofSeconds(5).toMillis());
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        System.gc();
        long cpu = system.getProcessCpuTime();
        long wall = System.nanoTime();
        Thread.sleep(Duration.ofSeconds(seconds).toMillis());
        double core = 100.0 * (system.getProcessCpuTime() - cpu) / (System.nanoTime() - wall);
        new Report("waiting")
                .with("case", what)
                .with("runs", runs)
                .with("seconds_to_start_all", started)
                .with("cpu_percent_of_a_core", core)
                .with("over_seconds", seconds)
                .withProcess()
                .print();
    }

    /** Wakes some of the runs, from the last one down, and returns when the last of those has ended. */
    private static List<Long> wake(Engine engine, Clusters clusters, int runs, int count) throws Exception {
        ObjectNode ready = JsonNodeFactory.instance.objectNode();
        ready.putObject("data").put("phase", "Ready");
        List<Long> nanos = new ArrayList<>();
        for (int i = runs - 1; i >= runs - count; i--) {
            Run run = engine.run("default/wait-" + i).orElseThrow();
            long begin = System.nanoTime();
            clusters.get("c0")
                    .patch(new ObjectKey("v1", "ConfigMap", "default", "vela-bench-" + i), PatchType.MERGE, ready);
            run.await(Duration.ofMinutes(5)).orElseThrow();
            nanos.add(System.nanoTime() - begin);
        }
        return nanos;
    }

    private static WorkflowRunSpec spec(int i) {
        ObjectNode run = JsonNodeFactory.instance.objectNode();
        run.putObject("metadata").put("name", "wait-" + i);
        run.putObject("spec")
                .putObject("workflowSpec")
                .putArray("steps")
                .addObject()
                .put("name", "step")
                .put("type", "wait")
                .putObject("properties")
                .put("name", "vela-bench-" + i)
                .put("cluster", "c0");
        return WorkflowRunSpec.decode(run, workflow -> Optional.empty(), finding -> {})
                .orElseThrow();
    }
}
