package io.jenkins.plugins.vela.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.sandbox.api.Json;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;

/** Creating, reading and replacing objects. */
interface ObjectContract {

    ApiUnderTest api();

    @Test
    default void aCreatedObjectHasIdentityAndCanBeRead() {
        String path = api().configMaps();

        ApiUnderTest.Answer created = api().configMap(path, "a", "{k: v}");

        assertThat(created.text("/apiVersion")).isEqualTo("v1");
        assertThat(created.text("/kind")).isEqualTo("ConfigMap");
        assertThat(created.text("/metadata/uid")).hasSize(36);
        assertThat(created.text("/metadata/creationTimestamp")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(created.text("/metadata/resourceVersion")).matches("\\d+");
        assertThat(created.text("/metadata/namespace")).isEqualTo(path.split("/")[4]);
        assertThat(api().get(path + "/a").expect(200).body()).isEqualTo(created.body());
    }

    @Test
    default void aMissingObjectIsToldInAStatus() {
        String namespace = api().namespace();

        ApiUnderTest.Answer core = api().get("/api/v1/namespaces/" + namespace + "/pods/nope");
        ApiUnderTest.Answer apps = api().get("/apis/apps/v1/namespaces/" + namespace + "/deployments/nope");

        assertThat(core.expect(404).body()).isEqualTo(Json.parse("""
                {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure",
                 "message":"pods \\"nope\\" not found","reason":"NotFound",
                 "details":{"name":"nope","kind":"pods"},"code":404}"""));
        assertThat(apps.expect(404).body()).isEqualTo(Json.parse("""
                {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure",
                 "message":"deployments.apps \\"nope\\" not found","reason":"NotFound",
                 "details":{"name":"nope","group":"apps","kind":"deployments"},"code":404}"""));
    }

    @Test
    default void aSecondObjectOfTheSameNameIsRefused() {
        String path = api().configMaps();
        api().configMap(path, "a", "{k: v}");

        ApiUnderTest.Answer second = api().post(path, ApiUnderTest.configMapYaml("a", "{k: w}"));

        assertThat(second.expect(409).body()).isEqualTo(Json.parse("""
                {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure",
                 "message":"configmaps \\"a\\" already exists","reason":"AlreadyExists",
                 "details":{"name":"a","kind":"configmaps"},"code":409}"""));
    }

    @Test
    default void namesAreGeneratedFromAPrefix() {
        String path = api().configMaps();
        String body = "{apiVersion: v1, kind: ConfigMap, metadata: {generateName: run-}}";

        String first = api().post(path, body).expect(201).text("/metadata/name");
        String second = api().post(path, body).expect(201).text("/metadata/name");

        assertThat(first).matches("run-[a-z0-9]{5}").isNotEqualTo(second);
    }

    @Test
    default void aNewObjectMustNotHaveAResourceVersion() {
        String path = api().configMaps();

        ApiUnderTest.Answer answer =
                api().post(path, "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, resourceVersion: '1'}}");

        assertThat(answer.code()).isGreaterThanOrEqualTo(400);
        assertThat(answer.text("/message")).contains("resourceVersion should not be set on objects to be created");
    }

    @Test
    default void aBadNameIsInvalid() {
        ApiUnderTest.Answer answer = api().post(api().configMaps(), ApiUnderTest.configMapYaml("Not_A_Name", "{}"));

        answer.expect(422);
        assertThat(answer.text("/reason")).isEqualTo("Invalid");
        assertThat(answer.text("/details/kind")).isEqualTo("ConfigMap");
        assertThat(answer.text("/details/name")).isEqualTo("Not_A_Name");
        assertThat(answer.text("/details/causes/0/reason")).isEqualTo("FieldValueInvalid");
        assertThat(answer.text("/details/causes/0/field")).isEqualTo("metadata.name");
        assertThat(answer.text("/message"))
                .startsWith("ConfigMap \"Not_A_Name\" is invalid: metadata.name: Invalid value: \"Not_A_Name\":"
                        + " a lowercase RFC 1123 subdomain must consist of");
    }

    @Test
    default void anObjectWithoutAnyNameIsInvalid() {
        ApiUnderTest.Answer answer =
                api().post(api().configMaps(), "{apiVersion: v1, kind: ConfigMap, metadata: {labels: {a: b}}}");

        answer.expect(422);
        assertThat(answer.text("/message")).contains("name or generateName is required");
    }

    @Test
    default void aPodNeedsContainersWithAnImage() {
        String pods = "/api/v1/namespaces/" + api().namespace() + "/pods";

        ApiUnderTest.Answer none =
                api().post(pods, "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: []}}");
        ApiUnderTest.Answer nameless =
                api().post(pods, "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{image: x}]}}");

        none.expect(422);
        assertThat(none.text("/message")).isEqualTo("Pod \"a\" is invalid: spec.containers: Required value");
        assertThat(none.text("/details/causes/0/reason")).isEqualTo("FieldValueRequired");
        nameless.expect(422);
        assertThat(nameless.text("/details/causes/0/field")).isEqualTo("spec.containers[0].name");
    }

    @Test
    default void aDeploymentMustSelectItsOwnPods() {
        String deployments = "/apis/apps/v1/namespaces/" + api().namespace() + "/deployments";

        ApiUnderTest.Answer answer = api().post(
                        deployments,
                        ApiUnderTest.deploymentYaml("web", "nginx").replace("labels: {app: web}", "labels: {app: x}"));

        answer.expect(422);
        assertThat(answer.text("/message"))
                .startsWith("Deployment.apps \"web\" is invalid: spec.template.metadata.labels: Invalid value: ")
                .endsWith("`selector` does not match template `labels`");
    }

    @Test
    default void theSelectorOfADeploymentIsImmutable() {
        String path = "/apis/apps/v1/namespaces/" + api().namespace() + "/deployments";
        api().post(path, ApiUnderTest.deploymentYaml("web", "nginx")).expect(201);

        ApiUnderTest.Answer answer = api().patch(ApiUnderTest.MERGE, path + "/web", """
                {"spec": {"selector": {"matchLabels": {"app": "x"}},
                          "template": {"metadata": {"labels": {"app": "x"}}}}}
                """);

        answer.expect(422);
        assertThat(answer.text("/message")).contains("spec.selector").endsWith("field is immutable");
    }

    @Test
    default void objectsOfOtherKindsNamesAndNamespacesAreBadRequests() {
        String path = api().configMaps();
        ObjectNode object = (ObjectNode) api().configMap(path, "a", "{k: v}").body();

        assertThat(api().post(path, "{apiVersion: v1, kind: Secret, metadata: {name: b}}")
                        .code())
                .isEqualTo(400);
        ApiUnderTest.Answer otherName = api().put(path + "/b", object);
        assertThat(otherName.code()).isEqualTo(400);
        assertThat(otherName.text("/message"))
                .isEqualTo("the name of the object (a) does not match the name on the URL (b)");
        ApiUnderTest.Answer otherNamespace =
                api().post(path, "{apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: elsewhere}}");
        assertThat(otherNamespace.code()).isEqualTo(400);
        assertThat(otherNamespace.text("/message"))
                .isEqualTo("the namespace of the provided object does not match the namespace sent on the request");
    }

    @Test
    default void aBodyThatDoesNotParseIsABadRequest() {
        ApiUnderTest.Answer answer = api().send(api().request(api().configMaps())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"apiVersion\": ")));

