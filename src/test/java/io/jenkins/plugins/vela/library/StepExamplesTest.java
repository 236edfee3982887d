package io.jenkins.plugins.vela.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.cluster.ClusterConnection;
import io.jenkins.plugins.vela.cluster.ClusterException;
import io.jenkins.plugins.vela.cluster.ClusterSource;
import io.jenkins.plugins.vela.cluster.Clusters;
import io.jenkins.plugins.vela.cluster.ObjectKey;
import io.jenkins.plugins.vela.cluster.ObjectSelector;
import io.jenkins.plugins.vela.cluster.PatchType;
import io.jenkins.plugins.vela.definition.DefinitionLibrary;
import io.jenkins.plugins.vela.document.Document;
import io.jenkins.plugins.vela.sandbox.EmbeddedCluster;
import io.jenkins.plugins.vela.sandbox.EmbeddedOptions;
import io.jenkins.plugins.vela.workflow.Engine;
import io.jenkins.plugins.vela.workflow.Run;
import io.jenkins.plugins.vela.workflow.RunNotice;
import io.jenkins.plugins.vela.workflow.model.RunPhase;
import io.jenkins.plugins.vela.workflow.model.RunStatus;
import io.jenkins.plugins.vela.workflow.model.StepStatus;
import io.jenkins.plugins.vela.workflow.model.WorkflowRunSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * The example in each definition's header runs as it stands, on embedded clusters that hold what {@code world.yaml} says, and
 * does what {@code examples.yaml} says. Services outside are answered by one of the test's own.
 */
@Timeout(300)
class StepExamplesTest {

    private static final String FOLDER = "/io/jenkins/plugins/vela/library-examples/";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<String> CLUSTERS = List.of("local", "cn-shanghai", "us-west");

    private final DefinitionLibrary library = DefinitionLibrary.builtIn();

