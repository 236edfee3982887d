package io.jenkins.plugins.vela.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.sandbox.api.Json;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;

/** Things that people get used to without noticing, and that surprise where they are different. */
interface HabitContract {

    ApiUnderTest api();

    @Test
    default void aNamespaceIsLabelledWithItsNameAndHeldByAFinalizer() {
        String name = api().namespace();

        JsonNode namespace = api().get("/api/v1/namespaces/" + name).expect(200).body();

        assertThat(namespace
                        .path("metadata")
                        .path("labels")
                        .path("kubernetes.io/metadata.name")
                        .asText())
                .isEqualTo(name);
        assertThat(namespace.at("/spec/finalizers")).isEqualTo(Json.parse("[\"kubernetes\"]"));
        assertThat(namespace.at("/status/phase").asText()).isEqualTo("Active");
    }

    @Test
    default void aJobSelectsItsPodsByItsUidAndOrphansThemByDefault() {
        String path = "/apis/batch/v1/namespaces/" + api().namespace() + "/jobs";

        JsonNode job = api().post(path, """
                {apiVersion: batch/v1, kind: Job, metadata: {name: j},
                 spec: {suspend: true, template: {spec: {restartPolicy: Never, containers: [{name: c, image: i}]}}}}
                """).expect(201).body();
        ApiUnderTest.Answer deleted = api().delete(path + "/j").expect(200);

        String uid = job.at("/metadata/uid").asText();
        assertThat(job.at("/spec/selector"))
                .isEqualTo(Json.parse("{\"matchLabels\":{\"batch.kubernetes.io/controller-uid\":\"" + uid + "\"}}"));
        JsonNode labels = job.at("/spec/template/metadata/labels");
        assertThat(labels.path("job-name").asText()).isEqualTo("j");
        assertThat(labels.path("batch.kubernetes.io/job-name").asText()).isEqualTo("j");
        assertThat(labels.path("controller-uid").asText()).isEqualTo(uid);
        assertThat(job.at("/spec/backoffLimit").asInt()).isEqualTo(6);
        assertThat(job.at("/spec/completions").asInt()).isEqualTo(1);
        assertThat(job.at("/spec/parallelism").asInt()).isEqualTo(1);
        assertThat(job.at("/spec/completionMode").asText()).isEqualTo("NonIndexed");
        assertThat(deleted.text("/kind")).isEqualTo("Job");
        assertThat(deleted.body().at("/metadata/finalizers")).isEqualTo(Json.parse("[\"orphan\"]"));
    }

    @Test
    default void anOutdatedStatusIsAConflictToo() {
        String path = "/api/v1/namespaces/" + api().namespace() + "/services";
        ObjectNode service = (ObjectNode) api().post(path, """
                {apiVersion: v1, kind: Service, metadata: {name: web}, spec: {ports: [{port: 80}]}}
                """).expect(201).body();
        api().patch(ApiUnderTest.MERGE, path + "/web", "{metadata: {labels: {a: b}}}")
                .expect(200);

        api().put(path + "/web/status", service).expect(409);
    }

    @Test
    default void applyReadsYaml() {
        String path = api().configMaps();

        ApiUnderTest.Answer answer = api().send(api().request(path + "/a?fieldManager=one")
                .header("Content-Type", ApiUnderTest.APPLY)
                .method(
                        "PATCH",
                        HttpRequest.BodyPublishers.ofString(
                                "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  k: v\n")));

        assertThat(answer.expect(201).text("/data/k")).isEqualTo("v");
    }

    @Test
    default void anApplyOfAnotherNameOrKindIsABadRequest() {
        String path = api().configMaps();

        assertThat(api().apply(path + "/a", "one", ApiUnderTest.configMapYaml("b", "{}"))
                        .code())
                .isEqualTo(400);
        assertThat(api().apply(path + "/a", "one", "{apiVersion: v1, kind: Secret, metadata: {name: a}}")
                        .code())
                .isEqualTo(400);
    }

    @Test
    default void managedFieldsListAppliesBeforeUpdates() {
        String path = api().configMaps();
        api().post(path + "?fieldManager=a-writer", ApiUnderTest.configMapYaml("a", "{k: v}"))
                .expect(201);

        JsonNode object = api().apply(path + "/a", "z-applier", ApiUnderTest.configMapYaml("a", "{l: w}"))
                .expect(200)
                .body();

        assertThat(object.at("/metadata/managedFields").findValuesAsText("manager"))
                .containsExactly("z-applier", "a-writer");
    }

    @Test
    default void aFieldThatAPlainWriteRemovesBelongsToNobody() {
        String path = api().configMaps();
        api().apply(path + "/a", "one", ApiUnderTest.configMapYaml("a", "{k: v, l: w}"))
                .expect(201);

        JsonNode object = api().patch(ApiUnderTest.MERGE, path + "/a?fieldManager=two", "{data: {l: null}}")
                .expect(200)
                .body();

        assertThat(object.at("/metadata/managedFields").size()).isEqualTo(1);
        assertThat(object.at("/metadata/managedFields/0/fieldsV1")).isEqualTo(Json.parse("{\"f:data\":{\"f:k\":{}}}"));
    }

    @Test
    default void anAtomicListBelongsToOneManager() {
        String path = "/apis/apps/v1/namespaces/" + api().namespace() + "/deployments/web";
        api().apply(path, "one", ApiUnderTest.deploymentYaml("web", "nginx")).expect(201);
        String args = """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web}
                spec: {template: {spec: {containers: [{name: web, args: [%s]}]}}}
                """;
        api().apply(path, "two", args.formatted("a, b")).expect(200);

        ApiUnderTest.Answer other = api().apply(path, "three", args.formatted("a"));
        ApiUnderTest.Answer same = api().apply(path, "two", args.formatted("c"));

        assertThat(other.expect(409).text("/details/causes/0/field"))
                .isEqualTo(".spec.template.spec.containers[name=\"web\"].args");
        assertThat(same.expect(200).body().at("/spec/template/spec/containers/0/args"))
                .isEqualTo(Json.parse("[\"c\"]"));
    }

