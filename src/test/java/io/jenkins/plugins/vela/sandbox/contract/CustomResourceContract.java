package io.jenkins.plugins.vela.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.sandbox.api.Json;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Kinds that a CustomResourceDefinition brings. */
interface CustomResourceContract {

    String DEFINITIONS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

    String DEFINITION = """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: "%1$s.%2$s"}
            spec:
              group: %2$s
              scope: %4$s
              names: {plural: %1$s, singular: %3$s, kind: Widget, shortNames: [wd], categories: [all]}
              versions:
              - name: v1
                served: true
                storage: true
                %5$s
                schema:
                  openAPIV3Schema:
                    type: object
                    properties:
                      spec:
                        type: object
                        x-kubernetes-preserve-unknown-fields: true
                        properties:
                          parts:
                            type: array
                            x-kubernetes-list-type: map
                            x-kubernetes-list-map-keys: [id]
                            items:
                              type: object
                              required: [id]
                              properties: {id: {type: string}, size: {type: integer}}
                          tags:
                            type: array
                            x-kubernetes-list-type: set
                            items: {type: string}
                          words:
                            type: array
                            items: {type: string}
                      status:
                        type: object
                        x-kubernetes-preserve-unknown-fields: true
            """;

    ApiUnderTest api();

    /** Defines a kind in a group of its own and waits until it is served; returns its path in a new namespace. */
    private String widgets(String subresources) {
        String group = "g" + api().namespace() + ".example.com";
        api().post(DEFINITIONS, DEFINITION.formatted("widgets", group, "widget", "Namespaced", subresources))
                .expect(201);
        String path = "/apis/" + group + "/v1/namespaces/" + api().namespace() + "/widgets";
        await().atMost(Duration.ofSeconds(20)).until(() -> api().get(path).code() == 200);
        return path;
    }

    private static String widget(String path, String rest) {
        return "{apiVersion: " + path.split("/")[2] + "/v1, kind: Widget, metadata: {name: a}, " + rest + "}";
    }

    @Test
    default void aDefinitionIsServedAndDiscovered() {
        String path = widgets("subresources: {status: {}}");
        String group = path.split("/")[2];

        JsonNode definition =
                api().get(DEFINITIONS + "/widgets." + group).expect(200).body();
        JsonNode resource =
                api().get("/apis/" + group + "/v1").expect(200).body().at("/resources/0");

        assertThat(definition.at("/status/conditions").findValuesAsText("type"))
                .contains("NamesAccepted", "Established");
        assertThat(definition.at("/status/acceptedNames/kind").asText()).isEqualTo("Widget");
        assertThat(resource.path("name").asText()).isEqualTo("widgets");
        assertThat(resource.path("kind").asText()).isEqualTo("Widget");
        assertThat(resource.path("namespaced").asBoolean()).isTrue();
        assertThat(resource.at("/shortNames/0").asText()).isEqualTo("wd");
    }

    @Test
    default void customObjectsAreCreatedListedAndDeleted() {
        String path = widgets("subresources: {status: {}}");

        api().post(path, widget(path, "spec: {anything: [1, 2.5, null]}")).expect(201);
        JsonNode list = api().get(path).expect(200).body();
        JsonNode deleted = api().delete(path + "/a").expect(200).body();

        assertThat(list.path("kind").asText()).isEqualTo("WidgetList");
        assertThat(list.at("/items/0/kind").asText()).isEqualTo("Widget");
        assertThat(list.at("/items/0/metadata/generation").asInt()).isEqualTo(1);
        assertThat(deleted.path("kind").asText()).isEqualTo("Status");
        assertThat(deleted.at("/details/kind").asText()).isEqualTo("widgets");
    }

    @Test
    default void statusAndSpecAreWrittenApart() {
        String path = widgets("subresources: {status: {}}");
        ObjectNode object = (ObjectNode) api().post(path, widget(path, "spec: {n: 1}, status: {phase: Early}"))
                .expect(201)
                .body();
        assertThat(object.has("status")).isFalse();
        object.putObject("status").put("phase", "Ready");
        object.withObjectProperty("spec").put("n", 2);

        JsonNode ready = api().put(path + "/a/status", object).expect(200).body();
        JsonNode changed = api().patch(ApiUnderTest.MERGE, path + "/a", "{spec: {n: 3}, status: {phase: Late}}")
                .expect(200)
                .body();

        assertThat(ready.at("/status/phase").asText()).isEqualTo("Ready");
        assertThat(ready.at("/spec/n").asInt()).isEqualTo(1);
        assertThat(ready.at("/metadata/generation").asInt()).isEqualTo(1);
        assertThat(changed.at("/status/phase").asText()).isEqualTo("Ready");
        assertThat(changed.at("/spec/n").asInt()).isEqualTo(3);
        assertThat(changed.at("/metadata/generation").asInt()).isEqualTo(2);
    }

    @Test
    default void withoutTheSubresourceTheStatusIsAFieldLikeOthers() {
        String path = widgets("");

        JsonNode object = api().post(path, widget(path, "spec: {n: 1}, status: {phase: Ready}"))
                .expect(201)
                .body();

        assertThat(object.at("/status/phase").asText()).isEqualTo("Ready");
        api().get(path + "/a/status").expect(404);
    }

    @Test
    default void aStrategicMergePatchIsNotSupported() {
        String path = widgets("");
        api().post(path, widget(path, "spec: {n: 1}")).expect(201);

        api().patch(ApiUnderTest.STRATEGIC, path + "/a", "{spec: {n: 2}}").expect(415);
    }

    @Test
    default void applyFollowsTheSchemasListTypes() {
        String path = widgets("");
        api().apply(path + "/a", "one", widget(path, "spec: {parts: [{id: x, size: 1}], tags: [t1], words: [a, b]}"))
                .expect(201);

        JsonNode merged = api().apply(
                        path + "/a?force=true",
                        "two",
                        widget(path, "spec: {parts: [{id: y, size: 2}], tags: [t2], words: [c]}"))
                .expect(200)
                .body();

        assertThat(merged.at("/spec/parts").findValuesAsText("id")).containsExactly("x", "y");
        assertThat(merged.at("/spec/tags")).isEqualTo(Json.parse("[\"t1\",\"t2\"]"));
        assertThat(merged.at("/spec/words")).isEqualTo(Json.parse("[\"c\"]"));
    }

    @Test
    default void aKindDisappearsWithItsDefinition() {
        String path = widgets("");
        String group = path.split("/")[2];
        api().post(path, widget(path, "spec: {n: 1}")).expect(201);

        api().delete(DEFINITIONS + "/widgets." + group).expect(200);

        await().atMost(Duration.ofSeconds(20))
                .until(() -> api().get(path + "/a").code() == 404);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> api().get("/apis/" + group + "/v1").code() == 404);
    }

    @Test
    default void aClusterScopedKindHasNoNamespace() {
        String group = "g" + api().namespace() + ".example.com";
        api().post(DEFINITIONS, DEFINITION.formatted("widgets", group, "widget", "Cluster", ""))
                .expect(201);
        String path = "/apis/" + group + "/v1/widgets";
        await().atMost(Duration.ofSeconds(20)).until(() -> api().get(path).code() == 200);

        JsonNode object = api().post(path, widget("/apis/" + group, "spec: {n: 1}"))
                .expect(201)
                .body();

        assertThat(object.at("/metadata/namespace").isMissingNode()).isTrue();
        api().get("/apis/" + group + "/v1/namespaces/default/widgets/a").expect(404);
    }
}
