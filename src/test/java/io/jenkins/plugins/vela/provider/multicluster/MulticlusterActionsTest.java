package io.jenkins.plugins.vela.provider.multicluster;

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
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clusters and where topology policies place things. */
@Timeout(60)
class MulticlusterActionsTest {

    private final MulticlusterActions multicluster = new MulticlusterActions();
    private EmbeddedCluster local;
    private Clusters clusters;
    private StepContext step;

    @BeforeEach
    void start() {
        local = EmbeddedCluster.start("local");
        ClusterSource source = new ClusterSource.KubeconfigText(
                "local", local.kubeconfig(), Optional.empty(), ClusterSource.Trust.RESTRICTED);
        clusters = Clusters.builder()
                .cluster("", source)
                .cluster("eu", source)
                .cluster("us", source)
                .labels("us", Map.of("region", "us"))
                .build();
        step = StepContext.with(clusters);
    }

    @AfterEach
    void stop() {
        clusters.close();
        local.close();
    }

    private void policy(String name, String type, String properties) {
        local.load(json("{'apiVersion':'core.oam.dev/v1alpha1','kind':'Policy','metadata':{'name':'" + name
                + "','namespace':'default'},'type':'" + type + "','properties':" + properties + "}"));
    }

    private Outcome placements(String policies) throws InterruptedException {
        return multicluster.perform(
                step, call("multicluster", "get-placements-from-topology-policies", "{'policies':" + policies + "}"));
    }

    @Test
    void clustersAreListedWithTheirLabels() throws Exception {
        assertThat(result(multicluster.perform(step, call("multicluster", "list-clusters", "{}"))))
                .isEqualTo(
                        json(
                                "{'outputs':{'clusters':['eu','local','us'],'labels':{'eu':{},'local':{},'us':{'region':'us'}}}}"));
        assertThat(result(new OpActions().perform(step, call("op", "list-clusters", "{}")))
                        .at("/outputs/clusters/0")
                        .asText())
                .isEqualTo("eu");
    }

    @Test
    void aTopologyPlacesByNamesOrByLabels() throws Exception {
        policy("named", "topology", "{'clusters':['eu'],'namespace':'live'}");
        policy("labelled", "topology", "{'clusterLabelSelector':{'region':'us'}}");
        policy("other", "override", "{}");
        assertThat(result(placements("['named','labelled','other']")))
                .isEqualTo(
                        json("{'placements':[{'cluster':'eu','namespace':'live'},{'cluster':'us','namespace':''}]}"));
    }

    @Test
    void withoutATopologyTheDefaultClusterIsThePlace() throws Exception {
        assertThat(result(placements("[]"))).isEqualTo(json("{'placements':[{'cluster':'local','namespace':''}]}"));
    }

    @Test
    void aPolicyOfTheApplicationCountsToo() throws Exception {
        local.load(json("{'apiVersion':'core.oam.dev/v1beta1','kind':'Application','metadata':{'name':'run',"
                + "'namespace':'default'},'spec':{'components':[],'policies':[{'name':'inner','type':'topology',"
                + "'properties':{'clusters':['us']}}]}}"));
        assertThat(result(placements("['inner']")).at("/placements/0/cluster").asText())
                .isEqualTo("us");
    }

    @Test
    void whatDoesNotExistIsToldWithWhatThereIs() throws Exception {
        policy("wrong", "topology", "{'clusters':['asia']}");
        policy("nowhere", "topology", "{'clusterLabelSelector':{'region':'asia'}}");
        assertThat(message(placements("['missing']"))).contains("there is no policy missing");
        assertThat(message(placements("['wrong']"))).contains("no cluster asia; there are eu, local, us");
        assertThat(message(placements("['nowhere']"))).contains("no cluster has the labels");
    }

    @Test
    void whatOnlyKubeVelaCanDoIsRefusedWithWhatToUseInstead() throws Exception {
        assertThat(message(multicluster.perform(step, call("multicluster", "deploy", "{'policies':[]}"))))
                .contains("only KubeVela's controller can render")
                .contains("the step type deploy");
    }

    private static String message(Outcome outcome) {
        return ((Outcome.Failed) outcome).error().message();
    }
}
