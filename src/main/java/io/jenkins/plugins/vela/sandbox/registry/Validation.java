package io.jenkins.plugins.vela.sandbox.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.sandbox.api.ApiFailure;
import io.jenkins.plugins.vela.sandbox.api.ApiFailure.Cause;
import io.jenkins.plugins.vela.sandbox.api.LabelSelector;
import io.jenkins.plugins.vela.sandbox.api.Meta;
import io.jenkins.plugins.vela.sandbox.api.ResourceKind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Refuses the mistakes that a real API server would refuse and that people make most. */
final class Validation {

    private static final Pattern SUBDOMAIN =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    private static final Pattern PATH_SEGMENT = Pattern.compile("[^/%]+");
    private static final Pattern LABEL_VALUE = Pattern.compile("(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?");

    private static final String SUBDOMAIN_RULE =
            "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must"
                    + " start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is"
                    + " '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
    private static final String LABEL_RULE =
            "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and"
                    + " end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is"
                    + " '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

    private Validation() {}

    /** Refuses a bad new object with code 422 and all its causes. */
    static void create(ResourceKind kind, JsonNode object) {
        List<Cause> causes = new ArrayList<>();
        Meta meta = Meta.of(object);
        name(kind, meta.name(), causes);
        common(kind, object, causes);
        refuse(kind, meta.name(), causes);
    }

    /** Refuses a bad new state of an object. */
    static void update(ResourceKind kind, JsonNode before, JsonNode after) {
        List<Cause> causes = new ArrayList<>();
        common(kind, after, causes);
        finalizers(before, after, causes);
        immutable(kind, before, after, causes);
        refuse(kind, Meta.of(after).name(), causes);
    }

    private static void refuse(ResourceKind kind, String name, List<Cause> causes) {
        if (!causes.isEmpty()) {
            throw ApiFailure.invalid(kind, name, causes);
        }
    }

    private static void name(ResourceKind kind, String name, List<Cause> causes) {
        if (name.isEmpty()) {
            causes.add(new Cause(
                    "FieldValueRequired", "Required value: name or generateName is required", "metadata.name"));
            return;
        }
        // RBAC takes any path segment, and so does KubeVela's aggregated API for Grafana, whose names are name@grafana
        if (kind.group().equals("rbac.authorization.k8s.io") || kind.group().equals("o11y.prism.oam.dev")) {
            if (!PATH_SEGMENT.matcher(name).matches()) {
                causes.add(invalidValue("metadata.name", name, "may not contain '/' or '%'"));
            }
            return;
        }
        boolean label = kind.qualifiedPlural().equals("namespaces")
                || kind.qualifiedPlural().equals("services");
        if (label && (!LABEL.matcher(name).matches() || name.length() > 63)) {
            causes.add(invalidValue("metadata.name", name, LABEL_RULE));
        } else if (!SUBDOMAIN.matcher(name).matches() || name.length() > 253) {
            causes.add(invalidValue("metadata.name", name, SUBDOMAIN_RULE));
        }
    }

    private static void common(ResourceKind kind, JsonNode object, List<Cause> causes) {
        Meta.of(object).labels().properties().forEach(label -> {
            String value = label.getValue().asText();
            if (value.length() > 63 || !LABEL_VALUE.matcher(value).matches()) {
                causes.add(invalidValue(
                        "metadata.labels",
                        value,
                        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.',"
                                + " and must start and end with an alphanumeric character (e.g. 'MyValue',  or"
                                + " 'my_value',  or '12345', regex used for validation is"
                                + " '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"));
            }
        });
        if (!kind.builtIn()) {
            return;
        }
        switch (kind.qualifiedPlural()) {
            case "pods" -> containers(object.path("spec"), "spec", causes);
            case "deployments.apps", "replicasets.apps", "statefulsets.apps", "daemonsets.apps" ->
                workload(kind, object.path("spec"), causes);
            case "jobs.batch" ->
                containers(object.path("spec").path("template").path("spec"), "spec.template.spec", causes);
            case "customresourcedefinitions.apiextensions.k8s.io" -> definitionName(object, causes);
            case "services" -> servicePorts(object.path("spec"), causes);
            default -> {
                // everything else is taken as it is
            }
        }
    }

