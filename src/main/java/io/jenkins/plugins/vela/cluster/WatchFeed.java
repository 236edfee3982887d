package io.jenkins.plugins.vela.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.cluster.ApiTransport.LineReceiver;
import io.jenkins.plugins.vela.cluster.ClusterException.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One watch and those who listen to it: list, watch from there, go on from the last seen resource version when the stream
 * breaks, list again when that version is too old or the resync interval is over. Everything here happens on the loop thread;
 * requests run on worker threads and post their answers back.
 */
final class WatchFeed {

    /** What one watch covers. */
    record Scope(
            String cluster,
            String apiVersion,
            String kind,
            String namespace,
            Optional<String> name,
            Map<String, String> labels) {

        ObjectSelector selector() {
            return new ObjectSelector(
                    apiVersion,
                    kind,
                    namespace,
                    labels,
                    name.map(n -> "metadata.name=" + n).orElse(""));
        }

        String describe() {
            return kind
                    + name.map(n -> " " + n).orElse("s")
                    + (namespace.isEmpty() ? "" : " in namespace " + namespace)
                    + " of cluster " + cluster;
        }
    }

    /** What a feed needs of its surroundings. */
    interface Host {
        WatchSettings settings();

        /** Runs on the loop thread, now or later. */
        void later(Duration pause, Runnable task);

        /** Runs where blocking is allowed. */
        void work(String cluster, Runnable task);

        ApiConnection connection(String cluster) throws ClusterException;

        /** Watching is not allowed in this scope; true if the host found another way for the feed's interests. */
        boolean refused(WatchFeed feed);
    }

    /** Work that may fail, for a worker thread. */
    private interface Blocking<T> {
        T run(ApiConnection connection) throws ClusterException, InterruptedException;
    }

    private interface Answer<T> {
        void take(Optional<T> value, Optional<ClusterException> error);
    }

    final Scope scope;
    private final Host host;
    private final Set<Interest> interests = new LinkedHashSet<>();
    private final Map<String, String> versions = new HashMap<>();

    private Optional<Subscription> stream = Optional.empty();
    private Optional<ResourceType> type = Optional.empty();
    private String position = "";
    private boolean stopped;
    private boolean polling;
    private int failures;
    /** Distinguishes the current stream and timers from those of an earlier life. */
    private long generation;

    /** Counts listings, so that only the last one's resync is due. */
    private long listings;

    WatchFeed(Scope scope, Host host) {
        this.scope = scope;
        this.host = host;
    }

    Set<Interest> interests() {
        return interests;
    }

    boolean unused() {
        return interests.isEmpty();
    }

    // ---- subscribers ----

    void add(Interest interest) {
        interests.add(interest);
        if (polling) {
            interest.say(pollingNotice());
            read(interest);
        } else if (!position.isEmpty() && mayHaveMissed(interest)) {
            catchUp(interest);
        }
    }

    void remove(Interest interest) {
        interests.remove(interest);
    }

    /** Whether a change that this watch has already passed on may be news to the new subscriber. */
    private boolean mayHaveMissed(Interest interest) {
        if (interest.known().isEmpty() || interest.known().get().isEmpty()) {
            return true;
        }
        String seen = interest.known().get();
        return !seen.equals(versions.get(interest.what.name().orElse(""))) && !ResourceVersions.isOlder(position, seen);
    }

    private void catchUp(Interest interest) {
        if (interest.isSelection()) {
            interest.caughtUp(position);
            interest.say(new ObjectEvent.Unsure());
        } else {
            read(interest);
        }
    }

    /** Reads the one object of an interest; whatever the watch says meanwhile has precedence. */
    private void read(Interest interest) {
        if (interest.isSelection()) {
            interest.say(new ObjectEvent.Unsure());
            return;
        }
        long before = interest.delivered();
        ObjectKey key = keyOf(interest);
        ask(connection -> connection.get(key), (found, error) -> {
            if (interest.delivered() == before && found.isPresent()) {
                if (found.get().isPresent()) {
                    JsonNode object = found.get().get();
                    interest.tell(new ObjectEvent.Present(key, object), versionOf(object));
                } else {
                    interest.tellAbsent(key, "");
                }
            }
        });
    }

