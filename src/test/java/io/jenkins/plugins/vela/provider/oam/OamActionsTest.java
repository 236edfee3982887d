package io.jenkins.plugins.vela.provider.oam;

import static io.jenkins.plugins.vela.provider.StepContext.call;
import static io.jenkins.plugins.vela.provider.StepContext.json;
import static io.jenkins.plugins.vela.provider.StepContext.result;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.vela.cluster.ClusterSource;
import io.jenkins.plugins.vela.cluster.Clusters;
import io.jenkins.plugins.vela.provider.Outcome;
import io.jenkins.plugins.vela.provider.StepContext;
import io.jenkins.plugins.vela.provider.op.OpActions;
import io.jenkins.plugins.vela.sandbox.EmbeddedCluster;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The parts of an Application, and what is left to KubeVela's controller. */
@Timeout(60)
class OamActionsTest {

    @Test
    void componentsAndPoliciesAreReadByNameAndInOrder() throws Exception {
        try (EmbeddedCluster local = EmbeddedCluster.start("local");
                Clusters clusters = Clusters.builder()
                        .cluster(
                                "",
                                new ClusterSource.KubeconfigText(
                                        "local", local.kubeconfig(), Optional.empty(), ClusterSource.Trust.RESTRICTED))
                        .build()) {
            StepContext step = StepContext.with(clusters);
            OamActions oam = new OamActions();
            local.load(
                    json("{'apiVersion':'core.oam.dev/v1beta1','kind':'Application','metadata':{'name':'run'},'spec':{"
                            + "'components':[{'name':'web'},{'name':'db'}],'policies':[{'name':'eu'}]}}"));

            assertThat(result(oam.perform(step, call("oam", "load", "{}"))))
                    .isEqualTo(json("{'value':{'web':{'name':'web'},'db':{'name':'db'}}}"));
            assertThat(result(oam.perform(step, call("oam", "load-policies", "{}"))))
                    .isEqualTo(json("{'value':{'eu':{'name':'eu'}}}"));
            assertThat(result(new OpActions().perform(step, call("op", "load-comps-in-order", "{}"))))
                    .isEqualTo(json("{'value':[{'name':'web'},{'name':'db'}]}"));
            assertThat(oam.perform(step, call("oam", "load", "{'app':'shop'}")))
                    .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(
                                    failed.error().message())
                            .startsWith("there is no Application default/shop in the default cluster"));
        }
    }

    @Test
    void renderingAComponentIsRefusedWithTheStepTypeThatHasItDone() throws Exception {
        assertThat(new OamActions()
                        .perform(StepContext.with(Clusters.none()), call("oam", "component-apply", "{'value':{}}")))
                .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(
                                failed.error().message())
                        .contains("only KubeVela's controller can do")
                        .contains("the step type apply-component"));
    }
}
