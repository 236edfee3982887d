package io.jenkins.plugins.vela.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.cue.CueSource;
import io.jenkins.plugins.vela.workflow.journal.JournalException;
import io.jenkins.plugins.vela.workflow.model.Finding;
import io.jenkins.plugins.vela.workflow.model.WorkflowRunSpec;
import io.jenkins.plugins.vela.workflow.session.Repetition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run is started with, as {@code run.json} holds it: the document, and the text of every definition it uses, so that a
 * definition that changes meanwhile does not change a run under way.
 */
record RunRecord(WorkflowRunSpec spec, Map<String, CueSource> definitions, Repetition repetition) {

    private static final int FORMAT = 1;

    RunRecord {
        definitions = Map.copyOf(definitions);
    }

    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("format", FORMAT);
        json.put("name", spec.name());
        json.put("namespace", spec.namespace());
        if (repetition == Repetition.EVERY_EVALUATION) {
            json.put("strictUpstream", true);
        }
        json.set("document", spec.document());
        ObjectNode texts = json.putObject("definitions");
        definitions.forEach((type, source) ->
                texts.putObject(type).put("source", source.name()).put("template", source.text()));
        return json;
    }

    static RunRecord of(JsonNode json) {
        String name = json.path("name").asText();
        if (json.path("format").asInt() > FORMAT) {
            throw new JournalException(
                    "the run " + name + " was recorded by a newer version: use that version to go on");
        }
        List<Finding> findings = new ArrayList<>();
        ObjectNode document = json.path("document").deepCopy();
        // a name that was generated is the run's name from then on
        document.withObject("/metadata").put("name", name);
        WorkflowRunSpec spec = WorkflowRunSpec.decode(document, workflow -> Optional.empty(), findings::add)
                .orElseThrow(() -> new JournalException("the recorded run " + name + " cannot be read: " + findings));
        Map<String, CueSource> definitions = new LinkedHashMap<>();
        json.path("definitions")
                .properties()
                .forEach(entry -> definitions.put(
                        entry.getKey(),
                        new CueSource(
                                entry.getValue().path("source").asText(),
                                entry.getValue().path("template").asText())));
        Repetition repetition = json.path("strictUpstream").asBoolean() ? Repetition.EVERY_EVALUATION : Repetition.ONCE;
        return new RunRecord(spec, definitions, repetition);
    }
}
