package io.jenkins.plugins.vela.cli;

import io.jenkins.plugins.vela.workflow.rehearsal.Rehearsal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code velaflow run}: takes workflow runs out of files and stays until they end. */
@Command(
        name = "run",
        description = "Run workflows from files and show what happens.",
        footer = {
            "",
            "A file may hold several documents: WorkflowRun, Workflow, WorkflowStepDefinition, and other objects,"
                    + " which are created in the embedded cluster first.",
            "",
            "Exit codes: 0 succeeded, 1 failed, 2 bad input or usage, 3 terminated, 4 suspended and nobody to resume"
                    + " it, 130 interrupted."
        })
final class RunCommand implements Callable<Integer> {
    @Mixin
    private WorkflowOptions workflow = new WorkflowOptions();

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "Keep a journal there, so that 'velaflow continue' can go on after a crash.")
    private Optional<Path> state = Optional.empty();

    @Option(
            names = "--dry-run",
            paramLabel = "client|server",
            description =
                    "Show what would be done and do nothing; client (default): worked out here, server: the clusters"
                            + " are asked.")
    private Optional<Rehearsal.Means> dryRun = Optional.empty();

    @Option(
            names = "--strict-upstream",
            description = "Repeat every action at each evaluation of a step, POST requests included, as KubeVela does.")
    private boolean strictUpstream;

    @Mixin
    private ClusterOptions clusters = new ClusterOptions();

    @Mixin
    private FollowOptions follow = new FollowOptions();

    private final Console console;

    RunCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        follow.check();
        ClusterPlan plan = clusters.plan();
        try (LazyClusters lazy = new LazyClusters(plan, dryRun.isPresent() ? Optional.empty() : state)) {
            Optional<WorkflowOptions.Prepared> prepared = workflow.prepare(console, lazy);
            if (prepared.isEmpty()) {
                return ExitCode.BAD_INPUT;
            }
            InputFiles input = prepared.get().input();
            List<RunFile> runs = prepared.get().runs();
            ClusterSetup setup = lazy.get();
            setup.load(input.documents().objects());
            if (dryRun.isPresent()) {
                return new DryRun(
                                console,
                                dryRun.get(),
                                setup.clusters(),
                                input.packages().actions())
                        .show(runs, input.library())
                        .exitCode();
            }
            Runner runner = new Runner(console, follow, setup.clusters(), plan, state).with(input.packages());
            return (strictUpstream ? runner.strictUpstream() : runner)
                    .run(runs, input.library(), prepared.get().definitions());
        }
    }
}
