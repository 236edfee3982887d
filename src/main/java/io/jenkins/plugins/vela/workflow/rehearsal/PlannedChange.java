package io.jenkins.plugins.vela.workflow.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import java.util.Optional;

/** Something that a run would do. */
public sealed interface PlannedChange {

    /** The step that would do it. */
    String step();

    /**
     * An object that would be created, changed or deleted.
     *
     * @param cluster the cluster's name
     * @param what kind, namespace and name
     * @param secret whether its values must not be shown
     * @param before the object as it is; empty when it is not there
     * @param after the object as it would be; empty when it would be gone
     */
    record OfObject(
            String step,
            String cluster,
            String what,
            boolean secret,
            Optional<JsonNode> before,
            Optional<JsonNode> after)
            implements PlannedChange {
        public OfObject {
            Objects.requireNonNull(before, "before");
            Objects.requireNonNull(after, "after");
        }
    }

    /** Something else: a request, a mail. {@code what} is one line without any content. */
    record Elsewhere(String step, String what) implements PlannedChange {}

    /** A place where the run would wait, or hold itself; what comes after it is taken to happen. */
    record Pause(String step, String why) implements PlannedChange {}
}