    @TestFactory
    Stream<DynamicTest> every_example_of_a_definition_runs() throws IOException {
        JsonNode expected = expected();
        return library.types().stream()
                .map(type -> dynamicTest(type, () -> assertThat(outcome(type))
                        .containsExactlyInAnyOrderElementsOf(texts(expected.path(type)))));
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    /** What the run of an example did, and how it ended. */
    private List<String> outcome(String type) throws Exception {
        List<String> outcome = new CopyOnWriteArrayList<>();
        RunStatus status;
        Map<String, EmbeddedCluster> embedded = new TreeMap<>();
        Clusters.Builder builder = Clusters.builder();
        EmbeddedOptions options =
                EmbeddedOptions.defaults().withDelay(Duration.ofMillis(20)).withRule(new AbsentControllers());
        for (String name : CLUSTERS) {
            EmbeddedCluster cluster = EmbeddedCluster.start(name, options);
            embedded.put(name, cluster);
            builder.cluster(
                    name,
                    new ClusterSource.KubeconfigText(
                            name, cluster.kubeconfig(), Optional.empty(), ClusterSource.Trust.RESTRICTED));
        }
        try (AnsweringService service = new AnsweringService();
                Clusters clusters = builder.build();
                Engine engine = Engine.builder()
                        .definitions(library)
                        .clusters(clusters)
                        .listener(notice -> {
                            if (notice instanceof RunNotice.StepEffect effect
                                    && !effect.summary().startsWith("POST")) {
                                outcome.add(effect.summary());
                                takeUp(clusters, effect.summary());
                            }
                        })
                        .build()) {
            settle(clusters, embedded.get("local"), service);
            Run run = engine.submit(
                    spec(service.redirected(library.find(type).orElseThrow().example())));
            status = run.awaitRest(PATIENCE).orElseGet(run::status);
            if (status.phase() == RunPhase.SUSPENDING) {
                outcome.add("suspends");
                run.resume();
                status = run.await(PATIENCE).orElseGet(run::status);
            }
            ids(status).forEach(id -> outcome.replaceAll(text -> text.replace(id, "ID")));
            outcome.addAll(service.requests().stream().distinct().toList());
            outcome.add(status.phase() + words(status));
        } finally {
            embedded.values().forEach(EmbeddedCluster::close);
        }
        return outcome;
    }

    /** Brings the world into the cluster, lets its controllers come to rest, and rolls the Deployment on to a second version. */
    private static void settle(Clusters clusters, EmbeddedCluster local, AnsweringService service) throws Exception {
        List<JsonNode> world = documents("world.yaml", service);
        world.forEach(object -> local.load(object.deepCopy()));
        ClusterConnection cluster = clusters.get("local");
        for (JsonNode object : world) {
            if (object.at("/metadata/annotations").has("sandbox.vela/status")
                    || object.path("kind").asText().equals("Deployment")) {
                await().until(() ->
                        cluster.get(ObjectKey.of(object)).orElseThrow().has("status"));
            }
        }
        ObjectKey shop = new ObjectKey("apps/v1", "Deployment", "default", "shop");
        await().until(() ->
                cluster.get(shop).orElseThrow().at("/status/availableReplicas").asInt() == 2);
        ObjectNode update = JsonNodeFactory.instance.objectNode();
        update.withObject("/spec/template/metadata/annotations").put("version", "2");
        cluster.patch(shop, PatchType.MERGE, update);
        await().until(() -> cluster.get(shop)
                                .orElseThrow()
                                .at("/status/observedGeneration")
                                .asInt()
                        == 2
                && cluster.get(shop)
                                .orElseThrow()
                                .at("/status/availableReplicas")
                                .asInt()
                        == 2
                && cluster.get(shop).orElseThrow().at("/status/replicas").asInt() == 2);
        reportOn(
                local,
                cluster.list(ObjectSelector.of("apps/v1", "ReplicaSet", "default", Map.of()))
                        .items());
    }

    /** What Trivy's operator would have found out. */
    private static void reportOn(EmbeddedCluster local, List<JsonNode> sets) {
        for (JsonNode set : sets) {
            String name = set.at("/metadata/name").asText();
            local.load(Document.parseAll("report", """
                apiVersion: aquasecurity.github.io/v1alpha1
                kind: VulnerabilityReport
                metadata:
                  name: NAME
                  namespace: default
                  labels: {trivy-operator.resource.kind: ReplicaSet, trivy-operator.resource.name: NAME}
                report:
                  artifact: {repository: shop, tag: "1"}
                  vulnerabilities: [{vulnerabilityID: CVE-1, severity: LOW, resource: zlib}]
                """.replace("NAME", name))
                    .get(0)
                    .value());
        }
    }

    /** A new version of an Application is its metadata only, so that no status follows from it by a rule. */
    private static void takeUp(Clusters clusters, String effect) {
        if (!effect.startsWith("patch Application")) {
            return;
        }
        ObjectKey key = new ObjectKey("core.oam.dev/v1beta1", "Application", "default", "shop");
        try {
            ClusterConnection cluster = clusters.get("local");
            ObjectNode patch = JsonNodeFactory.instance.objectNode();
            patch.withObject("/status/workflow")
                    .set(
                            "appRevision",
                            cluster.get(key).orElseThrow().at("/metadata/annotations/app.oam.dev~1publishVersion"));
            patch.withObject("/status").put("status", "running");
            cluster.patchStatus(key, PatchType.MERGE, patch);
        } catch (ClusterException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> ids(RunStatus status) {
        return status.steps().stream().map(StepStatus::id).toList();
    }

    private static String words(RunStatus status) {
        StringBuilder words = new StringBuilder();
        for (StepStatus step : status.steps()) {
            words.append(step.message().isEmpty() ? "" : ": " + step.message());
        }
        return words.toString();
    }

    private static WorkflowRunSpec spec(String steps) {
        JsonNode list = Document.parseAll("example", steps).get(0).value();
        ObjectNode run = JsonNodeFactory.instance.objectNode();
        run.put("apiVersion", "core.oam.dev/v1alpha1").put("kind", "WorkflowRun");
        run.putObject("metadata").put("name", "example").put("namespace", "default");
        run.putObject("spec").putObject("workflowSpec").set("steps", list);
        List<Object> findings = new ArrayList<>();
        return WorkflowRunSpec.decode(run, name -> Optional.empty(), findings::add)
                .orElseThrow(() -> new IllegalArgumentException(findings.toString()));
    }

    private static JsonNode expected() throws IOException {
        try (AnsweringService service = new AnsweringService()) {
            return documents("examples.yaml", service).get(0);
        }
    }

    private static List<JsonNode> documents(String name, AnsweringService service) throws IOException {
        try (InputStream in = StepExamplesTest.class.getResourceAsStream(FOLDER + name)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Document.parseAll(name, service.redirected(text)).stream()
                    .map(Document::value)
                    .toList();
        }
    }
}
