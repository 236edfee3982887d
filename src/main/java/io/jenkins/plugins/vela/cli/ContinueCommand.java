package io.jenkins.plugins.vela.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code velaflow continue}: goes on with runs whose process has ended. */
@Command(
        name = "continue",
        description = "Go on with the runs of a state directory whose process was stopped.",
        footer = {"", "Exit codes as those of run. A suspended run is answered with resume, not with continue."})
final class ContinueCommand implements Callable<Integer> {
    @Option(
            names = "--state",
            required = true,
            paramLabel = "DIR",
            description = "The state directory that 'velaflow run' was given.")
    private Path state;

    @Option(
            names = "--confirm",
            description =
                    "Go on although the state directory is a copy, was left alone for long or is damaged: you have looked.")
    private boolean confirm;

    @Mixin
    private ClusterOptions clusters = new ClusterOptions();

    @Mixin
    private FollowOptions follow = new FollowOptions();

    private final Console console;

    ContinueCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        follow.check();
        StateRuns runs = StateRuns.read(state);
        if (runs.unfinished().isEmpty()) {
            runs.print(console, follow.output());
            console.err().println("velaflow: nothing to continue: every run in " + state + " has finished");
            return runs.exitCode();
        }
        ClusterPlan plan = clusters.isGiven() ? clusters.plan() : runs.clusters();
        try (ClusterSetup setup = ClusterSetup.start(plan, Optional.of(state))) {
            setup.check();
            Runner runner = new Runner(console, follow, setup.clusters(), plan, Optional.of(state));
            return (confirm ? runner.confirmed() : runner).recover(runs.unfinished());
        }
    }
}
