package io.jenkins.plugins.vela.workflow.schedule;

import io.jenkins.plugins.vela.workflow.model.StepPhase;
import io.jenkins.plugins.vela.workflow.model.StepReason;

/** What the scheduler has to say about a step it looked at. */
public sealed interface Decision {

    /** Nothing changes: it is not its turn, or it has started already. */
    record Nothing() implements Decision {}

    /** It waits for something; {@code message} says what. */
    record Pending(int step, String message) implements Decision {}

    /** It starts if its {@code if} holds, which has to be evaluated. */
    record Ask(int step, String condition) implements Decision {}

    /** It starts now. */
    record Start(int step) implements Decision {}

    /** It does not run; a group's sub-steps do not either. */
    record Skip(int step) implements Decision {}

    /** All of a group's sub-steps are over, and so is the group. */
    record EndGroup(int step, StepPhase phase, StepReason reason, String message) implements Decision {}
}
