package io.jenkins.plugins.vela.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.cluster.ClusterSource;
import io.jenkins.plugins.vela.cluster.Clusters;
import io.jenkins.plugins.vela.cluster.ObjectKey;
import io.jenkins.plugins.vela.cluster.Propagation;
import io.jenkins.plugins.vela.sandbox.EmbeddedCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rules about objects in a cluster: what a wait looks at, what goes when a step is cancelled, whom an object belongs to. */
@Timeout(120)
final class ClusterRulesTest {

    @TempDir
    Path directory;

    private EmbeddedCluster cluster;
    private Clusters clusters;
    private EngineFixture fixture;

    @BeforeEach
    void start() throws IOException {
        cluster = EmbeddedCluster.start("local");
        String kubeconfig =
                cluster.writeKubeconfig(directory.resolve("kubeconfig")).toString();
        clusters = Clusters.builder()
                .cluster("local", ClusterSource.parse(kubeconfig))
                .build();
        fixture = new EngineFixture().clusters(clusters);
    }

    @AfterEach
    void stop() {
        fixture.close();
        clusters.close();
        cluster.close();
    }

    private Optional<JsonNode> live(String apiVersion, String kind, String name) throws Exception {
        return clusters.get("local").get(new ObjectKey(apiVersion, kind, "default", name));
    }

    private void apply(String object) throws Exception {
        JsonNode unused = clusters.get("local").apply((ObjectNode) EngineFixture.json(object));
    }

    private List<String> warnings() {
        return fixture.notices.stream()
                .filter(RunNotice.StepWarning.class::isInstance)
                .map(notice -> ((RunNotice.StepWarning) notice).message())
                .toList();
    }

    // ---- waits ----

    @Test
    void aWaitFollowsAListWhoseFirstObjectIsReplaced() throws Exception {
        String object = "{apiVersion:'v1',kind:'ConfigMap',metadata:{name:'%s',namespace:'default',labels:{app:'x'}},"
                + "data:{phase:'%s'}}";
        fixture.type("first", """
            import (
            "vela/builtin"
            "vela/kube"
            )
            list: kube.#List & {$params: {
              resource: {apiVersion: "v1", kind: "ConfigMap"}
              filter: {namespace: "default", matchingLabels: app: "x"}
            }}
            wait: builtin.#ConditionalWait & {
              $params: continue: list.$returns.values.items[0].data.phase == "Ready"
            }
            """);
        apply(String.format(object, "a", "Pending"));
        Run run = fixture.runByStep("{name:'s',type:'first'}");
        await().until(() -> EngineFixture.render(run.status()).contains("s=running/Wait"));

        clusters.get("local").delete(new ObjectKey("v1", "ConfigMap", "default", "a"), Propagation.BACKGROUND);
        apply(String.format(object, "b", "Ready"));

        assertThat(EngineFixture.render(EngineFixture.end(run))).isEqualTo("succeeded s=succeeded");
    }

    @Test
    void anUpdatedDeploymentIsNotReadyWithItsOldStatus() throws Exception {
        String step = "{name:'s',type:'apply-deployment',properties:{image:'app:%s',replicas:2}}";
        assertThat(EngineFixture.end(fixture.runByStep(String.format(step, "1")))
                        .phase())
                .hasToString("succeeded");
        long before = live("apps/v1", "Deployment", "s")
                .orElseThrow()
                .at("/metadata/generation")
                .asLong();

        try (EngineFixture again = new EngineFixture().clusters(clusters)) {
            Run second = again.runByStep(String.format(step, "2"));
            assertThat(EngineFixture.render(EngineFixture.end(second))).isEqualTo("succeeded s=succeeded");
        }

        JsonNode now = live("apps/v1", "Deployment", "s").orElseThrow();
        assertThat(now.at("/metadata/generation").asLong()).isGreaterThan(before);
        assertThat(now.at("/status/observedGeneration")).isEqualTo(now.at("/metadata/generation"));
        assertThat(now.at("/status/updatedReplicas").asInt()).isEqualTo(2);
    }

    // ---- cancelling ----

