package io.jenkins.plugins.vela.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.cluster.ClusterConnection;
import io.jenkins.plugins.vela.cluster.ClusterSource;
import io.jenkins.plugins.vela.cluster.Clusters;
import io.jenkins.plugins.vela.cluster.ObjectKey;
import io.jenkins.plugins.vela.cluster.PatchType;
import io.jenkins.plugins.vela.sandbox.EmbeddedCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs against embedded clusters: objects are applied, waits end because objects change, logs arrive. */
@Timeout(180)
final class SandboxRunTest {

    private static final String SETTINGS =
            "{apiVersion: \"v1\", kind: \"ConfigMap\", metadata: {name: \"settings\", namespace: \"default\"}}";

    @TempDir
    Path directory;

    private EmbeddedCluster local;
    private EmbeddedCluster far;
    private Clusters clusters;
    private EngineFixture fixture;

    @BeforeEach
    void start() throws IOException {
        local = EmbeddedCluster.start("local");
        far = EmbeddedCluster.start("far");
        clusters = Clusters.builder()
                .cluster("local", ClusterSource.parse(write(local, "local")))
                .cluster("far", ClusterSource.parse(write(far, "far")))
                .build();
        fixture = new EngineFixture().clusters(clusters);
    }

    private String write(EmbeddedCluster cluster, String name) throws IOException {
        return cluster.writeKubeconfig(directory.resolve(name + ".yaml")).toString();
    }

    @AfterEach
    void stop() {
        fixture.close();
        clusters.close();
        local.close();
        far.close();
    }

    @Test
    void aWaitEndsBecauseTheObjectThatItReadsChanges() throws Exception {
        fixture.type(
                "wait",
                "import (\n\"vela/builtin\"\n\"vela/kube\"\n)\n"
                        + "read: kube.#Read & {$params: {cluster: \"far\", value: " + SETTINGS + """
                        }}
                        wait: builtin.#ConditionalWait & {$params: {
                          continue: read.$returns.value.data != _|_ && read.$returns.value.data.phase == "Ready"
                          message: "not yet"
                        }}
                        """);
        Run run = fixture.runByStep("{name:'a',type:'wait'}");
        await().until(() -> EngineFixture.render(run.status()).contains("a=running/Wait [not yet]"));

        settings(far, "Pending");
        settings(far, "Ready");

        assertThat(EngineFixture.render(EngineFixture.end(run))).isEqualTo("succeeded a=succeeded");
    }

    @Test
    void anAppliedObjectIsWatchedAndNotAppliedAgain() throws Exception {
        fixture.type(
                "apply",
                "import (\n\"vela/builtin\"\n\"vela/kube\"\n)\n"
                        + "apply: kube.#Apply & {$params: value: " + SETTINGS + """
                         & {data: from: context.name}}
                        wait: builtin.#ConditionalWait & {$params: continue: apply.$returns.value.data.phase == "Ready"}
                        """);
        Run run = fixture.runByStep("{name:'a',type:'apply'}");
        await().until(() -> EngineFixture.render(run.status()).contains("a=running/Wait"));

        ObjectNode patch = (ObjectNode) EngineFixture.json("{data:{phase:'Ready'}}");
        JsonNode patched = clusters.get("local")
                .patch(new ObjectKey("v1", "ConfigMap", "default", "settings"), PatchType.MERGE, patch);

        assertThat(EngineFixture.render(EngineFixture.end(run))).isEqualTo("succeeded a=succeeded");
        JsonNode now = clusters.get("local")
                .get(new ObjectKey("v1", "ConfigMap", "default", "settings"))
                .orElseThrow();
        assertThat(now.at("/metadata/resourceVersion")).isEqualTo(patched.at("/metadata/resourceVersion"));
        assertThat(now.at("/metadata/labels/workflowrun.oam.dev~1name").asText())
                .isEqualTo("r");
        assertThat(effects()).containsExactly("apply ConfigMap default/settings");
    }

