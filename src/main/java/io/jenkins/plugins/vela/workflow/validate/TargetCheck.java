package io.jenkins.plugins.vela.workflow.validate;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.document.Document;
import io.jenkins.plugins.vela.document.FieldPath;
import io.jenkins.plugins.vela.workflow.model.StepOutput;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** What only this engine has and KubeVela's resource definitions and controller do not know. */
final class TargetCheck {
    /** Step types of ours that change how the engine works, which no definition installed elsewhere can. */
    private static final Set<String> OUR_TYPES = Set.of("approve");

    private static final List<String> STEP_FIELDS = List.of("retry", "matrix", "concurrency", "approvers");
    private static final List<String> RUN_FIELDS = List.of("timeout", "concurrency");

    private final Consumer<PlacedFinding> findings;

    TargetCheck(Consumer<PlacedFinding> findings) {
        this.findings = findings;
    }

    /** Whether a path is complained about here, so that nobody else needs to call the field unknown. */
    static boolean covers(List<Object> segments) {
        if (segments.isEmpty() || !(segments.get(segments.size() - 1) instanceof String field)) {
            return false;
        }
        return segments.size() == 2 ? RUN_FIELDS.contains(field) : STEP_FIELDS.contains(field);
    }

    void run(Document document) {
        FieldPath spec = FieldPath.of("spec");
        refuse(document, spec, document.value().path("spec"), RUN_FIELDS, "a run's ");
    }

    void step(StepNode step) {
        refuse(step.document(), step.path(), step.node(), STEP_FIELDS, "a step's ");
        List<JsonNode> outputs = step.outputs();
        for (int i = 0; i < outputs.size(); i++) {
            if (new StepOutput("", outputs.get(i).path("valueFrom").asText(), "")
                    .everything()
                    .isPresent()) {
                FieldPath from = step.path().field("outputs").element(i).field("valueFrom");
                findings.accept(PlacedFinding.error(
                        step.document().position(from), from, "KubeVela does not know * in valueFrom"));
            }
        }
        FieldPath type = step.path().field("type");
        if (OUR_TYPES.contains(step.type())) {
            findings.accept(PlacedFinding.error(
                    step.document().position(type), type, "KubeVela has no step type \"" + step.type() + "\""));
        }
        if (step.type().equals("suspend")) {
            FieldPath properties = step.path().field("properties");
            refuse(step.document(), properties, step.node().path("properties"), List.of("approvers"), "a suspend's ");
        }
    }

    private void refuse(Document document, FieldPath path, JsonNode node, List<String> fields, String whose) {
        for (String field : fields) {
            if (node.has(field)) {
                FieldPath at = path.field(field);
                findings.accept(
                        PlacedFinding.error(document.keyPosition(at), at, "KubeVela does not know " + whose + field));
            }
        }
    }
}
