package io.jenkins.plugins.vela.workflow.validate;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.definition.DefinitionObject;
import io.jenkins.plugins.vela.document.Document;
import io.jenkins.plugins.vela.document.FieldPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The documents of some files by what they are.
 *
 * @param runs {@code WorkflowRun}s
 * @param workflows {@code Workflow}s
 * @param definitions {@code WorkflowStepDefinition}s
 * @param objects any other Kubernetes objects
 */
public record WorkflowDocuments(
        List<Document> runs, List<Document> workflows, List<Document> definitions, List<Document> objects) {
    private static final String RUN = "WorkflowRun";
    private static final String WORKFLOW = "Workflow";
    private static final String GROUP = "core.oam.dev/";
    private static final String VERSION = "core.oam.dev/v1alpha1";

    public WorkflowDocuments {
        runs = List.copyOf(runs);
        workflows = List.copyOf(workflows);
        definitions = List.copyOf(definitions);
        objects = List.copyOf(objects);
    }

    /** Sorts documents; those that are no Kubernetes objects are told and left out. */
    public static WorkflowDocuments of(List<Document> documents, Consumer<PlacedFinding> findings) {
        List<Document> runs = new ArrayList<>();
        List<Document> workflows = new ArrayList<>();
        List<Document> definitions = new ArrayList<>();
        List<Document> objects = new ArrayList<>();
        for (Document document : documents) {
            JsonNode value = document.value();
            String version = value.path("apiVersion").asText();
            String kind = value.path("kind").asText();
            if (version.isEmpty() || kind.isEmpty()) {
                findings.accept(PlacedFinding.error(
                        document.position(),
                        FieldPath.ROOT,
                        "expected a Kubernetes object with "
                                + (version.isEmpty() && kind.isEmpty()
                                        ? "apiVersion and kind"
                                        : version.isEmpty() ? "an apiVersion" : "a kind")));
            } else if (DefinitionObject.is(value)) {
                definitions.add(document);
            } else if (version.startsWith(GROUP) && (kind.equals(RUN) || kind.equals(WORKFLOW))) {
                if (!version.equals(VERSION)) {
                    findings.accept(PlacedFinding.error(
                            document.position("/apiVersion"),
                            FieldPath.of("apiVersion"),
                            "a " + kind + " is of " + VERSION));
                }
                (kind.equals(RUN) ? runs : workflows).add(document);
            } else {
                objects.add(document);
            }
        }
        return new WorkflowDocuments(runs, workflows, definitions, objects);
    }

    /** The same with one more {@code Workflow}. */
    public WorkflowDocuments with(Document workflow) {
        List<Document> more = new ArrayList<>(workflows);
        more.add(workflow);
        return new WorkflowDocuments(runs, more, definitions, objects);
    }

    /** The {@code Workflow} of a name, for {@code workflowRef}; a namespace counts only where both sides say one. */
    public Optional<Document> workflow(String name, String namespace) {
        return workflows.stream()
                .filter(document ->
                        document.value().at("/metadata/name").asText().equals(name))
                .filter(document -> {
                    String own = document.value().at("/metadata/namespace").asText();
                    return own.isEmpty() || namespace.isEmpty() || own.equals(namespace);
                })
                .findFirst();
    }
}
