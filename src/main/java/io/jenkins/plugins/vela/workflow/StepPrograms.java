package io.jenkins.plugins.vela.workflow;

import io.jenkins.plugins.vela.cue.CueException;
import io.jenkins.plugins.vela.cue.CueSource;
import io.jenkins.plugins.vela.definition.DefinitionException;
import io.jenkins.plugins.vela.workflow.model.StepReason;
import io.jenkins.plugins.vela.workflow.model.WorkflowRunSpec;
import io.jenkins.plugins.vela.workflow.session.Repetition;
import io.jenkins.plugins.vela.workflow.session.SessionException;
import io.jenkins.plugins.vela.workflow.session.StepProgram;
import io.jenkins.plugins.vela.workflow.state.Plan;
import io.jenkins.plugins.vela.workflow.state.PlanStep;
import io.jenkins.plugins.vela.workflow.state.RunEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What the steps of one run do: its definitions, compiled. Used on the run's mailbox. */
final class StepPrograms {

    private final StepTypes types;
    private final Repetition repetition;
    private final Map<CueSource, StepProgram> compiled = new HashMap<>();
    private final Function<WorkflowRunSpec, FoundDefinitions> library;
    private RunDefinitions definitions;

    /** @param library where a restart looks for definitions; called by any thread */
    StepPrograms(
            StepTypes types,
            RunDefinitions definitions,
            Repetition repetition,
            Function<WorkflowRunSpec, FoundDefinitions> library) {
        this.types = types;
        this.definitions = definitions;
        this.repetition = repetition;
        this.library = library;
    }

    /**
     * What there is now of the types that a run uses. May take its time: not for the mailbox.
     *
     * @throws OperationRefusedException when definitions cannot be read
     */
    FoundDefinitions find(WorkflowRunSpec spec) {
        try {
            return library.apply(spec);
        } catch (DefinitionException e) {
            throw new OperationRefusedException("the definitions cannot be read anew: " + e.getMessage());
        }
    }

    RunDefinitions definitions() {
        return definitions;
    }

    /** Takes note of an event, given the plan before it. */
    void happened(RunEvent event, Plan plan) {
        definitions = definitions.after(event, plan);
    }

    /** What a step does. One whose definition is of no use fails as soon as it begins, with the reason. */
    StepProgram of(Plan plan, PlanStep step) {
        Optional<CueSource> definition = definitions.of(plan, step, step.step().type());
        if (definition.isEmpty()) {
            return failing("no definition of " + step.step().type() + " was recorded");
        }
        try {
            return compile(definition.get());
        } catch (CueException e) {
            return failing(doesNotCompile(step.step().type(), e));
        }
    }

    static String doesNotCompile(String type, CueException why) {
        return "the definition " + type + " does not compile: " + why.getMessage();
    }

    /**
     * Makes a program ahead of time.
     *
     * @throws CueException when the definition does not compile
     */
    StepProgram compile(CueSource definition) {
        StepProgram known = compiled.get(definition);
        if (known == null) {
            StepProgram program = types.compile(definition);
            boolean repeats = repetition == Repetition.EVERY_EVALUATION;
            known = repeats ? start -> program.open(start.repeating()) : program;
            compiled.put(definition, known);
        }
        return known;
    }

    private static StepProgram failing(String why) {
        return start -> {
            throw new SessionException(StepReason.RENDERING, why);
        };
    }
}