    private static void workload(ResourceKind kind, JsonNode spec, List<Cause> causes) {
        JsonNode selector = spec.path("selector");
        if (selector.isMissingNode() || selector.isNull()) {
            causes.add(required("spec.selector"));
            return;
        }
        JsonNode labels = Meta.of(spec.path("template")).labels();
        LabelSelector wanted = LabelSelector.of(selector);
        if (wanted.isEmpty()) {
            causes.add(invalidJson(
                    "spec.selector",
                    selector,
                    "empty selector is invalid for " + kind.kind().toLowerCase(java.util.Locale.ROOT)));
        } else if (!wanted.accepts(labels)) {
            causes.add(invalidJson(
                    "spec.template.metadata.labels", labels, "`selector` does not match template `labels`"));
        }
        containers(spec.path("template").path("spec"), "spec.template.spec", causes);
        if (spec.path("replicas").asLong(0) < 0) {
            causes.add(new Cause(
                    "FieldValueInvalid",
                    "Invalid value: " + spec.path("replicas") + ": must be greater than or equal to 0",
                    "spec.replicas"));
        }
    }

    private static void containers(JsonNode podSpec, String path, List<Cause> causes) {
        JsonNode containers = podSpec.path("containers");
        if (containers.isEmpty()) {
            causes.add(required(path + ".containers"));
        }
        int index = 0;
        for (JsonNode container : containers) {
            String at = path + ".containers[" + index++ + "]";
            String name = container.path("name").asText("");
            if (name.isEmpty()) {
                causes.add(required(at + ".name"));
            } else if (!LABEL.matcher(name).matches() || name.length() > 63) {
                causes.add(invalidValue(at + ".name", name, LABEL_RULE));
            }
            // a pod template may leave the image to somebody else
            if (container.path("image").asText("").isEmpty()) {
                causes.add(required(at + ".image"));
            }
        }
    }

    private static void finalizers(JsonNode before, JsonNode after, List<Cause> causes) {
        if (!Meta.of(before).terminating()) {
            return;
        }
        List<String> late = new ArrayList<>();
        for (JsonNode finalizer : after.path("metadata").path("finalizers")) {
            if (!Meta.of(before).hasFinalizer(finalizer.asText())) {
                late.add("\"" + finalizer.asText() + "\"");
            }
        }
        if (!late.isEmpty()) {
            causes.add(new Cause(
                    "FieldValueForbidden",
                    "Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers"
                            + " []string{" + String.join(", ", late) + "}",
                    "metadata.finalizers"));
        }
    }

    private static void definitionName(JsonNode object, List<Cause> causes) {
        JsonNode spec = object.path("spec");
        String wanted = spec.path("names").path("plural").asText() + "."
                + spec.path("group").asText();
        if (!Meta.of(object).name().equals(wanted)) {
            causes.add(invalidValue(
                    "metadata.name", Meta.of(object).name(), "must be spec.names.plural+\".\"+spec.group"));
        }
    }

    private static void servicePorts(JsonNode spec, List<Cause> causes) {
        boolean needsPorts = !spec.path("type").asText().equals("ExternalName")
                && !spec.path("clusterIP").asText().equals("None");
        if (needsPorts && spec.path("ports").isEmpty()) {
            causes.add(required("spec.ports"));
        }
    }

    private static void immutable(ResourceKind kind, JsonNode before, JsonNode after, List<Cause> causes) {
        switch (kind.qualifiedPlural()) {
            case "deployments.apps", "replicasets.apps", "daemonsets.apps", "jobs.batch" ->
                same(
                        "spec.selector",
                        before.path("spec").path("selector"),
                        after.path("spec").path("selector"),
                        causes);
            case "secrets", "configmaps" -> {
                if (before.path("immutable").asBoolean(false)
                        && (!before.path("data").equals(after.path("data"))
                                || !after.path("immutable").asBoolean(false))) {
                    causes.add(new Cause(
                            "FieldValueForbidden", "Forbidden: field is immutable when `immutable` is set", "data"));
                }
            }
            default -> {
                // may change
            }
        }
        if (kind.qualifiedPlural().equals("secrets")) {
            same("type", before.path("type"), after.path("type"), causes);
        }
        if (kind.qualifiedPlural().equals("jobs.batch")) {
            same(
                    "spec.template",
                    before.path("spec").path("template"),
                    after.path("spec").path("template"),
                    causes);
        }
        if (kind.qualifiedPlural().endsWith("bindings.rbac.authorization.k8s.io")) {
            same("roleRef", before.path("roleRef"), after.path("roleRef"), causes);
        }
    }

    private static void same(String field, JsonNode before, JsonNode after, List<Cause> causes) {
        if (!before.equals(after)) {
            causes.add(invalidJson(field, after, "field is immutable"));
        }
    }

    private static Cause required(String field) {
        return new Cause("FieldValueRequired", "Required value", field);
    }

    private static Cause invalidValue(String field, String value, String why) {
        return new Cause("FieldValueInvalid", "Invalid value: \"" + value + "\": " + why, field);
    }

    private static Cause invalidJson(String field, JsonNode value, String why) {
        return new Cause("FieldValueInvalid", "Invalid value: " + value + ": " + why, field);
    }
}
