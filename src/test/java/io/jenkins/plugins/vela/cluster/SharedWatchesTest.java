package io.jenkins.plugins.vela.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.sandbox.EmbeddedCluster;
import io.jenkins.plugins.vela.sandbox.server.Faults.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Watches at the real protocol, with everything that goes wrong there. */
@Timeout(60)
class SharedWatchesTest {

    private static final WatchSettings QUICK = new WatchSettings(
            3,
            Duration.ofMillis(20),
            Duration.ofMillis(200),
            Duration.ofMinutes(5),
            Duration.ofMillis(100),
            Duration.ofMillis(200));

    private EmbeddedCluster server;
    private Clusters clusters;

    @BeforeEach
    void start() {
        server = EmbeddedCluster.start("watched");
        clusters = clusters(QUICK);
    }

    @AfterEach
    void stop() {
        clusters.close();
        server.close();
    }

    private Clusters clusters(WatchSettings settings) {
        return Clusters.builder()
                .cluster("", ApiConnectionTest.source(server.kubeconfig()))
                .watchSettings(settings)
                .build();
    }

    /** What one subscriber heard. */
    private static final class Ear {
        final List<ObjectEvent> events = new CopyOnWriteArrayList<>();

        List<String> values() {
            List<String> values = new ArrayList<>();
            for (ObjectEvent event : events) {
                if (event instanceof ObjectEvent.Present p) {
                    values.add(p.object().path("data").path("k").asText());
                } else if (event instanceof ObjectEvent.Absent) {
                    values.add("-");
                }
            }
            return values;
        }

        String last() {
            List<String> values = values();
            return values.isEmpty() ? "" : values.get(values.size() - 1);
        }

        List<String> disturbances() {
            return events.stream()
                    .filter(ObjectEvent.Disturbed.class::isInstance)
                    .map(e -> ((ObjectEvent.Disturbed) e).message())
                    .toList();
        }
    }

    private static ObjectKey key(String name) {
        return new ObjectKey("v1", "ConfigMap", "default", name);
    }

    private JsonNode write(String name, String value) throws Exception {
        return write(name, value, Map.of());
    }

    private JsonNode write(String name, String value, Map<String, String> labels) throws Exception {
        ObjectNode object =
                JsonNodeFactory.instance.objectNode().put("apiVersion", "v1").put("kind", "ConfigMap");
        ObjectNode metadata = object.putObject("metadata").put("name", name).put("namespace", "default");
        labels.forEach((k, v) -> metadata.withObject("/labels").put(k, v));
        object.putObject("data").put("k", value);
        return clusters.get("").apply(object);
    }

    private static Optional<String> version(JsonNode object) {
        return Optional.of(object.path("metadata").path("resourceVersion").asText());
    }

    private Ear listen(String name, Optional<String> seen) {
        Ear ear = new Ear();
        clusters.watches().subscribe(ObservedObject.one("", key(name)), seen, ear.events::add);
        return ear;
    }

    private static void hears(Ear ear, String value) {
        await().atMost(Duration.ofSeconds(20)).until(() -> ear.last().equals(value));
    }

    private long watchesOpened() {
        return server.faults().requests().stream().filter(Request::watch).count();
    }

    @Test
    void changesOfAnObjectArriveInOrder() throws Exception {
        JsonNode first = write("a", "1");
        Ear ear = listen("a", version(first));
        for (int i = 2; i <= 20; i++) {
            write("a", Integer.toString(i));
        }
        clusters.get("").delete(key("a"), Propagation.BACKGROUND);
        hears(ear, "-");
        assertThat(ear.values()).doesNotHaveDuplicates().endsWith("20", "-").doesNotContain("1");
    }

    @Test
    void theCurrentStateComesFirstToWhoKnowsNothing() throws Exception {
        write("known", "1");
        hears(listen("known", Optional.empty()), "1");
        hears(listen("unknown", Optional.empty()), "-");
        hears(listen("known", Optional.empty()), "1");
        hears(listen("unknown", Optional.empty()), "-");
    }

    @Test
    void aChangeBeforeTheSubscriptionIsNotLost() throws Exception {
        JsonNode first = write("gap", "1");
        hears(listen("gap", Optional.empty()), "1");
        write("gap", "2");
        // the watch is open already and has passed the change on before this subscriber came
        Ear late = listen("gap", version(first));
        hears(late, "2");
    }

    @Test
    void aSubscriberThatIsUpToDateHearsNothing() throws Exception {
        JsonNode first = write("quiet", "1");
        hears(listen("quiet", Optional.empty()), "1");
        Ear ear = listen("quiet", version(first));
        write("quiet", "2");
        hears(ear, "2");
        assertThat(ear.values()).containsExactly("2");
    }