    @Test
    void aDroppedWatchLosesNoWait() throws Exception {
        fixture.type(
                "wait",
                "import (\n\"vela/builtin\"\n\"vela/kube\"\n)\n"
                        + "read: kube.#Read & {$params: value: " + SETTINGS + """
                        }
                        wait: builtin.#ConditionalWait & {$params: continue: read.$returns.value.data.phase == "Ready"}
                        """);
        Run run = fixture.runByStep("{name:'a',type:'wait'}");
        await().until(() -> EngineFixture.render(run.status()).contains("a=running/Wait"));
        local.faults().dropWatches();
        settings(local, "Pending");
        local.faults().expireHistory();
        settings(local, "Ready");

        assertThat(EngineFixture.render(EngineFixture.end(run))).isEqualTo("succeeded a=succeeded");
    }

    @Test
    void anOldTemplateReadsAnObjectInANamedClusterAndWaitsForIt() throws Exception {
        fixture.type("ready", """
                        import "vela/op"
                        read: op.#Read & {
                          value: {
                            apiVersion: parameter.apiVersion
                            kind: parameter.kind
                            metadata: {name: parameter.name, namespace: parameter.namespace}
                          }
                          cluster: parameter.cluster
                        }
                        wait: op.#ConditionalWait & {
                          continue: read.value.data != _|_ && read.value.data.phase == "Ready"
                        }
                        parameter: {
                          apiVersion: string
                          kind: string
                          name: string
                          namespace: *context.namespace | string
                          cluster: *"" | string
                        }
                        """);
        Run run = fixture.runByStep("{name:'a',type:'ready',properties:{apiVersion:'v1',kind:'ConfigMap',"
                + "name:'settings',cluster:'far'},outputs:[{name:'uid',valueFrom:'read.value.metadata.uid'}]},"
                + "{name:'b',type:'print-message-in-status',inputs:[{from:'uid',parameterKey:'message'}]}");
        await().until(() -> EngineFixture.render(run.status()).contains("a=running/Wait"));

        settings(far, "Pending");
        settings(far, "Ready");

        assertThat(EngineFixture.render(EngineFixture.end(run)))
                .startsWith("succeeded a=succeeded b=succeeded [")
                .doesNotContain("[]");
    }

    @Test
    void anOldTemplateAppliesOnceThoughTheServerAddsFields() throws Exception {
        fixture.type("apply", "import \"vela/op\"\n" + "apply: op.#Apply & {value: " + SETTINGS + """
                         & {data: from: context.name}}
                        wait: op.#ConditionalWait & {continue: apply.value.data.phase == "Ready"}
                        """);
        Run run = fixture.runByStep("{name:'a',type:'apply'}");
        await().until(() -> EngineFixture.render(run.status()).contains("a=running/Wait"));
        clusters.get("local")
                .patch(
                        new ObjectKey("v1", "ConfigMap", "default", "settings"),
                        PatchType.MERGE,
                        EngineFixture.json("{data:{phase:'Ready'}}"));

        assertThat(EngineFixture.render(EngineFixture.end(run))).isEqualTo("succeeded a=succeeded");
        assertThat(effects()).containsExactly("apply ConfigMap default/settings");
    }

    @Test
    void aServerThatIsDownForAWhileLosesNoWait() throws Exception {
        fixture.type(
                "wait",
                "import (\n\"vela/builtin\"\n\"vela/kube\"\n)\n"
                        + "read: kube.#Read & {$params: value: " + SETTINGS + """
                        }
                        wait: builtin.#ConditionalWait & {$params: continue: read.$returns.value.data.phase == "Ready"}
                        """);
        settings(local, "Pending");
        Run run = fixture.runByStep("{name:'a',type:'wait'}");
        await().until(() -> EngineFixture.render(run.status()).contains("a=running/Wait"));
        local.faults().refuseConnections();
        local.faults().dropWatches();
        local.load(
                EngineFixture.json(
                        "{apiVersion:'v1',kind:'ConfigMap',metadata:{name:'settings',namespace:'default'},data:{phase:'Ready'}}"));
        local.faults().acceptConnections();

        assertThat(EngineFixture.render(EngineFixture.end(run))).isEqualTo("succeeded a=succeeded");
    }

