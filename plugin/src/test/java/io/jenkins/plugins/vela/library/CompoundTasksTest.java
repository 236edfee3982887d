package io.jenkins.plugins.vela.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.model.Result;
import hudson.util.Secret;
import io.jenkins.plugins.vela.config.ClusterConfiguration;
import io.jenkins.plugins.vela.config.VelaConfiguration;
import io.jenkins.plugins.vela.sandbox.EmbeddedCluster;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.libs.FolderLibraries;
import org.jenkinsci.plugins.workflow.libs.LibraryConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The tasks of the step library, loaded as it is by a folder, which means that all of it runs in the sandbox. */
@WithJenkins
class CompoundTasksTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SETTINGS =
            "[apiVersion: 'v1', kind: 'ConfigMap', metadata: [name: 'settings'], data: [colour: 'blue']]";

    private static JenkinsRule jenkins;

    private final List<EmbeddedCluster> clusters = new ArrayList<>();
    private Folder team;

    @BeforeAll
    static void share(JenkinsRule rule) {
        jenkins = rule;
    }

    @BeforeEach
    void start() throws Exception {
        SystemCredentialsProvider store = SystemCredentialsProvider.getInstance();
        store.getCredentials().clear();
        List<ClusterConfiguration> configured = new ArrayList<>();
        for (String name : List.of("local", "eu", "us")) {
            EmbeddedCluster cluster = EmbeddedCluster.start(name);
            clusters.add(cluster);
            store.getCredentials()
                    .add(new StringCredentialsImpl(
                            CredentialsScope.SYSTEM, name, "", Secret.fromString(cluster.kubeconfig())));
            configured.add(new ClusterConfiguration(name, name));
        }
        store.save();
        VelaConfiguration.get().setClusters(configured);

        LibraryConfiguration library = new LibraryConfiguration(
                "vela-steps",
                new ScopedDefinitionsTest.Copy(
                        Path.of("../step-library").toRealPath().toString()));
        library.setDefaultVersion("1");
        team = jenkins.createProject(Folder.class);
        team.addProperty(new FolderLibraries(List.of(library)));
    }

    @AfterEach
    void stop() {
        clusters.forEach(EmbeddedCluster::close);
    }

    private WorkflowJob job(String script) throws Exception {
        WorkflowJob job = team.createProject(WorkflowJob.class, "job");
        job.setDefinition(new CpsFlowDefinition("@Library('vela-steps') _\n" + script, true));
        return job;
    }

    private static String declarative(String steps) {
        return "pipeline { agent none; stages { stage('s') { steps { " + steps + " } } } }";
    }

    /** An object, asked for as any client would. */
    private static Optional<JsonNode> get(EmbeddedCluster cluster, String path) {
        try {
            HttpResponse<String> response = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(cluster.url() + path))
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

    private static String colour(EmbeddedCluster cluster, String namespace) {
        return get(cluster, "/api/v1/namespaces/" + namespace + "/configmaps/settings")
                .map(settings -> settings.at("/data/colour").asText())
                .orElse("");
    }

    @Test
    void objectsAreDeployedToManyClustersFromADeclarativePipeline() throws Exception {
        WorkflowRun build = jenkins.buildAndAssertSuccess(job(
                declarative("deployToClusters objects: [" + SETTINGS + "], clusters: ['eu', 'us'], namespace: 'shop',"
                        + " parallelism: 1, timeout: '5m',"
                        + " overrides: [[cluster: 'us', kind: 'ConfigMap', patch: [data: [colour: 'red']]]]")));

        jenkins.assertLogContains("[deploy] succeeded", build);
        assertThat(clusters).extracting(cluster -> colour(cluster, "shop")).containsExactly("", "blue", "red");
    }

    @Test
    void aPersonCanBeAskedBeforeADeployment() throws Exception {
        WorkflowRun build = job("deployToClusters objects: [" + SETTINGS + "], clusters: 'eu', approval: true")
                .scheduleBuild2(0)
                .waitForStart();
        jenkins.waitForMessage("Deploy to eu?", build);
        assertThat(colour(clusters.get(1), "default")).isEmpty();

        build.doStop();

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        assertThat(colour(clusters.get(1), "default")).isEmpty();
    }

    @Test
    void anImageIsBuiltAndWhatUsesItDeployed() throws Exception {
        WorkflowRun build = jenkins.buildAndAssertSuccess(job("""
                def r = buildAndDeploy image: "registry.example.org/shop:${env.BUILD_NUMBER}",
                    context: [git: 'github.com/acme/shop', branch: 'main'], clusters: ['eu'],
                    manifest: '''
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: shop}
                spec:
                  selector: {matchLabels: {app: shop}}
                  template:
                    metadata: {labels: {app: shop}}
                    spec: {containers: [{name: shop, image: "${IMAGE}"}]}
                '''
                echo "ended ${r.status}, ${r.steps.build.phase}, ${r.steps.deploy.phase}, ${r.outputs}"
                """));

        jenkins.assertLogContains("ended succeeded, succeeded, succeeded", build);
        jenkins.assertLogNotContains("expected to call", build);
        assertThat(get(clusters.get(1), "/apis/apps/v1/namespaces/default/deployments/shop")
                        .orElseThrow()
                        .at("/spec/template/spec/containers/0/image")
                        .asText())
                .isEqualTo("registry.example.org/shop:1");
    }

    @Test
    void aCanaryGoesStepByStepUntilTheRolloutIsHealthy() throws Exception {
        rollout("{\"phase\": \"Healthy\"}");
        WorkflowRun build = job(declarative("canaryRelease rollout: 'shop', steps: 2, cluster: 'eu', objects: ["
                        + SETTINGS + "], soak: '1s', timeout: '1m'"))
                .scheduleBuild2(0)
                .waitForStart();
        jenkins.waitForMessage("[begun] started", build);
        jenkins.assertLogNotContains("[step-1] started", build);

        status("Progressing", 1, "StepPaused");
        await().atMost(Duration.ofMinutes(3)).until(() -> {
            moveOn();
            return !build.isBuilding();
        });

        jenkins.assertBuildStatusSuccess(build);
        assertThat(JenkinsRule.getLog(build).lines())
                .containsSubsequence(
                        "[new-version] succeeded",
                        "[begun] succeeded",
                        "[step-1] succeeded",
                        "[soak-1] succeeded",
                        "[step-2] succeeded",
                        "[finish] succeeded",
                        "workflow succeeded");
    }

    @Test
    void aCanaryWithoutARolloutFailsTheBuild() throws Exception {
        WorkflowRun build = jenkins.buildAndAssertStatus(
                Result.FAILURE,
                job("canaryRelease rollout: 'shop', steps: 2, check: [query: 'errors', condition: '<1'],"
                        + " approval: 'Go on?', approvers: 'release-team'"));

        jenkins.assertLogContains("there is no rollout to move on", build);
        jenkins.assertLogContains("[step-1] started", build);
        jenkins.assertLogNotContains("[check-1] started", build);
    }

    /** What the rollout's controller does when a step is let go on: the next one, or the end after two. */
    private void moveOn() throws IOException {
        JsonNode status = get(clusters.get(1), "/apis/rollouts.kruise.io/v1beta1/namespaces/default/rollouts/shop")
                .orElseThrow()
                .path("status");
        if (status.at("/canaryStatus/currentStepState").asText().equals("StepReady")) {
            int step = status.at("/canaryStatus/currentStepIndex").asInt();
            status(step < 2 ? "Progressing" : "Healthy", Math.min(step + 1, 2), step < 2 ? "StepPaused" : "Completed");
        }
    }

    private void status(String phase, int step, String state) throws IOException {
        rollout("{\"phase\": \"%s\", \"canaryStatus\": {\"currentStepIndex\": %d, \"currentStepState\": \"%s\"}}"
                .formatted(phase, step, state));
    }

    private void rollout(String status) throws IOException {
        ObjectNode rollout = (ObjectNode) JSON.readTree("""
                {"apiVersion": "rollouts.kruise.io/v1beta1", "kind": "Rollout",
                 "metadata": {"name": "shop", "namespace": "default"}, "spec": {}}
                """);
        rollout.set("status", JSON.readTree(status));
        clusters.get(1).load(rollout);
    }

    @Test
    void aWrongArgumentIsNamedBeforeAnythingIsDone() throws Exception {
        WorkflowRun build = jenkins.buildAndAssertSuccess(job("""
                def wrong(Closure task) {
                    try { task(); echo 'accepted' } catch (e) { echo "refused: ${e.message}" }
                }
                wrong { deployToClusters(objects: [], cluster: 'eu') }
                wrong { deployToClusters(objects: [], clusters: null) }
                wrong { deployToClusters(objects: [], manifest: 'x', clusters: ['eu']) }
                wrong { buildAndDeploy(context: 'dir:///w', objects: []) }
                wrong { buildAndDeploy(image: 'a', context: 'b', objects: [], clusters: 'eu', clusterLabels: [a: 'b']) }
                wrong { canaryRelease(steps: 2) }
                wrong { canaryRelease(rollout: 'shop', steps: '2') }
                wrong { canaryRelease(rollout: 'shop', steps: 2, step: 1) }
                """));

        assertThat(JenkinsRule.getLog(build).lines().filter(line -> line.matches("(refused|accepted).*")))
                .containsExactly(
                        "refused: deployToClusters: unknown argument 'cluster'; it takes objects, manifest, clusters, "
                                + "clusterLabels, namespace, overrides, parallelism, wait, timeout, approval, approvers",
                        "refused: deployToClusters: missing argument 'clusters' or 'clusterLabels'",
                        "refused: deployToClusters: give either 'objects' or 'manifest', not both",
                        "refused: buildAndDeploy: missing argument 'image'",
                        "refused: buildAndDeploy: give either 'clusters' or 'clusterLabels', not both",
                        "refused: canaryRelease: missing argument 'rollout'",
                        "refused: canaryRelease: argument 'steps' is the number of steps that the rollout has, not 2",
                        "refused: canaryRelease: unknown argument 'step'; it takes rollout, steps, objects, manifest, "
                                + "namespace, cluster, check, soak, timeout, approval, approvers");
        jenkins.assertLogNotContains("workflow executing", build);
    }
}
