package io.jenkins.plugins.vela.workflow.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.provider.ActionContext;
import io.jenkins.plugins.vela.workflow.model.WorkflowStep;
import java.util.Objects;

/**
 * What a session begins with.
 *
 * @param step the step
 * @param session the session's id
 * @param context {@code context} of the template
 * @param parameter {@code parameter} of the template, inputs already set
 * @param repetition what happens again whenever the template is evaluated anew
 * @param local for actions that only compute or decide; it records no intent
 */
public record SessionStart(
        WorkflowStep step,
        String session,
        ObjectNode context,
        ObjectNode parameter,
        ActionContext local,
        Repetition repetition) {
    public SessionStart {
        Objects.requireNonNull(step, "step");
        Objects.requireNonNull(session, "session");
        Objects.requireNonNull(context, "context");
        Objects.requireNonNull(parameter, "parameter");
        Objects.requireNonNull(local, "local");
        Objects.requireNonNull(repetition, "repetition");
    }

    /** A session in which an action happens once. */
    public SessionStart(
            WorkflowStep step, String session, ObjectNode context, ObjectNode parameter, ActionContext local) {
        this(step, session, context, parameter, local, Repetition.ONCE);
    }

    /** The same in which every action is repeated. */
    public SessionStart repeating() {
        return new SessionStart(step, session, context, parameter, local, Repetition.EVERY_EVALUATION);
    }
}
