package io.jenkins.plugins.vela.workflow.state;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A {@code #Suspend} that a step session reached.
 *
 * @param until when it ends by itself
 * @param approvers who may let it go on; empty: everybody
 * @param released whether it is over
 */
public record Suspension(Optional<Instant> until, List<String> approvers, boolean released) {
    public Suspension {
        Objects.requireNonNull(until, "until");
        approvers = List.copyOf(approvers);
    }

    Suspension release() {
        return new Suspension(until, approvers, true);
    }
}