    @Test
    void aDroppedConnectionLosesNothing() throws Exception {
        Ear ear = listen("dropped", version(write("dropped", "1")));
        for (int i = 2; i < 8; i++) {
            write("dropped", Integer.toString(i));
            hears(ear, Integer.toString(i));
            server.faults().dropWatches();
        }
        write("dropped", "end");
        hears(ear, "end");
        assertThat(ear.values()).containsExactly("2", "3", "4", "5", "6", "7", "end");
        assertThat(server.faults().requests().stream().filter(r -> r.path().endsWith("/configmaps") && !r.watch()))
                .as("resumed from the last version, without listing again")
                .hasSize(1);
    }

    @Test
    void anExpiredVersionIsListedAnew() throws Exception {
        Ear ear = listen("expired", version(write("expired", "1")));
        write("expired", "2");
        hears(ear, "2");
        server.faults().refuseConnections();
        server.load(JsonNodeFactory.instance
                .objectNode()
                .put("apiVersion", "v1")
                .put("kind", "ConfigMap")
                .setAll(Map.of(
                        "metadata",
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("name", "expired")
                                .put("namespace", "default"),
                        "data",
                        JsonNodeFactory.instance.objectNode().put("k", "3"))));
        server.faults().expireHistory();
        server.faults().acceptConnections();
        hears(ear, "3");
    }

    @Test
    void aServerThatIsDownForAWhileIsWaitedFor() throws Exception {
        Ear ear = listen("down", version(write("down", "1")));
        write("down", "2");
        hears(ear, "2");
        server.faults().refuseConnections();
        await().atMost(Duration.ofSeconds(20)).until(() -> !ear.disturbances().isEmpty());
        assertThat(ear.disturbances().get(0)).contains("watching ConfigMap down in namespace default of cluster local");
        server.faults().acceptConnections();
        write("down", "3");
        hears(ear, "3");
        assertThat(ear.disturbances()).hasSize(1);
    }

    @Test
    void aServerThatIsDownAtFirstIsWaitedFor() throws Exception {
        write("late", "1");
        server.faults().refuseConnections();
        Ear ear = listen("late", Optional.empty());
        await().atMost(Duration.ofSeconds(20)).until(() -> !ear.disturbances().isEmpty());
        server.faults().acceptConnections();
        hears(ear, "1");
    }

    @Test
    void repeatedEventsAreHeardOnce() throws Exception {
        server.faults().duplicateEvents();
        Ear ear = listen("echo", version(write("echo", "1")));
        write("echo", "2");
        hears(ear, "2"); // a watch that starts after two changes rightly tells of the last only
        write("echo", "3");
        hears(ear, "3");
        assertThat(ear.values()).containsExactly("2", "3");
    }

