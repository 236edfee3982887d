package io.jenkins.plugins.vela.workflow;

import java.util.Objects;
import java.util.Optional;

/**
 * Names a step in a notice.
 *
 * @param name unique in the run
 * @param type the step's type
 * @param group the step group it belongs to, for a sub-step
 */
public record StepRef(String name, String type, Optional<String> group) {
    public StepRef {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(group, "group");
    }
}
