package io.jenkins.plugins.vela.sandbox.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.sandbox.api.ApiFailure;
import io.jenkins.plugins.vela.sandbox.api.Json;
import io.jenkins.plugins.vela.sandbox.api.Meta;
import io.jenkins.plugins.vela.sandbox.api.ResourceKind;
import io.jenkins.plugins.vela.sandbox.patch.JsonPatching;
import io.jenkins.plugins.vela.sandbox.patch.MergePatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A write to the {@code scale} subresource.
 *
 * @param patch how the body changes the present {@code Scale}; absent when it replaces it
 * @param body a {@code Scale} or a patch of one
 */
public record Scaling(Optional<PatchType> patch, JsonNode body) {

    /** The {@code Scale} of a workload. */
    public static ObjectNode of(JsonNode object) {
        Meta meta = Meta.of(object);
        ObjectNode scale = Json.object();
        scale.put("kind", "Scale").put("apiVersion", "autoscaling/v1");
        ObjectNode metadata = scale.putObject("metadata");
        metadata.put("name", meta.name());
        metadata.put("namespace", meta.namespace());
        metadata.put("uid", meta.uid());
        metadata.put("resourceVersion", meta.resourceVersion());
        metadata.set("creationTimestamp", object.path("metadata").path("creationTimestamp"));
        scale.putObject("spec")
                .put("replicas", object.path("spec").path("replicas").asInt(0));
        ObjectNode status = scale.putObject("status");
        status.put("replicas", object.path("status").path("replicas").asInt(0));
        List<String> terms = new ArrayList<>();
        object.path("spec")
                .path("selector")
                .path("matchLabels")
                .properties()
                .forEach(label ->
                        terms.add(label.getKey() + "=" + label.getValue().asText()));
        if (!terms.isEmpty()) {
            status.put("selector", String.join(",", terms));
        }
        return scale;
    }

    ObjectNode applied(ResourceKind kind, ObjectNode live) {
        ObjectNode present = of(live);
        JsonNode wanted = patch.map(type ->
                        type == PatchType.JSON ? JsonPatching.apply(present, body) : MergePatch.apply(present, body))
                .orElse(body);
        String version = Meta.of(wanted).resourceVersion();
        if (!version.isEmpty() && !version.equals(Meta.of(live).resourceVersion())) {
            throw ApiFailure.modified(kind, Meta.of(live).name());
        }
        JsonNode replicas = wanted.path("spec").path("replicas");
        if (replicas.isMissingNode() ? false : !replicas.canConvertToInt() || replicas.asInt() < 0) {
            throw ApiFailure.invalid(
                    kind,
                    Meta.of(live).name(),
                    List.of(new ApiFailure.Cause(
                            "FieldValueInvalid",
                            "Invalid value: " + replicas + ": must be greater than or equal to 0",
                            "spec.replicas")));
        }
        ObjectNode next = live.deepCopy();
        next.withObjectProperty("spec").put("replicas", replicas.asInt(0));
        return next;
    }
}
