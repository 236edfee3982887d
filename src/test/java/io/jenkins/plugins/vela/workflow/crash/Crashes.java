package io.jenkins.plugins.vela.workflow.crash;

import io.jenkins.plugins.vela.workflow.RecordedRun;
import io.jenkins.plugins.vela.workflow.journal.Journal;
import io.jenkins.plugins.vela.workflow.journal.StateDirectory;
import io.jenkins.plugins.vela.workflow.model.RunPhase;
import io.jenkins.plugins.vela.workflow.model.RunStatus;
import io.jenkins.plugins.vela.workflow.model.StepPhase;
import io.jenkins.plugins.vela.workflow.model.StepStatus;
import io.jenkins.plugins.vela.workflow.state.RunEvent;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Kills the process of a run at random moments and lets another go on, until so many kills have been survived and at least
 * one run came to its regular end. After each
 * workflow it is checked that nothing that was done was done again, that the end is the one of a run that nobody disturbed,
 * and that a request which was on its way at a kill and must not be repeated is reported.
 */
final class Crashes {

    /** What many kills led to. {@code reported} counts runs that ended with a request that may have happened. */
    record Tally(int kills, int runs, int reported, long millis) {}

    private static final String UNCERTAIN = "may have happened";

    private final Path directory;
    private final Random random;
    private final Path archive;
    private String undisturbedStatus = "";
    private Set<String> undisturbedEffects = Set.of();
    private int worlds;

    Crashes(Path directory, long seed) {
        this.directory = directory;
        this.random = new Random(seed);
        this.archive = directory.resolve("classes.jsa");
    }

    Tally kill(int kills, Consumer<String> progress) throws IOException, InterruptedException {
        long start = System.nanoTime();
        undisturbed();
        int killed = 0;
        int runs = 0;
        int reported = 0;
        while (killed < kills || runs == reported) {
            worlds++;
            Path home = Files.createDirectories(directory.resolve("run" + worlds));
            try (CrashWorld world = new CrashWorld(home)) {
                int before = killed;
                Map<String, Long> done = new HashMap<>();
                Window window = new Window();
                while (!finished(home)) {
                    killed += live(world, home, window);
                    window.killed(check(home, world, done));
                }
                runs++;
                reported += verify(home, world) ? 1 : 0;
                progress.accept(String.format(
                        "run %d: %d kills, %d in all, %d reported", runs, killed - before, killed, reported));
            }
        }
        return new Tally(killed, runs, reported, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
    }

    private void undisturbed() throws IOException, InterruptedException {
        Path home = Files.createDirectories(directory.resolve("undisturbed"));
        try (CrashWorld world = new CrashWorld(home)) {
            Process process = child(world, home, "-XX:ArchiveClassesAtExit=" + archive);
            if (!process.waitFor(2, TimeUnit.MINUTES) || !finished(home)) {
                process.destroyForcibly();
                throw new AssertionError("the undisturbed run did not end: " + Files.readString(home.resolve("err")));
            }
            RunStatus status = status(home);
            if (status.phase() != RunPhase.SUCCEEDED) {
                throw new AssertionError("the undisturbed run failed: " + render(status));
            }
            undisturbedStatus = render(status);
            undisturbedEffects = world.effects();
        }
    }

    private static boolean finished(Path home) {
        return Files.exists(home.resolve("state").resolve("finished"));
    }

    /** Lets a process live for a while; 1 when it was killed, 0 when it ended by itself. */
    private int live(CrashWorld world, Path home, Window window) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        Process process = child(world, home, "-XX:SharedArchiveFile=" + archive);
        if (random.nextInt(5) == 0) {
            // also while it starts, reads its journals and takes up its work
            process.waitFor(random.nextInt(window.startMillis()), TimeUnit.MILLISECONDS);
        } else {
            try (BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                String line = out.readLine();
                if (!CrashChild.UP.equals(line)) {
                    process.waitFor();
                    throw new AssertionError(
                            "the process did not come up: " + line + " " + Files.readString(home.resolve("err")));
                }
                window.started(Duration.ofNanos(System.nanoTime() - begin));
                process.waitFor(random.nextInt(window.lifeMillis()), TimeUnit.MILLISECONDS);
            }
        }
        boolean alive = process.isAlive();
        process.destroyForcibly();
        process.waitFor();
        return alive ? 1 : 0;
    }

