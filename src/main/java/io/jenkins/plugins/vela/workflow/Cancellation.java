package io.jenkins.plugins.vela.workflow;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.jenkins.plugins.vela.provider.ActionContext;
import io.jenkins.plugins.vela.provider.ActionProvider;
import io.jenkins.plugins.vela.workflow.model.StepPhase;
import io.jenkins.plugins.vela.workflow.model.StepReason;
import io.jenkins.plugins.vela.workflow.session.Turn;
import io.jenkins.plugins.vela.workflow.state.ActionRecord;
import io.jenkins.plugins.vela.workflow.state.PlanStep;
import io.jenkins.plugins.vela.workflow.state.StepState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a session created and its template wants deleted when the step is cancelled, see {@code @onCancel(delete)}. */
record Cancellation(List<ActionRecord> created) {

    /** What is to be deleted when a step ends like this; mostly nothing. */
    static Cancellation of(Turn.Finish finish, StepState now) {
        boolean cancelled = finish.phase() == StepPhase.FAILED && finish.reason() == StepReason.TERMINATE;
        return new Cancellation(
                cancelled
                        ? now.actions().values().stream()
                                .filter(ActionRecord::deletedOnCancel)
                                .toList()
                        : List.of());
    }

    boolean isEmpty() {
        return created.isEmpty();
    }

    /** Deletes; returns what a person should know of it. Blocks. */
    List<String> carryOut(LiveRun run, PlanStep step, String session) throws InterruptedException {
        List<String> lines = new ArrayList<>();
        for (ActionRecord record : created) {
            int dot = record.action().indexOf('.');
            String action = record.action().substring(dot + 1);
            Optional<ActionProvider> provider =
                    run.services().actions().find(record.action().substring(0, dot), action);
            if (provider.isPresent()) {
                ActionContext context = StepActionContext.local(run.services(), run.spec(), step.name(), session);
                lines.addAll(provider.get()
                        .cancel(
                                context,
                                action,
                                record.intent().orElse(MissingNode.getInstance()),
                                record.result().orElse(MissingNode.getInstance())));
            }
        }
        return lines;
    }
}
