package io.jenkins.plugins.vela.sandbox.contract;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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
}
