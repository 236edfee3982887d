package io.jenkins.plugins.vela.workflow.session;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.provider.ActionCall;
import io.jenkins.plugins.vela.provider.ActionProvider;
import io.jenkins.plugins.vela.provider.Nature;
import io.jenkins.plugins.vela.workflow.state.ActionRecord;
import java.util.Objects;
import java.util.Optional;

/**
 * An action with concrete parameters.
 *
 * @param digest hash of the canonical parameters
 * @param deletedOnCancel whether what it creates is deleted when the step is cancelled: {@code @onCancel(delete)}
 * @param interrupted what was recorded of it before a crash, when its result was not
 */
public record PlannedAction(
        ActionProvider provider,
        ActionCall call,
        Nature nature,
        String digest,
        boolean deletedOnCancel,
        Optional<ActionRecord> interrupted) {

    public PlannedAction {
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(call, "call");
        Objects.requireNonNull(nature, "nature");
        Objects.requireNonNull(digest, "digest");
        Objects.requireNonNull(interrupted, "interrupted");
    }

    /** The same, with what was recorded of it before a crash. */
    PlannedAction after(Optional<ActionRecord> before) {
        return new PlannedAction(provider, call, nature, digest, deletedOnCancel, before);
    }

    public String path() {
        return call.path();
    }

    /** Whether it changes the world, so that it has to be recorded. */
    public boolean isEffect() {
        return nature == Nature.EFFECT_IDEMPOTENT || nature == Nature.EFFECT_ONCE;
    }

    /** Whether its template allows what its kind does not: to be sent again when nobody knows whether it took place. */
    public boolean isRepeatable() {
        return nature == Nature.EFFECT_IDEMPOTENT && provider.nature(call) == Nature.EFFECT_ONCE;
    }

    /** What is recorded before it is sent. */
    public ActionRecord intent(Optional<JsonNode> intent) {
        return new ActionRecord(path(), name(), digest, intent, Optional.empty(), false, deletedOnCancel);
    }

    /** What is recorded after it took place. */
    public ActionRecord done(JsonNode result, boolean sensitive) {
        return new ActionRecord(
                path(), name(), digest, Optional.empty(), Optional.of(result), sensitive, deletedOnCancel);
    }

    /** Provider and action. */
    public String name() {
        return call.provider() + "." + call.action();
    }
}
