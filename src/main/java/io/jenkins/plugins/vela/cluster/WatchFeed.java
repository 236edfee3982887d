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

    /** The same by the object they are about (empty: selections), since thousands may share a watch. */
    private final Map<String, Set<Interest>> byName = new HashMap<>();

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
        byName.computeIfAbsent(interest.what.name().orElse(""), n -> new LinkedHashSet<>())
                .add(interest);
        if (polling) {
            interest.say(pollingNotice());
            read(interest);
        } else if (!position.isEmpty()) {
            join(interest);
        }
    }

    void remove(Interest interest) {
        interests.remove(interest);
        byName.computeIfPresent(interest.what.name().orElse(""), (name, those) -> {
            those.remove(interest);
            return those.isEmpty() ? null : those;
        });
    }

    /** A change that this watch has already passed on may be news to a subscriber that comes late. */
    private void join(Interest interest) {
        Optional<String> moment = interest.knownMoment();
        boolean stillToCome = moment.isPresent() && ResourceVersions.isOlder(position, moment.get());
        if (interest.isSelection() && moment.isPresent()) {
            interest.catchUp(versions, stillToCome || moment.get().equals(position));
        } else if (interest.isSelection() || !(stillToCome || upToDate(interest, moment))) {
            read(interest);
        }
    }

    private boolean upToDate(Interest interest, Optional<String> moment) {
        String name = interest.what.name().orElseThrow();
        return moment.isPresent() && moment.get().equals(versions.get(name));
    }

    /** Reads what one subscriber wants to know; whatever the watch says meanwhile has precedence. */
    private void read(Interest interest) {
        if (interest.isSelection()) {
            ask(
                    connection -> connection.list(scope.selector()),
                    (found, error) -> found.ifPresent(objects ->
                            interest.listing(byId(objects.items()), this::keyOf, objects.resourceVersion())));
            return;
        }
        long before = interest.delivered();
        String name = interest.what.name().orElseThrow();
        ask(connection -> connection.get(keyOf(name)), (found, error) -> {
            if (interest.delivered() == before && found.isPresent()) {
                found.get()
                        .ifPresentOrElse(
                                object -> interest.present(name, keyOf(name), object, versionOf(object)),
                                () -> interest.absent(name, keyOf(name), ""));
            }
        });
    }

    private Map<String, JsonNode> byId(List<JsonNode> objects) {
        Map<String, JsonNode> byId = new LinkedHashMap<>();
        objects.forEach(object -> byId.put(id(object), object));
        return byId;
    }

    /** In a scope of one namespace an id is a name; over all namespaces it is namespace and name. */
    private ObjectKey keyOf(String id) {
        int slash = id.indexOf('/');
        return new ObjectKey(
                scope.apiVersion(),
                scope.kind(),
                slash < 0 ? scope.namespace() : id.substring(0, slash),
                id.substring(slash + 1));
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
        position = objects.resourceVersion();
        Map<String, JsonNode> byId = byId(objects.items());
        versions.clear();
        byId.forEach((id, object) -> versions.put(id, versionOf(object)));
        for (Interest interest : List.copyOf(interests)) {
            if (interest.isSelection()) {
                interest.listing(byId, this::keyOf, position);
                continue;
            }
            String name = interest.what.name().orElseThrow();
            JsonNode object = byId.get(name);
            if (object == null) {
                interest.absent(name, keyOf(name), position);
            } else {
                interest.present(name, keyOf(name), object, versionOf(object));
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
                public void opened() {
                    host.later(Duration.ZERO, () -> {
                        if (!stopped && mine == generation) {
                            watching();
                        }
                    });
                }

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
                for (Interest interest : concerned(object)) {
                    interest.present(id(object), keyOf(id(object)), object, versionOf(object));
                }
            }
            case "DELETED" -> {
                moved(object);
                versions.remove(id(object));
                for (Interest interest : concerned(object)) {
                    interest.absent(id(object), keyOf(id(object)), versionOf(object));
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
        List<Interest> concerned = new ArrayList<>(byName.getOrDefault("", Set.of()));
        concerned.addAll(byName.getOrDefault(id(object), Set.of()));
        return concerned;
    }

    private String id(JsonNode object) {
        String name = object.path("metadata").path("name").asText();
        return scope.namespace().isEmpty() && type.map(ResourceType::namespaced).orElse(false)
                ? object.path("metadata").path("namespace").asText() + "/" + name
                : name;
    }

    static String versionOf(JsonNode object) {
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
    }

    /** The server lets us watch, perhaps again. */
    private void watching() {
        recovered();
        if (polling) {
            polling = false;
            tellAll(new ObjectEvent.Disturbed("watching " + scope.describe() + " is allowed again"));
        }
    }

    private ObjectEvent.Disturbed pollingNotice() {
        return new ObjectEvent.Disturbed("watching " + scope.describe() + " is not allowed: it is read every "
                + host.settings().poll().toSeconds() + " s instead");
    }

    /** Reads now and then; and now and then asks whether watching is allowed meanwhile. */
    private void poll() {
        if (!polling) {
            polling = true;
            tellAll(pollingNotice());
        }
        pollUntil(System.nanoTime() + host.settings().resync().toNanos());
    }

    private void pollUntil(long askAgain) {
        long mine = ++generation;
        host.later(host.settings().poll(), () -> {
            if (stopped || mine != generation) {
                return;
            }
            List.copyOf(interests).forEach(this::read);
            if (System.nanoTime() - askAgain >= 0) {
                list();
            } else {
                pollUntil(askAgain);
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
