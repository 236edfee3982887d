package io.jenkins.plugins.vela.workflow.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** Reads {@link WorkflowRunSpec} out of a tree and tells every finding. Used once, by one thread. */
final class SpecDecoder {

    private static final Set<String> RUN = Set.of("apiVersion", "kind", "metadata", "spec", "status");
    private static final Set<String> SPEC =
            Set.of("context", "mode", "workflowSpec", "workflowRef", "timeout", "concurrency");
    private static final Set<String> WORKFLOW = Set.of("apiVersion", "kind", "metadata", "mode", "steps");
    private static final Set<String> MODE = Set.of("steps", "subSteps");
    private static final Set<String> CONCURRENCY = Set.of("key", "policy");

    private final Findings findings;

    SpecDecoder(Consumer<Finding> receiver) {
        this.findings = new Findings(receiver);
    }

    Optional<WorkflowRunSpec> run(JsonNode document, Function<String, Optional<JsonNode>> workflows) {
        Fields root = new Fields(document, "", findings);
        if (!root.isObject("a WorkflowRun")) {
            return Optional.empty();
        }
        root.onlyKnown(RUN);
        root.expectText("kind", "WorkflowRun");
        Fields metadata = root.child("metadata");
        String name = metadata.text("name")
                .or(() -> metadata.text("generateName").map(prefix -> prefix + suffix()))
                .orElseGet(() -> {
                    findings.error("/metadata/name", "the run needs a name");
                    return "";
                });
        Fields spec = root.child("spec");
        spec.onlyKnown(SPEC);
        ObjectNode context = spec.object("context");
        Optional<Fields> runMode = spec.present("mode");
        ObjectNode whole = document.deepCopy();
        List<WorkflowStep> steps;
        Optional<Fields> mode = runMode;
        if (spec.present("workflowSpec").isPresent()) {
            Fields workflow = spec.child("workflowSpec");
            workflow.onlyKnown(Set.of("steps"));
            steps = new StepDecoder(findings).steps(workflow);
        } else if (spec.text("workflowRef").isPresent()) {
            String reference = spec.text("workflowRef").orElseThrow();
            Optional<JsonNode> workflow = workflows.apply(reference);
            if (workflow.isEmpty()) {
                findings.error("/spec/workflowRef", "there is no Workflow named " + reference);
                return Optional.empty();
            }
            // positions of a referenced workflow mean nothing in the run's document: the reference stands for them
            Fields fields = new Fields(workflow.get(), "/spec/workflowRef", findings).withFixedPointer();
            fields.onlyKnown(WORKFLOW);
            steps = new StepDecoder(findings).steps(fields);
            mode = runMode.or(() -> fields.present("mode"));
            whole.withObject("/spec")
                    .putObject("workflowSpec")
                    .set("steps", workflow.get().path("steps").deepCopy());
            mode.ifPresent(m -> whole.withObject("/spec").set("mode", m.node().deepCopy()));
        } else {
            findings.error("/spec", "the run needs workflowSpec or workflowRef");
            return Optional.empty();
        }
        WorkflowMode resolved = mode(mode);
        Optional<Duration> timeout = spec.duration("timeout");
        Optional<RunConcurrency> concurrency = concurrency(spec);
        new StepNames(steps).check(resolved, findings::error);
        if (findings.failed()) {
            return Optional.empty();
        }
        return Optional.of(new WorkflowRunSpec(
                name,
                metadata.text("namespace").filter(text -> !text.isEmpty()).orElse("default"),
                metadata.textMap("labels"),
                metadata.textMap("annotations"),
                context,
                resolved,
                steps,
                timeout,
                concurrency,
                whole));
    }

    private Optional<RunConcurrency> concurrency(Fields spec) {
        Optional<Fields> present = spec.present("concurrency");
        if (present.isEmpty() || !present.get().isObject("concurrency")) {
            return Optional.empty();
        }
        Fields fields = present.get();
        fields.onlyKnown(CONCURRENCY);
        String key = fields.required("key");
        String word = fields.text("policy").orElse(RunConcurrency.Policy.QUEUE.word());
        Optional<RunConcurrency.Policy> policy = RunConcurrency.Policy.ofWord(word);
        if (policy.isEmpty()) {
            findings.error(
                    fields.pointer() + "/policy", "unknown policy " + word + ", known: queue, cancel-older, reject");
        } else if (key.isBlank()) {
            findings.error(fields.pointer() + "/key", "concurrency needs a key that is not empty");
        }
        return policy.map(known -> new RunConcurrency(key, known));
    }

    private WorkflowMode mode(Optional<Fields> mode) {
        if (mode.isEmpty()) {
            return WorkflowMode.DEFAULT;
        }
        mode.get().onlyKnown(MODE);
        return new WorkflowMode(
                mode.get().executionMode("steps").orElse(WorkflowMode.DEFAULT.steps()),
                mode.get().executionMode("subSteps").orElse(WorkflowMode.DEFAULT.subSteps()));
    }

    /** Five characters that Kubernetes' {@code generateName} would add. */
    private static String suffix() {
        String alphabet = "bcdfghjklmnpqrstvwxz2456789";
        SecureRandom random = new SecureRandom();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
