package io.jenkins.plugins.vela.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.sandbox.api.Json;
import org.junit.jupiter.api.Test;

/** Deleting, finalizers and preconditions. */
interface DeletionContract {

    ApiUnderTest api();

    @Test
    default void aDeletedObjectIsGoneAndTheAnswerSaysSo() {
        String path = api().configMaps();
        String uid = api().configMap(path, "a", "{k: v}").text("/metadata/uid");

        ApiUnderTest.Answer answer = api().delete(path + "/a");

        assertThat(answer.expect(200).body()).isEqualTo(Json.parse("""
                {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Success",
                 "details":{"name":"a","kind":"configmaps","uid":"%s"}}""".formatted(uid)));
        api().get(path + "/a").expect(404);
        api().delete(path + "/a").expect(404);
    }

    @Test
    default void someKindsAnswerADeleteWithTheObject() {
        String path = "/api/v1/namespaces/" + api().namespace() + "/services";
        api().post(path, """
                {apiVersion: v1, kind: Service, metadata: {name: web}, spec: {ports: [{port: 80}]}}
                """).expect(201);

        assertThat(api().delete(path + "/web").expect(200).text("/kind")).isEqualTo("Service");
    }

    @Test
    default void finalizersHoldAnObjectUntilTheLastIsRemoved() {
        String path = api().configMaps();
        api().post(path, """
                {apiVersion: v1, kind: ConfigMap, metadata: {name: a, finalizers: [example.com/a, example.com/b]}}
                """).expect(201);

        JsonNode held = api().delete(path + "/a").expect(200).body();
        api().patch(ApiUnderTest.MERGE, path + "/a", "{metadata: {finalizers: [example.com/b]}}")
                .expect(200);
        JsonNode still = api().get(path + "/a").expect(200).body();
        api().patch(ApiUnderTest.MERGE, path + "/a", "{metadata: {finalizers: null}}")
                .expect(200);

        assertThat(held.path("kind").asText()).isEqualTo("ConfigMap");
        assertThat(held.at("/metadata/deletionTimestamp").asText()).isNotEmpty();
        assertThat(held.at("/metadata/deletionGracePeriodSeconds").asInt(-1)).isZero();
        assertThat(still.at("/metadata/deletionTimestamp")).isEqualTo(held.at("/metadata/deletionTimestamp"));
        api().get(path + "/a").expect(404);
    }

    @Test
    default void aTerminatingObjectGetsNoNewFinalizers() {
        String path = api().configMaps();
        api().post(path, "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, finalizers: [example.com/a]}}")
                .expect(201);
        api().delete(path + "/a").expect(200);

        ApiUnderTest.Answer answer = api().patch(
                        ApiUnderTest.MERGE, path + "/a", "{metadata: {finalizers: [example.com/a, example.com/late]}}");

        assertThat(answer.expect(422).text("/message")).contains("metadata.finalizers: Forbidden");
    }

    @Test
    default void preconditionsGuardADelete() {
        String path = api().configMaps();
        JsonNode object = api().configMap(path, "a", "{k: v}").body();

        ApiUnderTest.Answer wrong = api().delete(path + "/a", "{preconditions: {uid: someone-else}}");
        ApiUnderTest.Answer outdated = api().delete(path + "/a", "{preconditions: {resourceVersion: '1'}}");
        api().delete(
                        path + "/a",
                        "{preconditions: {uid: " + object.at("/metadata/uid").asText() + "}}")
                .expect(200);

        assertThat(wrong.expect(409).text("/reason")).isEqualTo("Conflict");
        assertThat(wrong.text("/message"))
                .contains("the UID in the precondition (someone-else) does not match the UID in record (");
        assertThat(outdated.expect(409).text("/message"))
                .contains("the ResourceVersion in the precondition (1) does not match");
    }

    @Test
    default void foregroundAndOrphanAreFinalizers() {
        String path = api().configMaps();
        String held = "{apiVersion: v1, kind: ConfigMap, metadata: {name: %s, finalizers: [example.com/a]}}";
        api().post(path, held.formatted("a")).expect(201);
        api().post(path, held.formatted("b")).expect(201);

        JsonNode foreground = api().delete(path + "/a", "{propagationPolicy: Foreground}")
                .expect(200)
                .body();
        JsonNode orphan =
                api().delete(path + "/b?propagationPolicy=Orphan").expect(200).body();

        assertThat(foreground.at("/metadata/finalizers"))
                .isEqualTo(Json.parse("[\"example.com/a\",\"foregroundDeletion\"]"));
        assertThat(orphan.at("/metadata/finalizers")).isEqualTo(Json.parse("[\"example.com/a\",\"orphan\"]"));
        api().delete(path + "/a", "{propagationPolicy: Sideways}").expect(422);
    }

    @Test
    default void aCollectionIsDeletedBySelector() {
        String path = api().configMaps();
        api().post(path, "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, labels: {on: 'yes'}}}")
                .expect(201);
        api().configMap(path, "b", "{k: v}");

        api().delete(path + "?labelSelector=on%3Dyes").expect(200);

        api().get(path + "/a").expect(404);
        api().get(path + "/b").expect(200);
    }

    @Test
    default void theDeletionCountsAsAGeneration() {
        String path = "/apis/apps/v1/namespaces/" + api().namespace() + "/deployments";
        api().post(
                        path,
                        ApiUnderTest.deploymentYaml("web", "nginx")
                                .replace("{name: web}\nspec", "{name: web, finalizers: [example.com/a]}\nspec"))
                .expect(201);

        ApiUnderTest.Answer held = api().delete(path + "/web").expect(200);

        assertThat(held.text("/metadata/generation")).isEqualTo("2");
    }

    @Test
    default void aNamespaceTerminatesAndTakesNothingNew() {
        String namespace = api().namespace();
        String path = "/api/v1/namespaces/" + namespace;
        api().post(
                        path + "/configmaps",
                        "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, finalizers: [example.com/a]}}")
                .expect(201);

        ApiUnderTest.Answer answer = api().delete(path);
        ApiUnderTest.Answer late = api().post(path + "/configmaps", ApiUnderTest.configMapYaml("late", "{}"));

        assertThat(answer.expect(200).text("/status/phase")).isEqualTo("Terminating");
        assertThat(answer.text("/metadata/deletionTimestamp")).isNotEmpty();
        assertThat(late.expect(403).text("/message"))
                .isEqualTo("configmaps \"late\" is forbidden: unable to create new content in namespace " + namespace
                        + " because it is being terminated");
    }
}