    private static ObjectKey keyOf(Interest interest) {
        return new ObjectKey(
                interest.what.apiVersion(),
                interest.what.kind(),
                interest.what.namespace(),
                interest.what.name().orElse(""));
    }

    // ---- life ----

    void start() {
        list();
    }

    void stop() {
        stopped = true;
        generation++;
        stream.ifPresent(Subscription::close);
        stream = Optional.empty();
    }

    private record Listing(ResourceType type, ObjectList objects) {}

    private void list() {
        long mine = ++generation;
        listings++;
        stream.ifPresent(Subscription::close);
        stream = Optional.empty();
        ask(
                connection -> new Listing(
                        connection.resourceType(scope.apiVersion(), scope.kind()), connection.list(scope.selector())),
                (listing, error) -> {
                    if (stopped || mine != generation) {
                        return;
                    }
                    error.ifPresent(e -> failed(e, this::list));
                    listing.ifPresent(l -> listed(l.type(), l.objects()));
                });
    }

    private void listed(ResourceType resourceType, ObjectList objects) {
        type = Optional.of(resourceType);
        recovered();
        boolean first = position.isEmpty();
        Map<String, String> before = Map.copyOf(versions);
        versions.clear();
        Map<String, JsonNode> byName = new HashMap<>();
        for (JsonNode object : objects.items()) {
            versions.put(id(object), versionOf(object));
            byName.put(id(object), object);
        }
        position = objects.resourceVersion();
        for (Interest interest : List.copyOf(interests)) {
            if (interest.isSelection()) {
                boolean same = first ? interest.known().equals(Optional.of(position)) : before.equals(versions);
                interest.caughtUp(position);
                if (!same) {
                    interest.say(new ObjectEvent.Unsure());
                }
                continue;
            }
            JsonNode object = byName.get(interest.what.name().orElse(""));
            if (object == null) {
                interest.tellAbsent(keyOf(interest), position);
            } else {
                interest.tell(new ObjectEvent.Present(keyOf(interest), object), versionOf(object));
            }
        }
        open();
        long mine = listings;
        host.later(host.settings().resync(), () -> {
            if (!stopped && mine == listings) {
                list();
            }
        });
    }

    private void open() {
        if (stopped) {
            return;
        }
        long mine = generation;
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("watch", "true");
        parameters.put("resourceVersion", position);
        parameters.put("allowWatchBookmarks", "true");
        parameters.put("timeoutSeconds", "290");
        parameters.putAll(ApiPaths.parameters(scope.selector()));
        try {
            String path = ApiPaths.query(ApiPaths.collection(type.orElseThrow(), scope.namespace()), parameters);
            long[] openedAt = {System.nanoTime()};
            stream = Optional.of(host.connection(scope.cluster()).transport().stream(path, new LineReceiver() {
                @Override
                public void line(String line) {
                    received(mine, line);
                }

                @Override
                public void ended(Optional<ClusterException> why) {
                    boolean shortLived = System.nanoTime() - openedAt[0] < 1_000_000_000L;
                    host.later(Duration.ZERO, () -> streamEnded(mine, why, shortLived));
                }
            }));
        } catch (ClusterException e) {
            failed(e, this::open);
        }
    }

    private void streamEnded(long ofGeneration, Optional<ClusterException> why, boolean shortLived) {
        if (stopped || ofGeneration != generation) {
            return;
        }
        stream = Optional.empty();
        if (why.isPresent() && why.get().reason() == Reason.GONE) {
            list();
        } else if (why.isPresent()) {
            failed(why.get(), this::open);
        } else if (shortLived) {
            // an orderly end right after the start is nothing to complain about, but no reason to hurry either
            resume(this::open);
        } else {
            open();
        }
    }

    // ---- events ----

    /** Called on an HTTP thread: parsing happens here, everything else on the loop. */
    private void received(long ofGeneration, String line) {
        JsonNode event;
        try {
            event = Json.parse(line);
        } catch (JsonProcessingException e) {
            // half a line of a broken connection: the stream's end follows and the watch goes on from the last good one
            return;
        }
        host.later(Duration.ZERO, () -> {
            if (!stopped && ofGeneration == generation) {
                happened(event.path("type").asText(), event.path("object"));
            }
        });
    }

