package io.jenkins.plugins.vela.workflow.session;

import io.jenkins.plugins.vela.workflow.state.ActionRecord;
import io.jenkins.plugins.vela.workflow.state.RunState;
import io.jenkins.plugins.vela.workflow.state.StepState;
import io.jenkins.plugins.vela.workflow.state.Suspension;
import io.jenkins.plugins.vela.workflow.state.Variables;
import java.util.Map;
import java.util.Objects;

/**
 * What is recorded of a session and its run at the moment of a turn.
 *
 * @param effects effects by the path of their action
 * @param suspensions suspends by the path of their action
 * @param variables the run's variables
 */
public record Facts(Map<String, ActionRecord> effects, Map<String, Suspension> suspensions, Variables variables) {

    public Facts {
        Objects.requireNonNull(effects, "effects");
        Objects.requireNonNull(suspensions, "suspensions");
        Objects.requireNonNull(variables, "variables");
    }

    /** The facts about a step. */
    public static Facts of(RunState state, int step) {
        return state.step(step)
                .map(now -> of(now, state.variables()))
                .orElseGet(() -> new Facts(Map.of(), Map.of(), state.variables()));
    }

    private static Facts of(StepState step, Variables variables) {
        return new Facts(step.actions(), step.suspensions(), variables);
    }
}
