package io.jenkins.plugins.vela.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.sandbox.api.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Server-side apply and who owns which field. */
interface ApplyContract {

    ApiUnderTest api();

    @Test
    default void anApplyCreatesAndThenChanges() {
        String path = api().configMaps();

        api().apply(path + "/a", "one", ApiUnderTest.configMapYaml("a", "{k: v}"))
                .expect(201);
        ApiUnderTest.Answer second = api().apply(path + "/a", "one", ApiUnderTest.configMapYaml("a", "{k: w}"));

        assertThat(second.expect(200).text("/data/k")).isEqualTo("w");
    }

    @Test
    default void theManagerAndItsFieldsAreNoted() {
        String path = api().configMaps();

        JsonNode object = api().apply(path + "/a", "one", """
                {apiVersion: v1, kind: ConfigMap, metadata: {name: a, labels: {x: y}}, data: {k: v}}
                """).expect(201).body();

        ObjectNode entry = object.at("/metadata/managedFields/0").deepCopy();
        assertThat(entry.remove("time").asText()).isNotEmpty();
        assertThat(entry).isEqualTo(Json.parse("""
                {"manager":"one","operation":"Apply","apiVersion":"v1","fieldsType":"FieldsV1",
                 "fieldsV1":{"f:data":{"f:k":{}},"f:metadata":{"f:labels":{"f:x":{}}}}}"""));
        assertThat(object.at("/metadata/managedFields").size()).isEqualTo(1);
    }

    @Test
    default void aPlainWriteIsNotedAsAnUpdate() {
        String path = api().configMaps();

        JsonNode object = api().post(path + "?fieldManager=two", ApiUnderTest.configMapYaml("a", "{k: v}"))
                .expect(201)
                .body();

        ObjectNode entry = object.at("/metadata/managedFields/0").deepCopy();
        entry.remove("time");
        assertThat(entry).isEqualTo(Json.parse("""
                {"manager":"two","operation":"Update","apiVersion":"v1","fieldsType":"FieldsV1",
                 "fieldsV1":{"f:data":{".":{},"f:k":{}}}}"""));
    }

    @Test
    default void withoutAFieldManagerTheClientsNameIsTaken() {
        String path = api().configMaps();

        assertThat(api().configMap(path, "a", "{k: v}").text("/metadata/managedFields/0/manager"))
                .isEqualTo("contract");
    }

    @Test
    default void anApplyThatChangesNothingKeepsTheResourceVersion() {
        String path = api().configMaps();
        String body = ApiUnderTest.configMapYaml("a", "{k: v}");
        String first = api().apply(path + "/a", "one", body).expect(201).text("/metadata/resourceVersion");

        ApiUnderTest.Answer second = api().apply(path + "/a", "one", body);

        assertThat(second.expect(200).text("/metadata/resourceVersion")).isEqualTo(first);
    }

    @Test
    default void whatTheManagerNoLongerWantsIsRemoved() {
        String path = api().configMaps();
        api().apply(path + "/a", "one", ApiUnderTest.configMapYaml("a", "{k: v, gone: x}"))
                .expect(201);

        ApiUnderTest.Answer answer = api().apply(path + "/a", "one", ApiUnderTest.configMapYaml("a", "{k: v}"));

        assertThat(answer.expect(200).body().path("data")).isEqualTo(Json.parse("{\"k\":\"v\"}"));
    }

    @Test
    default void whatSomebodyElseWantsTooStays() {
        String path = api().configMaps();
        api().apply(path + "/a", "one", ApiUnderTest.configMapYaml("a", "{k: v, shared: x}"))
                .expect(201);
        api().apply(path + "/a", "two", ApiUnderTest.configMapYaml("a", "{shared: x, own: y}"))
                .expect(200);

        ApiUnderTest.Answer answer = api().apply(path + "/a", "one", ApiUnderTest.configMapYaml("a", "{k: v}"));

        assertThat(answer.expect(200).body().path("data"))
                .isEqualTo(Json.parse("{\"k\":\"v\",\"shared\":\"x\",\"own\":\"y\"}"));
    }

