package io.jenkins.plugins.vela.workflow;

import io.jenkins.plugins.vela.cue.CueException;
import io.jenkins.plugins.vela.cue.CueSource;
import io.jenkins.plugins.vela.definition.DefinitionException;
import io.jenkins.plugins.vela.definition.DefinitionLibrary;
import io.jenkins.plugins.vela.definition.StepDefinition;
import io.jenkins.plugins.vela.workflow.model.Finding;
import io.jenkins.plugins.vela.workflow.model.WorkflowRunSpec;
import io.jenkins.plugins.vela.workflow.state.Plan;
import io.jenkins.plugins.vela.workflow.state.PlanStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a library has, at one moment, of the types that a run uses.
 *
 * @param texts by type, those that are there and compile
 * @param problems by type, why the others are of no use; a type that is in neither is not in the library
 */
record FoundDefinitions(Map<String, CueSource> texts, Map<String, Finding> problems, Map<String, Finding> missing) {

    static FoundDefinitions of(WorkflowRunSpec spec, DefinitionLibrary library, StepTypes types) {
        Map<String, CueSource> texts = new LinkedHashMap<>();
        Map<String, Finding> problems = new LinkedHashMap<>();
        Map<String, Finding> missing = new LinkedHashMap<>();
        for (PlanStep step : Plan.of(spec).steps()) {
            String type = step.definition().orElse("");
            if (type.isEmpty() || texts.containsKey(type) || problems.containsKey(type) || missing.containsKey(type)) {
                continue;
            }
            String pointer = step.step().pointer() + "/type";
            try {
                Optional<StepDefinition> definition = library.find(type);
                if (definition.isPresent()) {
                    types.compile(definition.get().source());
                    texts.put(type, definition.get().source());
                } else {
                    missing.put(type, Finding.error(pointer, library.unknown(type)));
                }
            } catch (DefinitionException e) {
                problems.put(type, Finding.error(pointer, e.getMessage()));
            } catch (CueException e) {
                problems.put(type, Finding.error(pointer, StepPrograms.doesNotCompile(type, e)));
            }
        }
        return new FoundDefinitions(texts, problems, missing);
    }

    /** The texts, where every type has one. */
    Map<String, CueSource> all() {
        if (!missing.isEmpty() || !problems.isEmpty()) {
            List<Finding> findings = new ArrayList<>(missing.values());
            findings.addAll(problems.values());
            throw new RunRefusedException(findings);
        }
        return texts;
    }
}
