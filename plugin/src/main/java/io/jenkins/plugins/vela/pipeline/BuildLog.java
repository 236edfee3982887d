package io.jenkins.plugins.vela.pipeline;

import io.jenkins.plugins.vela.workflow.RunListener;
import io.jenkins.plugins.vela.workflow.RunNotice;
import java.io.PrintStream;

/** Writes what happens in a workflow to the build's log, one line per notice, as it happens. */
final class BuildLog implements RunListener {
    private final PrintStream log;

    BuildLog(PrintStream log) {
        this.log = log;
    }

    @Override
    public void onNotice(RunNotice notice) {
        NoticeText.of(notice).ifPresent(this::print);
    }

    /** A whole line in one write, so that lines of parallel steps never mix. */
    void print(String line) {
        log.print(line + "\n");
        log.flush();
    }
}
