package io.jenkins.plugins.vela.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.workflow.journal.StateDirectory;
import io.jenkins.plugins.vela.workflow.model.StepPhase;
import io.jenkins.plugins.vela.workflow.session.StepSession;
import io.jenkins.plugins.vela.workflow.state.PlanStep;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Shows what the templates of steps have become. While a step runs, it is asked; what a failed one had become is kept beside
 * the journal, and with the annotation {@code workflowrun.oam.dev/debug: "true"} that of every one. Used on the run's mailbox.
 */
final class Evaluations {

    private static final String DEBUG = "workflowrun.oam.dev/debug";

    private final LiveRun run;

    Evaluations(LiveRun run) {
        this.run = run;
    }

    void ask(String name, CompletableFuture<JsonNode> answer) {
        Optional<PlanStep> step = run.state().plan().find(name);
        if (step.isEmpty()) {
            answer.completeExceptionally(new OperationRefusedException("can not find step " + name));
            return;
        }
        Optional<StepActivity> activity = run.steps().activity(step.get().index());
        if (activity.isPresent()) {
            activity.get().withSession(session -> answer.complete(show(session)));
            return;
        }
        run.files()
                .flatMap(files -> StateDirectory.readEvaluated(files.evaluated().apply(name)))
                .ifPresentOrElse(
                        answer::complete,
                        () -> answer.completeExceptionally(new OperationRefusedException("step " + name
                                + " is not running, and nothing was kept of it: what a template has become is kept when its"
                                + " step fails, or when the run has the annotation " + DEBUG + ": \"true\"")));
    }

    /** A step's attempt is over. */
    void keep(PlanStep step, StepPhase phase, Optional<StepSession> session) {
        boolean wanted = phase == StepPhase.FAILED
                || run.spec().annotations().getOrDefault(DEBUG, "").equals("true");
        if (wanted && session.isPresent() && run.files().isPresent()) {
            StateDirectory.keepEvaluated(run.files().get().evaluated().apply(step.name()), show(session.get()));
        }
    }

    private JsonNode show(StepSession session) {
        return run.masker().masked(session.evaluated());
    }
}
