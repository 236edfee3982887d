package io.jenkins.plugins.vela.workflow.model;

import java.util.Objects;
import java.util.Set;

/**
 * Who decides about a suspended step. Whoever calls the engine vouches for it.
 *
 * @param name the person's name, which is recorded
 * @param groups groups the person belongs to
 */
public record Decider(String name, Set<String> groups) {
    public Decider {
        Objects.requireNonNull(name, "name");
        if (name.isBlank()) {
            throw new IllegalArgumentException("whoever decides has a name");
        }
        groups = Set.copyOf(groups);
    }

    /** A person of no group. */
    public static Decider named(String name) {
        return new Decider(name, Set.of());
    }
}
