package io.jenkins.plugins.vela.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the embedded cluster makes of workloads, seen through the client that the engine uses. */
final class ControllersTest {

    private EmbeddedCluster cluster;
    private KubernetesClient client;

    @BeforeEach
    void start() {
        cluster = EmbeddedCluster.start("test", EmbeddedOptions.defaults().withDelay(Duration.ofMillis(30)));
        client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(cluster.kubeconfig()))
                .build();
    }

    @AfterEach
    void stop() {
        client.close();
        cluster.close();
    }

    @Test
    void aDeploymentBecomesReadyAndItsStatusIsHonestAboutTheGeneration() {
        create(Deployment.class, """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web, namespace: shop}
                spec:
                  replicas: 2
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata: {labels: {app: web}}
                    spec: {containers: [{name: web, image: "nginx:1"}]}
                """);

        Deployment ready = client.apps()
                .deployments()
                .inNamespace("shop")
                .withName("web")
                .waitUntilCondition(
                        d -> d != null
                                && d.getStatus().getReadyReplicas() != null
                                && d.getStatus().getReadyReplicas() == 2,
                        20,
                        TimeUnit.SECONDS);

        assertThat(ready.getStatus().getObservedGeneration())
                .isEqualTo(ready.getMetadata().getGeneration());
        assertThat(client.pods()
                        .inNamespace("shop")
                        .withLabel("app", "web")
                        .list()
                        .getItems())
                .hasSize(2);
    }

    @Test
    void aDeploymentThatIsAskedToFailDoesNotBecomeReady() {
        create(Deployment.class, """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web, namespace: shop, annotations: {sandbox.vela/behavior: fail}}
                spec:
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata: {labels: {app: web}}
                    spec: {containers: [{name: web, image: "nginx:1"}]}
                """);

        Deployment stuck = client.apps()
                .deployments()
                .inNamespace("shop")
                .withName("web")
                .waitUntilCondition(
                        d -> d != null
                                && d.getStatus().getConditions().stream()
                                        .anyMatch(c -> "ProgressDeadlineExceeded".equals(c.getReason())),
                        20,
                        TimeUnit.SECONDS);

        assertThat(stuck.getStatus().getReadyReplicas()).isNull();
    }

    @Test
    void aBuilderPodEndsAndItsLogNamesTheImage() {
        create(Pod.class, """
                apiVersion: v1
                kind: Pod
                metadata: {name: build, namespace: ci}
                spec:
                  restartPolicy: Never
                  containers:
                  - name: kaniko
                    image: kaniko/executor
                    args: ["--destination=acme/web:v1"]
                """);

        client.pods()
                .inNamespace("ci")
                .withName("build")
                .waitUntilCondition(
                        p -> p != null && "Succeeded".equals(p.getStatus().getPhase()), 20, TimeUnit.SECONDS);

        assertThat(client.pods().inNamespace("ci").withName("build").getLog()).contains("Pushed acme/web:v1");
    }

    @Test
    void aJobFailsAfterItsBackoffLimit() {
        create(Job.class, """
                apiVersion: batch/v1
                kind: Job
                metadata: {name: once, namespace: ci, annotations: {sandbox.vela/behavior: fail}}
                spec:
                  backoffLimit: 1
                  template:
                    spec: {restartPolicy: Never, containers: [{name: main, image: busybox}]}
                """);

        Job failed = client.batch()
                .v1()
                .jobs()
                .inNamespace("ci")
                .withName("once")
                .waitUntilCondition(
                        j -> j != null
                                && j.getStatus().getConditions().stream()
                                        .anyMatch(c -> "Failed".equals(c.getType()) && "True".equals(c.getStatus())),
                        20,
                        TimeUnit.SECONDS);

        assertThat(failed.getStatus().getFailed()).isEqualTo(2);
    }

    @Test
    void aStatusFromAnAnnotationComesAnewForEveryGeneration() {
        GenericKubernetesResource rollout = create(GenericKubernetesResource.class, """
                apiVersion: rollouts.kruise.io/v1beta1
                kind: Rollout
                metadata:
                  name: web
                  namespace: shop
                  annotations: {sandbox.vela/status: '{"phase":"Paused","batch":"${spec.batch}"}'}
                spec: {batch: 1}
                """);
        awaitStatus(rollout, 1, 1);

        client.resource(rollout).patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"batch\":2}}");

        awaitStatus(rollout, 2, 2);
    }

    private void awaitStatus(GenericKubernetesResource object, int batch, int generation) {
        client.resource(object)
                .waitUntilCondition(
                        r -> r != null
                                && Integer.valueOf(batch).equals(r.get("status", "batch"))
                                && Integer.valueOf(generation).equals(r.get("status", "observedGeneration")),
                        20,
                        TimeUnit.SECONDS);
    }

    private <T extends io.fabric8.kubernetes.api.model.HasMetadata> T create(Class<T> type, String yaml) {
        return client.resource(Serialization.unmarshal(yaml, type)).create();
    }
}
