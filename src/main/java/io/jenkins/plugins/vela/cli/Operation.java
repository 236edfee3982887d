package io.jenkins.plugins.vela.cli;

import io.jenkins.plugins.vela.workflow.RunControl;
import java.util.Locale;
import java.util.Optional;

/** What a user can do to a run. */
enum Operation {
    SUSPEND("Hold a run, or one step of it."),
    RESUME("Let a suspended run, or one step of it, go on, and stay with it."),
    TERMINATE("End a run; steps with if: always still run."),
    RESTART("Start a run anew, or from a failed step, and stay with it.");

    private final String description;

    Operation(String description) {
        this.description = description;
    }

    String description() {
        return description;
    }

    /** The command's name. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    void perform(RunControl run, Optional<String> step) {
        switch (this) {
            case SUSPEND -> step.ifPresentOrElse(run::suspend, run::suspend);
            case RESUME -> step.ifPresentOrElse(run::resume, run::resume);
            case TERMINATE -> run.terminate();
            case RESTART -> step.ifPresentOrElse(run::restart, run::restart);
        }
    }
}
