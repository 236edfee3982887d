package io.jenkins.plugins.vela.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.cluster.ClusterSource;
import io.jenkins.plugins.vela.cluster.Clusters;
import io.jenkins.plugins.vela.cluster.WatchSettings;
import io.jenkins.plugins.vela.sandbox.EmbeddedCluster;
import io.jenkins.plugins.vela.sandbox.server.Faults;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;

/** No wait is lost, whatever happens between the engine and the cluster. */
@Timeout(240)
final class FaultyClusterTest {

    private static final int WAITS = 24;

    private EmbeddedCluster server;
    private Clusters clusters;
    private EngineFixture fixture;

    @BeforeEach
    void start() {
        server = EmbeddedCluster.start("faulty");
        clusters = clusters(WatchSettings.standard());
        fixture = fixture();
    }

    private Clusters clusters(WatchSettings settings) {
        return Clusters.builder()
                .cluster(
                        "",
                        new ClusterSource.KubeconfigText(
                                "faulty", server.kubeconfig(), Optional.empty(), ClusterSource.Trust.RESTRICTED))
                .watchSettings(settings)
                .build();
    }

    private EngineFixture fixture() {
        return new EngineFixture().clusters(clusters).type("wait", """
                import ("vela/builtin", "vela/kube")
                read: kube.#Read & {$params: value: {
                  apiVersion: "v1", kind: "ConfigMap", metadata: {name: parameter.name, namespace: "default"}
                }}
                wait: builtin.#ConditionalWait & {$params: continue: read.$returns.value.data.phase == "Ready"}
                parameter: name: string
                """);
    }

    @AfterEach
    void stop() {
        fixture.close();
        clusters.close();
        server.close();
    }

