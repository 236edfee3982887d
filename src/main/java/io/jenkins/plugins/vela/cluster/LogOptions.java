package io.jenkins.plugins.vela.cluster;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which part of a pod's log is wanted.
 *
 * @param container the container; empty for the pod's only one
 * @param previous whether to read the log of the container's previous incarnation
 * @param tailLines how many lines from the end; empty for everything
 */
public record LogOptions(Optional<String> container, boolean previous, OptionalInt tailLines) {

    public LogOptions {
        Objects.requireNonNull(container, "container");
        Objects.requireNonNull(tailLines, "tailLines");
    }

    /** The whole log of the pod's only container. */
    public static LogOptions everything() {
        return new LogOptions(Optional.empty(), false, OptionalInt.empty());
    }

    /** The same for one container. */
    public LogOptions ofContainer(String name) {
        return new LogOptions(Optional.of(name), previous, tailLines);
    }

    /** The same, cut to the last {@code lines} lines. */
    public LogOptions tail(int lines) {
        return new LogOptions(container, previous, OptionalInt.of(lines));
    }
}
