package io.jenkins.plugins.vela.provider.kube;

import static io.jenkins.plugins.vela.provider.StepContext.call;
import static io.jenkins.plugins.vela.provider.StepContext.json;
import static io.jenkins.plugins.vela.provider.StepContext.result;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.vela.cluster.ClusterSource;
import io.jenkins.plugins.vela.cluster.Clusters;
import io.jenkins.plugins.vela.cluster.ObjectEvent;
import io.jenkins.plugins.vela.cluster.ObjectKey;
import io.jenkins.plugins.vela.provider.ActionCall;
import io.jenkins.plugins.vela.provider.Nature;
import io.jenkins.plugins.vela.provider.Observable;
import io.jenkins.plugins.vela.provider.Outcome;
import io.jenkins.plugins.vela.provider.StepContext;
import io.jenkins.plugins.vela.provider.op.OpActions;
import io.jenkins.plugins.vela.sandbox.EmbeddedCluster;
import io.jenkins.plugins.vela.sandbox.EmbeddedOptions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The kube actions in two clusters, in both calling styles. */
@Timeout(60)
class KubeActionsTest {

    private static EmbeddedCluster first;
    private static EmbeddedCluster second;
    private static Clusters clusters;
    private final KubeActions kube = new KubeActions();
    private StepContext step;

    @BeforeAll
    static void start() {
        first = EmbeddedCluster.start("first", EmbeddedOptions.defaults().withDelay(Duration.ofMillis(20)));
        second = EmbeddedCluster.start("second", EmbeddedOptions.defaults().withDelay(Duration.ofMillis(20)));
        clusters = Clusters.builder()
                .cluster("", source(first))
                .cluster("far", source(second))
                .build();
    }

    private static ClusterSource source(EmbeddedCluster cluster) {
        return new ClusterSource.KubeconfigText(
                cluster.name(), cluster.kubeconfig(), Optional.empty(), ClusterSource.Trust.RESTRICTED);
    }

    @AfterAll
    static void stop() {
        clusters.close();
        first.close();
        second.close();
    }

    @BeforeEach
    void newStep() {
        first.faults().clear();
        step = StepContext.with(clusters);
    }

    private static String configMap(String name, String value) {
        return "{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'" + name + "'},'data':{'k':'" + value + "'}}";
    }

    private Optional<JsonNode> live(String cluster, String name) throws Exception {
        return clusters.get(cluster).get(new ObjectKey("v1", "ConfigMap", "default", name));
    }

    private JsonNode perform(String action, String params) throws InterruptedException {
        return result(kube.perform(step, call("kube", action, params)));
    }

    // ---- apply ----

    @Test
    void anAppliedObjectIsReturnedAsTheClusterHasIt() throws Exception {
        JsonNode result = perform("apply", "{'cluster':'','value':" + configMap("applied", "1") + "}");
        assertThat(result.at("/value/metadata/namespace").asText()).isEqualTo("default");
        assertThat(result.at("/value/metadata/uid").asText()).isNotEmpty();
        assertThat(result.at("/value/metadata/managedFields").isMissingNode()).isTrue();
        assertThat(live("", "applied").orElseThrow().at("/metadata/labels").toString())
                .contains("\"workflow.oam.dev/name\":\"run\"");
        assertThat(step.intents())
                .singleElement()
                .satisfies(i -> assertThat(i.path("name").asText()).isEqualTo("applied"));
    }

    @Test
    void theNamedClusterIsTheOneThatIsChanged() throws Exception {
        perform("apply", "{'cluster':'far','value':" + configMap("remote", "1") + "}");
        assertThat(live("far", "remote")).isPresent();
        assertThat(live("", "remote")).isEmpty();
    }