    /**
     * How long the processes of a run may live. As long as one takes to start, at first; the longer, the more of them were
     * killed, and the less they got done, so that a run comes to its end on a slow machine too.
     */
    private static final class Window {
        private double start = 500;
        private double life = 300;
        private int records;

        int startMillis() {
            return (int) start;
        }

        int lifeMillis() {
            return (int) life;
        }

        void started(Duration after) {
            start = Math.max(100, after.toMillis());
            life = Math.max(life, start);
        }

        void killed(int recordsNow) {
            life *= recordsNow > records ? 1.05 : 1.5;
            records = recordsNow;
        }
    }

    private static Process child(CrashWorld world, Path home, String sharing) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Xshare:auto",
                "-Xlog:disable",
                "-Xlog:all=off",
                sharing,
                "-cp",
                System.getProperty("java.class.path"),
                CrashChild.class.getName(),
                home.resolve("state").toString(),
                world.kubeconfig().toString(),
                world.url()));
        File errors = home.resolve("err").toFile();
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(errors))
                .start();
    }

    // ---- what must hold ----

    /** What the journal says is done is not done again by any later process. Returns how long the journal is. */
    private static int check(Path home, CrashWorld world, Map<String, Long> done) {
        List<RunEvent> events = events(home);
        for (RunEvent event : events) {
            if (event instanceof RunEvent.ActionRecorded recorded
                    && recorded.action().isDone()) {
                String what = recorded.session() + "/" + recorded.action().path();
                long count = recorded.action().action().startsWith("http")
                        ? world.count(what)
                                + world.count(what + "/" + recorded.action().digest())
                        : world.applied(recorded.step());
                long before = done.computeIfAbsent(what, first -> count);
                if (count < 1 || count != before) {
                    throw new AssertionError(recorded.step() + " " + what + " was recorded as done after " + before
                            + " requests; now there are " + count);
                }
            }
        }
        return events.size();
    }

    private static List<RunEvent> events(Path home) {
        Path state = home.resolve("state");
        if (!Files.isDirectory(state)) {
            return List.of();
        }
        try (StateDirectory directory = StateDirectory.reading(state)) {
            return directory
                    .find("default", CrashWorkflow.NAME)
                    .map(found -> Journal.read(found.journal(), directory.key()))
                    .orElse(List.of());
        }
    }

    /** Whether the run ended because a request may have happened. */
    private boolean verify(Path home, CrashWorld world) {
        RunStatus status = status(home);
        if (!world.repeatedPosts().isEmpty()) {
            throw new AssertionError("sent more than once: " + world.repeatedPosts());
        }
        if (status.phase() == RunPhase.SUCCEEDED) {
            expect("status", undisturbedStatus, render(status));
            expect("effects", undisturbedEffects.toString(), world.effects().toString());
            return false;
        }
        List<StepStatus> uncertain = leaves(status).stream()
                .filter(step ->
                        step.phase() == StepPhase.FAILED && step.message().contains(UNCERTAIN))
                .toList();
        List<StepStatus> other = leaves(status).stream()
                .filter(step ->
                        step.phase() == StepPhase.FAILED && !step.message().contains(UNCERTAIN))
                .toList();
        if (uncertain.isEmpty() || !other.isEmpty()) {
            throw new AssertionError("failed for another reason than a request on its way: " + render(status));
        }
        return true;
    }

    private static void expect(String what, String expected, String found) {
        if (!expected.equals(found)) {
            throw new AssertionError("another " + what + " than the undisturbed run's:\n" + expected + "\n" + found);
        }
    }

    private static RunStatus status(Path home) {
        return RecordedRun.read(home.resolve("state")).get(0).status();
    }

    private static List<StepStatus> leaves(RunStatus status) {
        List<StepStatus> leaves = new ArrayList<>();
        for (StepStatus step : status.steps()) {
            leaves.addAll(step.subSteps().isEmpty() ? List.of(step) : step.subSteps());
        }
        return leaves;
    }

    private static String render(RunStatus status) {
        StringBuilder text = new StringBuilder(status.phase() + " " + status.message());
        status.steps().forEach(step -> {
            text.append('\n').append(render(step));
            // side by side, in any order
            step.subSteps().stream().map(Crashes::render).sorted().forEach(sub -> text.append("\n  ")
                    .append(sub));
        });
        return text.toString();
    }

    private static String render(StepStatus step) {
        return step.name() + " " + step.type() + " " + step.phase() + " " + step.reason() + " " + step.message();
    }
}
