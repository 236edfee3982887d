package io.jenkins.plugins.vela.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packages and labels of clusters from the command line. */
class PackagesTest {

    @TempDir
    Path directory;

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/calc/add", exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] answer = "{\"sum\": 3}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String file(String text) throws IOException {
        return Files.writeString(directory.resolve("run.yaml"), text).toString();
    }

    private String sum(String protocol) throws IOException {
        return file("""
                apiVersion: cue.oam.dev/v1alpha1
                kind: Package
                metadata: {name: calc}
                spec:
                  path: ext/calc
                  provider: {protocol: PROTOCOL, endpoint: "127.0.0.1:PORT/calc"}
                  templates:
                    calc.cue: |
                      package calc
                      #Add: {#do: "add", #provider: "calc", $params: {a: int, b: int}, $returns?: {sum: int}}
                ---
                apiVersion: core.oam.dev/v1beta1
                kind: WorkflowStepDefinition
                metadata: {name: add}
                spec:
                  schematic:
                    cue:
                      template: |
                        import "ext/calc"
                        import "vela/builtin"
                        add: calc.#Add & {$params: parameter}
                        tell: builtin.#Message & {$params: message: "the sum is \\(add.$returns.sum)"}
                        parameter: {a: int, b: int}
                ---
                apiVersion: core.oam.dev/v1alpha1
                kind: WorkflowRun
                metadata: {name: sum}
                spec: {workflowSpec: {steps: [{name: a, type: add, properties: {a: 1, b: 2}}]}}
                """.replace("PORT", Integer.toString(server.getAddress().getPort()))
                .replace("PROTOCOL", protocol));
    }

    @Test
    void a_step_calls_an_action_of_a_package_in_the_same_file() throws IOException {
        CommandRun run = CommandRun.of("run", sum("http"), "--embedded", "-o", "json");

        assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(0);
        assertThat(run.step("a").path("message").asText()).isEqualTo("the sum is 3");
    }

    @Test
    void a_package_that_cannot_work_is_told_before_anything_runs() throws IOException {
        CommandRun run = CommandRun.of("run", sum("grpc"), "--embedded");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("spec.provider.protocol: grpc is not supported, expected http or https");
    }

    @Test
    void clusters_are_chosen_by_labels_that_the_command_gives() throws IOException {
        String file = file("""
                apiVersion: core.oam.dev/v1alpha1
                kind: WorkflowRun
                metadata: {name: deploy}
                spec:
                  workflowSpec:
                    steps:
                      - name: deploy
                        type: deploy
                        properties:
                          clusterLabels: {region: us}
                          objects: [{apiVersion: v1, kind: ConfigMap, metadata: {name: c}}]
                """);
        CommandRun run = CommandRun.of("run", file, "--embedded=eu,us", "--cluster-label", "us:region=us");
        assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(0);
        assertThat(run.lines("apply-in-parallel in us")).isNotEmpty();

        CommandRun none = CommandRun.of("run", file, "--embedded=eu,us");
        assertThat(none.exitCode()).isEqualTo(1);
        assertThat(none.lines("there is no cluster with these labels; there are eu, local, us"))
                .isNotEmpty();

        CommandRun wrong = CommandRun.of("run", file, "--embedded=eu", "--cluster-label", "asia:region=us");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("no cluster of this name is given");
    }

    @Test
    void a_log_from_an_address_that_may_not_be_reached_is_told_without_its_secrets() throws IOException {
        CommandRun run = CommandRun.of("run", file("""
                apiVersion: core.oam.dev/v1beta1
                kind: WorkflowStepDefinition
                metadata: {name: logs}
                spec:
                  schematic:
                    cue:
                      template: |
                        import (
                          "vela/builtin"
                          "vela/util"
                        )
                        log: util.#Log & {$params: source: url: "http://169.254.169.254/latest?token=hidden"}
                        hold: builtin.#Suspend & {$params: duration: "2s"}
                ---
                apiVersion: core.oam.dev/v1alpha1
                kind: WorkflowRun
                metadata: {name: logs}
                spec: {workflowSpec: {steps: [{name: a, type: logs}]}}
                """), "--embedded");

        assertThat(run.out() + run.err())
                .contains("the log at http://169.254.169.254/latest?… cannot be read")
                .contains("not allowed by the HTTP policy")
                .doesNotContain("hidden");
    }
}
