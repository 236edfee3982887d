package io.jenkins.plugins.vela.workflow;

/**
 * Told of everything that happens in runs. Notices of one run come one at a time and in order, those of different runs at
 * the same time. The call is made on an engine thread after the change was recorded durably where the run has a directory;
 * a listener that blocks delays its run. What it throws is logged and otherwise ignored.
 */
@FunctionalInterface
public interface RunListener {

    /** A listener for those who do not listen. */
    RunListener NONE = notice -> {};

    void onNotice(RunNotice notice);

    /** Tells this listener first and then the other. */
    default RunListener andThen(RunListener next) {
        return notice -> {
            onNotice(notice);
            next.onNotice(notice);
        };
    }
}
