package io.jenkins.plugins.vela.page;

import hudson.Extension;

/** {@code vela-reject JOB BUILD --step NAME}. */
@Extension
public final class RejectCommand extends DecisionCommand {

    public RejectCommand() {
        super(Verdict.REJECT);
    }

    @Override
    public String getName() {
        return "vela-reject";
    }

    @Override
    public String getShortDescription() {
        return Messages.RejectCommand_shortDescription();
    }
}
