package io.jenkins.plugins.vela.sandbox.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.sandbox.api.ApiFailure;
import io.jenkins.plugins.vela.sandbox.api.Meta;
import io.jenkins.plugins.vela.sandbox.api.ResourceKind;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Fields that the API fills in when the client leaves them out. Only those that people and controllers look at. */
final class Defaults {

    private Defaults() {}

    /** Fills in the defaults of the object's kind; the object belongs to the caller. */
    static void fill(ResourceKind kind, ObjectNode object) {
        if (!kind.builtIn()) {
            return;
        }
        switch (kind.qualifiedPlural()) {
            case "pods" -> podSpec(object.withObjectProperty("spec"), "Always");
            case "secrets" -> secret(object);
            case "services" -> service(object);
            case "namespaces" -> namespace(object);
            case "deployments.apps" -> deployment(object.withObjectProperty("spec"));
            case "replicasets.apps" -> {
                put(object.withObjectProperty("spec"), "replicas", 1);
                template(object.withObjectProperty("spec"));
            }
            case "statefulsets.apps" -> statefulSet(object.withObjectProperty("spec"));
            case "daemonsets.apps" -> {
                put(object.withObjectProperty("spec"), "revisionHistoryLimit", 10);
                template(object.withObjectProperty("spec"));
            }
            case "jobs.batch" -> job(object);
            case "persistentvolumeclaims" -> put(object.withObjectProperty("spec"), "volumeMode", "Filesystem");
            default -> {
                // nothing that anybody would miss
            }
        }
    }

    private static void podSpec(ObjectNode spec, String restartPolicy) {
        put(spec, "restartPolicy", restartPolicy);
        put(spec, "dnsPolicy", "ClusterFirst");
        put(spec, "schedulerName", "default-scheduler");
        put(spec, "terminationGracePeriodSeconds", 30);
        if (!spec.has("securityContext")) {
            spec.putObject("securityContext");
        }
        for (String list : new String[] {"initContainers", "containers"}) {
            for (JsonNode item : spec.path(list)) {
                if (item instanceof ObjectNode container) {
                    container(container);
                }
            }
        }
    }

    private static void container(ObjectNode container) {
        String image = container.path("image").asText("");
        boolean moving = image.endsWith(":latest") || image.indexOf(':', image.lastIndexOf('/') + 1) < 0;
        put(container, "imagePullPolicy", moving ? "Always" : "IfNotPresent");
        put(container, "terminationMessagePath", "/dev/termination-log");
        put(container, "terminationMessagePolicy", "File");
        if (!container.has("resources")) {
            container.putObject("resources");
        }
        ports(container);
    }

    private static void ports(ObjectNode holder) {
        for (JsonNode item : holder.path("ports")) {
            if (item instanceof ObjectNode port) {
                put(port, "protocol", "TCP");
            }
        }
    }

    private static void template(ObjectNode spec) {
        if (spec.get("template") instanceof ObjectNode template && template.get("spec") instanceof ObjectNode podSpec) {
            podSpec(podSpec, "Always");
        }
    }

    private static void deployment(ObjectNode spec) {
        put(spec, "replicas", 1);
        put(spec, "revisionHistoryLimit", 10);
        put(spec, "progressDeadlineSeconds", 600);
        ObjectNode strategy = spec.withObjectProperty("strategy");
        put(strategy, "type", "RollingUpdate");
        if (strategy.path("type").asText().equals("RollingUpdate")) {
            put(strategy.withObjectProperty("rollingUpdate"), "maxUnavailable", "25%");
            put(strategy.withObjectProperty("rollingUpdate"), "maxSurge", "25%");
        }
        template(spec);
    }

    private static void statefulSet(ObjectNode spec) {
        put(spec, "replicas", 1);
        put(spec, "podManagementPolicy", "OrderedReady");
        put(spec, "revisionHistoryLimit", 10);
        put(spec.withObjectProperty("updateStrategy"), "type", "RollingUpdate");
        template(spec);
    }

    private static void job(ObjectNode object) {
        ObjectNode spec = object.withObjectProperty("spec");
        put(spec, "backoffLimit", 6);
        put(spec, "completionMode", "NonIndexed");
        if (!spec.has("suspend")) {
            spec.put("suspend", false);
        }
        if (!spec.has("completions") && !spec.has("parallelism")) {
            spec.put("completions", 1);
        }
        put(spec, "parallelism", 1);
        template(spec);
        if (!spec.path("manualSelector").asBoolean(false) && !spec.has("selector")) {
            // pods of a job are found by the job's uid
            String uid = Meta.of(object).uid();
            String label = "batch.kubernetes.io/controller-uid";
            spec.withObjectProperty("selector")
                    .withObjectProperty("matchLabels")
                    .put(label, uid);
            ObjectNode labels = spec.withObjectProperty("template")
                    .withObjectProperty("metadata")
                    .withObjectProperty("labels");
            labels.put(label, uid);
            labels.put("batch.kubernetes.io/job-name", Meta.of(object).name());
            labels.put("controller-uid", uid);
            labels.put("job-name", Meta.of(object).name());
        }
    }

    private static void service(ObjectNode object) {
        ObjectNode spec = object.withObjectProperty("spec");
        put(spec, "type", "ClusterIP");
        put(spec, "sessionAffinity", "None");
        ports(spec);
        for (JsonNode item : spec.path("ports")) {
            if (item instanceof ObjectNode port && !port.has("targetPort")) {
                port.set("targetPort", port.path("port"));
            }
        }
        if (!spec.path("type").asText().equals("ExternalName") && !spec.hasNonNull("clusterIP")) {
            // any address will do that is the same for the same service
            int bits = Meta.of(object).uid().hashCode();
            String address = "10.96." + (bits >>> 8 & 0xff) + "." + Math.max(1, bits & 0xff);
            spec.put("clusterIP", address);
            spec.putArray("clusterIPs").add(address);
            spec.put("internalTrafficPolicy", "Cluster").put("ipFamilyPolicy", "SingleStack");
            spec.putArray("ipFamilies").add("IPv4");
        }
    }

    private static void namespace(ObjectNode object) {
        ObjectNode metadata = Meta.editable(object);
        metadata.withObjectProperty("labels")
                .put("kubernetes.io/metadata.name", Meta.of(object).name());
        if (!object.withObjectProperty("spec").has("finalizers")) {
            object.withObjectProperty("spec").putArray("finalizers").add("kubernetes");
        }
    }

    private static void secret(ObjectNode object) {
        put(object, "type", "Opaque");
        if (object.get("stringData") instanceof ObjectNode plain) {
            ObjectNode data = object.withObjectProperty("data");
            plain.properties()
                    .forEach(entry -> data.put(
                            entry.getKey(),
                            Base64.getEncoder()
                                    .encodeToString(entry.getValue().asText().getBytes(StandardCharsets.UTF_8))));
            object.remove("stringData");
        }
        object.path("data").properties().forEach(entry -> {
            try {
                Base64.getMimeDecoder().decode(entry.getValue().asText());
                Base64.getDecoder().decode(entry.getValue().asText().replaceAll("[\\r\\n]", ""));
            } catch (IllegalArgumentException e) {
                throw ApiFailure.badRequest(
                        "Secret in version \"v1\" cannot be handled as a Secret: illegal base64 data in data."
                                + entry.getKey());
            }
        });
    }

    private static void put(ObjectNode object, String field, String value) {
        if (!object.hasNonNull(field)) {
            object.put(field, value);
        }
    }

    private static void put(ObjectNode object, String field, int value) {
        if (!object.hasNonNull(field)) {
            object.put(field, value);
        }
    }
}
