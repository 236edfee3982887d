package io.jenkins.plugins.vela.sandbox.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.sandbox.api.ApiFailure;
import io.jenkins.plugins.vela.sandbox.api.Json;
import io.jenkins.plugins.vela.sandbox.api.Meta;
import io.jenkins.plugins.vela.sandbox.api.ResourceKind;
import io.jenkins.plugins.vela.sandbox.registry.Registry;
import io.jenkins.plugins.vela.sandbox.store.Change;
import io.jenkins.plugins.vela.sandbox.store.ChangeFeed;
import io.jenkins.plugins.vela.sandbox.store.ObjectStore;
import io.jenkins.plugins.vela.sandbox.store.Scope;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Streams changes to clients, one JSON document per line, on the thread of the request. The JDK's server does not tell
 * when a client leaves, so a watch that nobody reads ends with its next event or its time-out.
 */
final class WatchEndpoint {

    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final Duration BOOKMARK_INTERVAL = Duration.ofMinutes(1);

    private final Registry registry;
    private final Faults faults;
    private final Set<ChangeFeed> open = ConcurrentHashMap.newKeySet();
    private final Set<ChangeFeed> cut = ConcurrentHashMap.newKeySet();

    /** Thrown out of the handler, it makes the server drop the connection where it stands. */
    static final class CutException extends RuntimeException {
        private static final long serialVersionUID = 1;

        CutException() {
            super("a test asked for this", null, false, false);
        }
    }

    WatchEndpoint(Registry registry, Faults faults) {
        this.registry = registry;
        this.faults = faults;
    }

    /** Closes the connection of every open watch without the end of its stream. */
    void cutAll() {
        for (ChangeFeed feed : open) {
            cut.add(feed);
            feed.close();
        }
    }

    static long revision(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw ApiFailure.badRequest(
                    "Invalid value: \"" + text + "\": strconv.ParseUint: parsing \"" + text + "\": invalid syntax");
        }
    }

    void stream(ApiRequest request, ResourceKind kind, Selection selection) throws IOException, InterruptedException {
        if (request.header("Upgrade").equalsIgnoreCase("websocket")) {
            // an ordinary empty answer makes clients fall back to a streamed one
            request.answerText(200, "");
            return;
        }
        String from = request.parameter("resourceVersion");
        boolean replay = request.flag("sendInitialEvents") || from.isEmpty() || from.equals("0");
        Scope scope = Scope.of(kind.resource(), selection.namespace());
        ObjectStore store = registry.store();
        ChangeFeed feed;
        try {
            feed = store.feed(scope, replay ? store.revision() : revision(from));
        } catch (ApiFailure expired) {
            if (expired.code() != 410) {
                throw expired;
            }
            // a real server has begun its answer when it finds out
            try (OutputStream out = request.stream("application/json")) {
                send(out, "ERROR", expired.status());
            }
            request.exchange().close();
            return;
        }
        open.add(feed);
        try (feed) {
            OutputStream out = request.stream("application/json");
            long seen = 0;
            if (replay) {
                seen = sendPresent(request, kind, selection, out);
            }
            follow(request, kind, selection, feed, out, seen);
            if (cut.contains(feed)) {
                throw new CutException();
            }
            out.close();
        } finally {
            open.remove(feed);
            cut.remove(feed);
        }
        request.exchange().close();
    }

    private long sendPresent(ApiRequest request, ResourceKind kind, Selection selection, OutputStream out)
            throws IOException {
        ObjectStore.Snapshot present = registry.store().list(kind.resource(), selection.namespace());
        for (ObjectNode object : present.objects()) {
            if (selection.test(object)) {
                send(out, "ADDED", Registry.presented(kind, object));
            }
        }
        if (request.flag("sendInitialEvents") && request.flag("allowWatchBookmarks")) {
            ObjectNode bookmark = bookmark(kind, present.revision());
            Meta.editable(bookmark).putObject("annotations").put("k8s.io/initial-events-end", "true");
            send(out, "BOOKMARK", bookmark);
        }
        return present.revision();
    }

    private void follow(
            ApiRequest request, ResourceKind kind, Selection selection, ChangeFeed feed, OutputStream out, long seen)
            throws IOException, InterruptedException {
        boolean bookmarks = request.flag("allowWatchBookmarks");
        long end = System.nanoTime() + patience(request).toNanos();
        while (!feed.closed()) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return;
            }
            Optional<Change> next = feed.poll(Duration.ofNanos(Math.min(left, BOOKMARK_INTERVAL.toNanos())));
            if (next.isEmpty()) {
                if (bookmarks && !feed.closed()) {
                    send(out, "BOOKMARK", bookmark(kind, registry.store().revision()));
                }
            } else if (next.get().revision() > seen) {
                deliver(kind, selection, next.get(), out);
            }
        }
    }

    /** A change is what it means to this selection: an object that no longer fits is as good as deleted. */
    private void deliver(ResourceKind kind, Selection selection, Change change, OutputStream out)
            throws IOException, InterruptedException {
        boolean fits = change.type() != Change.Type.DELETED && selection.test(change.object());
        boolean fitted = change.previous().filter(selection).isPresent();
        if (!fits && !fitted) {
            return;
        }
        if (!faults.eventDelay().isZero()) {
            Thread.sleep(faults.eventDelay().toMillis());
        }
        String type = fits ? fitted ? "MODIFIED" : "ADDED" : "DELETED";
        ObjectNode object = Registry.presented(kind, change.object());
        if (!fits && change.type() != Change.Type.DELETED) {
            object = Registry.presented(kind, change.previous().orElseThrow());
            Meta.editable(object).put("resourceVersion", Long.toString(change.revision()));
        }
        send(out, type, object);
        if (faults.duplicatesEvents()) {
            send(out, type, object);
        }
    }

    private static Duration patience(ApiRequest request) {
        String seconds = request.parameter("timeoutSeconds");
        if (seconds.isEmpty()) {
            return LONGEST;
        }
        try {
            return Duration.ofSeconds(Long.parseLong(seconds));
        } catch (NumberFormatException e) {
            throw ApiFailure.badRequest("invalid timeoutSeconds: " + seconds);
        }
    }

    private static ObjectNode bookmark(ResourceKind kind, long revision) {
        ObjectNode object = Json.object();
        object.put("kind", kind.kind()).put("apiVersion", kind.apiVersion());
        Meta.editable(object).put("resourceVersion", Long.toString(revision));
        return object;
    }

    private static void send(OutputStream out, String type, ObjectNode object) throws IOException {
        ObjectNode event = Json.object();
        event.put("type", type);
        event.set("object", object);
        byte[] bytes = Json.bytes(event);
        byte[] line = java.util.Arrays.copyOf(bytes, bytes.length + 1);
        line[bytes.length] = '\n';
        out.write(line);
        out.flush();
    }
}