    @Test
    default void aFieldOfSomebodyElseIsAConflictThatForceOvercomes() {
        String path = api().configMaps();
        api().apply(path + "/a", "one", ApiUnderTest.configMapYaml("a", "{k: v}"))
                .expect(201);
        String other = ApiUnderTest.configMapYaml("a", "{k: w}");

        ApiUnderTest.Answer refused = api().apply(path + "/a", "two", other);
        ApiUnderTest.Answer forced = api().apply(path + "/a?force=true", "two", other);

        assertThat(refused.expect(409).body()).isEqualTo(Json.parse("""
                {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure",
                 "message":"Apply failed with 1 conflict: conflict with \\"one\\": .data.k","reason":"Conflict",
                 "details":{"causes":[{"reason":"FieldManagerConflict","message":"conflict with \\"one\\"",
                                       "field":".data.k"}]},"code":409}"""));
        assertThat(forced.expect(200).text("/data/k")).isEqualTo("w");
        assertThat(managers(forced.body())).containsExactly("two Apply");
    }

    @Test
    default void conflictsWithPlainWritersNameTheirVersion() {
        String path = api().configMaps();
        api().post(path + "?fieldManager=two", ApiUnderTest.configMapYaml("a", "{k: v, l: v}"))
                .expect(201);

        ApiUnderTest.Answer refused = api().apply(path + "/a", "one", ApiUnderTest.configMapYaml("a", "{k: w, l: w}"));

        refused.expect(409);
        assertThat(refused.text("/message"))
                .isEqualTo("Apply failed with 2 conflicts: conflicts with \"two\" using v1:\n- .data.k\n- .data.l");
        assertThat(refused.text("/details/causes/0/message")).isEqualTo("conflict with \"two\" using v1");
    }

    @Test
    default void aPlainWriteTakesTheFieldsThatItChanges() {
        String path = api().configMaps();
        api().apply(path + "/a", "one", ApiUnderTest.configMapYaml("a", "{k: v, l: v}"))
                .expect(201);

        JsonNode object = api().patch(ApiUnderTest.MERGE, path + "/a?fieldManager=two", "{data: {k: w}}")
                .expect(200)
                .body();

        assertThat(managers(object)).containsExactlyInAnyOrder("one Apply", "two Update");
        api().apply(path + "/a", "one", ApiUnderTest.configMapYaml("a", "{k: v, l: v}"))
                .expect(409);
        api().apply(path + "/a", "one", ApiUnderTest.configMapYaml("a", "{l: x}"))
                .expect(200);
    }

    @Test
    default void containersOfSeveralManagersMergeByName() {
        String path = "/apis/apps/v1/namespaces/" + api().namespace() + "/deployments/web";
        String first = ApiUnderTest.deploymentYaml("web", "nginx:1");
        api().apply(path, "one", first).expect(201);

        ApiUnderTest.Answer added = api().apply(path, "two", """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web}
                spec: {template: {spec: {containers: [{name: side, image: "side:1"}]}}}
                """);
        ApiUnderTest.Answer changed = api().apply(path, "one", first.replace("nginx:1", "nginx:2"));
        ApiUnderTest.Answer left = api().apply(path, "two", """
                {apiVersion: apps/v1, kind: Deployment, metadata: {name: web}}
                """);

        assertThat(added.expect(200).body().at("/spec/template/spec/containers").findValuesAsText("image"))
                .containsExactly("nginx:1", "side:1");
        assertThat(changed.expect(200)
                        .body()
                        .at("/spec/template/spec/containers")
                        .findValuesAsText("image"))
                .containsExactly("nginx:2", "side:1");
        assertThat(left.expect(200).body().at("/spec/template/spec/containers").findValuesAsText("image"))
                .containsExactly("nginx:2");
    }

    @Test
    default void environmentAndPortsMergeByTheirKeys() {
        String path = "/apis/apps/v1/namespaces/" + api().namespace() + "/deployments/web";
        String template = """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web}
                spec:
                  replicas: 0
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata: {labels: {app: web}}
                    spec:
                      containers:
                      - name: web
                        image: nginx
                        env: [%s]
                        ports: [%s]
                """;
        api().apply(
                        path,
                        "one",
                        template.formatted(
                                "{name: A, value: '1'}, {name: B, value: '2'}",
                                "{containerPort: 53, protocol: TCP}, {containerPort: 53, protocol: UDP}"))
                .expect(201);

        JsonNode container = api().apply(
                        path, "one", template.formatted("{name: B, value: '3'}", "{containerPort: 53, protocol: UDP}"))
                .expect(200)
                .body()
                .at("/spec/template/spec/containers/0");

        assertThat(container.path("env")).isEqualTo(Json.parse("[{\"name\":\"B\",\"value\":\"3\"}]"));
        assertThat(container.path("ports")).isEqualTo(Json.parse("[{\"containerPort\":53,\"protocol\":\"UDP\"}]"));
    }

