package io.jenkins.plugins.vela.cli;

import io.jenkins.plugins.vela.cluster.Clusters;
import io.jenkins.plugins.vela.definition.DefinitionLibrary;
import io.jenkins.plugins.vela.provider.ActionRegistry;
import io.jenkins.plugins.vela.workflow.Engine;
import io.jenkins.plugins.vela.workflow.EngineLimits;
import io.jenkins.plugins.vela.workflow.Run;
import io.jenkins.plugins.vela.workflow.RunRefusedException;
import io.jenkins.plugins.vela.workflow.model.RunStatus;
import io.jenkins.plugins.vela.workflow.model.StepPhase;
import io.jenkins.plugins.vela.workflow.model.StepStatus;
import io.jenkins.plugins.vela.workflow.rehearsal.PlannedChange;
import io.jenkins.plugins.vela.workflow.rehearsal.Rehearsal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Rehearses runs, one after the other, and prints what they would do. */
final class DryRun {
    /** Long enough for a slow cluster to answer many questions. */
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final Console console;
    private final Rehearsal rehearsal;
    private final Clusters clusters;
    private final ActionRegistry actions;

    DryRun(Console console, Rehearsal.Means means, Clusters clusters, ActionRegistry actions) {
        this.console = console;
        this.rehearsal = new Rehearsal(means);
        this.clusters = clusters;
        this.actions = actions;
    }

    /**
     * What was printed.
     *
     * @param changes how many changes there would be
     */
    record Shown(int changes, int exitCode) {}

    Shown show(List<RunFile> files, DefinitionLibrary library) throws InterruptedException {
        int exitCode = ExitCode.SUCCEEDED;
        int printed = 0;
        int changes = 0;
        try (Engine engine = Engine.builder()
                .clusters(clusters)
                .actions(rehearsal.over(actions))
                .limits(EngineLimits.DEFAULT.withErrorRetries(1))
                .build()) {
            for (RunFile file : files) {
                RunStatus status = rehearse(engine, file, library);
                List<PlannedChange> all = rehearsal.changes();
                for (PlannedChange change : all.subList(printed, all.size())) {
                    changes += print(change) ? 1 : 0;
                }
                printed = all.size();
                exitCode = tell(status) ? ExitCode.FAILED : exitCode;
            }
        }
        console.out()
                .println(changes == 0 ? "nothing would change" : changes + (changes == 1 ? " change" : " changes"));
        return new Shown(changes, exitCode);
    }

    private static RunStatus rehearse(Engine engine, RunFile file, DefinitionLibrary library)
            throws InterruptedException {
        try {
            Run run = engine.submit(file.spec(), library);
            Optional<RunStatus> end = run.await(PATIENCE);
            return end.orElseGet(run::status);
        } catch (RunRefusedException refused) {
            throw Refusal.badInput(file.spec().name() + ": " + refused.getMessage());
        }
    }

    /** Prints it and says whether it is a change. */
    private boolean print(PlannedChange change) {
        if (change instanceof PlannedChange.Elsewhere elsewhere) {
            console.out().println(Printable.line(elsewhere.step()) + ": would do " + Printable.line(elsewhere.what()));
            return true;
        }
        if (change instanceof PlannedChange.Pause pause) {
            console.out()
                    .println(Style.DIM.on(
                            console, Printable.line(pause.step()) + ": here it " + Printable.line(pause.why())));
            return false;
        }
        if (change instanceof PlannedChange.OfObject object) {
            List<String> lines = ObjectDiff.lines(object);
            lines.forEach(line -> console.out().println(style(line).on(console, Printable.of(line))));
            return !lines.isEmpty();
        }
        return false;
    }

    private static Style style(String line) {
        if (line.startsWith("---") || line.startsWith("+++")) {
            return Style.BOLD;
        }
        return line.startsWith("+") ? Style.GREEN : line.startsWith("-") ? Style.RED : Style.PLAIN;
    }

    /** Says which steps would not come to their end, and whether there is one. */
    private boolean tell(RunStatus status) {
        List<StepStatus> failed = status.leaves().stream()
                .filter(step -> step.phase() == StepPhase.FAILED)
                .toList();
        for (StepStatus step : failed) {
            console.err()
                    .println("velaflow: " + Printable.line(step.name()) + " cannot be told further, or would fail: "
                            + Printable.line(step.message()));
        }
        if (!status.finished()) {
            console.err().println("velaflow: not finished after " + Durations.show(PATIENCE));
        }
        return !failed.isEmpty() || !status.finished();
    }
}
