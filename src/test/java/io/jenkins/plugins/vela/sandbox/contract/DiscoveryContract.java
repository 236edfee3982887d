package io.jenkins.plugins.vela.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the API tells of itself. */
interface DiscoveryContract {

    ApiUnderTest api();

    @Test
    default void theVersionIsKnown() {
        ApiUnderTest.Answer version = api().get("/version").expect(200);

        assertThat(version.text("/major")).isEqualTo("1");
        assertThat(Integer.parseInt(version.text("/minor"))).isGreaterThan(20);
        assertThat(version.text("/gitVersion")).startsWith("v");
    }

    @Test
    default void theCoreGroupHasOneVersion() {
        ApiUnderTest.Answer versions = api().get("/api").expect(200);

        assertThat(versions.text("/kind")).isEqualTo("APIVersions");
        assertThat(versions.text("/versions/0")).isEqualTo("v1");
    }

    @Test
    default void groupsAreListedWithTheirPreferredVersion() {
        ApiUnderTest.Answer groups = api().get("/apis").expect(200);

        assertThat(groups.text("/kind")).isEqualTo("APIGroupList");
        JsonNode autoscaling = named(groups.body().path("groups"), "autoscaling");
        assertThat(autoscaling.at("/preferredVersion/groupVersion").asText()).isEqualTo("autoscaling/v2");
        assertThat(named(groups.body().path("groups"), "batch")
                        .at("/versions/0/version")
                        .asText())
                .isEqualTo("v1");
    }

    @Test
    default void resourcesTellTheirScopeNamesAndVerbs() {
        ApiUnderTest.Answer core = api().get("/api/v1").expect(200);

        assertThat(core.text("/kind")).isEqualTo("APIResourceList");
        assertThat(core.text("/groupVersion")).isEqualTo("v1");
        JsonNode pods = named(core.body().path("resources"), "pods");
        assertThat(pods.path("kind").asText()).isEqualTo("Pod");
        assertThat(pods.path("singularName").asText()).isEqualTo("pod");
        assertThat(pods.path("namespaced").asBoolean()).isTrue();
        assertThat(texts(pods.path("shortNames"))).containsExactly("po");
        assertThat(texts(pods.path("verbs")))
                .contains("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");
        assertThat(named(core.body().path("resources"), "nodes")
                        .path("namespaced")
                        .asBoolean(true))
                .isFalse();
        assertThat(named(core.body().path("resources"), "pods/log").path("kind").asText())
                .isEqualTo("Pod");
        assertThat(texts(named(core.body().path("resources"), "pods/status").path("verbs")))
                .containsExactlyInAnyOrder("get", "patch", "update");
    }

    @Test
    default void theScaleSubresourceBelongsToTheAutoscalingGroup() {
        ApiUnderTest.Answer apps = api().get("/apis/apps/v1").expect(200);

        JsonNode scale = named(apps.body().path("resources"), "deployments/scale");
        assertThat(scale.path("group").asText()).isEqualTo("autoscaling");
        assertThat(scale.path("version").asText()).isEqualTo("v1");
        assertThat(scale.path("kind").asText()).isEqualTo("Scale");
    }

    @Test
    default void everyCommonKindIsServedWithTheRightScope() {
        List<String> missing = new ArrayList<>();
        for (String line : BuiltInKinds.TABLE.lines().toList()) {
            String[] columns = line.split(" ");
            String path = columns[0].contains("/") ? "/apis/" + columns[0] : "/api/" + columns[0];
            JsonNode resources = api().get(path).expect(200).body().path("resources");
            JsonNode found = find(resources, columns[1]);
            List<String> shortNames = columns[4].equals("-") ? List.of() : List.of(columns[4].split(","));
            boolean right = found.path("kind").asText().equals(columns[2])
                    && found.path("namespaced").asBoolean() == columns[3].equals("n")
                    && texts(found.path("shortNames")).equals(shortNames)
                    && find(resources, columns[1] + "/status").isObject() == columns[5].contains("status")
                    && find(resources, columns[1] + "/scale").isObject() == columns[5].contains("scale");
            if (!right) {
                missing.add(line + " but was " + found);
            }
        }

        assertThat(missing).isEmpty();
    }

    @Test
    default void unknownGroupsVersionsAndResourcesOfBuiltInGroupsAreNotFound() {
        assertThat(api().get("/apis/nobody.example.com/v1").code()).isEqualTo(404);
        assertThat(api().get("/apis/apps/v9").code()).isEqualTo(404);
        assertThat(api().get("/apis/apps/v1/namespaces/default/gadgets").code()).isEqualTo(404);
        assertThat(api().post("/apis/apps/v1/namespaces/default/gadgets", """
                {apiVersion: apps/v1, kind: Gadget, metadata: {name: a}}
                """).code())
                .isEqualTo(404);
        assertThat(api().get("/apis/nobody.example.com/v1/namespaces/default/gadgets")
                        .code())
                .isEqualTo(404);
    }

    @Test
    default void openApiSaysThatFieldValidationIsSupported() {
        ApiUnderTest.Answer index = api().get("/openapi/v3").expect(200);
        String path = index.body()
                .path("paths")
                .path("apis/apps/v1")
                .path("serverRelativeURL")
                .asText();

        JsonNode patch = api().get(path)
                .expect(200)
                .body()
                .path("paths")
                .path("/apis/apps/v1/namespaces/{namespace}/deployments/{name}")
                .path("patch");

        List<String> parameters = new ArrayList<>();
        patch.path("parameters")
                .forEach(parameter -> parameters.add(parameter.path("name").asText()));
        assertThat(parameters).contains("fieldValidation");
        assertThat(patch.at("/x-kubernetes-group-version-kind/kind").asText()).isEqualTo("Deployment");
    }

    @Test
    default void aRequestWithoutTheTokenIsRefused() {
        ApiUnderTest.Answer answer = api().send(
                        java.net.http.HttpRequest.newBuilder(java.net.URI.create(api().url() + "/api/v1/namespaces"))
                                .header("Authorization", "Bearer wrong"));

        answer.expect(401);
        assertThat(answer.text("/kind")).isEqualTo("Status");
        assertThat(answer.text("/reason")).isEqualTo("Unauthorized");
        assertThat(answer.text("/message")).isEqualTo("Unauthorized");
    }

    @Test
    default void everybodyMayAskWhetherHeMayDoSomething() {
        ApiUnderTest.Answer answer = api().post("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", """
                apiVersion: authorization.k8s.io/v1
                kind: SelfSubjectAccessReview
                spec: {resourceAttributes: {namespace: default, verb: watch, resource: configmaps}}
                """);

        answer.expect(201);
        assertThat(answer.body().at("/status/allowed").asBoolean()).isTrue();
    }

    private static JsonNode named(JsonNode items, String name) {
        JsonNode found = find(items, name);
        assertThat(found.isObject()).as(name).isTrue();
        return found;
    }

    private static JsonNode find(JsonNode items, String name) {
        for (JsonNode item : items) {
            if (item.path("name").asText().equals(name)) {
                return item;
            }
        }
        return items.path("absent");
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }
}
