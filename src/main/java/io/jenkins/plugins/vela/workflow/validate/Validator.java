package io.jenkins.plugins.vela.workflow.validate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.cue.CueLimits;
import io.jenkins.plugins.vela.cue.CuePackages;
import io.jenkins.plugins.vela.definition.DefinitionLibrary;
import io.jenkins.plugins.vela.definition.StepDefinition;
import io.jenkins.plugins.vela.document.Document;
import io.jenkins.plugins.vela.document.FieldPath;
import io.jenkins.plugins.vela.text.Suggestion;
import io.jenkins.plugins.vela.workflow.model.Finding;
import io.jenkins.plugins.vela.workflow.model.WorkflowRunSpec;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Says everything that is wrong with some documents. Immutable and thread-safe.
 *
 * @param library the step types that are known, those of the documents included
 * @param packages what templates can import
 * @param target which engine the documents are for
 * @param strict warnings are errors
 * @param context values that every run's context gets besides its own, and that win over them
 * @param limits what looking at one template may use
 */
public record Validator(
        DefinitionLibrary library,
        CuePackages packages,
        Target target,
        boolean strict,
        ObjectNode context,
        CueLimits limits) {
    private static final Set<String> WORKFLOW_FIELDS = Set.of("apiVersion", "kind", "metadata", "mode", "steps");
    private static final String STEPS = "/spec/workflowSpec/steps";

    /** A validator for this engine that takes warnings as warnings. */
    public static Validator of(DefinitionLibrary library, CuePackages packages) {
        return new Validator(
                library, packages, Target.VELAFLOW, false, JsonNodeFactory.instance.objectNode(), CueLimits.defaults());
    }

    public Validator forTarget(Target other) {
        return new Validator(library, packages, other, strict, context, limits);
    }

    public Validator strictly(boolean strictly) {
        return new Validator(library, packages, target, strictly, context, limits);
    }

    public Validator withContext(ObjectNode values) {
        return new Validator(library, packages, target, strict, values.deepCopy(), limits);
    }

    public Validator within(CueLimits bounds) {
        return new Validator(library, packages, target, strict, context, bounds);
    }

    /** All findings, by place. */
    public List<PlacedFinding> check(WorkflowDocuments documents) {
        return new Pass(documents).check();
    }

    /** One validation. */
    private final class Pass {
        private final WorkflowDocuments documents;
        private final Set<PlacedFinding> findings = new LinkedHashSet<>();
        private final Templates templates = new Templates(packages, limits, this::tell);

        Pass(WorkflowDocuments documents) {
            this.documents = documents;
        }

        List<PlacedFinding> check() {
            for (Document run : documents.runs()) {
                run(run);
            }
            for (Document workflow : documents.workflows()) {
                workflow(workflow);
            }
            for (Document definition : documents.definitions()) {
                definition(definition);
            }
            return findings.stream()
                    .map(finding -> strict ? finding.asError() : finding)
                    .distinct()
                    .sorted()
                    .toList();
        }

        private void tell(PlacedFinding finding) {
            findings.add(finding);
        }

        // ---- kinds ----

        private void run(Document run) {
            JsonNode value = run.value();
            String namespace = value.at("/metadata/namespace").asText();
            Optional<Document> workflow =
                    documents.workflow(value.at("/spec/workflowRef").asText(), namespace);
            WorkflowRunSpec.decode(value, name -> workflow.map(Document::value), finding -> {
                // what a referenced workflow holds is told at its own place
                boolean ofReference = finding.pointer().startsWith("/spec/workflowRef");
                if (!ofReference || workflow.isEmpty()) {
                    decoded(run, finding, finding.pointer());
                }
            });
            if (target == Target.KUBEVELA) {
                new TargetCheck(this::tell).run(run);
            }
            steps(StepNode.all(run, FieldPath.of("spec", "workflowSpec"), value.at("/spec/mode")), context(value));
        }

        private void workflow(Document workflow) {
            ObjectNode run = JsonNodeFactory.instance.objectNode();
            run.put("apiVersion", "core.oam.dev/v1alpha1").put("kind", "WorkflowRun");
            run.set("metadata", workflow.value().path("metadata"));
            ObjectNode spec = run.putObject("spec");
            JsonNode mode = workflow.value().path("mode");
            if (!mode.isMissingNode()) {
                spec.set("mode", mode);
            }
            spec.putObject("workflowSpec").set("steps", workflow.value().path("steps"));
            WorkflowRunSpec.decode(run, name -> Optional.empty(), finding -> {
                String pointer = finding.pointer();
                decoded(
                        workflow,
                        finding,
                        pointer.startsWith(STEPS)
                                ? "/steps" + pointer.substring(STEPS.length())
                                : pointer.startsWith("/spec/mode") ? pointer.substring("/spec".length()) : pointer);
            });
            for (String field : (Iterable<String>) workflow.value()::fieldNames) {
                if (!WORKFLOW_FIELDS.contains(field)) {
                    FieldPath path = FieldPath.of(field);
                    tell(PlacedFinding.warning(
                            workflow.keyPosition(path),
                            path,
                            "unknown field \"" + field + "\"" + Suggestion.didYouMean(field, WORKFLOW_FIELDS)));
                }
            }
            steps(StepNode.all(workflow, FieldPath.ROOT, mode), context(run));
        }

        private void definition(Document document) {
            library.find(document.value().at("/metadata/name").asText())
                    .filter(known -> known.position().source().equals(document.source()))
                    .ifPresent(templates::of);
        }

        private void decoded(Document document, Finding finding, String pointer) {
            FieldPath path = document.path(pointer);
            if (target == Target.KUBEVELA && TargetCheck.covers(path.segments())) {
                return;
            }
            boolean aboutName = finding.message().startsWith("unknown field");
            tell(new PlacedFinding(
                    finding.severity(),
                    aboutName ? document.keyPosition(path) : document.position(path),
                    path,
                    finding.message()));
        }

        // ---- steps ----

        private void steps(List<StepNode> steps, ObjectNode context) {
            StepGraph graph = new StepGraph(steps);
            ConditionCheck conditions = new ConditionCheck(graph, this::tell);
            DataCheck data = new DataCheck(graph, this::tell);
            for (StepNode step : steps) {
                conditions.check(step);
                data.check(step);
                if (target == Target.KUBEVELA) {
                    new TargetCheck(this::tell).step(step);
                }
                type(step, context);
            }
        }

        private void type(StepNode step, ObjectNode context) {
            String type = step.type();
            if (type.isEmpty() || type.equals(DefinitionLibrary.GROUP)) {
                return;
            }
            Optional<StepDefinition> definition = library.find(type);
            if (definition.isEmpty()) {
                FieldPath path = step.path().field("type");
                tell(PlacedFinding.error(step.document().position(path), path, library.unknown(type)));
                return;
            }
            ObjectNode own = context.deepCopy();
            own.put("stepName", step.name());
            step.group().ifPresent(group -> own.put("stepGroupName", group));
            templates.of(definition.get()).ifPresent(template -> new ParameterCheck(
                            step, definition.get(), template, own, this::tell)
                    .check());
        }

        /** What a run will give as {@code context}, with stand-ins for what only a run knows. */
        private ObjectNode context(JsonNode run) {
            ObjectNode given = JsonNodeFactory.instance.objectNode();
            String namespace = run.at("/metadata/namespace").asText();
            given.put("name", run.at("/metadata/name").asText("run"));
            given.put("namespace", namespace.isEmpty() ? "default" : namespace);
            given.put("workflowName", "");
            given.put("publishVersion", "");
            given.put("stepName", "step");
            given.put("stepSessionID", "0123456789");
            given.put("spanID", "");
            if (run.at("/spec/context") instanceof ObjectNode extra) {
                given.setAll(extra);
            }
            given.setAll(context);
            return given;
        }
    }
}
