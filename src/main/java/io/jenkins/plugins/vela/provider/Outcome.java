package io.jenkins.plugins.vela.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What became of an action. Results are already in the shape that the calling facade declares. */
public sealed interface Outcome {

    /**
     * Performed.
     *
     * @param result an object: the content of {@code $returns}; in legacy calls the fields to add to the struct itself. May
     *     be empty
     * @param sensitive whether the result holds secrets: it is kept out of logs, messages and (in the clear) state
     */
    record Done(JsonNode result, boolean sensitive) implements Outcome {
        public Done {
            Objects.requireNonNull(result, "result");
        }

        @Override
        public String toString() {
            return sensitive ? "Done[sensitive]" : "Done[" + result + "]";
        }
    }

    /** Not performed, and repeating will not help. */
    record Failed(ActionError error) implements Outcome {}

    /**
     * Not performed (provably, or repeating is harmless); may succeed later.
     *
     * @param after how long the other side asks to wait; empty for the engine's own back-off
     */
    record Retry(ActionError error, Optional<Duration> after) implements Outcome {}

    /** An effect that must not be repeated was sent, and whether it took place is unknown. Final. */
    record MayHaveHappened(ActionError error) implements Outcome {}

    // ---- control: what the engine is to do ----

    /** The step cannot go on yet. An empty message leaves the step's message alone. */
    record Wait(String message) implements Outcome {}

    /**
     * Hold the step until somebody resumes it, or until {@code duration} has passed.
     *
     * @param approvers names of people and groups who may let it go on; empty: everybody. Where there are some, a duration
     *     that runs out rejects
     */
    record Suspend(Optional<Duration> duration, String message, List<String> approvers) implements Outcome {
        public Suspend {
            approvers = List.copyOf(approvers);
        }

        /** A suspend that asks for nobody in particular. */
        public Suspend(Optional<Duration> duration, String message) {
            this(duration, message, List.of());
        }
    }

    /** End the run after this step. */
    record Break(String message) implements Outcome {}

    /** Fail the step. */
    record Fail(String message) implements Outcome {}

    /** Show this as the step's message; the last one wins. */
    record Message(String text) implements Outcome {}

    /** Say something in, or take something into, the step's log. */
    record Log(LogRequest request) implements Outcome {}

    /** Look up a variable of the run; the engine answers the call with {@code {"value": …}}, or fails if there is none. */
    record ReadVariable(String path) implements Outcome {}

    /** Set a variable of the run, unifying it with what is there; a conflict fails the call. */
    record WriteVariable(String path, JsonNode value) implements Outcome {}
}
