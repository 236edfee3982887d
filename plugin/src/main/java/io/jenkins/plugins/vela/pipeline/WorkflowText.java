package io.jenkins.plugins.vela.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.AbortException;
import io.jenkins.plugins.vela.config.VelaConfiguration;
import io.jenkins.plugins.vela.cue.CuePackages;
import io.jenkins.plugins.vela.definition.DefinitionException;
import io.jenkins.plugins.vela.definition.DefinitionLibrary;
import io.jenkins.plugins.vela.definition.FixedDefinitions;
import io.jenkins.plugins.vela.document.Document;
import io.jenkins.plugins.vela.document.DocumentException;
import io.jenkins.plugins.vela.workflow.model.WorkflowRunSpec;
import io.jenkins.plugins.vela.workflow.validate.PlacedFinding;
import io.jenkins.plugins.vela.workflow.validate.Validator;
import io.jenkins.plugins.vela.workflow.validate.WorkflowDocuments;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The text that a build gives to the step: one {@code WorkflowRun}, and the {@code Workflow}s and step definitions that it
 * uses. Plain Kubernetes objects are refused: a build applies objects with a step, where it can be seen.
 *
 * @param name what messages call the text
 * @param text YAML or JSON, several documents allowed
 * @param context values that win over those of the text
 * @param mode how steps of the top level run; empty for what the text says
 * @param options the namespace, and the timeout of each step of the top level, where the text says nothing
 */
record WorkflowText(String name, String text, ObjectNode context, String mode, VelaOptions options) {

    /**
     * Reads and checks everything.
     *
     * @param base the definitions that the build may use; those of the text are nearer
     * @param packages what definitions can import
     * @param warnings receives what is worth saying although the workflow can start, one line each
     * @throws AbortException with all errors, one line each, with their places
     */
    LoadedWorkflow load(DefinitionLibrary base, CuePackages packages, Consumer<String> warnings) throws AbortException {
        try {
            List<PlacedFinding> findings = new ArrayList<>();
            WorkflowDocuments documents = WorkflowDocuments.of(Document.parseAll(name, text), findings::add);
            DefinitionLibrary library = base.with(FixedDefinitions.ofDocuments(documents.definitions()));
            findings.addAll(Validator.of(library, packages)
                    .within(VelaConfiguration.get().cueLimits())
                    .withContext(context)
                    .check(documents));
            findings.stream()
                    .filter(f -> !f.isError())
                    .map(PlacedFinding::toString)
                    .forEach(warnings);
            String errors = findings.stream()
                    .filter(PlacedFinding::isError)
                    .sorted()
                    .map(PlacedFinding::toString)
                    .collect(Collectors.joining("\n"));
            if (!errors.isEmpty()) {
                throw new AbortException(errors);
            }
            return new LoadedWorkflow(theRun(documents), library);
        } catch (DocumentException | DefinitionException e) {
            throw new AbortException(e.getMessage());
        }
    }

    private WorkflowRunSpec theRun(WorkflowDocuments documents) throws AbortException {
        if (documents.runs().size() != 1) {
            throw new AbortException(name + ": expected one WorkflowRun, found "
                    + (documents.runs().isEmpty() ? "none" : documents.runs().size()));
        }
        for (Document object : documents.objects()) {
            throw new AbortException(object.position() + ": a build takes WorkflowRun, Workflow and "
                    + "WorkflowStepDefinition; apply a "
                    + object.value().path("kind").asText() + " with a step");
        }
        Document run = documents.runs().get(0);
        String namespace = run.value().at("/metadata/namespace").asText();
        List<String> problems = new ArrayList<>();
        Optional<WorkflowRunSpec> spec = WorkflowRunSpec.decode(
                adjusted(run.value()),
                workflow -> documents
                        .workflow(workflow, namespace)
                        .map(Document::value)
                        .map(this::timed),
                finding -> problems.add(finding.toString()));
        return spec.orElseThrow(() -> new AbortException(name + ": not a valid WorkflowRun: " + problems));
    }

    private JsonNode adjusted(JsonNode run) {
        ObjectNode changed = run.deepCopy();
        ObjectNode spec = changed.withObject("/spec");
        context.properties().forEach(value -> spec.withObject("/context").set(value.getKey(), value.getValue()));
        if (!mode.isEmpty()) {
            spec.withObject("/mode").put("steps", mode);
        }
        ObjectNode metadata = changed.withObject("/metadata");
        if (!options.namespace().isEmpty()
                && metadata.path("namespace").asText().isEmpty()) {
            metadata.put("namespace", options.namespace());
        }
        timeouts(changed.at("/spec/workflowSpec/steps"));
        return changed;
    }

    /** A workflow that the run refers to. */
    private JsonNode timed(JsonNode workflow) {
        JsonNode changed = workflow.deepCopy();
        timeouts(changed.path("steps"));
        return changed;
    }

    private void timeouts(JsonNode steps) {
        for (JsonNode step : steps) {
            if (step instanceof ObjectNode object && !options.timeout().isEmpty() && !object.has("timeout")) {
                object.put("timeout", options.timeout());
            }
        }
    }
}
