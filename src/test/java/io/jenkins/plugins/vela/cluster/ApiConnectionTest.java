package io.jenkins.plugins.vela.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.cluster.ClusterException.Reason;
import io.jenkins.plugins.vela.sandbox.EmbeddedCluster;
import io.jenkins.plugins.vela.sandbox.EmbeddedOptions;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One connection at the real protocol. */
@Timeout(60)
class ApiConnectionTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static EmbeddedCluster server;
    private static Clusters clusters;

    @BeforeAll
    static void start() {
        server = EmbeddedCluster.start("one", EmbeddedOptions.defaults().withDelay(Duration.ofMillis(50)));
        clusters = Clusters.builder().cluster("", source(server.kubeconfig())).build();
    }

    @AfterAll
    static void stop() {
        clusters.close();
        server.close();
    }

    @BeforeEach
    void noFaults() {
        server.faults().clear();
    }

    static ClusterSource source(String kubeconfig) {
        return new ClusterSource.KubeconfigText("test", kubeconfig, Optional.empty(), ClusterSource.Trust.RESTRICTED);
    }

    private static ClusterConnection cluster() throws ClusterException {
        return clusters.get("");
    }

    private static ObjectNode object(String json) {
        try {
            return (ObjectNode) MAPPER.readTree(json.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static ObjectNode configMap(String name, String value) {
        return object("{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'" + name
                + "','namespace':'default'},'data':{'k':'" + value + "'}}");
    }

    private static ObjectKey key(String name) {
        return new ObjectKey("v1", "ConfigMap", "default", name);
    }

    @Test
    void anAppliedObjectCanBeReadAndIsOursToManage() throws Exception {
        JsonNode applied = cluster().apply(configMap("applied", "1"));
        assertThat(applied.path("metadata").path("managedFields").findValuesAsText("manager"))
                .contains("vela-workflow");
        assertThat(cluster()
                        .get(key("applied"))
                        .orElseThrow()
                        .path("data")
                        .path("k")
                        .asText())
                .isEqualTo("1");
    }

    @Test
    void applyingTwiceChangesNothing() throws Exception {
        JsonNode first = cluster().apply(configMap("twice", "1"));
        JsonNode second = cluster().apply((ObjectNode) first);
        assertThat(second.path("metadata").path("resourceVersion"))
                .isEqualTo(first.path("metadata").path("resourceVersion"));
    }

    @Test
    void anAbsentObjectIsEmptyAndAnUnknownKindIsAnError() throws Exception {
        assertThat(cluster().get(key("absent"))).isEmpty();
        assertThatThrownBy(() -> cluster().get(new ObjectKey("apps/v1", "Deploymint", "default", "x")))
                .isInstanceOfSatisfying(
                        ClusterException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_FOUND))
                .hasMessageContaining("has no kind Deploymint in apps/v1");
        assertThatThrownBy(() -> cluster().get(new ObjectKey("apps/v1", "deployment", "default", "x")))
                .hasMessageContaining("did you mean Deployment?");
    }

    @Test
    void aKindThatWasNotThereIsFoundOnceItIs() throws Exception {
        ObjectNode custom = object(
                "{'apiVersion':'things.example.org/v1','kind':'Policy','metadata':{'name':'x','namespace':'default'}}");
        assertThat(cluster().get(ObjectKey.of(custom))).isEmpty();
        cluster().apply(custom);
        assertThat(cluster().get(ObjectKey.of(custom))).isPresent();
        assertThat(cluster().resourceType("things.example.org/v1", "Policy").plural())
                .isEqualTo("policies");
    }

    @Test
    void aListIsSelectedByLabelsAndItsItemsSayWhatTheyAre() throws Exception {
        for (String name : List.of("l1", "l2", "l3")) {
            ObjectNode o = configMap(name, "1");
            o.withObject("/metadata/labels").put("pick", name.equals("l2") ? "no" : "yes");
            cluster().apply(o);
        }
        ObjectList list = cluster().list(ObjectSelector.of("v1", "ConfigMap", "default", Map.of("pick", "yes")));
        assertThat(list.items()).extracting(o -> ObjectKey.of(o).name()).containsExactlyInAnyOrder("l1", "l3");
        assertThat(list.items())
                .allSatisfy(o -> assertThat(o.path("kind").asText()).isEqualTo("ConfigMap"));
        assertThat(list.resourceVersion()).isNotEmpty();
    }

    @Test
    void aPatchWithAnOldResourceVersionIsAConflict() throws Exception {
        JsonNode first = cluster().apply(configMap("contended", "1"));
        cluster().patch(key("contended"), PatchType.MERGE, object("{'data':{'k':'2'}}"));
        ObjectNode late = object("{'data':{'k':'3'}}");
        late.withObject("/metadata")
                .put(
                        "resourceVersion",
                        first.path("metadata").path("resourceVersion").asText());
        assertThatThrownBy(() -> cluster().patch(key("contended"), PatchType.MERGE, late))
                .isInstanceOfSatisfying(
                        ClusterException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CONFLICT));
    }

    @Test
    void deletingWhatIsNotThereSaysSo() throws Exception {
        cluster().apply(configMap("doomed", "1"));
        cluster().delete(key("doomed"), Propagation.BACKGROUND);
        assertThat(cluster().get(key("doomed"))).isEmpty();
        assertThatThrownBy(() -> cluster().delete(key("doomed"), Propagation.BACKGROUND))
                .isInstanceOfSatisfying(
                        ClusterException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_FOUND))
                .hasMessageContaining("ConfigMap default/doomed");
    }

    @Test
    void aPassingDisturbanceIsNotNoticed() throws Exception {
        cluster().apply(configMap("bumpy", "1"));
        server.faults().fail(1, 503, "ServiceUnavailable", r -> r.path().endsWith("/bumpy"));
        server.faults().hangUp(1, r -> r.path().endsWith("/bumpy"));
        assertThat(cluster().get(key("bumpy"))).isPresent();
    }

    @Test
    void aCreationThatGotNoAnswerIsNotRepeated() throws Exception {
        ObjectNode generated = object(
                "{'apiVersion':'v1','kind':'ConfigMap','metadata':{'generateName':'gen-','namespace':'default'}}");
        server.faults().hangUp(1, r -> r.method().equals("POST"));
        assertThatThrownBy(() -> cluster().create(generated))
                .isInstanceOfSatisfying(
                        ClusterException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NO_ANSWER));
        assertThat(server.faults().requests().stream().filter(r -> r.method().equals("POST")))
                .hasSize(1);
    }

    @Test
    void anUnreachableServerIsOneSentence() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        String kubeconfig = server.kubeconfig().replaceAll("server: .*", "server: http://127.0.0.1:" + free);
        try (Clusters other =
                Clusters.builder().cluster("far", source(kubeconfig)).build()) {
            assertThatThrownBy(() -> other.get("far").check())
                    .isInstanceOfSatisfying(
                            ClusterException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNREACHABLE))
                    .hasMessage("cluster far is unreachable: no connection to 127.0.0.1:" + free);
        }
    }

    @Test
    void anUnknownClusterSaysWhichThereAre() {
        assertThatThrownBy(() -> clusters.get("elsewhere")).hasMessage("no cluster elsewhere; there are local");
    }

    @Test
    void aPodsLogIsFollowedToItsEndAcrossABrokenConnection() throws Exception {
        ObjectNode pod = object("{'apiVersion':'v1','kind':'Pod','metadata':{'name':'talker','namespace':'default',"
                + "'annotations':{'sandbox.vela/log':'one\\ntwo\\nthree\\nfour\\nfive','sandbox.vela/duration':'600ms'}},"
                + "'spec':{'restartPolicy':'Never','containers':[{'name':'c','image':'x'}]}}");
        cluster().apply(pod);
        server.faults().hangUp(1, r -> r.path().endsWith("/log"));
        List<String> lines = new CopyOnWriteArrayList<>();
        CompletableFuture<Optional<ClusterException>> ended = new CompletableFuture<>();
        try (Subscription following =
                cluster().followLogs("default", "talker", LogOptions.everything(), lines::add, ended::complete)) {
            await().atMost(Duration.ofSeconds(20)).until(ended::isDone);
            assertThat(ended.join()).isEmpty();
            assertThat(lines).containsExactly("one", "two", "three", "four", "five");
            assertThat(following).isNotNull();
        }
        assertThat(cluster().logs("default", "talker", LogOptions.everything().tail(2)))
                .containsExactly("four", "five");
    }

    @Test
    void aLogThatBreaksOffInTheMiddleGoesOnWhereItWas() throws Exception {
        ObjectNode pod = object("{'apiVersion':'v1','kind':'Pod','metadata':{'name':'slow','namespace':'default',"
                + "'annotations':{'sandbox.vela/log':'one\\ntwo\\nthree\\nfour\\nfive','sandbox.vela/duration':'3s'}},"
                + "'spec':{'restartPolicy':'Never','containers':[{'name':'c','image':'x'}]}}");
        cluster().apply(pod);
        List<String> lines = new CopyOnWriteArrayList<>();
        CompletableFuture<Optional<ClusterException>> ended = new CompletableFuture<>();
        try (Subscription following =
                cluster().followLogs("default", "slow", LogOptions.everything(), lines::add, ended::complete)) {
            assertThat(following).isNotNull();
            await().atMost(Duration.ofSeconds(20)).until(() -> !lines.isEmpty());
            server.faults().refuseConnections();
            server.faults().acceptConnections();
            await().atMost(Duration.ofSeconds(20)).until(ended::isDone);
            assertThat(lines).containsExactly("one", "two", "three", "four", "five");
        }
        assertThat(server.faults().requests().stream()
                        .filter(r -> r.path().endsWith("/slow/log") && r.query().contains("sinceTime")))
                .as("resumed, not begun again")
                .isNotEmpty();
    }
}
