package io.jenkins.plugins.vela.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.provider.Outcome;
import io.jenkins.plugins.vela.workflow.journal.StepLogFile;
import io.jenkins.plugins.vela.workflow.model.StepPhase;
import io.jenkins.plugins.vela.workflow.model.StepReason;
import io.jenkins.plugins.vela.workflow.session.PlannedAction;
import io.jenkins.plugins.vela.workflow.session.Turn;
import io.jenkins.plugins.vela.workflow.state.PlanStep;
import io.jenkins.plugins.vela.workflow.state.RunEvent;
import io.jenkins.plugins.vela.workflow.state.StepState;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What steps under way have to report: progress, words, lines of logs, effects. Nothing secret gets further than this. Used on
 * the run's mailbox, except where said.
 */
final class StepReports {

    private static final Logger LOG = LoggerFactory.getLogger(StepReports.class);

    private final LiveRun run;

    StepReports(LiveRun run) {
        this.run = run;
    }

    void progress(PlanStep step, StepReason reason, String message) {
        StepState now = run.state().step(step.index()).orElseThrow();
        String safe = run.masker().mask(message);
        if (now.phase() != StepPhase.RUNNING
                || now.reason() != reason
                || !now.message().equals(safe)) {
            run.apply(new RunEvent.StepProgressed(run.time(), step.name(), reason, safe));
        }
    }

    void say(PlanStep step, Turn.Said said) {
        if (said instanceof Turn.Message message) {
            StepState now = run.state().step(step.index()).orElseThrow();
            progress(step, now.phase() == StepPhase.RUNNING ? now.reason() : StepReason.NONE, message.text());
        } else if (said instanceof Turn.Warning warning) {
            warn(step, warning.text());
        } else if (said instanceof Turn.Log log) {
            run.logs().take(step, log.request());
        }
    }

    void warn(PlanStep step, String message) {
        run.notice(new RunNotice.StepWarning(
                run.id(),
                run.time(),
                RunNotices.ref(run.state(), step),
                run.masker().mask(message)));
    }

    /**
     * Keeps and tells a line of a step's log.
     *
     * @param key where it comes from, the same in every process
     */
    void log(PlanStep step, String key, String source, String line) {
        String safe = run.masker().mask(line);
        run.files().ifPresent(open -> open.log()
                .append(new StepLogFile.Line(run.time(), step.name(), sessionOf(step), key, source, safe)));
        run.notice(new RunNotice.StepLog(run.id(), run.time(), RunNotices.ref(run.state(), step), source, safe));
    }

    /** How many lines of a source were told in this session, by whichever process. */
    long told(PlanStep step, String key) {
        return run.files().map(open -> open.log().count(sessionOf(step), key)).orElse(0L);
    }

    private String sessionOf(PlanStep step) {
        return run.state().step(step.index()).map(StepState::id).orElse("");
    }

    void audit(PlanStep step, String session, PlannedAction action, String outcome) {
        run.services()
                .audit()
                .ifPresent(audit -> audit.record(run.spec(), step.name(), session, action, outcome, run.time()));
    }

    /** Without the failure's own words, which may quote what must not be in a log. */
    void logFailure(PlanStep step, Throwable e) {
        String frames = Arrays.stream(e.getStackTrace())
                .limit(12)
                .map(frame -> "\n    at " + frame)
                .collect(Collectors.joining());
        LOG.warn(
                "run {} step {} failed unexpectedly: {}{}",
                run.id(),
                step.name(),
                e.getClass().getName(),
                frames);
    }

    /** Records an intent from an action's own thread, and returns when it is durable. */
    void recordIntent(PlanStep step, String session, PlannedAction action, JsonNode intent)
            throws InterruptedException {
        CompletableFuture<Void> recorded = new CompletableFuture<>();
        boolean told = run.tell(() -> {
            boolean current = !run.isBroken()
                    && run.state()
                            .step(step.index())
                            .filter(now -> now.id().equals(session))
                            .isPresent();
            if (!current) {
                recorded.cancel(false);
                return;
            }
            audit(step, session, action, "sent");
            run.apply(
                    new RunEvent.ActionIntended(run.time(), step.name(), session, action.intent(Optional.of(intent))));
            run.whenDurable(recorded);
        });
        if (!told) {
            throw new InterruptedException("the engine closed before the effect");
        }
        try {
            recorded.get();
        } catch (ExecutionException | CancellationException e) {
            throw new InterruptedException("the effect was not recorded, so it does not take place: " + e.getMessage());
        }
    }

    void effect(PlanStep step, String session, PlannedAction action, Outcome.Done done) {
        if (done.sensitive()) {
            run.masker().add(done.result());
        }
        audit(step, session, action, "done");
        run.apply(new RunEvent.ActionRecorded(
                run.time(), step.name(), session, action.done(done.result(), done.sensitive())));
        run.notice(new RunNotice.StepEffect(
                run.id(),
                run.time(),
                RunNotices.ref(run.state(), step),
                action.name(),
                run.masker().mask(EffectSummary.of(action.call()))));
    }
}
