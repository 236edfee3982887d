package io.jenkins.plugins.vela.workflow.state;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A {@code #Suspend} that a step session reached.
 *
 * @param until when it ends by itself
 * @param released whether it is over
 */
public record Suspension(Optional<Instant> until, boolean released) {
    public Suspension {
        Objects.requireNonNull(until, "until");
    }

    Suspension release() {
        return new Suspension(until, true);
    }
}
