package io.jenkins.plugins.vela.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A field selector ({@code metadata.name=a,status.phase!=Running}); each kind supports few fields. */
public final class FieldSelector implements Predicate<JsonNode> {

    private static final Pattern TERM = Pattern.compile("([^=!]+?)(==|=|!=)(.*)");
    private static final Set<String> EVERY_KIND = Set.of("metadata.name", "metadata.namespace");
    private static final Map<String, Set<String>> BY_RESOURCE = Map.of(
            "pods",
            Set.of(
                    "spec.nodeName",
                    "spec.restartPolicy",
                    "spec.schedulerName",
                    "spec.serviceAccountName",
                    "spec.hostNetwork",
                    "status.phase",
                    "status.podIP",
                    "status.nominatedNodeName"),
            "events",
            Set.of(
                    "involvedObject.kind",
                    "involvedObject.namespace",
                    "involvedObject.name",
                    "involvedObject.uid",
                    "involvedObject.apiVersion",
                    "involvedObject.resourceVersion",
                    "involvedObject.fieldPath",
                    "reason",
                    "reportingComponent",
                    "source",
                    "type"),
            "secrets",
            Set.of("type"),
            "namespaces",
            Set.of("status.phase"),
            "nodes",
            Set.of("spec.unschedulable"),
            "replicasets.apps",
            Set.of("status.replicas"),
            "replicationcontrollers",
            Set.of("status.replicas"),
            "services",
            Set.of("spec.clusterIP", "spec.type"),
            "jobs.batch",
            Set.of("status.successful"));

    private record Term(String field, boolean equal, String value) {}

    private final List<Term> terms;

    private FieldSelector(List<Term> terms) {
        this.terms = List.copyOf(terms);
    }

    /** Selects everything. */
    public static FieldSelector everything() {
        return new FieldSelector(List.of());
    }

    /** Reads the {@code fieldSelector} parameter; refuses fields that the kind does not support with code 400. */
    public static FieldSelector parse(String text, ResourceKind kind) {
        List<Term> terms = new ArrayList<>();
        for (String part : text.split(",")) {
            if (part.isBlank()) {
                continue;
            }
            Matcher term = TERM.matcher(part.strip());
            if (!term.matches()) {
                throw ApiFailure.badRequest("invalid selector: '" + text + "'; can't understand '" + part + "'");
            }
            String field = term.group(1);
            requireSupported(field, kind);
            terms.add(new Term(field, !term.group(2).equals("!="), term.group(3)));
        }
        return new FieldSelector(terms);
    }

    private static void requireSupported(String field, ResourceKind kind) {
        Set<String> own = BY_RESOURCE.getOrDefault(kind.qualifiedPlural(), Set.of());
        if (EVERY_KIND.contains(field) || own.contains(field)) {
            return;
        }
        throw ApiFailure.badRequest(
                own.isEmpty()
                        ? "\"" + field
                                + "\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\""
                        : "field label not supported: " + field);
    }

    @Override
    public boolean test(JsonNode object) {
        for (Term term : terms) {
            JsonNode value = object;
            for (String name : term.field().split("\\.")) {
                value = value.path(name);
            }
            if (value.asText("").equals(term.value()) != term.equal()) {
                return false;
            }
        }
        return true;
    }
}
