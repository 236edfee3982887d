package io.jenkins.plugins.vela.provider;

import java.util.Objects;

/**
 * Why an action did not succeed.
 *
 * @param message one sentence for people, without secrets and without the action's parameters as a whole
 * @param retryable whether the same call may succeed later
 * @param definite whether this is the other side's own answer (does not exist, is forbidden), as opposed to a disturbance on
 *     the way to it
 */
public record ActionError(String message, boolean retryable, boolean definite) {

    public ActionError {
        Objects.requireNonNull(message, "message");
    }

    /** The other side's own answer; asking again will not change it. */
    public static ActionError definite(String message) {
        return new ActionError(message, false, true);
    }

    /** A disturbance that may pass. */
    public static ActionError transientError(String message) {
        return new ActionError(message, true, false);
    }
}
