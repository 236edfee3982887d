package io.jenkins.plugins.vela.provider.query;

import io.jenkins.plugins.vela.cue.CueSource;
import io.jenkins.plugins.vela.provider.ActionCall;
import io.jenkins.plugins.vela.provider.ActionContext;
import io.jenkins.plugins.vela.provider.ActionError;
import io.jenkins.plugins.vela.provider.ActionProvider;
import io.jenkins.plugins.vela.provider.Facades;
import io.jenkins.plugins.vela.provider.Nature;
import io.jenkins.plugins.vela.provider.Outcome;
import java.util.List;
import java.util.Set;

/** The older {@code vela/ql}: the same questions with flat parameters. Its declarations name the provider {@code op}. */
public final class QlPackage implements ActionProvider {

    @Override
    public String name() {
        return "ql";
    }

    @Override
    public List<CueSource> facade() {
        return Facades.read(QlPackage.class, "vela/ql/ql.cue");
    }

    @Override
    public Set<String> actions() {
        return Set.of();
    }

    @Override
    public Nature nature(ActionCall call) {
        return Nature.OBSERVATION;
    }

    @Override
    public Outcome perform(ActionContext context, ActionCall call) {
        return new Outcome.Failed(ActionError.definite("unknown action " + call.describe()));
    }
}
