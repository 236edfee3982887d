package io.jenkins.plugins.vela.workflow.session;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.provider.Observable;
import java.util.Objects;
import java.util.Optional;

/**
 * A result that a wait rests on, to be refreshed until the wait is over.
 *
 * @param action how the result was obtained
 * @param result the result as it is known
 * @param observable what to watch; empty when the result is polled
 */
public record Watched(PlannedAction action, JsonNode result, Optional<Observable> observable) {
    public Watched {
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(result, "result");
        Objects.requireNonNull(observable, "observable");
    }
}