    /** Steps that wait, each for an object of its own. */
    private Run waiting(int waits) throws InterruptedException {
        for (int i = 0; i < waits; i++) {
            change(i, "Pending");
        }
        Run run = fixture.run(
                "DAG",
                IntStream.range(0, waits)
                        .mapToObj(i -> "{name:'s" + i + "',type:'wait',properties:{name:'o" + i + "'}}")
                        .collect(Collectors.joining(",")));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> run.status().steps().stream()
                                .filter(step -> step.reason().word().equals("Wait"))
                                .count()
                        == waits);
        return run;
    }

    /** In the cluster itself, so that it happens while nobody can reach it too. */
    private void change(int i, String phase) {
        ObjectNode object = (ObjectNode) EngineFixture.json("{apiVersion:'v1',kind:'ConfigMap',metadata:{name:'o" + i
                + "',namespace:'default'},data:{phase:'" + phase + "'}}");
        JsonNode loaded = server.load(object);
        assertThat(loaded.at("/data/phase").asText()).isEqualTo(phase);
    }

    private static void succeeds(Run run) throws InterruptedException {
        assertThat(EngineFixture.end(run).phase().word()).isEqualTo("succeeded");
    }

    /** The same pauses as in production, but for their length: every failure that is planned costs one. */
    private void hasten() {
        fixture.close();
        clusters.close();
        WatchSettings standard = WatchSettings.standard();
        clusters = clusters(new WatchSettings(
                standard.singleWatches(),
                Duration.ofMillis(5),
                Duration.ofMillis(100),
                standard.resync(),
                Duration.ofMillis(200),
                standard.linger()));
        fixture = fixture().limits(new EngineLimits(100, Duration.ofMillis(100), Duration.ofMillis(100), 32));
    }

    @Test
    void aServerThatIsAwayAndComesBackWithAnotherHistory() throws Exception {
        Run run = waiting(3);
        server.faults().refuseConnections();
        for (int i = 0; i < 3; i++) {
            change(i, "Ready");
        }
        server.faults().expireHistory();
        await().atMost(Duration.ofSeconds(40)).until(() -> fixture.notices.stream()
                .anyMatch(notice -> notice instanceof RunNotice.StepWarning warning
                        && warning.message().contains("is interrupted, trying again")));
        assertThat(run.status().finished()).isFalse();
        server.faults().acceptConnections();
        succeeds(run);
    }

    @Test
    void eventsThatComeLateAndTwice() throws Exception {
        server.faults().duplicateEvents();
        server.faults().delayEvents(Duration.ofMillis(300));
        Run run = waiting(3);
        for (int i = 0; i < 3; i++) {
            change(i, "Nearly");
            change(i, "Ready");
        }
        succeeds(run);
    }

    /**
     * One second is part of every build; {@code mvn test -Dtest=FaultyClusterTest -Doutage.seconds=30} takes the time that the
     * promise is about.
     */
    @Test
    void aServerThatIsAwayForAWhileAndComesBack(TestReporter reporter) throws Exception {
        int seconds = Integer.getInteger("outage.seconds", 1);
        fixture.type("late", """
                import ("vela/builtin", "vela/kube")
                hold: builtin.#Suspend & {$params: duration: "\\(parameter.after)ms"}
                made: kube.#Apply & {$params: value: {
                  apiVersion: "v1", kind: "ConfigMap", metadata: {name: "late", namespace: "default"}
                }}
                parameter: after: int
                """);
        StringBuilder steps = new StringBuilder("{name:'late',type:'late',properties:{after:" + seconds * 500 + "}}");
        for (int i = 0; i < WAITS; i++) {
            change(i, "Pending");
            steps.append(",{name:'s" + i + "',type:'wait',properties:{name:'o" + i + "'}}");
        }
        Run run = fixture.run("DAG", steps.toString());
        await().until(() -> run.status().steps().stream()
                        .filter(step -> step.reason().word().equals("Wait"))
                        .count()
                == WAITS);

        server.faults().refuseConnections();
        long gone = System.nanoTime();
        for (int i = 0; i < WAITS; i++) {
            change(i, "Ready");
        }
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> System.nanoTime() - gone > TimeUnit.SECONDS.toNanos(seconds));
        assertThat(run.status().finished()).isFalse();
        server.faults().acceptConnections();
        long back = System.nanoTime();

        succeeds(run);
        reporter.publishEntry(
                "outage",
                WAITS + " waits and one apply, " + seconds + " s without the API server, all over "
                        + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - back) + " ms after it was back");
    }

    @Test
    void aWatchThatSaysNothingIsSavedByTheResync() throws Exception {
        fixture.close();
        clusters.close();
        WatchSettings standard = WatchSettings.standard();
        clusters = clusters(new WatchSettings(
                standard.singleWatches(),
                standard.firstPause(),
                standard.longestPause(),
                Duration.ofSeconds(1),
                standard.poll(),
                standard.linger()));
        fixture = fixture();
        Run run = waiting(2);
        server.faults().delayEvents(Duration.ofHours(1));
        change(0, "Ready");
        change(1, "Ready");
        succeeds(run);
    }

    @Test
    void everythingAtOnceAndInAnyOrder() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        hasten();
        Run run = waiting(WAITS);
        for (int i = 0; i < WAITS; i++) {
            Faults faults = server.faults();
            switch (random.nextInt(6)) {
                case 0 -> faults.dropWatches();
                case 1 -> {
                    faults.dropWatches();
                    faults.expireHistory();
                }
                case 2 -> {
                    faults.refuseConnections();
                    change(i, "Nearly");
                    faults.acceptConnections();
                }
                case 3 -> faults.duplicateEvents();
                case 4 -> faults.fail(2, 503, "ServiceUnavailable", request -> true);
                default -> faults.hangUp(2, Faults.Request::watch);
            }
            change(i, "Ready");
        }
        assertThat(run.finished()
                        .toCompletableFuture()
                        .get(60, TimeUnit.SECONDS)
                        .phase()
                        .word())
                .as("seed %d: %s", seed, EngineFixture.render(run.status()))
                .isEqualTo("succeeded");
    }
}
