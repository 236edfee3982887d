package io.jenkins.plugins.vela.workflow;

import io.jenkins.plugins.vela.workflow.model.Approval;
import io.jenkins.plugins.vela.workflow.model.RunPhase;
import io.jenkins.plugins.vela.workflow.model.StepStatus;
import io.jenkins.plugins.vela.workflow.state.PlanStep;
import io.jenkins.plugins.vela.workflow.state.RunEvent;
import io.jenkins.plugins.vela.workflow.state.RunState;
import io.jenkins.plugins.vela.workflow.state.StatusView;
import io.jenkins.plugins.vela.workflow.state.StepState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns an event, and the states before and after it, into what listeners are told. Pure but for the masking. */
final class RunNotices {

    private final String run;
    private final Masker masker;

    RunNotices(String run, Masker masker) {
        this.run = run;
        this.masker = masker;
    }

    List<RunNotice> of(RunEvent event, RunState before, RunState after) {
        List<RunNotice> notices = new ArrayList<>();
        if (event instanceof RunEvent.OfStep ofStep) {
            PlanStep step = after.plan().step(after.plan().index(ofStep.step()));
            step(ofStep, step, before, after, notices);
        }
        RunPhase phase = after.phase();
        if (before.phase() != phase || event instanceof RunEvent.RunQueued) {
            notices.add(new RunNotice.RunPhaseChanged(run, event.time(), phase, masker.mask(after.message())));
        }
        return notices;
    }

    private void step(RunEvent.OfStep event, PlanStep step, RunState before, RunState after, List<RunNotice> notices) {
        StepRef ref = ref(after, step);
        Optional<StepStatus> old = StatusView.step(before, step.index());
        Optional<StepStatus> now = StatusView.step(after, step.index());
        if (now.isEmpty()) {
            return;
        }
        String message = masker.mask(now.get().message());
        boolean phaseChanged = old.isEmpty()
                || old.get().phase() != now.get().phase()
                || old.get().reason() != now.get().reason();
        if (phaseChanged) {
            notices.add(new RunNotice.StepPhaseChanged(
                    run, event.time(), ref, now.get().phase(), now.get().reason(), message));
        } else if (!old.get().message().equals(now.get().message())) {
            notices.add(new RunNotice.StepMessage(run, event.time(), ref, message));
        }
        if (event instanceof RunEvent.StepStarted started) {
            notices.add(new RunNotice.StepStarted(run, event.time(), ref, started.attempt()));
        } else if (event instanceof RunEvent.StepSuspended suspended) {
            notices.add(new RunNotice.StepSuspended(
                    run, event.time(), ref, message, suspended.until(), suspended.approvers()));
        } else if (event instanceof RunEvent.StepDecided) {
            now.get()
                    .approval()
                    .flatMap(Approval::decision)
                    .ifPresent(made -> notices.add(new RunNotice.StepDecided(run, event.time(), ref, made)));
        } else if (event instanceof RunEvent.StepErred erred) {
            int failures = after.step(step.index()).map(StepState::failures).orElse(0);
            notices.add(new RunNotice.StepRetrying(
                    run, event.time(), ref, message, failures, Duration.between(event.time(), erred.retryAt())));
        } else if (event instanceof RunEvent.AttemptFailed failed) {
            int attempt = after.step(step.index()).map(StepState::attempt).orElse(1);
            notices.add(new RunNotice.StepRetrying(
                    run, event.time(), ref, message, attempt, Duration.between(event.time(), failed.retryAt())));
        }
    }

    static StepRef ref(RunState state, PlanStep step) {
        Optional<String> group = step.outermost(state.plan()).map(PlanStep::name);
        return new StepRef(step.name(), step.step().type(), group);
    }
}
