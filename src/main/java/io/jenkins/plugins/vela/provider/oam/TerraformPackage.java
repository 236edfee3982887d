package io.jenkins.plugins.vela.provider.oam;

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

/** The {@code vela/terraform} actions, which look into an Application that KubeVela's controller holds. All are refused. */
public final class TerraformPackage implements ActionProvider {

    @Override
    public String name() {
        return "terraform";
    }

    @Override
    public List<CueSource> facade() {
        return Facades.read(TerraformPackage.class, "vela/terraform/terraform.cue");
    }

    @Override
    public Set<String> actions() {
        return Set.of("load-terraform-components", "get-connection-status");
    }

    @Override
    public Nature nature(ActionCall call) {
        return Nature.OBSERVATION;
    }

    @Override
    public Outcome perform(ActionContext context, ActionCall call) {
        return new Outcome.Failed(ActionError.definite(call.describe()
                + " looks into an Application that KubeVela's controller holds; the step types apply-terraform-config"
                + " and deploy-cloud-resource work without it"));
    }
}
