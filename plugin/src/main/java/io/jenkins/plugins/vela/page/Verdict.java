package io.jenkins.plugins.vela.page;

import hudson.model.Run;
import io.jenkins.plugins.vela.pipeline.BuildWorkflow;
import io.jenkins.plugins.vela.workflow.OperationRefusedException;
import io.jenkins.plugins.vela.workflow.model.Decider;

/** What a person says to a suspended step, by whatever way. */
enum Verdict {
    /** It goes on. */
    APPROVE,
    /** It ends. */
    REJECT;

    /**
     * Decides in the name of the current user.
     *
     * @throws OperationRefusedException when there is nothing to decide
     * @throws org.springframework.security.access.AccessDeniedException when somebody else has to decide
     */
    void give(Run<?, ?> run, BuildWorkflow workflow, String step, String comment) {
        Decider by = Approver.current(
                run,
                workflow.status()
                        .step(step)
                        .orElseThrow(() -> new OperationRefusedException("there is no step " + step)));
        if (this == APPROVE) {
            workflow.approve(step, by, comment);
        } else {
            workflow.reject(step, by, comment);
        }
    }
}
