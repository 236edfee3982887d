package io.jenkins.plugins.vela.cli;

import io.jenkins.plugins.vela.workflow.RecordedRun;
import io.jenkins.plugins.vela.workflow.RunElsewhere;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;

/** The run that something is to be done to, and the way to it. */
final class OperationTarget {
    @Mixin
    private RecordedRunOptions target = new RecordedRunOptions();

    @Mixin
    private ClusterOptions clusters = new ClusterOptions();

    @Mixin
    private FollowOptions follow = new FollowOptions();

    /** Asks the run's owner, or takes the run up and stays with it. */
    int carryOut(Console console, Wish wish) throws InterruptedException {
        follow.check();
        Path state = target.state();
        RecordedRun run = target.find();
        Optional<RunElsewhere> elsewhere = RunElsewhere.find(state, run.id());
        if (elsewhere.isPresent()) {
            wish.perform(elsewhere.get());
            console.err().println(wish.success(run.spec().name()));
            return ExitCode.SUCCEEDED;
        }
        ClusterPlan plan = clusters.isGiven() ? clusters.plan() : target.all().clusters();
        try (ClusterSetup setup = ClusterSetup.start(plan, Optional.of(state))) {
            setup.check();
            return new Runner(console, follow, setup.clusters(), plan, Optional.of(state)).operate(run, wish);
        }
    }
}
