package io.jenkins.plugins.vela.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One subscriber's wish and what it has been told so far, so that it hears everything once. Lives on the watches' loop thread,
 * but for {@link #close}.
 */
final class Interest {

    final ObservedObject what;
    private final Consumer<ObjectEvent> listener;
    private volatile boolean closed;

    /** The moment the subscriber says it knows; nothing when it knows nothing, or once it has been told something. */
    private Optional<String> seen;

    /** Versions of the objects that the subscriber knows, by the feed's id; an object that it knows to be absent has none. */
    private final Map<String, String> known = new HashMap<>();

    private boolean knowsAbsence;

    /** Counts what was delivered, so that an answer which was overtaken by an event can be dropped. */
    private long delivered;

    Interest(ObservedObject what, Optional<String> seen, Consumer<ObjectEvent> listener) {
        this.what = what;
        this.listener = listener;
        this.seen = seen;
        seen.ifPresent(version -> what.name().ifPresent(name -> known.put(name, version)));
    }

    boolean isSelection() {
        return what.name().isEmpty();
    }

    /** The moment of which the subscriber knows the state; empty when it has to be told first. */
    Optional<String> knownMoment() {
        return isSelection() ? seen : Optional.ofNullable(known.get(what.name().orElseThrow()));
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

    /** Tells of an object's state unless the subscriber knows it, or a later one. */
    void present(String id, ObjectKey key, JsonNode object, String version) {
        String before = known.get(id);
        if (before == null || (!before.equals(version) && !ResourceVersions.isOlder(version, before))) {
            known.put(id, version);
            knowsAbsence = false;
            say(new ObjectEvent.Present(key, object));
        }
    }

    /** Tells that an object does not exist as of a moment; an empty one means "now". */
    void absent(String id, ObjectKey key, String asOf) {
        String before = known.get(id);
        boolean overtaken = before != null && ResourceVersions.isOlder(asOf, before);
        boolean news = before != null || (!isSelection() && !knowsAbsence);
        if (news && !overtaken) {
            known.remove(id);
            knowsAbsence = true;
            say(new ObjectEvent.Absent(key, asOf));
        }
    }

    /** Tells what a listing has that the subscriber does not know. */
    void listing(Map<String, JsonNode> objects, Function<String, ObjectKey> keys, String moment) {
        if (seen.isPresent() && isSelection()) {
            boolean same = seen.get().equals(moment);
            Map<String, String> versions = new HashMap<>();
            objects.forEach((id, object) -> versions.put(id, WatchFeed.versionOf(object)));
            catchUp(versions, same);
            return;
        }
        objects.forEach((id, object) -> present(id, keys.apply(id), object, WatchFeed.versionOf(object)));
        for (String id : List.copyOf(known.keySet())) {
            if (!objects.containsKey(id)) {
                absent(id, keys.apply(id), moment);
            }
        }
    }

    /** For a selection: takes these objects as known, after telling to read again unless the subscriber has seen just them. */
    void catchUp(Map<String, String> versions, boolean seenJustThem) {
        seen = Optional.empty();
        known.clear();
        known.putAll(versions);
        if (!seenJustThem) {
            say(new ObjectEvent.Unsure());
        }
    }

    /** Tells something, unless the subscriber has gone. */
    void say(ObjectEvent event) {
        if (!closed) {
            delivered++;
            listener.accept(event);
        }
    }
}
