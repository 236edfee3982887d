package io.jenkins.plugins.vela.provider.query;

import static io.jenkins.plugins.vela.provider.StepContext.call;
import static io.jenkins.plugins.vela.provider.StepContext.json;
import static io.jenkins.plugins.vela.provider.StepContext.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.cluster.ClusterSource;
import io.jenkins.plugins.vela.cluster.Clusters;
import io.jenkins.plugins.vela.provider.StepContext;
import io.jenkins.plugins.vela.provider.op.OpActions;
import io.jenkins.plugins.vela.sandbox.EmbeddedCluster;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Log lines, events, and what an Application has in clusters. */
@Timeout(60)
class QueryActionsTest {

    private final QueryActions query = new QueryActions();
    private EmbeddedCluster local;
    private Clusters clusters;
    private StepContext step;

    @BeforeEach
    void start() {
        local = EmbeddedCluster.start("local");
        clusters = Clusters.builder()
                .cluster(
                        "",
                        new ClusterSource.KubeconfigText(
                                "local", local.kubeconfig(), Optional.empty(), ClusterSource.Trust.RESTRICTED))
                .build();
        step = StepContext.with(clusters);
    }

    @AfterEach
    void stop() {
        clusters.close();
        local.close();
    }

    private JsonNode ask(String action, String params) throws InterruptedException {
        return result(query.perform(step, call("query", action, params)));
    }

    @Test
    void theLastLinesOfALogComeAsTextAndAsKubeVelaGivesThem() throws Exception {
        local.load(json("{'apiVersion':'v1','kind':'Pod','metadata':{'name':'p','annotations':{'sandbox.vela/log':"
                + "'one\\ntwo\\nthree','sandbox.vela/delay':'10ms'}},'spec':{'restartPolicy':'Never','containers':[{'name':'c',"
                + "'image':'busybox'}]}}"));
        String params = "{'cluster':'','namespace':'default','pod':'p','options':{'container':'c','tailLines':2}}";
        await().until(() -> ask("collectLogsInPod", params).at("/outputs/lines").size() == 2
                && ask("collectLogsInPod", params)
                        .at("/outputs/lines/1")
                        .asText()
                        .equals("three"));

        JsonNode outputs = ask("collectLogsInPod", params).path("outputs");

        assertThat(new String(Base64.getDecoder().decode(outputs.path("logs").asText()), StandardCharsets.UTF_8))
                .isEqualTo("two\nthree");
        assertThat(ask("collectLogsInPod", params.replace("'pod':'p'", "'pod':'q'"))
                        .at("/outputs/err")
                        .asText())
                .contains("not found");
    }

    @Test
    void eventsOfAnObjectComeOldestFirst() throws Exception {
        for (String event :
                new String[] {"b|2026-01-01T00:00:02Z|p", "a|2026-01-01T00:00:01Z|p", "c|2026-01-01T00:00:03Z|q"}) {
            String[] parts = event.split("\\|", -1);
            local.load(json("{'apiVersion':'v1','kind':'Event','metadata':{'name':'" + parts[0]
                    + "'},'involvedObject':{'kind':'Pod','name':'" + parts[2]
                    + "','namespace':'default'},'type':'Warning','reason':'r','message':'"
                    + parts[0] + "','lastTimestamp':'" + parts[1] + "'}"));
        }
        JsonNode list = ask(
                        "searchEvents",
                        "{'cluster':'','value':{'apiVersion':'v1','kind':'Pod','metadata':{'name':'p','namespace':'default'}}}")
                .path("list");
        assertThat(list).extracting(event -> event.path("message").asText()).containsExactly("a", "b");
    }

    @Test
    void theAddressesOfAnApplicationComeFromTheServicesItApplied() throws Exception {
        local.load(
                json(
                        "{'apiVersion':'v1','kind':'Service','metadata':{'name':'web'},'spec':{'ports':[{'name':'http','port':80}]}}"));
        local.load(json(
                "{'apiVersion':'core.oam.dev/v1beta1','kind':'Application','metadata':{'name':'shop'},'spec':{'components':[]},"
                        + "'status':{'appliedResources':[{'apiVersion':'v1','kind':'Service','name':'web','namespace':'default'},"
                        + "{'apiVersion':'v1','kind':'ConfigMap','name':'gone','namespace':'default'}]}}"));
        String app = "{'app':{'name':'shop','namespace':'default'}}";
        assertThat(ask("collectServiceEndpoints", app).at("/list/0/endpoint"))
                .isEqualTo(json("{'protocol':'TCP','host':'web.default','port':80,'portName':'http','inner':true}"));
        assertThat(ask("listAppliedResources", app).path("list")).hasSize(2);
        assertThat(ask("listResourcesInApp", app).path("list")).hasSize(1);
        assertThat(result(new OpActions().perform(step, call("op", "listAppliedResources", app)))
                        .path("list"))
                .hasSize(2);
        assertThat(ask("listAppliedResources", "{'app':{'name':'shopp','namespace':'default'}}")
                        .path("err")
                        .asText())
                .contains("is not found");
    }
}
