package io.jenkins.plugins.vela.sandbox.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How to delete.
 *
 * @param gracePeriod seconds; absent for the object's own
 * @param uid delete only the object with this uid
 * @param resourceVersion delete only the object in this state
 */
public record Deletion(
        Optional<Propagation> propagation,
        OptionalLong gracePeriod,
        Optional<String> uid,
        Optional<String> resourceVersion,
        boolean dryRun) {

    /** What becomes of the objects that the deleted one owns. */
    public enum Propagation {
        /** They are deleted afterwards. */
        BACKGROUND,
        /** They are deleted first. */
        FOREGROUND,
        /** They stay, without owner. */
        ORPHAN
    }

    /**
     * What a delete did.
     *
     * @param object the last state, or the state that waits for its finalizers; belongs to the caller
     * @param gone whether the object is no longer there
     */
    public record Result(ObjectNode object, boolean gone) {}

    /** At once, dependents later. */
    public static Deletion now() {
        return new Deletion(
                Optional.of(Propagation.BACKGROUND), OptionalLong.of(0), Optional.empty(), Optional.empty(), false);
    }
}
