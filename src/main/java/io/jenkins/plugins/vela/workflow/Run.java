package io.jenkins.plugins.vela.workflow;

import io.jenkins.plugins.vela.workflow.model.Decider;
import io.jenkins.plugins.vela.workflow.model.RunStatus;
import io.jenkins.plugins.vela.workflow.model.WorkflowRunSpec;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * A run that lives in this engine. Safe for use by many threads. Operations wait until the run has taken them and are
 * idempotent; one whose precondition does not hold throws {@link OperationRefusedException} with upstream's message.
 */
public interface Run {

    /** Unique in the engine: {@code <namespace>/<name>}. */
    String id();

    WorkflowRunSpec spec();

    /** What holds now. */
    RunStatus status();

    /** Completed with the final status when the run is finished. A restart makes a new stage. */
    CompletionStage<RunStatus> finished();

    /** Waits until the run is finished; empty when the time ran out first. */
    Optional<RunStatus> await(Duration timeout) throws InterruptedException;

    /**
     * Waits until the run is finished or can only go on when a person resumes it (nothing runs, no timed suspend is open);
     * empty when the time ran out first.
     */
    Optional<RunStatus> awaitRest(Duration timeout) throws InterruptedException;

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
}
