package io.jenkins.plugins.vela.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.runpage.StepDetails;
import io.jenkins.plugins.vela.workflow.Engine;
import io.jenkins.plugins.vela.workflow.OperationRefusedException;
import io.jenkins.plugins.vela.workflow.Run;
import io.jenkins.plugins.vela.workflow.model.Decider;
import io.jenkins.plugins.vela.workflow.model.RunStatus;
import io.jenkins.plugins.vela.workflow.model.WorkflowRunSpec;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * A workflow of a build while it lives in this controller: its own engine, whose state directory lies in the build's
 * directory. Closing stops it where it stands; it can be taken up again from there. Thread-safe.
 *
 * <p>Operations wait until they are taken and throw {@link OperationRefusedException} where they make no sense.
 */
public final class BuildWorkflow implements AutoCloseable {
    private final Engine engine;
    private final Run run;
    private final Consumer<BuildWorkflow> closed;
    private final BuildSecrets secrets;
    private final FailureWatch failures;
    private final Place place;
    private final AtomicReference<Runnable> quiet = new AtomicReference<>(() -> {});
    private final AtomicReference<Consumer<String>> dropped = new AtomicReference<>(why -> {});
    private final AtomicReference<Runnable> restarted = new AtomicReference<>(() -> {});
    private final AtomicReference<Runnable> givenUp = new AtomicReference<>(() -> {});

    /**
     * Where in which build a workflow runs.
     *
     * @param build the build's id in the controller, see {@link hudson.model.Run#getExternalizableId}
     * @param node the node in the build's graph
     */
    public record Place(String build, String node) {}

    /**
     * @param secrets what must not be shown of what the build gave
     * @param failures told of everything that happens in the run
     * @param closed told after the engine was closed, maybe several times
     */
    BuildWorkflow(
            Engine engine,
            Run run,
            Place place,
            BuildSecrets secrets,
            FailureWatch failures,
            Consumer<BuildWorkflow> closed) {
        this.engine = engine;
        this.run = run;
        this.place = place;
        this.secrets = secrets;
        this.failures = failures;
        this.closed = closed;
    }

    public RunStatus status() {
        return run.status();
    }

    public Place place() {
        return place;
    }

    /**
     * Why an administrator has to look before the workflow may go on: its state may be a copy, or nobody has had it for long.
     * Until then nothing happens in it, and whatever ends it ends it without a trace in the world.
     */
    public Optional<String> doubt() {
        return run.doubt();
    }

    /** An administrator has looked, and the workflow goes on. */
    public void confirm() {
        run.resume();
    }

    /** Ends a workflow in doubt where it stands; not even its steps with {@code if: always} run. */
    public void drop(String why) {
        dropped.getAndSet(unused -> {}).accept(why);
    }

    /** What to do when the workflow is dropped. */
    void onDrop(Consumer<String> end) {
        dropped.set(end);
    }

    /** What to do when the controller begins to prepare its shutdown. */
    void onQuietDown(Runnable tell) {
        quiet.set(tell);
    }

    /** The controller prepares its shutdown: nothing new begins. */
    void quietDown() {
        quiet.get().run();
    }

    /** The controller goes on after all. */
    void goOn() {
        engine.gateOpened();
    }

    private void refuseInDoubt() {
        doubt().ifPresent(why -> {
            throw new OperationRefusedException("an administrator has to confirm first that it may go on: " + why);
        });
    }

    /** What runs. */
    public WorkflowRunSpec spec() {
        return run.spec();
    }

    Map<String, JsonNode> outputs() {
        return run.outputs();
    }

    /** What its steps were given and gave back, as it may be shown. */
    StepDetails details() {
        return new StepDetails(run.spec(), run.outputs(), secrets::mask);
    }

    /** What a step's template has become; for a thread that may wait. */
    JsonNode evaluated(String step) {
        return run.evaluated(step);
    }

    CompletionStage<RunStatus> finished() {
        return run.finished();
    }

    /** Ends the workflow as soon as a step has failed. */
    void terminateAtFailure() {
        failures.onFailure(this::terminate);
    }

    /**
     * Leaves the workflow open although it has failed.
     *
     * @param again what to do when somebody starts it again
     * @param end what to do when somebody ends it
     */
    void stayOpen(Runnable again, Runnable end) {
        restarted.set(again);
        givenUp.set(end);
    }

    /** Ends the workflow in an orderly way; one that has ended already stays as it is, but does not stay open. */
    public void terminate() {
        if (run.status().finished()) {
            givenUp.getAndSet(() -> {}).run();
            return;
        }
        if (doubt().isPresent()) {
            drop("terminated before an administrator had confirmed that it may go on");
            return;
        }
        try {
            run.terminate();
        } catch (OperationRefusedException finishedMeanwhile) {
            // its result is on the way to the build
        }
    }

    /** Holds everything. */
    public void suspend() {
        run.suspend();
    }

    /** Lets everything go on. */
    public void resume() {
        refuseInDoubt();
        run.resume();
    }

    /** Lets a suspended step go on in somebody's name. */
    public void approve(String step, Decider by, String comment) {
        refuseInDoubt();
        run.approve(step, by, comment);
    }

    /** Ends a suspended step in somebody's name. */
    public void reject(String step, Decider by, String comment) {
        refuseInDoubt();
        run.reject(step, by, comment);
    }

    /** Starts a failed workflow again, from a step. */
    public void restart(String step) {
        run.restart(step);
        givenUp.set(() -> {});
        restarted.getAndSet(() -> {}).run();
    }

    @Override
    public void close() {
        engine.close();
        closed.accept(this);
    }
}
