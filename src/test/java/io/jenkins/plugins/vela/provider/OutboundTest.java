package io.jenkins.plugins.vela.provider;

import static io.jenkins.plugins.vela.provider.StepContext.call;
import static io.jenkins.plugins.vela.provider.StepContext.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.cluster.Clusters;
import io.jenkins.plugins.vela.provider.external.ExternalPackage;
import io.jenkins.plugins.vela.provider.http.HttpActions;
import io.jenkins.plugins.vela.provider.metrics.MetricsActions;
import io.jenkins.plugins.vela.provider.op.OpActions;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No action reaches an address that hands out a cloud's credentials, in whatever way the address is written. */
@Timeout(60)
class OutboundTest {

    private static final String QUERY = "{'query':'up','condition':'>0','metricEndpoint':'URL'}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data?key=hidden",
                "http://[fd00:ec2::254]/latest?key=hidden",
                "http://[::ffff:169.254.169.254]/?key=hidden",
                "http://2852039166/?key=hidden",
                "http://100.100.100.200/?key=hidden"
            })
    void metadataServicesAreOutOfReachOfEveryAction(String url) throws Exception {
        StepContext step = StepContext.with(Clusters.none());
        ObjectNode object = (ObjectNode) json("{'apiVersion':'cue.oam.dev/v1alpha1','kind':'Package',"
                + "'metadata':{'name':'p'},'spec':{'path':'ext/p','provider':{'protocol':'http'}}}");
        object.withObject("/spec/provider").put("endpoint", url.replaceFirst("\\?.*", ""));
        object.withObject("/spec/templates").put("p.cue", "package p\n#A: {#do: \"a\", #provider: \"p\"}");

        List<Outcome> outcomes = List.of(
                new HttpActions().perform(step, call("http", "do", "{'method':'GET','url':'" + url + "'}")),
                new HttpActions().perform(step, call("http", "do", "{'method':'POST','url':'" + url + "'}")),
                new OpActions().perform(step, call("op", "do", "{'method':'GET','url':'" + url + "'}")),
                new MetricsActions().perform(step, call("metrics", "promCheck", QUERY.replace("URL", url))),
                ExternalPackage.of(object).perform(step, call("p", "a", "{}")));

        assertThat(outcomes).allSatisfy(outcome -> {
            assertThat(outcome).isNotInstanceOf(Outcome.Done.class);
            assertThat(outcome.toString()).doesNotContain("hidden");
        });
        assertThat(step.intents()).isEmpty();
    }
}
