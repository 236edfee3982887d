package io.jenkins.plugins.vela.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.sandbox.api.Json;
import org.junit.jupiter.api.Test;

/** Status and scale. */
interface SubresourceContract {

    ApiUnderTest api();

    @Test
    default void aNewObjectHasNoStatusOfItsAuthor() {
        String path = "/api/v1/namespaces/" + api().namespace() + "/pods";

        JsonNode pod = api().post(path, """
                {apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: a, image: a}]},
                 status: {phase: Succeeded}}
                """).expect(201).body();

        assertThat(pod.at("/status/phase").asText()).isEqualTo("Pending");
    }

    @Test
    default void theStatusSubresourceChangesTheStatusOnly() {
        String path = "/api/v1/namespaces/" + api().namespace() + "/services";
        ObjectNode service = (ObjectNode) api().post(path, """
                {apiVersion: v1, kind: Service, metadata: {name: web}, spec: {type: LoadBalancer, ports: [{port: 80}]}}
                """).expect(201).body();
        service.withObjectProperty("status")
                .withObjectProperty("loadBalancer")
                .putArray("ingress")
                .addObject()
                .put("ip", "10.1.2.3");
        service.withObjectProperty("spec")
                .withArrayProperty("ports")
                .removeAll()
                .addObject()
                .put("port", 81);
        service.withObjectProperty("metadata").remove("resourceVersion");

        JsonNode written = api().put(path + "/web/status", service).expect(200).body();
        JsonNode read = api().get(path + "/web/status").expect(200).body();

        assertThat(written.at("/spec/ports/0/port").asInt()).isEqualTo(80);
        assertThat(written.at("/status/loadBalancer/ingress/0/ip").asText()).isEqualTo("10.1.2.3");
        assertThat(read).isEqualTo(written);
    }

    @Test
    default void aPlainWriteLeavesTheStatusAlone() {
        String path = "/api/v1/namespaces/" + api().namespace() + "/services";
        api().post(path, """
                {apiVersion: v1, kind: Service, metadata: {name: web}, spec: {ports: [{port: 80}]}}
                """).expect(201);

        JsonNode written =
                api().patch(ApiUnderTest.MERGE, path + "/web", """
                {metadata: {labels: {a: b}}, status: {loadBalancer: {ingress: [{ip: 10.1.2.3}]}}}
                """).expect(200).body();

        assertThat(written.at("/metadata/labels/a").asText()).isEqualTo("b");
        assertThat(written.at("/status/loadBalancer").isEmpty()).isTrue();
    }

    @Test
    default void statusWritesAreOwnedBySubresource() {
        String path = "/api/v1/namespaces/" + api().namespace() + "/services";
        api().apply(path + "/web", "one", """
                {apiVersion: v1, kind: Service, metadata: {name: web}, spec: {ports: [{port: 80}]}}
                """).expect(201);

        JsonNode written =
                api().apply(path + "/web/status", "two", """
                {apiVersion: v1, kind: Service, metadata: {name: web},
                 status: {conditions: [{type: Ready, status: "True", reason: R, message: "",
                          lastTransitionTime: "2026-01-01T00:00:00Z"}]}}
                """).expect(200).body();

        assertThat(written.at("/status/conditions/0/type").asText()).isEqualTo("Ready");
        JsonNode entry = written.at("/metadata/managedFields/1");
        assertThat(entry.path("manager").asText()).isEqualTo("two");
        assertThat(entry.path("subresource").asText()).isEqualTo("status");
        assertThat(entry.path("fieldsV1")).isEqualTo(Json.parse("""
                {"f:status":{"f:conditions":{"k:{\\"type\\":\\"Ready\\"}":{".":{},"f:lastTransitionTime":{},
                 "f:message":{},"f:reason":{},"f:status":{},"f:type":{}}}}}"""));
    }

    @Test
    default void aWorkloadIsScaled() {
        String path = "/apis/apps/v1/namespaces/" + api().namespace() + "/deployments";
        api().post(path, ApiUnderTest.deploymentYaml("web", "nginx")).expect(201);

        ApiUnderTest.Answer before = api().get(path + "/web/scale").expect(200);
        ApiUnderTest.Answer patched = api().patch(ApiUnderTest.MERGE, path + "/web/scale", "{spec: {replicas: 3}}")
                .expect(200);
        ObjectNode scale =
                (ObjectNode) api().get(path + "/web/scale").expect(200).body();
        scale.withObjectProperty("spec").put("replicas", 0);
        scale.withObjectProperty("metadata").remove("resourceVersion");
        api().put(path + "/web/scale", scale).expect(200);

        assertThat(before.text("/kind")).isEqualTo("Scale");
        assertThat(before.text("/apiVersion")).isEqualTo("autoscaling/v1");
        assertThat(before.text("/spec/replicas")).isIn("", "0");
        assertThat(before.text("/status/selector")).isEqualTo("app=web");
        assertThat(patched.text("/spec/replicas")).isEqualTo("3");
        ApiUnderTest.Answer after = api().get(path + "/web").expect(200);
        assertThat(after.text("/spec/replicas")).isEqualTo("0");
        assertThat(after.text("/metadata/generation")).isEqualTo("3");
    }

    @Test
    default void aNegativeScaleIsInvalid() {
        String path = "/apis/apps/v1/namespaces/" + api().namespace() + "/deployments";
        api().post(path, ApiUnderTest.deploymentYaml("web", "nginx")).expect(201);

        ApiUnderTest.Answer answer = api().patch(ApiUnderTest.MERGE, path + "/web/scale", "{spec: {replicas: -1}}");

        assertThat(answer.expect(422).text("/details/causes/0/field")).isEqualTo("spec.replicas");
    }

    @Test
    default void kindsWithoutStatusHaveNoSuchSubresource() {
        String path = api().configMaps();
        api().configMap(path, "a", "{k: v}");

        api().get(path + "/a/status").expect(404);
    }
}
