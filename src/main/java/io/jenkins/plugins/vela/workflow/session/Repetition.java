package io.jenkins.plugins.vela.workflow.session;

/** What happens to a session's actions when its template is evaluated anew, after a wait, a suspend or an error. */
public enum Repetition {
    /** What was performed stays performed; what a wait has read is refreshed. */
    ONCE,
    /** Everything is performed again, requests that create something included, as the upstream controller does. */
    EVERY_EVALUATION
}
