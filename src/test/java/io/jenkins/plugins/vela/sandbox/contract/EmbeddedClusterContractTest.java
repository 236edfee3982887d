package io.jenkins.plugins.vela.sandbox.contract;

import io.jenkins.plugins.vela.sandbox.EmbeddedCluster;
import io.jenkins.plugins.vela.sandbox.EmbeddedOptions;
import java.net.http.HttpClient;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** The embedded cluster honours the contract, when it is as strict as a real one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EmbeddedClusterContractTest implements KubernetesContract {

    private EmbeddedCluster cluster;
    private ApiUnderTest api;

    @BeforeAll
    void start() {
        // pods stay as they are created, as they do where no kubelet is
        cluster = EmbeddedCluster.start(
                "contract",
                EmbeddedOptions.defaults().strict().withoutNamespacesOnDemand().withDelay(Duration.ofHours(1)));
        HttpClient http = HttpClient.newHttpClient();
        api = new ApiUnderTest() {
            @Override
            String url() {
                return cluster.url();
            }

            @Override
            String token() {
                return cluster.token();
            }

            @Override
            HttpClient http() {
                return http;
            }

            @Override
            void forgetHistory() {
                cluster.faults().expireHistory();
            }
        };
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Override
    public ApiUnderTest api() {
        return api;
    }
}
