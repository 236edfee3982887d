package io.jenkins.plugins.vela.pipeline;

import hudson.console.HyperlinkNote;
import hudson.model.Cause;
import hudson.model.Run;
import hudson.model.TaskListener;

/** Somebody wants a workflow of an earlier build to go on from a step. */
public final class RestartCause extends Cause {
    private final String build;
    private final String function;
    private final String step;

    /**
     * @param build whose workflow it is
     * @param function what the build calls it
     * @param step where it goes on
     */
    RestartCause(Run<?, ?> build, String function, String step) {
        this.build = build.getExternalizableId();
        this.function = function;
        this.step = step;
    }

    /** The earlier build's number, as people read it. */
    private String name() {
        return build.substring(build.lastIndexOf('#'));
    }

    @Override
    public String getShortDescription() {
        return Messages.RestartCause_shortDescription(function, name(), step);
    }

    @Override
    public void print(TaskListener listener) {
        Run<?, ?> earlier = Run.fromExternalizableId(build);
        if (earlier == null) {
            super.print(listener);
        } else {
            String link = HyperlinkNote.encodeTo("/" + earlier.getUrl(), name());
            listener.getLogger().println(Messages.RestartCause_shortDescription(function, link, step));
        }
    }
}
