package io.jenkins.plugins.vela.pipeline;

import io.jenkins.plugins.vela.workflow.RunNotice;
import io.jenkins.plugins.vela.workflow.StepRef;
import io.jenkins.plugins.vela.workflow.model.StepPhase;
import io.jenkins.plugins.vela.workflow.model.StepReason;
import java.time.Duration;
import java.util.Optional;

/** A notice as a line of a build log; the step's name stands in front in brackets. */
final class NoticeText {
    private NoticeText() {}

    /** The line, or empty for what a reader of a log need not know. */
    static Optional<String> of(RunNotice notice) {
        if (notice instanceof RunNotice.RunPhaseChanged change) {
            return Optional.of("workflow " + change.phase().word() + colon(change.message()));
        }
        if (notice instanceof RunNotice.StepStarted start) {
            String attempt = start.attempt() > 1 ? ", attempt " + start.attempt() : "";
            return line(start.step(), "started (" + start.step().type() + attempt + ")");
        }
        if (notice instanceof RunNotice.StepPhaseChanged change) {
            return phase(change);
        }
        if (notice instanceof RunNotice.StepMessage message) {
            return message.message().isEmpty() ? Optional.empty() : line(message.step(), message.message());
        }
        if (notice instanceof RunNotice.StepLog log) {
            return line(log.step(), (log.source().isEmpty() ? "" : log.source() + " ") + "| " + log.line());
        }
        if (notice instanceof RunNotice.StepEffect effect) {
            return line(effect.step(), effect.summary());
        }
        if (notice instanceof RunNotice.StepRetrying retry) {
            return line(
                    retry.step(),
                    "failed " + times(retry.failures()) + ", again in " + words(retry.delay()) + colon(retry.error()));
        }
        if (notice instanceof RunNotice.StepSuspended suspended) {
            String until = suspended.until().map(time -> " until " + time).orElse("");
            String by = suspended.approvers().isEmpty()
                    ? ""
                    : ", to be approved by " + String.join(" or ", suspended.approvers());
            return line(suspended.step(), "suspended" + until + by + colon(suspended.message()));
        }
        if (notice instanceof RunNotice.StepDecided decided) {
            return line(decided.step(), decided.decision().text());
        }
        if (notice instanceof RunNotice.StepWarning warning) {
            return line(warning.step(), "WARNING: " + warning.message());
        }
        return Optional.empty();
    }

    private static Optional<String> phase(RunNotice.StepPhaseChanged change) {
        StepPhase phase = change.phase();
        if (phase == StepPhase.SUSPENDING || phase == StepPhase.PENDING || phase == StepPhase.RUNNING) {
            // started and suspended are told by notices of their own; what a waiting step waits for is its message
            return change.message().isEmpty() || phase == StepPhase.SUSPENDING
                    ? Optional.empty()
                    : line(change.step(), change.message());
        }
        String reason = change.reason() == StepReason.NONE || phase == StepPhase.SUCCEEDED
                ? ""
                : " (" + change.reason().word() + ")";
        return line(change.step(), phase.word() + reason + colon(change.message()));
    }

    private static Optional<String> line(StepRef step, String text) {
        return Optional.of("[" + name(step) + "] " + text);
    }

    /** How the log calls a step. */
    static String name(StepRef step) {
        return step.group().map(group -> group + "/").orElse("") + step.name();
    }

    private static String colon(String text) {
        return text.isEmpty() ? "" : ": " + text;
    }

    private static String times(int failures) {
        return failures == 1 ? "once" : failures + " times";
    }

    private static String words(Duration delay) {
        return delay.toMillis() < 1000 ? delay.toMillis() + " ms" : delay.toSeconds() + " s";
    }
}
