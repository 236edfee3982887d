package io.jenkins.plugins.vela.workflow;

import io.jenkins.plugins.vela.cue.CueSource;
import io.jenkins.plugins.vela.workflow.model.DefinitionText;
import io.jenkins.plugins.vela.workflow.state.Plan;
import io.jenkins.plugins.vela.workflow.state.PlanStep;
import io.jenkins.plugins.vela.workflow.state.RunEvent;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which definition each step of a run uses: those that the run was started with, and for steps that a restart began anew those
 * that it found then. Immutable; follows from {@code run.json} and the journal.
 */
final class RunDefinitions {

    private final Map<String, CueSource> atStart;
    private final Map<String, Map<String, CueSource>> anew;

    private RunDefinitions(Map<String, CueSource> atStart, Map<String, Map<String, CueSource>> anew) {
        this.atStart = atStart;
        this.anew = anew;
    }

    /** Those that a run is started with, by type. */
    static RunDefinitions of(Map<String, CueSource> atStart) {
        return new RunDefinitions(Map.copyOf(atStart), Map.of());
    }

    /** What a type means to a step, or to an instance that the step will have; empty where nothing was recorded. */
    Optional<CueSource> of(Plan plan, PlanStep step, String type) {
        for (PlanStep at = step; ; at = plan.step(at.parent())) {
            CueSource found = anew.getOrDefault(at.name(), Map.of()).get(type);
            if (found != null) {
                return Optional.of(found);
            }
            if (at.isTopLevel()) {
                return Optional.ofNullable(atStart.get(type));
            }
        }
    }

    /** Those after an event, given the plan before it. */
    RunDefinitions after(RunEvent event, Plan plan) {
        if (!(event instanceof RunEvent.RunRestarted restarted)) {
            return this;
        }
        Map<String, CueSource> brought = new LinkedHashMap<>();
        restarted.definitions().forEach((type, text) -> brought.put(type, source(text)));
        if (restarted.from().isEmpty()) {
            // what some steps had got before counts no less, where nothing newer came
            Map<String, CueSource> all = new HashMap<>(atStart);
            all.putAll(brought);
            return anew.isEmpty() ? of(all) : new RunDefinitions(Map.copyOf(all), over(brought, anew));
        }
        if (brought.isEmpty()) {
            return this;
        }
        Map<String, Map<String, CueSource>> changed = new HashMap<>(anew);
        for (int index : plan.restingOn(plan.index(restarted.from().get()))) {
            changed.merge(plan.step(index).name(), brought, RunDefinitions::both);
        }
        return new RunDefinitions(atStart, Map.copyOf(changed));
    }

    private static Map<String, Map<String, CueSource>> over(
            Map<String, CueSource> brought, Map<String, Map<String, CueSource>> steps) {
        Map<String, Map<String, CueSource>> changed = new HashMap<>();
        steps.forEach((step, texts) -> {
            Map<String, CueSource> left = new HashMap<>(texts);
            left.keySet().removeAll(brought.keySet());
            changed.put(step, left);
        });
        return Map.copyOf(changed);
    }

    private static Map<String, CueSource> both(Map<String, CueSource> before, Map<String, CueSource> brought) {
        Map<String, CueSource> both = new HashMap<>(before);
        both.putAll(brought);
        return both;
    }

    private static CueSource source(DefinitionText text) {
        return new CueSource(text.source(), text.template());
    }

    static DefinitionText text(CueSource source) {
        return new DefinitionText(source.name(), source.text());
    }
}
