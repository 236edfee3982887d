package io.jenkins.plugins.vela.cluster;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * Watches on objects, shared between all subscribers of a process. A watch is opened for the first subscriber and closed
 * after the last; connection losses, expired resource versions and servers that are down for a while are its own concern.
 * Thread-safe.
 */
public interface ObjectWatches {

    /**
     * Tells {@code listener} of every change from now on. Changes that happen in quick succession may arrive as one, the
     * last state is never lost.
     *
     * <p>When {@code seen} is given, an event for a change after that state is sure to arrive, also if the change happened
     * before this call; without it, the current state is sent first. A selection with {@code seen} that has changed meanwhile
     * is told {@link ObjectEvent.Unsure}.
     *
     * @param seen the {@code resourceVersion} of the object, or of the list, that the subscriber already knows
     * @param listener called from the watch's own threads, one call at a time; must return at once
     */
    Subscription subscribe(ObservedObject what, Optional<String> seen, Consumer<ObjectEvent> listener);
}
