package io.jenkins.plugins.vela.workflow.state;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import java.util.Optional;

/**
 * What the run remembers of one effect of a step session. It belongs to the action's path and, where the effect may be
 * repeated with other parameters, to {@code digest}.
 *
 * @param path where the action stands in the template's value
 * @param action provider and action, for instance {@code kube.apply}
 * @param digest hash of the canonical parameters
 * @param intent what the provider noted before sending; empty until it did
 * @param result the recorded result; empty while the effect is on its way, or when it was and the process died
 * @param sensitive whether the result holds secrets
 * @param deletedOnCancel whether what it created is deleted when the step is cancelled
 */
public record ActionRecord(
        String path,
        String action,
        String digest,
        Optional<JsonNode> intent,
        Optional<JsonNode> result,
        boolean sensitive,
        boolean deletedOnCancel) {

    public ActionRecord {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(digest, "digest");
        Objects.requireNonNull(intent, "intent");
        Objects.requireNonNull(result, "result");
    }

    /** A record of an effect that is left alone when the step is cancelled. */
    public ActionRecord(
            String path,
            String action,
            String digest,
            Optional<JsonNode> intent,
            Optional<JsonNode> result,
            boolean sensitive) {
        this(path, action, digest, intent, result, sensitive, false);
    }

    ActionRecord withIntent(Optional<JsonNode> noted) {
        return new ActionRecord(path, action, digest, noted, result, sensitive, deletedOnCancel);
    }

    public boolean isDone() {
        return result.isPresent();
    }

    @Override
    public String toString() {
        return action + " at " + path + (isDone() ? " (done)" : " (intended)");
    }
}
