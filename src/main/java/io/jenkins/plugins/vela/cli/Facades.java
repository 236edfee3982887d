package io.jenkins.plugins.vela.cli;

import io.jenkins.plugins.vela.cue.CuePackages;
import io.jenkins.plugins.vela.cue.CueSource;
import io.jenkins.plugins.vela.provider.ActionRegistry;
import java.util.List;
import java.util.Map;

/** What templates can import: the facades of the action providers on the class path. */
final class Facades {
    private Facades() {}

    static CuePackages packages() {
        Map<String, List<CueSource>> packages =
                ActionRegistry.discovered(Facades.class.getClassLoader()).packages();
        return CuePackages.of(packages);
    }
}
