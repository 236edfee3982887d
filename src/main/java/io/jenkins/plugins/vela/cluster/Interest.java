package io.jenkins.plugins.vela.cluster;

import java.util.Optional;
import java.util.function.Consumer;

/** One subscriber's wish and what it has been told so far. Lives on the watches' loop thread, but for {@link #close}. */
final class Interest {

    final ObservedObject what;
    private final Consumer<ObjectEvent> listener;
    private volatile boolean closed;

    /** The resource version the subscriber knows; empty text: it knows that the object is absent; nothing: it knows nothing. */
    private Optional<String> known;

    /** Counts what was delivered, so that an answer which was overtaken by an event can be dropped. */
    private long delivered;

    Interest(ObservedObject what, Optional<String> seen, Consumer<ObjectEvent> listener) {
        this.what = what;
        this.known = seen;
        this.listener = listener;
    }

    Optional<String> known() {
        return known;
    }

    long delivered() {
        return delivered;
    }

    boolean closed() {
        return closed;
    }

    void close() {
        closed = true;
    }

    boolean isSelection() {
        return what.name().isEmpty();
    }

    /** Tells of a state unless the subscriber knows it, or a later one. */
    void tell(ObjectEvent event, String resourceVersion) {
        boolean news = known.isEmpty()
                || (!known.get().equals(resourceVersion) && !ResourceVersions.isOlder(resourceVersion, known.get()));
        if (isSelection() || news) {
            if (!isSelection()) {
                known = Optional.of(resourceVersion);
            }
            say(event);
        }
    }

    /** Tells that an object does not exist as of a moment; an empty one means "now". */
    void tellAbsent(ObjectKey key, String asOf) {
        boolean overtaken = !asOf.isEmpty() && known.isPresent() && ResourceVersions.isOlder(asOf, known.get());
        if (isSelection() || (!known.equals(Optional.of("")) && !overtaken)) {
            if (!isSelection()) {
                known = Optional.of("");
            }
            say(new ObjectEvent.Absent(key, asOf));
        }
    }

    /** Tells something that is not a state. */
    void say(ObjectEvent event) {
        if (!closed) {
            delivered++;
            listener.accept(event);
        }
    }

    /** A selection's subscriber has been told to read again, so it will know this moment. */
    void caughtUp(String listVersion) {
        known = Optional.of(listVersion);
    }
}