    @Test
    default void theItemsOfAMergedListAreNotedByTheirKeys() {
        String path = "/apis/apps/v1/namespaces/" + api().namespace() + "/deployments/web";

        JsonNode object = api().apply(path, "one", ApiUnderTest.deploymentYaml("web", "nginx:1"))
                .expect(201)
                .body();

        JsonNode own = object.path("metadata").path("managedFields").path(0).path("fieldsV1");
        assertThat(own).isEqualTo(Json.parse("""
                {"f:spec":{"f:replicas":{},"f:selector":{},
                  "f:template":{"f:metadata":{"f:labels":{"f:app":{}}},
                    "f:spec":{"f:containers":{"k:{\\"name\\":\\"web\\"}":{".":{},"f:image":{},"f:name":{}}}}}}}"""));
    }

    @Test
    default void anApplyNeedsAManagerAndNoManagedFields() {
        String path = api().configMaps();

        api().patch(ApiUnderTest.APPLY, path + "/a", ApiUnderTest.configMapYaml("a", "{k: v}"))
                .expect(422);
        ApiUnderTest.Answer answer = api().apply(path + "/a", "one", """
                {apiVersion: v1, kind: ConfigMap,
                 metadata: {name: a, managedFields: [{manager: x, operation: Apply, apiVersion: v1, fieldsType: FieldsV1,
                            fieldsV1: {}}]}}
                """);

        answer.expect(400);
        assertThat(answer.text("/message")).isEqualTo("metadata.managedFields must be nil");
    }

    @Test
    default void anApplyWithAnOutdatedResourceVersionIsAConflict() {
        String path = api().configMaps();
        String version = api().configMap(path, "a", "{k: v}").text("/metadata/resourceVersion");
        api().patch(ApiUnderTest.MERGE, path + "/a", "{data: {k: w}}").expect(200);

        ApiUnderTest.Answer answer = api().apply(path + "/a?force=true", "one", """
                {apiVersion: v1, kind: ConfigMap, metadata: {name: a, resourceVersion: "%s"}, data: {k: x}}
                """.formatted(version));

        answer.expect(409);
    }

    @Test
    default void finalizersOfSeveralManagersAddUp() {
        String path = api().configMaps();
        String body = "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, finalizers: [example.com/%s]}}";
        api().apply(path + "/a", "one", body.formatted("one")).expect(201);

        JsonNode both = api().apply(path + "/a", "two", body.formatted("two"))
                .expect(200)
                .body();
        JsonNode left = api().apply(path + "/a", "one", ApiUnderTest.configMapYaml("a", "{}"))
                .expect(200)
                .body();

        assertThat(both.at("/metadata/finalizers")).isEqualTo(Json.parse("[\"example.com/one\",\"example.com/two\"]"));
        assertThat(left.at("/metadata/finalizers")).isEqualTo(Json.parse("[\"example.com/two\"]"));
    }

    @Test
    default void anApplyLeavesTheStatusAlone() {
        String path = "/apis/apps/v1/namespaces/" + api().namespace() + "/deployments/web";

        JsonNode object = api().apply(
                        path, "one", ApiUnderTest.deploymentYaml("web", "nginx") + "status: {readyReplicas: 7}\n")
                .expect(201)
                .body();

        assertThat(object.at("/status/readyReplicas").isMissingNode()).isTrue();
        assertThat(object.toString()).doesNotContain("f:readyReplicas");
    }

    private static List<String> managers(JsonNode object) {
        List<String> managers = new ArrayList<>();
        object.at("/metadata/managedFields")
                .forEach(entry -> managers.add(entry.path("manager").asText() + " "
                        + entry.path("operation").asText()));
        return managers;
    }
}
