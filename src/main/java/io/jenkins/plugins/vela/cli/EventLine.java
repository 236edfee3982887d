package io.jenkins.plugins.vela.cli;

import io.jenkins.plugins.vela.workflow.RunNotice;
import io.jenkins.plugins.vela.workflow.StepRef;
import io.jenkins.plugins.vela.workflow.model.RunPhase;
import io.jenkins.plugins.vela.workflow.model.StepPhase;
import io.jenkins.plugins.vela.workflow.model.StepReason;
import java.util.Optional;

/**
 * What a notice says to a person.
 *
 * @param subject the step, or the run
 * @param text one or more lines
 * @param style of the text's first word
 */
record EventLine(String subject, String text, Style style) {
    /** The line for a notice; empty for those that say nothing new. */
    static Optional<EventLine> of(RunNotice notice, boolean severalRuns) {
        String prefix = severalRuns ? notice.run().substring(notice.run().indexOf('/') + 1) + ":" : "";
        if (notice instanceof RunNotice.RunPhaseChanged run) {
            return Optional.of(new EventLine(
                    severalRuns ? prefix : "run", run.phase().word() + suffix(run.message()), style(run.phase())));
        }
        if (notice instanceof RunNotice.StepStarted started) {
            String attempt = started.attempt() > 1 ? ", attempt " + started.attempt() : "";
            return line(prefix, started.step(), "started (" + started.step().type() + ")" + attempt, Style.PLAIN);
        }
        if (notice instanceof RunNotice.StepPhaseChanged changed) {
            return phase(prefix, changed);
        }
        if (notice instanceof RunNotice.StepMessage message) {
            return message.message().isEmpty()
                    ? Optional.empty()
                    : line(prefix, message.step(), message.message(), Style.PLAIN);
        }
        if (notice instanceof RunNotice.StepEffect effect) {
            return line(prefix, effect.step(), effect.summary(), Style.PLAIN);
        }
        if (notice instanceof RunNotice.StepRetrying retrying) {
            return line(
                    prefix,
                    retrying.step(),
                    "failed " + times(retrying.failures()) + ", again in " + Durations.show(retrying.delay()) + ": "
                            + retrying.error(),
                    Style.YELLOW);
        }
        if (notice instanceof RunNotice.StepSuspended suspended) {
            String until =
                    suspended.until().map(time -> " until " + Clocks.time(time)).orElse("");
            String by = suspended.approvers().isEmpty()
                    ? ""
                    : " for approval by " + String.join(" or ", suspended.approvers());
            return line(prefix, suspended.step(), "suspended" + by + until + suffix(suspended.message()), Style.YELLOW);
        }
        if (notice instanceof RunNotice.StepDecided decided) {
            return line(prefix, decided.step(), decided.decision().text(), Style.YELLOW);
        }
        if (notice instanceof RunNotice.StepWarning warning) {
            return line(prefix, warning.step(), "warning: " + warning.message(), Style.YELLOW);
        }
        return Optional.empty();
    }

    private static Optional<EventLine> phase(String prefix, RunNotice.StepPhaseChanged changed) {
        if (changed.phase() == StepPhase.RUNNING && changed.reason() != StepReason.WAIT) {
            return Optional.empty();
        }
        if (changed.phase() == StepPhase.SUSPENDING) {
            // told with its time by StepSuspended
            return Optional.empty();
        }
        String word = changed.phase() == StepPhase.RUNNING
                ? "waiting"
                : changed.phase().word();
        boolean telling = changed.phase() == StepPhase.FAILED && changed.reason() != StepReason.NONE;
        String reason = telling ? " (" + changed.reason().word() + ")" : "";
        return line(prefix, changed.step(), word + reason + suffix(changed.message()), style(changed.phase()));
    }

    private static Optional<EventLine> line(String prefix, StepRef step, String text, Style style) {
        return Optional.of(new EventLine(prefix + name(step), text, style));
    }

    /** A sub-step is shown with its group. */
    static String name(StepRef step) {
        return step.group().map(group -> group + "/").orElse("") + step.name();
    }

    private static String suffix(String message) {
        return message.isEmpty() ? "" : ": " + message;
    }

    private static String times(int count) {
        return count == 1 ? "once" : count == 2 ? "twice" : count + " times";
    }

    static Style style(StepPhase phase) {
        return switch (phase) {
            case SUCCEEDED -> Style.GREEN;
            case FAILED -> Style.RED;
            case SUSPENDING -> Style.YELLOW;
            case SKIPPED, PENDING -> Style.DIM;
            case RUNNING -> Style.CYAN;
        };
    }

    static Style style(RunPhase phase) {
        return switch (phase) {
            case SUCCEEDED -> Style.GREEN;
            case FAILED, TERMINATED -> Style.RED;
            case SUSPENDING -> Style.YELLOW;
            case INITIALIZING, EXECUTING -> Style.PLAIN;
        };
    }
}
