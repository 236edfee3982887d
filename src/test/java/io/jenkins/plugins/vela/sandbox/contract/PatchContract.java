package io.jenkins.plugins.vela.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.sandbox.api.Json;
import org.junit.jupiter.api.Test;

/** Merge patch, JSON patch and strategic merge patch. */
interface PatchContract {

    ApiUnderTest api();

    @Test
    default void aMergePatchSetsAndRemoves() {
        String path = api().configMaps();
        api().configMap(path, "a", "{k: v, gone: x}");

        ApiUnderTest.Answer answer =
                api().patch(ApiUnderTest.MERGE, path + "/a", "{data: {k: w, gone: null, more: y}}");

        assertThat(answer.expect(200).body().path("data")).isEqualTo(Json.parse("{\"k\":\"w\",\"more\":\"y\"}"));
    }

    @Test
    default void aMergePatchWithAnOutdatedResourceVersionIsAConflict() {
        String path = api().configMaps();
        String version = api().configMap(path, "a", "{k: v}").text("/metadata/resourceVersion");
        api().patch(ApiUnderTest.MERGE, path + "/a", "{data: {k: w}}").expect(200);

        ApiUnderTest.Answer answer = api().patch(
                        ApiUnderTest.MERGE,
                        path + "/a",
                        "{metadata: {resourceVersion: '" + version + "'}, data: {k: x}}");

        assertThat(answer.expect(409).text("/reason")).isEqualTo("Conflict");
    }

    @Test
    default void aJsonPatchAddsReplacesRemovesAndTests() {
        String path = api().configMaps();
        api().configMap(path, "a", "{k: v, gone: x}");

        ApiUnderTest.Answer answer = api().patch(ApiUnderTest.JSON_PATCH, path + "/a", """
                [{"op": "test", "path": "/data/k", "value": "v"},
                 {"op": "replace", "path": "/data/k", "value": "w"},
                 {"op": "remove", "path": "/data/gone"},
                 {"op": "add", "path": "/metadata/labels", "value": {"a": "b"}}]
                """);

        assertThat(answer.expect(200).body().path("data")).isEqualTo(Json.parse("{\"k\":\"w\"}"));
        assertThat(answer.text("/metadata/labels/a")).isEqualTo("b");
    }

    @Test
    default void aJsonPatchThatDoesNotFitIsInvalidAndChangesNothing() {
        String path = api().configMaps();
        JsonNode before = api().configMap(path, "a", "{k: v}").body();

        ApiUnderTest.Answer failedTest = api().patch(ApiUnderTest.JSON_PATCH, path + "/a", """
                [{"op": "replace", "path": "/data/k", "value": "w"}, {"op": "test", "path": "/data/k", "value": "x"}]
                """);
        ApiUnderTest.Answer missing =
                api().patch(ApiUnderTest.JSON_PATCH, path + "/a", "[{\"op\": \"remove\", \"path\": \"/data/none\"}]");

        assertThat(failedTest.expect(422).text("/reason")).isEqualTo("Invalid");
        assertThat(missing.expect(422).text("/message"))
                .isEqualTo("the server rejected our request due to an error in our request");
        assertThat(api().get(path + "/a").body()).isEqualTo(before);
    }

    @Test
    default void aStrategicMergePatchMergesContainersByNameAndTheirListsByKey() {
        String path = "/apis/apps/v1/namespaces/" + api().namespace() + "/deployments";
        api().post(path, ApiUnderTest.deploymentYaml("web", "nginx:1")).expect(201);

        ApiUnderTest.Answer added = api().patch(ApiUnderTest.STRATEGIC, path + "/web", """
                {spec: {template: {spec: {containers: [
                  {name: side, image: "side:1"},
                  {name: web, env: [{name: A, value: "1"}, {name: B, value: "2"}], ports: [{containerPort: 80}]}]}}}}
                """);
        ApiUnderTest.Answer changed = api().patch(ApiUnderTest.STRATEGIC, path + "/web", """
                {spec: {template: {spec: {containers: [
                  {name: side, $patch: delete},
                  {name: web, env: [{name: A, $patch: delete}, {name: B, value: "3"}]}]}}}}
                """);

        assertThat(added.expect(200).body().at("/spec/template/spec/containers").size())
                .isEqualTo(2);
        JsonNode containers = changed.expect(200).body().at("/spec/template/spec/containers");
        assertThat(containers.size()).isEqualTo(1);
        assertThat(containers.at("/0/image").asText()).isEqualTo("nginx:1");
        assertThat(containers.at("/0/ports/0/containerPort").asInt()).isEqualTo(80);
        assertThat(containers.at("/0/env")).isEqualTo(Json.parse("[{\"name\":\"B\",\"value\":\"3\"}]"));
    }

