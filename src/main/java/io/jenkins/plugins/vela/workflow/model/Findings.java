package io.jenkins.plugins.vela.workflow.model;

import java.util.function.Consumer;

/** Passes findings on and remembers whether there was an error. Used by one thread. */
final class Findings {

    private final Consumer<Finding> receiver;
    private boolean failed;

    Findings(Consumer<Finding> receiver) {
        this.receiver = receiver;
    }

    void error(String pointer, String message) {
        add(Finding.error(pointer, message));
    }

    void add(Finding finding) {
        failed |= finding.isError();
        receiver.accept(finding);
    }

    boolean failed() {
        return failed;
    }
}
