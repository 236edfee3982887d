package io.jenkins.plugins.vela.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClusterCommandTest {

    @TempDir
    private Path directory;

    @Test
    void anotherProgramUsesTheClustersUntilTheyAreInterrupted() throws Exception {
        CompletableFuture<Invocation> ended = new CompletableFuture<>();
        Thread serving =
                new Thread(() -> ended.complete(Invocation.of("cluster", "eu", "us", "--dir", directory.toString())));
        serving.start();
        Path kubeconfig = directory.resolve("us.kubeconfig");
        // its last line is there when it is written as a whole
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        Files.exists(kubeconfig) && Files.readString(kubeconfig).contains("token:"));
        Path workflow = Files.writeString(directory.resolve("workflow.yaml"), """
                apiVersion: core.oam.dev/v1alpha1
                kind: WorkflowRun
                metadata: {name: apply}
                spec:
                  workflowSpec:
                    steps:
                      - name: apply
                        type: apply-object
                        properties:
                          cluster: us
                          value: {apiVersion: v1, kind: ConfigMap, metadata: {name: here}, data: {a: b}}
                """);

        Invocation run = Invocation.of(
                "run",
                workflow.toString(),
                "--cluster",
                "default=" + directory.resolve("eu.kubeconfig"),
                "--cluster",
                "us=" + kubeconfig);

        assertThat(run.exitCode()).as(run.err()).isZero();
        serving.interrupt();
        serving.join();
        assertThat(ended.join().exitCode()).isZero();
        assertThat(ended.join().out().lines())
                .hasSize(2)
                .allMatch(line -> line.matches("(eu|us) serves http://127\\.0\\.0\\.1:\\d+, kubeconfig .*kubeconfig"));
    }

    @Test
    void aPortThatIsTakenIsToldInOneLine() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Invocation refused = Invocation.of(
                    "cluster", "--dir", directory.toString(), "--port", String.valueOf(taken.getLocalPort()));

            assertThat(refused.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
            assertThat(refused.err().lines())
                    .singleElement()
                    .asString()
                    .startsWith("velaflow: local cannot listen on port " + taken.getLocalPort());
        }
    }

    @Test
    void whatCannotBeIsRefusedBeforeAnythingStarts() {
        assertThat(Invocation.of("cluster", "../x").err()).contains("cannot be the name of a cluster");
        assertThat(Invocation.of("cluster", "a", "a").err()).contains("the same name");
        assertThat(Invocation.of("cluster", "--port", "70000").err()).contains("--port: expected 1 to 65535");
        assertThat(Invocation.of("cluster", "--dir", directory.resolve("no").toString())
                        .err())
                .contains("no such directory");
    }
}