    @Test
    void anUnknownClusterFailsWithTheNamesThereAre() throws Exception {
        Outcome outcome =
                kube.perform(step, call("kube", "read", "{'cluster':'farr','value':" + configMap("x", "1") + "}"));
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Failed.class, f -> assertThat(
                        f.error().message())
                .isEqualTo("no cluster farr; there are far, local"));
    }

    @Test
    void manyObjectsAreAppliedAtTheSameTime() throws Exception {
        StringBuilder objects = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            objects.append(i == 0 ? "" : ",").append(configMap("batch-" + i, "1"));
        }
        // each request waits for all the others before it is sent: one after the other, none would ever be
        CyclicBarrier everyone = new CyclicBarrier(8);
        step = step.beforeSending(() -> everyone.await(20, TimeUnit.SECONDS));
        JsonNode result = perform("apply-in-parallel", "{'value':[" + objects + "]}");
        assertThat(result.path("value")).hasSize(8);
        assertThat(result.at("/value/3/metadata/name").asText()).isEqualTo("batch-3");
    }

    @Test
    void aGeneratedNameIsCreatedOnceAndNeverSentAgain() throws Exception {
        ActionCall call = call(
                "kube", "apply", "{'value':{'apiVersion':'v1','kind':'ConfigMap','metadata':{'generateName':'gen-'}}}");
        assertThat(kube.nature(call)).isEqualTo(Nature.EFFECT_ONCE);
        JsonNode result = result(kube.perform(step, call));
        String name = result.at("/value/metadata/name").asText();
        assertThat(name).startsWith("gen-").hasSizeGreaterThan(4);
        Observable watched = kube.observable(call, result).orElseThrow();
        assertThat(watched.sources().get(0).what().name()).contains(name);
        first.faults().hangUp(1, r -> r.method().equals("POST"));
        assertThat(kube.perform(step, call)).isInstanceOf(Outcome.MayHaveHappened.class);
        assertThat(kube.recover(step, call, Optional.of(json("{}")))).isInstanceOf(Outcome.MayHaveHappened.class);
    }

    @Test
    void anAppliedObjectIsRefreshedByReadingNotByApplying() throws Exception {
        ActionCall call = call("kube", "apply", "{'value':" + configMap("watched", "1") + "}");
        JsonNode result = result(kube.perform(step, call));
        clusters.get("")
                .patch(
                        new ObjectKey("v1", "ConfigMap", "default", "watched"),
                        io.jenkins.plugins.vela.cluster.PatchType.MERGE,
                        json("{'data':{'k':'changed'}}"));
        JsonNode refreshed = result(kube.refresh(step, call, result, Optional.of(new ObjectEvent.Unsure())));
        assertThat(refreshed.at("/value/data/k").asText()).isEqualTo("changed");
        assertThat(live("", "watched").orElseThrow().at("/data/k").asText()).isEqualTo("changed");
        assertThat(step.intents()).hasSize(1);
    }

    @Test
    void anEventIsTakenWithoutAskingTheServerAgain() throws Exception {
        ActionCall call = call("kube", "read", "{'value':" + configMap("event", "1") + "}");
        int before = first.faults().requests().size();
        JsonNode object = json(configMap("event", "from the event"));
        JsonNode refreshed = result(kube.refresh(
                step, call, json("{}"), Optional.of(new ObjectEvent.Present(ObjectKey.of(object), object))));
        assertThat(refreshed.at("/value/data/k").asText()).isEqualTo("from the event");
        assertThat(first.faults().requests()).hasSize(before);
    }

    // ---- read and list ----

    @Test
    void whatIsAbsentIsAnAnswerAndWhatCannotBeReachedIsNot() throws Exception {
        ActionCall call = call("kube", "read", "{'value':" + configMap("nowhere", "1") + "}");
        JsonNode result = result(kube.perform(step, call));
        assertThat(result.path("err").asText()).isEqualTo("ConfigMap default/nowhere is not found in cluster local");
        assertThat(result.at("/value/metadata/name").asText()).isEqualTo("nowhere");
        first.faults().refuseConnections();
        assertThat(kube.perform(step, call)).isInstanceOfSatisfying(Outcome.Retry.class, r -> assertThat(
                        r.error().definite())
                .isFalse());
    }

    @Test
    void aForbiddenObjectIsAnAnswer() throws Exception {
        first.faults().fail(1, 403, "Forbidden", r -> r.path().endsWith("/hidden"));
        JsonNode result = perform("read", "{'value':" + configMap("hidden", "1") + "}");
        assertThat(result.path("err").asText()).contains("read ConfigMap default/hidden in cluster local");
    }

    @Test
    void aSecretsContentIsMarked() throws Exception {
        String secret = "{'apiVersion':'v1','kind':'Secret','metadata':{'name':'s'},'stringData':{'p':'hush'}}";
        Outcome applied = kube.perform(step, call("kube", "apply", "{'value':" + secret + "}"));
        Outcome read = kube.perform(step, call("kube", "read", "{'value':" + secret + "}"));
        Outcome listed = kube.perform(step, call("kube", "list", "{'resource':{'apiVersion':'v1','kind':'Secret'}}"));
        assertThat(java.util.List.of(applied, read, listed))
                .allSatisfy(o -> assertThat(((Outcome.Done) o).sensitive()).isTrue())
                .allSatisfy(o -> assertThat(o.toString()).doesNotContain("hush").doesNotContain("aHVzaA"));
    }

    @Test
    void aListIsFilteredByNamespaceAndLabels() throws Exception {
        for (String at : new String[] {"one", "two"}) {
            perform(
                    "apply",
                    "{'value':{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'listed','namespace':'" + at
                            + "','labels':{'pick':'" + at + "'}}}}");
        }
        JsonNode all = perform(
                "list",
                "{'resource':{'apiVersion':'v1','kind':'ConfigMap'},"
                        + "'filter':{'namespace':'','matchingLabels':{'workflow.oam.dev/name':'run'}}}");
        JsonNode one = perform(
                "list",
                "{'resource':{'apiVersion':'v1','kind':'ConfigMap'},"
                        + "'filter':{'namespace':'one','matchingLabels':{'pick':'one'}}}");
        JsonNode unfiltered = perform("list", "{'resource':{'apiVersion':'v1','kind':'ConfigMap'}}");
        assertThat(one.at("/values/items")).hasSize(1);
        assertThat(one.at("/values/items/0/metadata/namespace").asText()).isEqualTo("one");
        assertThat(all.at("/values/items").size()).isGreaterThanOrEqualTo(2);
        assertThat(unfiltered.at("/values/items").size())
                .isGreaterThanOrEqualTo(all.at("/values/items").size());
    }

    // ---- patch ----

    @Test
    void aPatchChangesWhatItSaysAndNothingElse() throws Exception {
        perform("apply", "{'value':" + configMap("patched", "1") + "}");
        JsonNode result =
                perform("patch", "{'value':" + configMap("patched", "ignored") + ",'patch':{'data':{'more':'2'}}}");
        assertThat(result.at("/result/data").toString()).isEqualTo("{\"k\":\"1\",\"more\":\"2\"}");
    }

    @Test
    void aPatchMergesListsByTheKeyInItsComment() throws Exception {
        perform(
                "apply",
                "{'value':{'apiVersion':'apps/v1','kind':'Deployment','metadata':{'name':'web'},'spec':{"
                        + "'selector':{'matchLabels':{'app':'web'}},'template':{'metadata':{'labels':{'app':'web'}},'spec':{"
                        + "'containers':[{'name':'a','image':'a:1'},{'name':'b','image':'b:1'}]}}}}}");
        ActionCall call = call(
                "kube",
                "patch",
                "{'value':{'apiVersion':'apps/v1','kind':'Deployment','metadata':{'name':'web'}},'patch':{'spec':{"
                        + "'template':{'spec':{'containers':[{'name':'b','image':'b:2'},{'name':'c','image':'c:1'}]}}}}}",
                Map.of("/patch/spec/template/spec/containers", "+patchKey=name"));
        JsonNode result = result(kube.perform(step, call));
        assertThat(result.at("/result/spec/template/spec/containers").findValuesAsText("image"))
                .containsExactly("a:1", "b:2", "c:1");
    }

    @Test
    void aPatchIsMadeAgainWhenSomebodyElseWasFaster() throws Exception {
        perform("apply", "{'value':" + configMap("raced", "1") + "}");
        first.faults().fail(2, 409, "Conflict", r -> r.method().equals("PATCH"));
        JsonNode result = perform("patch", "{'value':" + configMap("raced", "") + ",'patch':{'data':{'k':'2'}}}");
        assertThat(result.at("/result/data/k").asText()).isEqualTo("2");
        assertThat(step.intents()).as("the apply, and three attempts").hasSize(4);
    }

    @Test
    void aJsonPatchIsNotSentAgainWhenItMayHaveBeenApplied() throws Exception {
        perform(
                "apply",
                "{'value':{'apiVersion':'example.org/v1','kind':'Numbers','metadata':{'name':'n'},"
                        + "'spec':{'list':[1]}}}");
        ActionCall call = call(
                "kube",
                "patch",
                "{'value':{'apiVersion':'example.org/v1','kind':'Numbers','metadata':{'name':'n'}},"
                        + "'patch':{'operations':[{'op':'add','path':'/spec/list/-','value':2}]}}",
                Map.of("/patch", "+patchStrategy=jsonPatch"));
        assertThat(kube.nature(call)).isEqualTo(Nature.EFFECT_ONCE);
        JsonNode result = result(kube.perform(step, call));
        assertThat(result.at("/result/spec/list").toString()).isEqualTo("[1,2]");
        JsonNode intent = step.intents().get(step.intents().size() - 1);
        assertThat(kube.recover(step, call, Optional.of(intent))).isInstanceOf(Outcome.MayHaveHappened.class);
        JsonNode unchanged = json("{'resourceVersion':"
                + result.at("/result/metadata/resourceVersion").toString().replace('"', '\'') + "}");
        assertThat(result(kube.recover(step, call, Optional.of(unchanged)))
                        .at("/result/spec/list")
                        .toString())
                .isEqualTo("[1,2,2]");
    }

    @Test
    void patchingWhatIsNotThereFails() throws Exception {
        assertThat(kube.perform(
                        step, call("kube", "patch", "{'value':" + configMap("ghost", "") + ",'patch':{'data':{}}}")))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class, f -> assertThat(f.error().message())
                                .contains("ConfigMap default/ghost")
                                .contains("not found"));
    }

    // ---- delete ----

    @Test
    void anObjectIsDeletedByName() throws Exception {
        perform("apply", "{'value':" + configMap("gone", "1") + "}");
        String params =
                "{'value':{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'gone','namespace':'default'}}}";
        assertThat(perform("delete", params).isEmpty()).isTrue();
        assertThat(live("", "gone")).isEmpty();
        assertThat(perform("delete", params).path("err").asText()).contains("ConfigMap default/gone");
        assertThat(result(kube.recover(step, call("kube", "delete", params), Optional.of(json("{}"))))
                        .isEmpty())
                .as("after a crash, gone is what was wanted")
                .isTrue();
    }

    @Test
    void aFilterDeletesWhatItSelectsAndNeverEverything() throws Exception {
        for (String name : new String[] {"f1", "f2"}) {
            perform(
                    "apply",
                    "{'value':{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'" + name
                            + "','namespace':'filtered','labels':{'kill':'" + name + "'}}}}");
        }
        perform(
                "delete",
                "{'value':{'apiVersion':'v1','kind':'ConfigMap','metadata':{'namespace':'default'}},"
                        + "'filter':{'namespace':'filtered','matchingLabels':{'kill':'f1'}}}");
        JsonNode left = perform(
                "list", "{'resource':{'apiVersion':'v1','kind':'ConfigMap'}," + "'filter':{'namespace':'filtered'}}");
        assertThat(left.at("/values/items").findValuesAsText("name"))
                .contains("f2")
                .doesNotContain("f1");
        assertThat(kube.perform(
                        step,
                        call(
                                "kube",
                                "delete",
                                "{'value':{'apiVersion':'v1','kind':'ConfigMap','metadata':{"
                                        + "'namespace':'filtered'}},'filter':{}}")))
                .isInstanceOf(Outcome.Failed.class);
    }

    // ---- the older calling style ----

    @Test
    void inFlatCallsTheResultFitsTheRequest() throws Exception {
        OpActions op = new OpActions();
        JsonNode result = result(op.perform(
                step,
                call(
                        "op",
                        "apply",
                        "{'cluster':'','value':{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'flat'},"
                                + "'data':{'k':'1'}}}")));
        assertThat(result.at("/value/metadata/uid").asText()).isNotEmpty();
        JsonNode read = result(
                op.perform(step, call("op", "read", "{'value':" + configMap("flat", "what the template says") + "}")));
        assertThat(read.at("/value/data/k").asText()).isEqualTo("what the template says");
        JsonNode list =
                result(op.perform(step, call("op", "list", "{'resource':{'apiVersion':'v1','kind':'ConfigMap'}}")));
        assertThat(list.at("/list/items").size()).isPositive();
    }

    @Test
    void theStatusIsPatchedByItsOwnAddress() throws Exception {
        perform(
                "apply",
                "{'value':{'apiVersion':'rollouts.kruise.io/v1beta1','kind':'Rollout','metadata':{'name':'shop'},'spec':{'a':1}}}");
        JsonNode result = perform(
                "patch",
                "{'value':{'apiVersion':'rollouts.kruise.io/v1beta1','kind':'Rollout','metadata':{'name':'shop'}},"
                        + "'subresource':'status','patch':{'status':{'phase':'Ready'}}}");
        assertThat(result.at("/result/status/phase").asText()).isEqualTo("Ready");
        JsonNode without = perform(
                "patch",
                "{'value':{'apiVersion':'rollouts.kruise.io/v1beta1','kind':'Rollout','metadata':{'name':'shop'}},"
                        + "'patch':{'status':{'phase':'Other'}}}");
        assertThat(without.at("/result/status/phase").asText()).isEqualTo("Ready");
    }
}
