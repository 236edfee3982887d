package io.jenkins.plugins.vela.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.jenkins.plugins.vela.workflow.model.StepOutput;
import io.jenkins.plugins.vela.workflow.model.StepPhase;
import io.jenkins.plugins.vela.workflow.model.StepReason;
import io.jenkins.plugins.vela.workflow.session.Facts;
import io.jenkins.plugins.vela.workflow.session.SessionException;
import io.jenkins.plugins.vela.workflow.session.SessionStart;
import io.jenkins.plugins.vela.workflow.session.StepProgram;
import io.jenkins.plugins.vela.workflow.session.StepScope;
import io.jenkins.plugins.vela.workflow.session.StepSession;
import io.jenkins.plugins.vela.workflow.session.Turn;
import io.jenkins.plugins.vela.workflow.state.PlanStep;
import io.jenkins.plugins.vela.workflow.state.RunState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an activity computes away from the run's mailbox: a session's turn and its outputs, from a state of the run. Whatever
 * goes wrong becomes an answer.
 */
final class TurnTask {

    private final LiveRun run;
    private final PlanStep step;
    private final String id;
    private final StepProgram program;

    TurnTask(LiveRun run, PlanStep step, String id, StepProgram program) {
        this.run = run;
        this.step = step;
        this.id = id;
        this.program = program;
    }

    /**
     * A session's answer.
     *
     * @param session the session, opened if it was not
     * @param outputs the step's outputs where the answer is its end
     */
    record Answer(Optional<StepSession> session, Turn turn, StepSession.Outputs outputs) {}

    Answer turn(Optional<StepSession> session, RunState state) {
        Optional<StepSession> opened = session;
        try {
            StepSession current = session.isPresent() ? session.get() : open(state);
            opened = Optional.of(current);
            Facts facts = Facts.of(state, step.index());
            Turn turn = current.turn(facts);
            return new Answer(
                    opened,
                    turn,
                    turn.next() instanceof Turn.Finish ? current.outputs(facts) : StepSession.Outputs.NONE);
        } catch (SessionException e) {
            return failed(opened, e.reason(), e.getMessage());
        } catch (RuntimeException | StackOverflowError e) {
            run.reports().logFailure(step, e);
            return failed(
                    opened,
                    StepReason.RENDERING,
                    "invalid cue task for evaluation: " + e.getClass().getSimpleName());
        }
    }

    private Answer failed(Optional<StepSession> opened, StepReason reason, String message) {
        return new Answer(
                opened, new Turn(List.of(), new Turn.Finish(StepPhase.FAILED, reason, message, false)), nothing());
    }

    private StepSession open(RunState state) {
        StepScope scope = new StepScope(state, step.index(), id, run.services().expressions());
        return program.open(new SessionStart(
                step.step(),
                id,
                scope.context(),
                scope.parameter(),
                StepActionContext.local(run.services(), state.plan().spec(), step.name(), id)));
    }

    /** The outputs of a session that is ended from outside. */
    StepSession.Outputs outputs(Optional<StepSession> session, RunState state) {
        try {
            return session.isPresent() ? session.get().outputs(Facts.of(state, step.index())) : nothing();
        } catch (RuntimeException | StackOverflowError e) {
            run.reports().logFailure(step, e);
            return nothing();
        }
    }

    /** Every output there and {@code null}, so that nobody waits for it. */
    private StepSession.Outputs nothing() {
        Map<String, JsonNode> values = new HashMap<>();
        for (StepOutput output : step.step().outputs()) {
            values.put(output.name(), NullNode.getInstance());
        }
        return new StepSession.Outputs(values, "", Set.of());
    }
}
