package io.jenkins.plugins.vela.workflow.session;

/** What a step type does, ready to be executed any number of times. Immutable. */
public interface StepProgram {

    /**
     * Opens a session.
     *
     * @throws SessionException when it cannot even begin, for instance because the parameters cannot be set
     */
    StepSession open(SessionStart start);
}