    @Test
    void manyObjectsShareOneWatch() throws Exception {
        List<Ear> ears = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            ears.add(listen("many-" + i, version(write("many-" + i, "1"))));
        }
        for (int i = 0; i < 40; i++) {
            write("many-" + i, "2");
        }
        for (Ear ear : ears) {
            hears(ear, "2");
        }
        assertThat(ears).allSatisfy(e -> assertThat(e.values()).containsExactly("2"));
        assertThat(((SharedWatches) clusters.watches()).open()).isEqualTo(1);
    }

    @Test
    void secretsNeverShareAWatch() throws Exception {
        for (int i = 0; i < 6; i++) {
            clusters.watches()
                    .subscribe(
                            ObservedObject.one("", new ObjectKey("v1", "Secret", "default", "s" + i)),
                            Optional.empty(),
                            e -> {});
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> watchesOpened() == 6);
        assertThat(server.faults().requests().stream().filter(Request::watch))
                .allSatisfy(r -> assertThat(r.query()).contains("metadata.name"));
    }

    @Test
    void whereOnlySingleObjectsMayBeWatchedTheyAreWatchedOneByOne() throws Exception {
        server.faults()
                .fail(
                        Integer.MAX_VALUE,
                        403,
                        "Forbidden",
                        r -> r.path().endsWith("/configmaps") && !r.query().contains("metadata.name"));
        List<Ear> ears = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            ears.add(listen("single-" + i, version(write("single-" + i, "1"))));
        }
        for (int i = 0; i < 6; i++) {
            write("single-" + i, "2");
        }
        for (Ear ear : ears) {
            hears(ear, "2");
            assertThat(ear.disturbances()).isEmpty();
        }
    }

    @Test
    void whereWatchingIsForbiddenTheObjectIsReadNowAndThen() throws Exception {
        server.faults().fail(Integer.MAX_VALUE, 403, "Forbidden", Request::watch);
        Ear ear = listen("polled", version(write("polled", "1")));
        await().atMost(Duration.ofSeconds(20)).until(() -> !ear.disturbances().isEmpty());
        assertThat(ear.disturbances().get(0)).contains("is not allowed");
        write("polled", "2");
        hears(ear, "2");
        write("polled", "3");
        hears(ear, "3");
    }

    @Test
    void whereWatchingIsAllowedAgainItIsWatchedAgain() throws Exception {
        clusters.close();
        clusters = clusters(new WatchSettings(
                3,
                Duration.ofMillis(20),
                Duration.ofMillis(200),
                Duration.ofMillis(300),
                Duration.ofMillis(100),
                Duration.ofMillis(200)));
        server.faults().fail(Integer.MAX_VALUE, 403, "Forbidden", Request::watch);
        Ear ear = listen("polled", version(write("polled", "1")));
        await().atMost(Duration.ofSeconds(20)).until(() -> watchesOpened() > 2);
        assertThat(ear.disturbances())
                .as("said once, however often it is tried")
                .hasSize(1);
        write("polled", "2");
        hears(ear, "2");

        server.faults().clear();
        await().atMost(Duration.ofSeconds(20)).until(() -> ear.disturbances().size() == 2);
        assertThat(ear.disturbances().get(1)).endsWith("is allowed again");
        write("polled", "3");
        hears(ear, "3");
    }

    @Test
    void aSelectionIsToldOfEveryObjectInIt() throws Exception {
        Ear ear = new Ear();
        ObjectSelector selector = ObjectSelector.of("v1", "ConfigMap", "default", Map.of("pick", "yes"));
        ObjectList before = clusters.get("").list(selector);
        clusters.watches()
                .subscribe(ObservedObject.all("", selector), Optional.of(before.resourceVersion()), ear.events::add);
        write("in-1", "a", Map.of("pick", "yes"));
        write("out", "b", Map.of("pick", "no"));
        write("in-2", "c", Map.of("pick", "yes"));
        hears(ear, "c");
        assertThat(ear.values()).doesNotContain("b");
    }

    @Test
    void aSelectionThatKnowsNothingIsToldOfEveryObjectFirst() throws Exception {
        ObjectSelector selector = ObjectSelector.of("v1", "ConfigMap", "default", Map.of("pick", "yes"));
        write("old-1", "a", Map.of("pick", "yes"));
        write("old-2", "b", Map.of("pick", "yes"));
        Ear early = new Ear();
        clusters.watches().subscribe(ObservedObject.all("", selector), Optional.empty(), early.events::add);
        await().atMost(Duration.ofSeconds(20)).until(() -> early.values().size() == 2);
        Ear late = new Ear();
        clusters.watches().subscribe(ObservedObject.all("", selector), Optional.empty(), late.events::add);
        await().atMost(Duration.ofSeconds(20)).until(() -> late.values().size() == 2);
        server.faults().dropWatches();
        server.faults().expireHistory();
        clusters.get("").delete(key("old-1"), Propagation.BACKGROUND);
        write("new", "c", Map.of("pick", "yes"));
        for (Ear ear : List.of(early, late)) {
            await().atMost(Duration.ofSeconds(20)).until(() -> ear.values().size() == 4);
            assertThat(ear.values()).containsExactlyInAnyOrder("a", "b", "-", "c");
        }
    }

    @Test
    void aWatchWithoutSubscribersIsClosed() throws Exception {
        Ear ear = new Ear();
        Subscription subscription = clusters.watches()
                .subscribe(ObservedObject.one("", key("left")), version(write("left", "1")), ear.events::add);
        write("left", "2");
        hears(ear, "2");
        subscription.close();
        await().atMost(Duration.ofSeconds(20)).until(() -> ((SharedWatches) clusters.watches()).open() == 0);
        write("left", "3");
        assertThat(ear.last()).isEqualTo("2");
    }

    @Test
    void aLostChangeIsFoundByTheResync() throws Exception {
        clusters.close();
        clusters = clusters(new WatchSettings(
                3,
                Duration.ofMillis(20),
                Duration.ofMillis(200),
                Duration.ofMillis(300),
                Duration.ofMillis(100),
                Duration.ofMillis(200)));
        Ear ear = listen("silent", version(write("silent", "1")));
        await().atMost(Duration.ofSeconds(20)).until(() -> watchesOpened() > 0);
        server.faults().delayEvents(Duration.ofMinutes(5));
        write("silent", "2");
        hears(ear, "2");
    }
}