    @Test
    default void theSelectorOfADeploymentIsOneField() {
        String path = "/apis/apps/v1/namespaces/" + api().namespace() + "/deployments/web";

        JsonNode object = api().apply(path, "one", ApiUnderTest.deploymentYaml("web", "nginx"))
                .expect(201)
                .body();

        assertThat(object.at("/metadata/managedFields/0/fieldsV1")
                        .path("f:spec")
                        .path("f:selector"))
                .isEqualTo(Json.object());
    }

    @Test
    default void rolesMayHaveColonsInTheirNames() {
        String name = "contract:" + api().namespace();

        api().post(
                        "/apis/rbac.authorization.k8s.io/v1/clusterroles",
                        "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: '" + name
                                + "'}, rules: []}")
                .expect(201);

        api().get("/apis/rbac.authorization.k8s.io/v1/clusterroles/" + name).expect(200);
        api().delete("/apis/rbac.authorization.k8s.io/v1/clusterroles/" + name).expect(200);
    }

    @Test
    default void aBadLabelIsInvalid() {
        ApiUnderTest.Answer answer = api().post(api().configMaps(), """
                {apiVersion: v1, kind: ConfigMap, metadata: {name: a, labels: {a: "no spaces"}}}
                """);

        assertThat(answer.expect(422).text("/details/causes/0/field")).isEqualTo("metadata.labels");
        assertThat(answer.text("/details/causes/0/reason")).isEqualTo("FieldValueInvalid");
    }

    @Test
    default void aDefinitionIsNamedAfterItsKind() {
        ApiUnderTest.Answer answer = api().post(
                        CustomResourceContract.DEFINITIONS,
                        CustomResourceContract.DEFINITION
                                .formatted(
                                        "widgets", "g" + api().namespace() + ".example.com", "widget", "Namespaced", "")
                                .replaceFirst("name: \"widgets\\.", "name: \"others."));

        assertThat(answer.expect(422).text("/details/causes/0/field")).isEqualTo("metadata.name");
    }

    @Test
    default void aTooBroadDeleteIsAllowedAndAnEmptySelectorMeansEverything() {
        String path = api().configMaps();
        api().configMap(path, "a", "{k: v}");
        api().configMap(path, "b", "{k: v}");

        api().delete(path).expect(200);

        api().get(path + "/a").expect(404);
        api().get(path + "/b").expect(404);
    }

    @Test
    default void nullsInANewObjectAreDropped() {
        String path = api().configMaps();

        JsonNode object = api().post(path, """
                {apiVersion: v1, kind: ConfigMap, metadata: {name: a, labels: null}, data: {k: v}, binaryData: null}
                """).expect(201).body();

        assertThat(object.path("metadata").has("labels")).isFalse();
        assertThat(object.has("binaryData")).isFalse();
    }

    @Test
    default void numbersAndBooleansAreNoLabelValues() {
        ApiUnderTest.Answer answer = api().post(api().configMaps(), """
                {apiVersion: v1, kind: ConfigMap, metadata: {name: a, labels: {a: true}}}
                """);

        assertThat(answer.expect(400).text("/reason")).isEqualTo("BadRequest");
    }

    @Test
    default void configMapValuesAreTexts() {
        ApiUnderTest.Answer answer = api().post(api().configMaps(), ApiUnderTest.configMapYaml("a", "{k: 1}"));

        assertThat(answer.expect(400).text("/reason")).isEqualTo("BadRequest");
    }

    @Test
    default void environmentValuesAreTexts() {
        String pods = "/api/v1/namespaces/" + api().namespace() + "/pods";

        ApiUnderTest.Answer answer = api().post(pods, """
                {apiVersion: v1, kind: Pod, metadata: {name: a},
                 spec: {containers: [{name: c, image: i, env: [{name: N, value: 1}]}]}}
                """);

        assertThat(answer.expect(400).text("/reason")).isEqualTo("BadRequest");
    }

    @Test
    default void unknownFieldsAreDroppedOrRefusedAsTheClientAsks() {
        String path = api().configMaps();
        String body = "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {k: v}, typo: x}";

        ApiUnderTest.Answer strict = api().post(path + "?fieldValidation=Strict", body);
        ApiUnderTest.Answer lenient = api().post(path, body);

        assertThat(strict.expect(400).text("/message")).contains("unknown field \"typo\"");
        assertThat(lenient.expect(201).body().has("typo")).isFalse();
    }

    @Test
    default void aWarningTellsOfUnknownFields() {
        ApiUnderTest.Answer answer = api().post(
                        "/apis/apps/v1/namespaces/" + api().namespace() + "/deployments",
                        ApiUnderTest.deploymentYaml("web", "nginx").replace("replicas: 0", "replcas: 0"));

        answer.expect(201);
        assertThat(answer.raw().headers().allValues("Warning"))
                .contains("299 - \"unknown field \\\"spec.replcas\\\"\"");
    }

    @Test
    default void anApplyKnowsOnlyDeclaredFields() {
        String path = "/apis/apps/v1/namespaces/" + api().namespace() + "/deployments/web";

        ApiUnderTest.Answer answer = api().apply(
                        path, "one", ApiUnderTest.deploymentYaml("web", "nginx").replace("replicas", "replcas"));

        assertThat(answer.text("/message")).contains(".spec.replcas: field not declared in schema");
        assertThat(answer.code()).isEqualTo(500);
    }
}
