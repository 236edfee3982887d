package io.jenkins.plugins.vela.page;

import hudson.Extension;

/** {@code vela-approve JOB BUILD --step NAME}. */
@Extension
public final class ApproveCommand extends DecisionCommand {

    public ApproveCommand() {
        super(Verdict.APPROVE);
    }

    @Override
    public String getName() {
        return "vela-approve";
    }

    @Override
    public String getShortDescription() {
        return Messages.ApproveCommand_shortDescription();
    }
}
