package io.jenkins.plugins.vela.cli;

import io.jenkins.plugins.vela.workflow.RecordedRun;
import io.jenkins.plugins.vela.workflow.RunElsewhere;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The run that something is to be done to, and the way to it. */
final class OperationTarget {
    @Parameters(arity = "0..1", paramLabel = "NAME", description = "The run; not needed where there is only one.")
    private Optional<String> name = Optional.empty();

    @Option(names = "--state", required = true, paramLabel = "DIR", description = "The state directory.")
    private Path state;

    @Mixin
    private ClusterOptions clusters = new ClusterOptions();

    @Mixin
    private FollowOptions follow = new FollowOptions();

    /** Asks the run's owner, or takes the run up and stays with it. */
    int carryOut(Console console, Wish wish) throws InterruptedException {
        follow.check();
        StateRuns runs = StateRuns.read(state);
        RecordedRun run = runs.named(name);
        Optional<RunElsewhere> elsewhere = RunElsewhere.find(state, run.id());
        if (elsewhere.isPresent()) {
            wish.perform(elsewhere.get());
            console.err().println(wish.success(run.spec().name()));
            return ExitCode.SUCCEEDED;
        }
        ClusterPlan plan = clusters.isGiven() ? clusters.plan() : runs.clusters();
        try (ClusterSetup setup = ClusterSetup.start(plan, Optional.of(state))) {
            setup.check();
            return new Runner(console, follow, setup.clusters(), plan, Optional.of(state)).operate(run, wish);
        }
    }
}
