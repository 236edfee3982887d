package io.jenkins.plugins.vela.sandbox.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.sandbox.api.ApiFailure;
import io.jenkins.plugins.vela.sandbox.api.ObjectKey;
import io.jenkins.plugins.vela.sandbox.api.Resource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * All objects of a cluster. One revision counts every change of any object, like etcd's; a bounded history lets a watch
 * go on where it stopped.
 *
 * <p>Thread-safe: one lock, held for the time of a change. Stored trees are never changed, only replaced; callers must
 * not change what they get.
 */
public final class ObjectStore {

    /** A list as it was at a revision. */
    public record Snapshot(long revision, List<ObjectNode> objects) {}

    private final int historySize;
    private final Optional<ChangeLog> log;
    private final Map<Resource, NavigableMap<String, ObjectNode>> objects = new HashMap<>();
    private final Deque<Change> history = new ArrayDeque<>();
    private final List<ChangeFeed> feeds = new ArrayList<>();
    private long revision;
    private long forgotten;

    /**
     * A store with what its log holds.
     *
     * @param historySize how many changes a late watch can catch up with
     * @param log where changes are kept; without one they are gone with the process
     */
    public ObjectStore(int historySize, Optional<ChangeLog> log) {
        this.historySize = historySize;
        this.log = log;
        log.ifPresent(changes -> {
            changes.load().forEach((key, object) -> space(key.resource()).put(slot(key), object));
            revision = changes.revision();
            forgotten = revision;
        });
    }

    public synchronized long revision() {
        return revision;
    }

    public synchronized Optional<ObjectNode> get(ObjectKey key) {
        return Optional.ofNullable(space(key.resource()).get(slot(key)));
    }

    /** The objects of one resource, ordered by namespace and name. */
    public synchronized Snapshot list(Resource resource, String namespace) {
        NavigableMap<String, ObjectNode> space = space(resource);
        NavigableMap<String, ObjectNode> part =
                namespace.isEmpty() ? space : space.subMap(namespace + "/", true, namespace + "0", false);
        return new Snapshot(revision, List.copyOf(part.values()));
    }

    /** The resources that have objects. */
    public synchronized List<Resource> resources() {
        return objects.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * Replaces an object by what the step makes of it, in one piece. Returning the given object, or one equal to it,
     * changes nothing; returning nothing deletes. An exception of the step leaves everything as it was.
     *
     * @return the object as it is now, with its resource version; after a deletion the last state
     */
    public synchronized Optional<ObjectNode> write(ObjectKey key, UnaryOperator<Optional<ObjectNode>> step) {
        Optional<ObjectNode> before = Optional.ofNullable(space(key.resource()).get(slot(key)));
        Optional<ObjectNode> after = step.apply(before);
        if (before.equals(after)) {
            return before;
        }
        ObjectNode next = after.or(() -> before).orElseThrow().deepCopy();
        next.withObjectProperty("metadata").put("resourceVersion", Long.toString(revision + 1));
        Change.Type type =
                after.isEmpty() ? Change.Type.DELETED : before.isEmpty() ? Change.Type.ADDED : Change.Type.MODIFIED;
        Change change = new Change(revision + 1, type, key, next, before);
        log.ifPresent(changes -> changes.append(change));
        revision++;
        if (after.isEmpty()) {
            space(key.resource()).remove(slot(key));
        } else {
            space(key.resource()).put(slot(key), next);
        }
        history.addLast(change);
        if (history.size() > historySize) {
            forgotten = history.removeFirst().revision();
        }
        for (ChangeFeed feed : feeds) {
            feed.offer(change);
        }
        return Optional.of(next);
    }

    /**
     * The changes after a revision.
     *
     * @throws ApiFailure with code 410 when the history does not reach back so far, with code 504 when the revision has
     *     not happened yet
     */
    public synchronized ChangeFeed feed(Scope scope, long after) {
        if (after < forgotten) {
            throw ApiFailure.expired(after, forgotten);
        }
        if (after > revision) {
            throw ApiFailure.tooLarge(after, revision);
        }
        ChangeFeed feed = new ChangeFeed(scope, this);
        for (Change change : history) {
            if (change.revision() > after) {
                feed.offer(change);
            }
        }
        feeds.add(feed);
        return feed;
    }

    /** Forgets the history, so that every watch which starts from an older revision is told that it is too old. */
    public synchronized void compact() {
        history.clear();
        forgotten = revision;
    }

    /** Ends all feeds. */
    public synchronized void closeFeeds() {
        List.copyOf(feeds).forEach(ChangeFeed::close);
    }

    synchronized void drop(ChangeFeed feed) {
        feeds.remove(feed);
    }

    private NavigableMap<String, ObjectNode> space(Resource resource) {
        return objects.computeIfAbsent(resource, r -> new TreeMap<>());
    }

    // '0' follows '/' and occurs in no name before it, which makes one namespace one range
    private static String slot(ObjectKey key) {
        return key.namespace() + "/" + key.name();
    }
}
