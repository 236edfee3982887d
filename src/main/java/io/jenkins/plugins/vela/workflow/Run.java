package io.jenkins.plugins.vela.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.workflow.model.RunStatus;
import io.jenkins.plugins.vela.workflow.model.WorkflowRunSpec;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A run that lives in this engine. Safe for use by many threads. */
public interface Run extends RunControl {

    WorkflowRunSpec spec();

    /** What holds now. */
    RunStatus status();

    /**
     * What steps have published under their outputs' names so far, without anything that rests on a secret and without
     * outputs that came to nothing.
     */
    Map<String, JsonNode> outputs();

    /**
     * Why the run is held until a person has looked, see {@link Engine#recover()}: the state directory may be a copy, was left
     * alone for long, or holds a damaged journal. {@link #resume()} ends the doubt.
     */
    Optional<String> doubt();

    /** Completed with the final status when the run is finished. A restart makes a new stage. */
    CompletionStage<RunStatus> finished();

    /** Waits until the run is finished; empty when the time ran out first. */
    Optional<RunStatus> await(Duration timeout) throws InterruptedException;

    /**
     * Waits until the run is finished or can only go on when a person resumes it (nothing runs, no timed suspend is open);
     * empty when the time ran out first.
     */
    Optional<RunStatus> awaitRest(Duration timeout) throws InterruptedException;
}