    private static final String POD = """
        import (
        "vela/builtin"
        "vela/kube"
        )
        pod: kube.#Apply & {$params: value: {
          apiVersion: "v1"
          kind: "Pod"
          metadata: {name: "build", namespace: "default"}
          spec: containers: [{name: "c", image: "busybox", command: ["sleep", "3600"]}]
        }} @onCancel(delete)
        settings: kube.#Apply & {$params: value: {
          apiVersion: "v1"
          kind: "ConfigMap"
          metadata: {name: "kept", namespace: "default"}
        }} @onCancel(delete)
        other: kube.#Apply & {$params: value: {
          apiVersion: "batch/v1"
          kind: "Job"
          metadata: {name: "unmarked", namespace: "default"}
          spec: template: spec: {restartPolicy: "Never", containers: [{name: "c", image: "busybox"}]}
        }}
        wait: builtin.#ConditionalWait
        """;

    @Test
    void aCancelledStepDeletesThePodItCreatedAndSaysSo() throws Exception {
        fixture.type("build", POD);
        Run run = fixture.runByStep("{name:'s',type:'build'}");
        await().until(() -> EngineFixture.render(run.status()).contains("s=running/Wait"));

        run.terminate();

        assertThat(EngineFixture.end(run).phase()).hasToString("terminated");
        await().until(() -> live("v1", "Pod", "build")
                .map(pod -> pod.at("/metadata").has("deletionTimestamp"))
                .orElse(true));
        assertThat(live("v1", "ConfigMap", "kept")).isPresent();
        assertThat(live("batch/v1", "Job", "unmarked")).isPresent();
        assertThat(warnings()).containsExactly("deleted Pod default/build, which this step had created");
    }

    @Test
    void aPodThatWasThereBeforeIsLeftAlone() throws Exception {
        apply("{apiVersion:'v1',kind:'Pod',metadata:{name:'build',namespace:'default'},"
                + "spec:{containers:[{name:'c',image:'busybox',command:['sleep','3600']}]}}");
        fixture.type("build", POD);
        Run run = fixture.runByStep("{name:'s',type:'build'}");
        await().until(() -> EngineFixture.render(run.status()).contains("s=running/Wait"));

        run.terminate();

        assertThat(EngineFixture.end(run).phase()).hasToString("terminated");
        assertThat(live("v1", "Pod", "build").orElseThrow().path("metadata").has("deletionTimestamp"))
                .isFalse();
        assertThat(warnings()).isEmpty();
    }

    @Test
    void aStepThatSucceedsDeletesNothing() throws Exception {
        fixture.type("build", POD.replace("wait: builtin.#ConditionalWait", ""));

        assertThat(EngineFixture.end(fixture.runByStep("{name:'s',type:'build'}"))
                        .phase())
                .hasToString("succeeded");
        assertThat(live("v1", "Pod", "build")).isPresent();
    }

    // ---- belonging ----

    @Test
    void appliedObjectsSayWhichRunAndOwnerTheyBelongTo() throws Exception {
        fixture.with(builder -> builder.ownerLabels(Map.of("example.org/owner", "team-a")));
        fixture.type("build", POD.replace("wait: builtin.#ConditionalWait", ""));
        EngineFixture.end(fixture.runByStep("{name:'s',type:'build'}"));

        JsonNode labels = live("v1", "ConfigMap", "kept").orElseThrow().at("/metadata/labels");
        assertThat(labels.path("workflowrun.oam.dev/name").asText()).isEqualTo("r");
        assertThat(labels.path("workflowrun.oam.dev/namespace").asText()).isEqualTo("default");
        assertThat(labels.path("example.org/owner").asText()).isEqualTo("team-a");
    }

    @Test
    void aLongNameMakesNoLabelThatTheServerRefuses() throws Exception {
        fixture.type("build", POD.replace("wait: builtin.#ConditionalWait", ""));
        String name = "n".repeat(80);
        Run run = fixture.engine()
                .submit(EngineFixture.spec(
                        "{metadata:{name:'" + name + "'},spec:{workflowSpec:{steps:[{name:'s',type:'build'}]}}}"));

        assertThat(EngineFixture.end(run).phase()).hasToString("succeeded");
        JsonNode labels = live("v1", "ConfigMap", "kept").orElseThrow().at("/metadata/labels");
        assertThat(labels.path("workflowrun.oam.dev/name").asText()).isEqualTo("n".repeat(63));
    }
}
