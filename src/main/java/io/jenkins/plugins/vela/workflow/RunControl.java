package io.jenkins.plugins.vela.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.workflow.model.Decider;

/**
 * What a user can do to a run, wherever it lives. Operations wait until the run has taken them and they are durable. They are
 * idempotent; one whose precondition does not hold throws {@link OperationRefusedException} with upstream's message.
 */
public interface RunControl {

    /** Unique in the engine: {@code <namespace>/<name>}. */
    String id();

    /** Holds the whole run: nothing new starts, what is in flight finishes. */
    void suspend();

    /** Holds one running step. */
    void suspend(String step);

    /** Lets everything that is suspended go on, timed suspends included. */
    void resume();

    /** Lets one suspended step go on; for a group all of its sub-steps. */
    void resume(String step);

    /**
     * Lets a suspended step go on in somebody's name, which its status keeps; for a group all of its sub-steps. Needed where
     * the suspend names approvers, possible everywhere.
     *
     * @param comment why; may be empty
     */
    void approve(String step, Decider by, String comment);

    /** Ends a suspended step in somebody's name: it fails with reason {@code Terminate}. */
    void reject(String step, Decider by, String comment);

    /** Ends the run; steps with {@code if: always} still run. */
    void terminate();

    /** Starts anew with new sessions; variables and recorded results are forgotten. */
    void restart();

    /** Starts anew from a failed step; what does not depend on it is kept. */
    void restart(String step);

    /**
     * The value of a step's template as it stands now, for whoever writes the template: what is known as JSON, what is not in
     * words, and nothing that is secret.
     */
    JsonNode evaluated(String step);
}