    @Test
    default void aStrategicMergePatchReplacesListsWithoutAMergeKey() {
        String path = "/apis/apps/v1/namespaces/" + api().namespace() + "/deployments";
        api().post(path, ApiUnderTest.deploymentYaml("web", "nginx:1")).expect(201);
        api().patch(ApiUnderTest.STRATEGIC, path + "/web", """
                {spec: {template: {spec: {containers: [{name: web, args: [a, b]}]}}}}
                """).expect(200);

        ApiUnderTest.Answer answer = api().patch(ApiUnderTest.STRATEGIC, path + "/web", """
                {spec: {template: {spec: {containers: [{name: web, args: [c]}]}}}}
                """);

        assertThat(answer.expect(200).body().at("/spec/template/spec/containers/0/args"))
                .isEqualTo(Json.parse("[\"c\"]"));
    }

    @Test
    default void aStrategicMergePatchFollowsItsDirectives() {
        String path = "/apis/apps/v1/namespaces/" + api().namespace() + "/deployments";
        api().post(path, ApiUnderTest.deploymentYaml("web", "nginx:1")).expect(201);

        ApiUnderTest.Answer retained = api().patch(ApiUnderTest.STRATEGIC, path + "/web", """
                {spec: {strategy: {$retainKeys: [type], type: Recreate}}}
                """);
        ApiUnderTest.Answer ordered = api().patch(ApiUnderTest.STRATEGIC, path + "/web", """
                {spec: {template: {spec: {
                  "$setElementOrder/containers": [{name: side}, {name: web}],
                  containers: [{name: side, image: "side:1"}]}}}}
                """);
        ApiUnderTest.Answer finalizers =
                api().patch(ApiUnderTest.STRATEGIC, path + "/web", "{metadata: {finalizers: [example.com/a]}}");
        ApiUnderTest.Answer more =
                api().patch(ApiUnderTest.STRATEGIC, path + "/web", "{metadata: {finalizers: [example.com/b]}}");
        ApiUnderTest.Answer fewer = api().patch(ApiUnderTest.STRATEGIC, path + "/web", """
                {metadata: {"$deleteFromPrimitiveList/finalizers": [example.com/a]}}
                """);

        assertThat(retained.expect(200).body().at("/spec/strategy")).isEqualTo(Json.parse("{\"type\":\"Recreate\"}"));
        assertThat(ordered.expect(200).text("/spec/template/spec/containers/0/name"))
                .isEqualTo("side");
        finalizers.expect(200);
        assertThat(more.expect(200).body().at("/metadata/finalizers").size()).isEqualTo(2);
        assertThat(fewer.expect(200).body().at("/metadata/finalizers")).isEqualTo(Json.parse("[\"example.com/b\"]"));
    }

    @Test
    default void servicePortsMergeByPort() {
        String path = "/api/v1/namespaces/" + api().namespace() + "/services";
        api().post(path, """
                {apiVersion: v1, kind: Service, metadata: {name: web}, spec: {ports: [{name: a, port: 80}]}}
                """).expect(201);

        ApiUnderTest.Answer answer = api().patch(ApiUnderTest.STRATEGIC, path + "/web", """
                {spec: {ports: [{port: 80, name: web}, {port: 443, name: tls}]}}
                """);

        JsonNode ports = answer.expect(200).body().at("/spec/ports");
        assertThat(ports.size()).isEqualTo(2);
        assertThat(ports.findValuesAsText("name")).containsExactlyInAnyOrder("web", "tls");
    }

    @Test
    default void patchesOfOtherMediaTypesAreUnsupported() {
        String path = api().configMaps();
        api().configMap(path, "a", "{k: v}");

        assertThat(api().patch("application/json", path + "/a", "{}")
                        .expect(415)
                        .text("/reason"))
                .isEqualTo("UnsupportedMediaType");
    }

    @Test
    default void patchingWhatIsNotThereIsNotFound() {
        String path = api().configMaps();

        api().patch(ApiUnderTest.MERGE, path + "/a", "{data: {k: v}}").expect(404);
        api().patch(ApiUnderTest.JSON_PATCH, path + "/a", "[]").expect(404);
    }

    @Test
    default void aPatchCannotRenameAnObject() {
        String path = api().configMaps();
        api().configMap(path, "a", "{k: v}");

        assertThat(api().patch(ApiUnderTest.MERGE, path + "/a", "{metadata: {name: b}}")
                        .code())
                .isBetween(400, 422);
    }
}
