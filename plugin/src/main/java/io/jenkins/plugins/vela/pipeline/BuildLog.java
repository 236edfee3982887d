package io.jenkins.plugins.vela.pipeline;

import hudson.console.HyperlinkNote;
import hudson.model.TaskListener;
import io.jenkins.plugins.vela.workflow.RunListener;
import io.jenkins.plugins.vela.workflow.RunNotice;

/** Writes what happens in a workflow to the build's log, one line per notice, as it happens. */
final class BuildLog implements RunListener {
    private final TaskListener log;
    private final String page;

    /**
     * @param log the build's log as the step sees it, with the masking of secrets that surrounds it
     * @param page address of the workflow's page, from the root of the controller
     */
    BuildLog(TaskListener log, String page) {
        this.log = log;
        this.page = page;
    }

    @Override
    public void onNotice(RunNotice notice) {
        NoticeText.of(notice).ifPresent(this::print);
        if (notice instanceof RunNotice.StepSuspended suspended) {
            print("[" + NoticeText.name(suspended.step()) + "] "
                    + HyperlinkNote.encodeTo(page, "Approve or reject on the workflow's page"));
        }
    }

    /** A whole line in one write, so that lines of parallel steps never mix. */
    void print(String line) {
        log.getLogger().print(line + "\n");
        log.getLogger().flush();
    }
}
