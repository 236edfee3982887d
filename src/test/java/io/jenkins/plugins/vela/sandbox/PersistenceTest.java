package io.jenkins.plugins.vela.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.jenkins.plugins.vela.sandbox.api.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An embedded cluster that keeps its objects in a file goes on after its process was killed. */
final class PersistenceTest {

    @TempDir
    private Path directory;

    private Path file;
    private EmbeddedOptions options;

    @BeforeEach
    void prepare() {
        file = directory.resolve("cluster.jsonl");
        options = EmbeddedOptions.defaults().withDelay(Duration.ofMillis(20)).withFile(file);
    }

    @Test
    void objectsTheirVersionsAndDeletionsAreFoundAgain() {
        ConfigMap kept = in(options, client -> {
            client.resource(configMap("gone")).create();
            client.resource(configMap("gone")).delete();
            return client.resource(configMap("kept")).create();
        });

        in(options, client -> {
            assertThat(client.configMaps()
                            .inNamespace("default")
                            .withName("kept")
                            .get())
                    .isEqualTo(kept);
            assertThat(client.configMaps()
                            .inNamespace("default")
                            .withName("gone")
                            .get())
                    .isNull();
            String next =
                    client.resource(configMap("next")).create().getMetadata().getResourceVersion();
            assertThat(Long.parseLong(next))
                    .isGreaterThan(Long.parseLong(kept.getMetadata().getResourceVersion()));
            return next;
        });
    }

    @Test
    void kindsThatNobodyDefinedAreServedAgain() {
        try (EmbeddedCluster cluster = EmbeddedCluster.start("a", options)) {
            cluster.load(gadget());
        }

        GenericKubernetesResource found =
                in(options, client -> client.genericKubernetesResources("example.com/v1", "Gadget")
                        .inNamespace("default")
                        .withName("g")
                        .get());

        assertThat(found.<String>get("status", "phase")).isEqualTo("Ready");
    }

    @Test
    void aPodThatRanFinishesInTheNextProcess() {
        EmbeddedOptions slow = options.withDelay(Duration.ofHours(1));
        try (EmbeddedCluster cluster = EmbeddedCluster.start("a", slow)) {
            cluster.load(Json.parseYaml("""
                    apiVersion: v1
                    kind: Pod
                    metadata: {name: p, namespace: default}
                    spec: {restartPolicy: Never, containers: [{name: c, image: busybox, args: [echo, hello]}]}
                    """));
        }

        in(options, client -> {
            await().untilAsserted(() -> assertThat(client.pods()
                            .inNamespace("default")
                            .withName("p")
                            .get()
                            .getStatus()
                            .getPhase())
                    .isEqualTo("Succeeded"));
            return null;
        });
        String log = in(options, client -> {
            await().ignoreExceptions()
                    .until(() ->
                            client.pods().inNamespace("default").withName("p").getLog() != null);
            return client.pods().inNamespace("default").withName("p").getLog();
        });
        assertThat(log).isEqualTo("hello\n");
    }

    @Test
    void secretsAreNotReadableInTheFile() throws IOException {
        in(options, client -> client.resource(new io.fabric8.kubernetes.api.model.SecretBuilder()
                        .withNewMetadata()
                        .withName("s")
                        .withNamespace("default")
                        .endMetadata()
                        .addToData("password", "c2VzYW1l")
                        .build())
                .create());

        assertThat(Files.readString(file)).doesNotContain("c2VzYW1l").doesNotContain("password");
        Secret again = in(
                options,
                client -> client.secrets().inNamespace("default").withName("s").get());
        assertThat(again.getData()).containsEntry("password", "c2VzYW1l");
    }

    @Test
    void aTornLastLineIsDropped() throws IOException {
        in(options, client -> client.resource(configMap("kept")).create());
        Files.writeString(file, "{\"revision\":99,\"group\":\"\",\"plu", StandardOpenOption.APPEND);

        ConfigMap kept = in(options, client -> client.configMaps()
                .inNamespace("default")
                .withName("kept")
                .get());

        assertThat(kept).isNotNull();
    }

    @Test
    void twoClustersCannotUseOneFile() {
        try (EmbeddedCluster first = EmbeddedCluster.start("a", options)) {
            assertThat(first.url()).startsWith("http://127.0.0.1:");
            assertThatThrownBy(() -> EmbeddedCluster.start("b", options)).hasMessageContaining(file.toString());
        }
    }

    private static <T> T in(EmbeddedOptions options, Function<KubernetesClient, T> work) {
        try (EmbeddedCluster cluster = EmbeddedCluster.start("a", options);
                KubernetesClient client = new KubernetesClientBuilder()
                        .withConfig(Config.fromKubeconfig(cluster.kubeconfig()))
                        .build()) {
            return work.apply(client);
        }
    }

    private static ConfigMap configMap(String name) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("default")
                .endMetadata()
                .addToData("k", "v")
                .build();
    }

    private static ObjectNode gadget() {
        return (ObjectNode) Json.parseYaml("""
                {apiVersion: example.com/v1, kind: Gadget, metadata: {name: g}, status: {phase: Ready}}
                """);
    }
}
