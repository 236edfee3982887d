package io.jenkins.plugins.vela.cli;

import io.jenkins.plugins.vela.workflow.rehearsal.Rehearsal;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code velaflow diff}: what a run would change. */
@Command(
        name = "diff",
        description =
                "Show what workflow files would change, as a unified diff per object and cluster, without doing it.",
        footer = {
            "",
            "Reads and GET requests are made; nothing is changed. Waits and suspends are taken to end well. What rests"
                    + " on the status of an object that is not there yet cannot be told.",
            "",
            "Exit codes: 0 all could be told, 1 a step could not or would fail (with --exit-code also: there are"
                    + " changes), 2 bad input or usage."
        })
final class DiffCommand implements Callable<Integer> {
    @Mixin
    private WorkflowOptions workflow = new WorkflowOptions();

    @Option(
            names = "--by",
            paramLabel = "WHO",
            description = "server (default): the clusters say what would become of an object; client: worked out here.")
    private Rehearsal.Means means = Rehearsal.Means.SERVER;

    @Option(names = "--exit-code", description = "Exit with 1 when there are changes.")
    private boolean exitCode;

    @Mixin
    private ClusterOptions clusters = new ClusterOptions();

    private final Console console;

    DiffCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        ClusterPlan plan = clusters.plan();
        try (LazyClusters lazy = new LazyClusters(plan, Optional.empty())) {
            Optional<WorkflowOptions.Prepared> prepared = workflow.prepare(console, lazy);
            if (prepared.isEmpty()) {
                return ExitCode.BAD_INPUT;
            }
            InputFiles input = prepared.get().input();
            ClusterSetup setup = lazy.get();
            setup.load(input.documents().objects());
            DryRun.Shown shown = new DryRun(
                            console, means, setup.clusters(), input.packages().actions())
                    .show(prepared.get().runs(), input.library());
            return exitCode && shown.changes() > 0 ? ExitCode.FAILED : shown.exitCode();
        }
    }
}
