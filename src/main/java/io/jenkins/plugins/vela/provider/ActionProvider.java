package io.jenkins.plugins.vela.provider;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.cluster.ObjectEvent;
import io.jenkins.plugins.vela.cue.CueSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Offers actions to step templates under one name. The engine finds providers with {@link java.util.ServiceLoader} and
 * accepts further ones when it is built. Implementations are stateless or thread-safe: many runs call one instance at the
 * same time.
 */
public interface ActionProvider {

    /** The value of {@code #provider} in the facade. */
    String name();

    /** What templates write to import the facade. */
    default String importPath() {
        return "vela/" + name();
    }

    /** The CUE files of the facade. */
    List<CueSource> facade();

    /** The values of {@code #do} that this provider performs. */
    Set<String> actions();

    /** What repeating this call would mean. Decided on the call alone; never blocks. */
    Nature nature(ActionCall call);

    /**
     * Parameters that need not be concrete: the engine leaves out those that are incomplete. Conflicts stay errors.
     *
     * @return names of members of {@code $params} (of the struct itself in legacy calls); usually none
     */
    default Set<String> mayBeIncomplete(String action) {
        return Set.of();
    }

    /**
     * Whether the comments in the parameters carry meaning (patch strategies): the engine then hands them over in {@link
     * ActionCall#comments}.
     */
    default boolean readsComments(String action) {
        return false;
    }

    /**
     * Performs the action once. Blocks while it talks to the outside; the engine calls it on a thread that may block.
     * Transient failures are retried inside for a short while only; longer patience is the engine's, through
     * {@link Outcome.Retry}.
     *
     * @throws InterruptedException when the run was cancelled meanwhile
     */
    Outcome perform(ActionContext context, ActionCall call) throws InterruptedException;

    /**
     * What the result of this call reflects, so that the engine can wait for it to change instead of asking again.
     * Present for results that reflect objects, of observations and also of effects (an applied object); empty when there
     * is nothing to watch, in which case the result of an observation is refreshed by polling.
     *
     * @param result what the call last returned
     */
    default Optional<Observable> observable(ActionCall call, JsonNode result) {
        return Optional.empty();
    }

    /**
     * How long to wait before an observation without {@link #observable} is repeated, where the other side said so ({@code
     * Retry-After}); empty for the engine's own back-off.
     *
     * @param result what the call last returned
     */
    default Optional<Duration> pollAfter(ActionCall call, JsonNode result) {
        return Optional.empty();
    }

    /**
     * Obtains the result anew without any effect: an observation is repeated, an applied object is read. Must not be called
     * for actions that are neither observations nor have an {@linkplain #observable observable} result.
     *
     * @param previous what the call last returned
     * @param event what a watch said, from which the result may be taken without asking the server again
     */
    default Outcome refresh(ActionContext context, ActionCall call, JsonNode previous, Optional<ObjectEvent> event)
            throws InterruptedException {
        return perform(context, call);
    }

    /**
     * Answers for a call whose intent was recorded before a crash and whose result was not. Idempotent effects are simply
     * performed again; others "may have happened" unless the provider can find out.
     *
     * @param intent what the call last gave to {@link ActionContext#aboutToSend}; empty if it never came that far
     */
    default Outcome recover(ActionContext context, ActionCall call, Optional<JsonNode> intent)
            throws InterruptedException {
        if (intent.isEmpty() || nature(call) != Nature.EFFECT_ONCE) {
            return perform(context, call);
        }
        return new Outcome.MayHaveHappened(ActionError.definite(call.describe()
                + " may have happened: the process stopped after sending and before the answer was recorded."
                + " Find out, then restart the step."));
    }

    /**
     * Takes back what an effect created that its template marks with {@code @onCancel(delete)}, because its step is cancelled.
     * Doing so twice is harmless.
     *
     * @param action the value of {@code #do}
     * @param intent what the call last gave to {@link ActionContext#aboutToSend}
     * @param result what the call returned
     * @return one line for each thing that was taken back, or could not be and why; empty when there is nothing to take back
     */
    default List<String> cancel(ActionContext context, String action, JsonNode intent, JsonNode result)
            throws InterruptedException {
        return List.of();
    }
}
