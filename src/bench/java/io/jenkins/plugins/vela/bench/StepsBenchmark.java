package io.jenkins.plugins.vela.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.OperatingSystemMXBean;
import io.jenkins.plugins.vela.workflow.Engine;
import io.jenkins.plugins.vela.workflow.EngineThreads;
import io.jenkins.plugins.vela.workflow.Run;
import io.jenkins.plugins.vela.workflow.model.RunPhase;
import io.jenkins.plugins.vela.workflow.model.RunStatus;
import io.jenkins.plugins.vela.workflow.model.WorkflowRunSpec;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code bench/run steps}: how many effect-free steps a second the engine performs with its journal on, in one run after the
 * other and side by side, in a hundred runs at once, and how that grows with the size of a run.
 */
final class StepsBenchmark {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Path state;
    private int runs;

    private StepsBenchmark(Path state) {
        this.state = state;
    }

    /** @param arguments how often each case is repeated, 5 unless given; the best and the middle are printed */
    public static void main(String[] arguments) throws Exception {
        int repeat = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        try (Scratch scratch = Scratch.make("steps")) {
            StepsBenchmark bench = new StepsBenchmark(scratch.path());
            bench.forces(scratch.path());
            for (String mode : List.of("StepByStep", "DAG")) {
                for (int steps : List.of(1_000, 100, 1_000, 10_000)) {
                    bench.measure(mode, 1, steps, steps == 10_000 ? Math.max(1, repeat / 2) : repeat);
                }
            }
            bench.measure("StepByStep", 100, 20, repeat);
        }
    }

    /** What one force costs here: everything that must be durable costs at least that. */
    private void forces(Path directory) throws IOException {
        new Report("steps")
                .with("case", "one force of 200 bytes")
                .withTimes("", Disk.forces(directory.resolve("force"), 200))
                .print();
    }

    private void measure(String mode, int count, int steps, int repeat) throws Exception {
        List<Long> nanos = new ArrayList<>();
        Path directory = state.resolve("state" + (++runs));
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpu;
        long bytes;
        long forces;
        try (EngineThreads threads = EngineThreads.create(8);
                Engine engine = Engine.builder()
                        .threads(threads)
                        .stateDirectory(directory)
                        .build()) {
            cpu = system.getProcessCpuTime();
            for (int i = 0; i < repeat; i++) {
                nanos.add(once(engine, mode, count, steps, i));
            }
            cpu = system.getProcessCpuTime() - cpu;
            bytes = journals(directory);
            forces = threads.forces();
        }
        nanos.sort(null);
        double median = nanos.get(nanos.size() / 2);
        long all = (long) repeat * count * steps;
        new Report("steps")
                .with("case", count + (count == 1 ? " run of " : " runs of ") + steps + " steps, " + mode)
                .with("runs", count)
                .with("steps", steps)
                .with("mode", mode)
                .with("steps_per_second", count * steps / (median / 1e9))
                .with("best_steps_per_second", count * steps / (nanos.get(0) / 1e9))
                .with("us_per_step", median / 1e3 / (count * steps))
                .with("cpu_us_per_step", cpu / 1e3 / all)
                .with("journal_bytes_per_step", bytes / (double) all)
                .with("forces_per_step", forces / (double) all)
                .withProcess()
                .print();
    }

    private static long once(Engine engine, String mode, int count, int steps, int turn) throws Exception {
        List<WorkflowRunSpec> specs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            specs.add(spec("r" + turn + "-" + i, mode, steps));
        }
        long before = System.nanoTime();
        List<Run> all = new ArrayList<>();
        for (WorkflowRunSpec spec : specs) {
            all.add(engine.submit(spec));
        }
        for (Run run : all) {
            RunStatus end = run.await(PATIENCE).orElseThrow();
            if (end.phase() != RunPhase.SUCCEEDED) {
                throw new IllegalStateException("a run of the benchmark " + end.phase());
            }
        }
        return System.nanoTime() - before;
    }

    private static WorkflowRunSpec spec(String name, String mode, int steps) {
        ObjectNode run = JsonNodeFactory.instance.objectNode();
        run.putObject("metadata").put("name", name);
        ObjectNode spec = run.putObject("spec");
        spec.putObject("mode").put("steps", mode);
        ArrayNode list = spec.putObject("workflowSpec").putArray("steps");
        for (int i = 0; i < steps; i++) {
            list.addObject()
                    .put("name", "step-" + i)
                    .put("type", "print-message-in-status")
                    .putObject("properties")
                    .put("message", "this is step " + i);
        }
        List<String> findings = new ArrayList<>();
        return WorkflowRunSpec.decode(run, workflow -> Optional.empty(), finding -> findings.add(finding.message()))
                .orElseThrow(() -> new IllegalStateException(findings.toString()));
    }

    private static long journals(Path directory) throws IOException {
        long bytes = 0;
        try (var files = Files.walk(directory)) {
            for (Path file : files.filter(path -> path.endsWith("journal")).toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }
}
