package io.jenkins.plugins.vela.sandbox.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.sandbox.api.Json;
import io.jenkins.plugins.vela.sandbox.api.Meta;
import java.util.Map;

/** Pods from the templates of workloads. */
final class PodTemplates {

    private PodTemplates() {}

    /** A pod of a workload, without a name. */
    static ObjectNode pod(JsonNode owner, Map<String, String> labels) {
        JsonNode template = owner.path("spec").path("template");
        ObjectNode pod = Json.object();
        pod.put("apiVersion", "v1").put("kind", "Pod");
        ObjectNode metadata = Meta.editable(pod);
        metadata.put("namespace", Meta.of(owner).namespace());
        ObjectNode podLabels = metadata.putObject("labels");
        Meta.of(template).labels().properties().forEach(label -> podLabels.set(label.getKey(), label.getValue()));
        labels.forEach(podLabels::put);
        ObjectNode annotations = Json.object();
        copyAnnotations(template, annotations, "");
        // what is asked of the workload is asked of its pods
        copyAnnotations(owner, annotations, Behaviour.PREFIX);
        if (!annotations.isEmpty()) {
            metadata.set("annotations", annotations);
        }
        owned(metadata, owner);
        pod.set("spec", template.path("spec").deepCopy());
        return pod;
    }

    static void copyAnnotations(JsonNode from, ObjectNode to, String prefix) {
        from.path("metadata").path("annotations").properties().forEach(annotation -> {
            if (annotation.getKey().startsWith(prefix) && !to.has(annotation.getKey())) {
                to.set(annotation.getKey(), annotation.getValue());
            }
        });
    }

    /** Makes the owner the controller of the object with this metadata. */
    static void owned(ObjectNode metadata, JsonNode owner) {
        metadata.putArray("ownerReferences")
                .addObject()
                .put("apiVersion", owner.path("apiVersion").asText())
                .put("kind", owner.path("kind").asText())
                .put("name", Meta.of(owner).name())
                .put("uid", Meta.of(owner).uid())
                .put("controller", true)
                .put("blockOwnerDeletion", true);
    }

    static boolean ready(JsonNode pod) {
        return Conditions.isTrue(pod, "Ready") && !Meta.of(pod).terminating();
    }

    static boolean finished(JsonNode pod) {
        String phase = pod.path("status").path("phase").asText();
        return phase.equals("Succeeded") || phase.equals("Failed");
    }

    static boolean active(JsonNode pod) {
        return !finished(pod) && !Meta.of(pod).terminating();
    }

    /** A short name for the content of a template. */
    static String hash(JsonNode template) {
        String letters = "bcdfghjklmnpqrstvwxz2456789";
        long bits = Integer.toUnsignedLong(Json.text(template).hashCode()) * 2654435761L & Long.MAX_VALUE;
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < 9; i++) {
            name.append(letters.charAt((int) (bits % letters.length())));
            bits /= letters.length();
        }
        return name.toString();
    }

    /** Sets a count that clients do not see while it is zero. */
    static void count(ObjectNode status, String field, long count) {
        if (count == 0) {
            status.remove(field);
        } else {
            status.put(field, count);
        }
    }
}