    private void happened(String kindOfEvent, JsonNode object) {
        switch (kindOfEvent) {
            case "ADDED", "MODIFIED" -> {
                moved(object);
                versions.put(id(object), versionOf(object));
                ObjectKey key = key(object);
                for (Interest interest : concerned(object)) {
                    interest.tell(new ObjectEvent.Present(key, object), versionOf(object));
                }
            }
            case "DELETED" -> {
                moved(object);
                versions.remove(id(object));
                for (Interest interest : concerned(object)) {
                    interest.tellAbsent(key(object), versionOf(object));
                }
            }
            case "BOOKMARK" -> moved(object);
            case "ERROR" -> {
                ClusterException error = ApiErrors.ofStatus(object, scope.cluster());
                if (error.reason() == Reason.GONE) {
                    list();
                } else {
                    generation++;
                    stream.ifPresent(Subscription::close);
                    failed(error, this::open);
                }
            }
            default -> {
                // a type of event that a later API may add
            }
        }
    }

    private void moved(JsonNode object) {
        recovered();
        String version = versionOf(object);
        if (!version.isEmpty()) {
            position = version;
        }
    }

    private List<Interest> concerned(JsonNode object) {
        String id = id(object);
        List<Interest> concerned = new ArrayList<>();
        for (Interest interest : interests) {
            if (interest.isSelection() || interest.what.name().orElse("").equals(id)) {
                concerned.add(interest);
            }
        }
        return concerned;
    }

    /** In a scope of one namespace the name is enough; selections over all namespaces only count their objects. */
    private String id(JsonNode object) {
        String name = object.path("metadata").path("name").asText();
        return scope.namespace().isEmpty() && type.map(ResourceType::namespaced).orElse(false)
                ? object.path("metadata").path("namespace").asText() + "/" + name
                : name;
    }

    private ObjectKey key(JsonNode object) {
        return new ObjectKey(
                scope.apiVersion(),
                scope.kind(),
                object.path("metadata").path("namespace").asText(""),
                object.path("metadata").path("name").asText());
    }

    private static String versionOf(JsonNode object) {
        return object.path("metadata").path("resourceVersion").asText("");
    }

    // ---- trouble ----

    private void failed(ClusterException error, Runnable again) {
        if (error.reason() == Reason.FORBIDDEN) {
            if (!host.refused(this)) {
                poll();
            }
            return;
        }
        failures++;
        if (failures == 3) {
            tellAll(new ObjectEvent.Disturbed(
                    "watching " + scope.describe() + " is interrupted, trying again: " + error.getMessage()));
        }
        resume(again);
    }

    private void resume(Runnable again) {
        Duration pause = host.settings().firstPause();
        for (int i = 1; i < failures && pause.compareTo(host.settings().longestPause()) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        Duration longest = host.settings().longestPause();
        long mine = ++generation;
        host.later(pause.compareTo(longest) > 0 ? longest : pause, () -> {
            if (!stopped && mine == generation) {
                again.run();
            }
        });
    }

    private void recovered() {
        failures = 0;
        polling = false;
    }

    private ObjectEvent.Disturbed pollingNotice() {
        return new ObjectEvent.Disturbed("watching " + scope.describe() + " is not allowed: it is read every "
                + host.settings().poll().toSeconds() + " s instead");
    }

    private void poll() {
        if (!polling) {
            polling = true;
            tellAll(pollingNotice());
        }
        long mine = ++generation;
        host.later(host.settings().poll(), () -> {
            if (!stopped && mine == generation) {
                List.copyOf(interests).forEach(this::read);
                poll();
            }
        });
    }

    private void tellAll(ObjectEvent event) {
        List.copyOf(interests).forEach(i -> i.say(event));
    }

    private <T> void ask(Blocking<T> question, Answer<T> answer) {
        host.work(scope.cluster(), () -> {
            Optional<T> value = Optional.empty();
            Optional<ClusterException> error = Optional.empty();
            try {
                value = Optional.of(question.run(host.connection(scope.cluster())));
            } catch (ClusterException e) {
                error = Optional.of(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            Optional<T> finalValue = value;
            Optional<ClusterException> finalError = error;
            host.later(Duration.ZERO, () -> {
                if (!stopped) {
                    answer.take(finalValue, finalError);
                }
            });
        });
    }
}
