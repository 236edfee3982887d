package io.jenkins.plugins.vela.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.vela.sandbox.patch.ObjectType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * A real API server honours the contract too. Runs when {@code KUBEBUILDER_ASSETS} names a directory with
 * {@code kube-apiserver} and {@code etcd}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIfEnvironmentVariable(named = "KUBEBUILDER_ASSETS", matches = ".+")
final class RealApiServerContractTest implements KubernetesContract {

    private RealApiServer server;

    @BeforeAll
    void start() throws IOException, InterruptedException {
        server = RealApiServer.start(System.getenv("KUBEBUILDER_ASSETS"));
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    public ApiUnderTest api() {
        return server;
    }

    @Test
    void theTableOfFieldsIsWhatTheServerSays() throws IOException {
        String table = SchemaTable.of(server.get("/openapi/v2").expect(200).body());
        Path written = Path.of("target", "fields.txt");
        Files.writeString(written, table);

        assertThat(ObjectType.class.getResourceAsStream("fields.txt"))
                .as("compare with %s", written)
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(table);
    }
}