        answer.expect(400);
        assertThat(answer.text("/reason")).isEqualTo("BadRequest");
    }

    @Test
    default void yamlIsAccepted() {
        String path = api().configMaps();

        ApiUnderTest.Answer answer = api().send(api().request(path)
                .header("Content-Type", "application/yaml")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  k: v\n")));

        assertThat(answer.expect(201).text("/data/k")).isEqualTo("v");
    }

    @Test
    default void nothingIsWrittenToAMissingNamespace() {
        ApiUnderTest.Answer answer =
                api().post("/api/v1/namespaces/not-there/configmaps", ApiUnderTest.configMapYaml("a", "{}"));

        answer.expect(404);
        assertThat(answer.text("/message")).isEqualTo("namespaces \"not-there\" not found");
    }

    @Test
    default void anOutdatedReplacementIsAConflict() {
        String path = api().configMaps();
        ObjectNode first = (ObjectNode) api().configMap(path, "a", "{k: v}").body();
        ObjectNode changed = first.deepCopy();
        changed.withObjectProperty("data").put("k", "w");
        api().put(path + "/a", changed).expect(200);

        ObjectNode late = first.deepCopy();
        late.withObjectProperty("data").put("k", "x");
        ApiUnderTest.Answer answer = api().put(path + "/a", late);

        assertThat(answer.expect(409).body()).isEqualTo(Json.parse("""
                {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure",
                 "message":"Operation cannot be fulfilled on configmaps \\"a\\": the object has been modified; please apply your changes to the latest version and try again",
                 "reason":"Conflict","details":{"name":"a","kind":"configmaps"},"code":409}"""));
    }

    @Test
    default void aReplacementWithoutResourceVersionIsUnconditional() {
        String path = api().configMaps();
        api().configMap(path, "a", "{k: v}");

        ApiUnderTest.Answer answer =
                api().put(path + "/a", Json.parseYaml(ApiUnderTest.configMapYaml("a", "{other: w}")));

        assertThat(answer.expect(200).body().path("data")).isEqualTo(Json.parse("{\"other\":\"w\"}"));
    }

    @Test
    default void aReplacementForAnotherUidIsAConflict() {
        String path = api().configMaps();
        ObjectNode object = (ObjectNode) api().configMap(path, "a", "{k: v}").body();
        object.withObjectProperty("metadata").put("uid", "00000000-0000-0000-0000-000000000000");

        ApiUnderTest.Answer answer = api().put(path + "/a", object);

        answer.expect(409);
        assertThat(answer.text("/message")).contains("Precondition failed: UID in precondition: 0000");
    }

    @Test
    default void replacingWhatIsNotThereIsNotFound() {
        String path = api().configMaps();

        api().put(path + "/a", Json.parseYaml(ApiUnderTest.configMapYaml("a", "{}")))
                .expect(404);
    }

    @Test
    default void aReplacementThatChangesNothingKeepsTheResourceVersion() {
        String path = api().configMaps();
        ObjectNode object = (ObjectNode) api().configMap(path, "a", "{k: v}").body();

        ApiUnderTest.Answer answer = api().put(path + "/a", object);

        assertThat(answer.expect(200).text("/metadata/resourceVersion"))
                .isEqualTo(object.at("/metadata/resourceVersion").asText());
    }

    @Test
    default void theGenerationCountsChangesOfTheSpecOnly() {
        String path = "/apis/apps/v1/namespaces/" + api().namespace() + "/deployments";
        assertThat(api().post(path, ApiUnderTest.deploymentYaml("web", "nginx"))
                        .expect(201)
                        .text("/metadata/generation"))
                .isEqualTo("1");

        ApiUnderTest.Answer labelled = api().patch(ApiUnderTest.MERGE, path + "/web", "{metadata: {labels: {a: b}}}")
                .expect(200);
        ApiUnderTest.Answer changed = api().patch(ApiUnderTest.MERGE, path + "/web", "{spec: {minReadySeconds: 3}}")
                .expect(200);

        assertThat(labelled.text("/metadata/generation")).isEqualTo("1");
        assertThat(changed.text("/metadata/generation")).isEqualTo("2");
    }

    @Test
    default void aSecretTurnsPlainTextIntoData() {
        String path = "/api/v1/namespaces/" + api().namespace() + "/secrets";

        ApiUnderTest.Answer created = api().post(path, """
                {apiVersion: v1, kind: Secret, metadata: {name: s}, stringData: {user: me}, data: {other: b3RoZXI=}}
                """);

        assertThat(created.expect(201).body().path("data"))
                .isEqualTo(Json.parse("{\"other\":\"b3RoZXI=\",\"user\":\"bWU=\"}"));
        assertThat(created.body().has("stringData")).isFalse();
        assertThat(created.text("/type")).isEqualTo("Opaque");
        api().post(path, "{apiVersion: v1, kind: Secret, metadata: {name: t}, data: {x: '%%%'}}")
                .expect(400);
    }

    @Test
    default void anImmutableConfigMapStaysAsItIs() {
        String path = api().configMaps();
        api().post(path, "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, immutable: true, data: {k: v}}")
                .expect(201);

        ApiUnderTest.Answer answer = api().patch(ApiUnderTest.MERGE, path + "/a", "{data: {k: w}}");

        answer.expect(422);
        assertThat(answer.text("/message")).contains("field is immutable when `immutable` is set");
        api().patch(ApiUnderTest.MERGE, path + "/a", "{metadata: {labels: {a: b}}}")
                .expect(200);
    }

    @Test
    default void commonDefaultsAreFilledIn() {
        String namespace = api().namespace();
        JsonNode spec = api().post(
                        "/apis/apps/v1/namespaces/" + namespace + "/deployments",
                        ApiUnderTest.deploymentYaml("web", "nginx").replace("  replicas: 0\n", ""))
                .expect(201)
                .body()
                .path("spec");

        assertThat(spec.path("replicas").asInt()).isEqualTo(1);
        assertThat(spec.path("revisionHistoryLimit").asInt()).isEqualTo(10);
        assertThat(spec.path("progressDeadlineSeconds").asInt()).isEqualTo(600);
        assertThat(spec.at("/strategy/rollingUpdate/maxSurge").asText()).isEqualTo("25%");
        JsonNode pod = spec.at("/template/spec");
        assertThat(pod.path("restartPolicy").asText()).isEqualTo("Always");
        assertThat(pod.path("dnsPolicy").asText()).isEqualTo("ClusterFirst");
        assertThat(pod.path("terminationGracePeriodSeconds").asInt()).isEqualTo(30);
        assertThat(pod.at("/containers/0/imagePullPolicy").asText()).isEqualTo("Always");
        assertThat(pod.at("/containers/0/terminationMessagePath").asText()).isEqualTo("/dev/termination-log");
    }

    @Test
    default void aServiceKeepsTheAddressThatItGot() {
        String path = "/api/v1/namespaces/" + api().namespace() + "/services";
        ApiUnderTest.Answer created = api().post(path, """
                {apiVersion: v1, kind: Service, metadata: {name: web}, spec: {ports: [{port: 80}]}}
                """).expect(201);
        String address = created.text("/spec/clusterIP");

        ApiUnderTest.Answer replaced = api().put(path + "/web", Json.parseYaml("""
                {apiVersion: v1, kind: Service, metadata: {name: web}, spec: {ports: [{port: 81}]}}
                """));

        assertThat(address).matches("\\d+\\.\\d+\\.\\d+\\.\\d+");
        assertThat(created.text("/spec/type")).isEqualTo("ClusterIP");
        assertThat(created.text("/spec/ports/0/protocol")).isEqualTo("TCP");
        assertThat(created.text("/spec/ports/0/targetPort")).isEqualTo("80");
        assertThat(replaced.expect(200).text("/spec/clusterIP")).isEqualTo(address);
    }

    @Test
    default void aDryRunChangesNothing() {
        String path = api().configMaps();

        api().post(path + "?dryRun=All", ApiUnderTest.configMapYaml("a", "{k: v}"))
                .expect(201);
        api().get(path + "/a").expect(404);
        ApiUnderTest.Answer real = api().configMap(path, "a", "{k: v}");
        assertThat(api().patch(ApiUnderTest.MERGE, path + "/a?dryRun=All", "{data: {k: w}}")
                        .expect(200)
                        .text("/data/k"))
                .isEqualTo("w");
        api().delete(path + "/a?dryRun=All").expect(200);

        assertThat(api().get(path + "/a").expect(200).body()).isEqualTo(real.body());
    }

    @Test
    default void methodsThatMakeNoSenseAreNotAllowed() {
        String path = api().configMaps();

        api().put(path, Json.object()).expect(405);
        api().post(path + "/a", "{}").expect(405);
    }
}
