package io.jenkins.plugins.vela.workflow.state;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.workflow.model.Approval;
import io.jenkins.plugins.vela.workflow.model.DefinitionText;
import io.jenkins.plugins.vela.workflow.model.MatrixInstance;
import io.jenkins.plugins.vela.workflow.model.RunPhase;
import io.jenkins.plugins.vela.workflow.model.StepPhase;
import io.jenkins.plugins.vela.workflow.model.StepReason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Something that happened in a run. Events are what the journal holds, so their meaning never changes; steps are named, not
 * numbered.
 */
public sealed interface RunEvent {

    Instant time();

    /** An event that concerns one step. */
    sealed interface OfStep extends RunEvent {
        String step();
    }

    // ---- the run ----

    record RunStarted(Instant time) implements RunEvent {}

    /** A user holds the run. */
    record RunSuspended(Instant time, String message) implements RunEvent {}

    /** A user lets the run go on. */
    record RunResumed(Instant time) implements RunEvent {}

    /** The run is to end: by a user, or by {@code #Break} of a step ({@code broken}). */
    record RunTerminated(Instant time, boolean broken) implements RunEvent {}

    /**
     * A user starts the run anew, as a whole or from a step.
     *
     * @param definitions by type, what the steps that are done again use from now on, where that is another text than before
     */
    record RunRestarted(Instant time, Optional<String> from, Map<String, DefinitionText> definitions)
            implements RunEvent {
        public RunRestarted {
            definitions = Map.copyOf(definitions);
        }

        /** A restart with the definitions that are there. */
        public RunRestarted(Instant time, Optional<String> from) {
            this(time, from, Map.of());
        }
    }

    /** The run waits for another one before it starts. */
    record RunQueued(Instant time, String message) implements RunEvent {}

    /** The run's own time is up. */
    record RunExpired(Instant time) implements RunEvent {}

    record RunFinished(Instant time, RunPhase phase) implements RunEvent {}

    // ---- the life of a step ----

    record StepPending(Instant time, String step, String id, String message) implements OfStep {}

    /** A matrix' values are known, and with them its instances; the step starts next. */
    record MatrixExpanded(Instant time, String step, List<MatrixInstance> instances) implements OfStep {
        public MatrixExpanded {
            instances = List.copyOf(instances);
        }
    }

    record StepStarted(Instant time, String step, String id, int attempt) implements OfStep {}

    record StepSkipped(Instant time, String step, String id, String message) implements OfStep {}

    /** A running step waits, goes on or has something to say. */
    record StepProgressed(Instant time, String step, StepReason reason, String message) implements OfStep {}

    /** A session failed with an error and goes on, with what it recorded, at {@code retryAt}. */
    record StepErred(Instant time, String step, String message, Instant retryAt) implements OfStep {}

    /** An attempt failed and a new one, which remembers nothing, starts at {@code retryAt}. */
    record AttemptFailed(Instant time, String step, StepReason reason, String message, Instant retryAt)
            implements OfStep {}

    /** A session reached a suspend at the path of an action. */
    record StepSuspended(
            Instant time, String step, String path, String message, Optional<Instant> until, List<String> approvers)
            implements OfStep {
        public StepSuspended {
            approvers = List.copyOf(approvers);
        }

        /** A suspend that asks for nobody in particular. */
        public StepSuspended(Instant time, String step, String path, String message, Optional<Instant> until) {
            this(time, step, path, message, until, List.of());
        }
    }

    /** Somebody decided about a suspended step, or nobody did in time; what follows from it is an event of its own. */
    record StepDecided(Instant time, String step, Approval.Verdict verdict, String by, String comment)
            implements OfStep {}

    /** A suspended step goes on: its suspends are over. */
    record StepReleased(Instant time, String step) implements OfStep {}

    /** A user holds one step. */
    record StepHeld(Instant time, String step) implements OfStep {}

    /**
     * A step is over.
     *
     * @param secrets the names of those outputs that were computed from a secret
     */
    record StepFinished(
            Instant time,
            String step,
            StepPhase phase,
            StepReason reason,
            String message,
            Map<String, JsonNode> outputs,
            Set<String> secrets)
            implements OfStep {
        public StepFinished {
            outputs = Map.copyOf(outputs);
            secrets = Set.copyOf(secrets);
        }

        /** A step that publishes nothing. */
        public StepFinished(Instant time, String step, StepPhase phase, StepReason reason, String message) {
            this(time, step, phase, reason, message, Map.of(), Set.of());
        }
    }

    // ---- what a session does ----

    /** An effect is about to take place; durable before it does. */
    record ActionIntended(Instant time, String step, String session, ActionRecord action) implements OfStep {}

    /** An effect took place. */
    record ActionRecorded(Instant time, String step, String session, ActionRecord action) implements OfStep {}

    /** An effect provably did not take place, so that it may be tried again. */
    record ActionWithdrawn(Instant time, String step, String session, String path) implements OfStep {}

    record VariableWritten(Instant time, String step, String path, JsonNode value) implements OfStep {}
}
