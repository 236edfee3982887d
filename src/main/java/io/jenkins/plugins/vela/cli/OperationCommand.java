package io.jenkins.plugins.vela.cli;

import io.jenkins.plugins.vela.workflow.RecordedRun;
import io.jenkins.plugins.vela.workflow.RunElsewhere;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code velaflow suspend|resume|terminate|restart}: asks the process that owns the state directory; where nobody does, takes
 * it over, does what is asked, and stays with the run.
 */
@Command(
        footer = {
            "",
            "While another velaflow runs the workflow, it is asked to do this, and the command returns at once (exit code 0).",
            "Otherwise the command takes the run up itself and stays with it; exit codes as those of run."
        })
final class OperationCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "NAME", description = "The run; not needed where there is only one.")
    private Optional<String> name = Optional.empty();

    @Option(
            names = {"-s", "--step"},
            paramLabel = "STEP",
            description = "Only this step.")
    private Optional<String> step = Optional.empty();

    @Option(names = "--state", required = true, paramLabel = "DIR", description = "The state directory.")
    private Path state;

    @Mixin
    private ClusterOptions clusters = new ClusterOptions();

    @Mixin
    private FollowOptions follow = new FollowOptions();

    private final Console console;
    private final Operation operation;

    OperationCommand(Console console, Operation operation) {
        this.console = console;
        this.operation = operation;
    }

    String description() {
        return operation.description();
    }

    @Override
    public Integer call() throws InterruptedException {
        follow.check();
        if (operation == Operation.TERMINATE && step.isPresent()) {
            throw Refusal.badInput("terminate ends a whole run, it takes no --step");
        }
        StateRuns runs = StateRuns.read(state);
        RecordedRun run = runs.named(name);
        Optional<RunElsewhere> elsewhere = RunElsewhere.find(state, run.id());
        if (elsewhere.isPresent()) {
            operation.perform(elsewhere.get(), step);
            console.err().println(operation.success(run.spec().name(), step));
            return ExitCode.SUCCEEDED;
        }
        ClusterPlan plan = clusters.isGiven() ? clusters.plan() : runs.clusters();
        try (ClusterSetup setup = ClusterSetup.start(plan, Optional.of(state))) {
            setup.check();
            return new Runner(console, follow, setup.clusters(), plan, Optional.of(state))
                    .operate(run, operation, step);
        }
    }
}
