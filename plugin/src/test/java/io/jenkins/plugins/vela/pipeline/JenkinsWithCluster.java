package io.jenkins.plugins.vela.pipeline;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.util.Secret;
import io.jenkins.plugins.vela.config.ClusterConfiguration;
import io.jenkins.plugins.vela.config.VelaConfiguration;
import io.jenkins.plugins.vela.sandbox.EmbeddedCluster;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jvnet.hudson.test.JenkinsRule;

/** A controller that knows one cluster, the embedded one, by a kubeconfig in its credentials store, as a user would do it. */
public final class JenkinsWithCluster {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JenkinsWithCluster() {}

    public static void configure(EmbeddedCluster cluster) throws Exception {
        SystemCredentialsProvider store = SystemCredentialsProvider.getInstance();
        store.getCredentials().clear();
        store.getCredentials()
                .add(new StringCredentialsImpl(
                        CredentialsScope.SYSTEM, "kubeconfig", "", Secret.fromString(cluster.kubeconfig())));
        store.save();
        VelaConfiguration.get().setClusters(List.of(new ClusterConfiguration("local", "kubeconfig")));
    }

    public static WorkflowJob job(JenkinsRule jenkins, String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    /** A Pipeline script that runs a workflow of these test resources. */
    static String velaWorkflow(String resource) {
        return "velaWorkflow(spec: '''" + text(resource).replace("\\", "\\\\").replace("'''", "\\'''") + "''')";
    }

    static String text(String resource) {
        try (InputStream in = JenkinsWithCluster.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A ConfigMap in the cluster's default namespace, asked for as any client would. */
    public static Optional<JsonNode> configMap(EmbeddedCluster cluster, String name) {
        try {
            HttpResponse<String> response = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(
                                            URI.create(cluster.url() + "/api/v1/namespaces/default/configmaps/" + name))
                                    .header("Authorization", "Bearer " + cluster.token())
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 ? Optional.of(JSON.readTree(response.body())) : Optional.empty();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Opens the gate that {@code wait.yaml} waits for. */
    static void openGate(EmbeddedCluster cluster) throws IOException {
        cluster.load(JSON.readTree("""
            {"apiVersion": "v1", "kind": "ConfigMap",
             "metadata": {"name": "gate", "namespace": "default"}, "data": {"open": "yes"}}
            """));
    }
}