    @Test
    void theBuildersLogIsToldUnderTheStep() throws Exception {
        Run run = fixture.runByStep(
                "{name:'build',type:'build-push-image',properties:{"
                        + "context:{git:'github.com/FogDong/simple-web-demo',branch:'main'},image:'fogdong/simple-web-demo:v1'}}");

        assertThat(EngineFixture.render(EngineFixture.end(run))).isEqualTo("succeeded build=succeeded");
        List<String> lines = fixture.notices.stream()
                .filter(RunNotice.StepLog.class::isInstance)
                .map(notice -> ((RunNotice.StepLog) notice).line())
                .toList();
        assertThat(lines).anyMatch(line -> line.contains("fogdong/simple-web-demo:v1"));
        int lastLine = lastIndex(RunNotice.StepLog.class);
        int end = lastIndex(RunNotice.RunPhaseChanged.class);
        assertThat(lastLine).as("the log is complete before the run ends").isLessThan(end);
    }

    @Test
    void afterARecoveryALogIsNotToldFromItsBeginning() throws Exception {
        Path state = directory.resolve("state");
        fixture.state(state).type("follow", """
                import ("vela/builtin", "vela/kube", "vela/util")
                pod: kube.#Apply & {$params: value: {
                  apiVersion: "v1", kind: "Pod"
                  metadata: {
                    name: "worker", namespace: "default"
                    annotations: {"sandbox.vela/log": "one\\ntwo", "sandbox.vela/duration": "4s"}
                  }
                  spec: {restartPolicy: "Never", containers: [{name: "main", image: "worker:1"}]}
                }}
                log: util.#Log & {$params: source: resources: [{name: "worker"}]}
                say: util.#Log & {$params: data: "three"}
                wait: builtin.#ConditionalWait & {$params: continue: pod.$returns.value.metadata.labels.done == "yes"}
                """);
        fixture.runByStep("{name:'a',type:'follow'}");
        await().until(() -> lines(fixture).size() == 2);
        assertThat(lines(fixture)).containsExactlyInAnyOrder("one", "three");
        fixture.close();

        try (EngineFixture second = new EngineFixture().clusters(clusters).state(state)) {
            Run run = second.engine().recover().get(0);
            await().until(() -> lines(second).contains("two"));
            clusters.get("local")
                    .patch(
                            new ObjectKey("v1", "Pod", "default", "worker"),
                            PatchType.MERGE,
                            EngineFixture.json("{metadata:{labels:{done:'yes'}}}"));
            assertThat(EngineFixture.render(EngineFixture.end(run))).isEqualTo("succeeded a=succeeded");

            assertThat(lines(second)).containsExactly("two");
            List<String> kept = new ArrayList<>();
            RecordedRun.logs(state, run.spec(), line -> kept.add(line.text()));
            assertThat(kept).containsExactlyInAnyOrder("one", "two", "three");
        }
    }

    private static List<String> lines(EngineFixture fixture) {
        return fixture.notices.stream()
                .filter(RunNotice.StepLog.class::isInstance)
                .map(notice -> ((RunNotice.StepLog) notice).line())
                .toList();
    }

    private int lastIndex(Class<? extends RunNotice> kind) {
        int last = -1;
        for (int i = 0; i < fixture.notices.size(); i++) {
            if (kind.isInstance(fixture.notices.get(i))) {
                last = i;
            }
        }
        return last;
    }

    private List<String> effects() {
        return fixture.notices.stream()
                .filter(RunNotice.StepEffect.class::isInstance)
                .map(notice -> ((RunNotice.StepEffect) notice).summary())
                .toList();
    }

    private void settings(EmbeddedCluster cluster, String phase) throws Exception {
        ClusterConnection connection = clusters.get(cluster.name());
        ObjectNode object = (ObjectNode) EngineFixture.json(
                "{apiVersion:'v1',kind:'ConfigMap',metadata:{name:'settings',namespace:'default'},data:{phase:'" + phase
                        + "'}}");
        connection.apply(object);
    }
}
