package io.jenkins.plugins.vela.cli;

import io.jenkins.plugins.vela.cue.CuePackages;
import io.jenkins.plugins.vela.provider.ActionRegistry;

/** What templates can import: the facades of the action providers on the class path. */
final class Facades {
    private Facades() {}

    static CuePackages packages() {
        return ActionRegistry.discovered(Facades.class.getClassLoader()).importable();
    }
}
