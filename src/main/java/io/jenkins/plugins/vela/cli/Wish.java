package io.jenkins.plugins.vela.cli;

import io.jenkins.plugins.vela.workflow.RunControl;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Something that is to be done to a run.
 *
 * @param word the command that asks for it
 * @param step the step it is about
 */
record Wish(String word, Optional<String> step, Consumer<RunControl> act) {
    void perform(RunControl run) {
        act.accept(run);
    }

    /** What is said when it is done, in upstream's words. */
    String success(String run) {
        return "Successfully " + word + " workflow"
                + step.map(name -> " " + run + " from step " + name).orElse(": " + run);
    }
}
