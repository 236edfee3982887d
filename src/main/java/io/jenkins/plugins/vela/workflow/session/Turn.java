package io.jenkins.plugins.vela.workflow.session;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.provider.LogRequest;
import io.jenkins.plugins.vela.workflow.model.StepPhase;
import io.jenkins.plugins.vela.workflow.model.StepReason;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a session answered.
 *
 * @param said what it had to say on the way, in order
 * @param next what happens next
 */
public record Turn(List<Said> said, Next next) {

    public Turn {
        said = List.copyOf(said);
        Objects.requireNonNull(next, "next");
    }

    /** Something said on the way. */
    public sealed interface Said {}

    /** The step's message. */
    public record Message(String text) implements Said {}

    /** A log line or a source of log lines; said once per session. */
    public record Log(LogRequest request) implements Said {}

    /** Something a person should know; said once per session. */
    public record Warning(String text) implements Said {}

    /** What happens next. */
    public sealed interface Next {}

    /** The action is to be performed, and its result recorded or given to {@link StepSession#observed}. */
    public record Perform(PlannedAction action) implements Next {}

    /** A variable of the run is to be written; accepted, it is {@link StepSession#observed} with an empty result. */
    public record Write(String path, String digest, String variable, JsonNode value) implements Next {}

    /**
     * The step waits. It is asked again when a watched result was refreshed or a variable written.
     *
     * @param message empty to leave the step's message alone
     * @param variables variables of the run that the session has read
     */
    public record Wait(String message, List<Watched> watched, Set<String> variables) implements Next {
        public Wait {
            watched = List.copyOf(watched);
            variables = Set.copyOf(variables);
        }
    }

    /** The step holds itself; {@code path} tells one suspend from another. */
    public record Suspend(String path, Optional<Duration> duration, String message, List<String> approvers)
            implements Next {
        public Suspend {
            approvers = List.copyOf(approvers);
        }

        /** What the step shows meanwhile; upstream's words where the template has none. */
        public String text() {
            return message.isEmpty() ? "Suspended by field " + path.substring(path.lastIndexOf('.') + 1) : message;
        }
    }

    /**
     * The step is over; its outputs are asked for separately.
     *
     * @param breaks whether the run ends with it
     */
    public record Finish(StepPhase phase, StepReason reason, String message, boolean breaks) implements Next {

        /** What the template said last stays, where the end has no words of its own. */
        public Finish withLastWords(List<Said> said) {
            String words = message;
            for (int i = said.size() - 1; i >= 0 && words.isEmpty(); i--) {
                if (said.get(i) instanceof Message last) {
                    words = last.text();
                }
            }
            return new Finish(phase, reason, words, breaks);
        }
    }

    /**
     * An error.
     *
     * @param retryable whether the same may succeed later
     * @param watched results whose refreshing may cure it
     */
    public record Err(String message, boolean retryable, List<Watched> watched) implements Next {
        public Err {
            watched = List.copyOf(watched);
        }
    }
}
