package io.jenkins.plugins.vela.provider.config;

import static io.jenkins.plugins.vela.provider.StepContext.call;
import static io.jenkins.plugins.vela.provider.StepContext.json;
import static io.jenkins.plugins.vela.provider.StepContext.result;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.cluster.ClusterSource;
import io.jenkins.plugins.vela.cluster.Clusters;
import io.jenkins.plugins.vela.cluster.ObjectKey;
import io.jenkins.plugins.vela.provider.Outcome;
import io.jenkins.plugins.vela.provider.StepContext;
import io.jenkins.plugins.vela.provider.op.OpActions;
import io.jenkins.plugins.vela.sandbox.EmbeddedCluster;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Configurations in a cluster. */
@Timeout(60)
class ConfigActionsTest {

    private static final String TEMPLATE = """
            metadata: name: "image-registry"
            template: {
                parameter: {
                    registry: string
                    user?:    string
                }
                validation: $returns: {
                    result: parameter.registry != "bad.example.org"
                    message: *"" | string
                    if !result {
                        message: "that registry is closed"
                    }
                }
                output: {
                    apiVersion: "v1"
                    kind:       "Secret"
                    type:       "Opaque"
                    metadata: {
                        name:      context.name
                        namespace: context.namespace
                    }
                    stringData: url: "https://" + parameter.registry
                }
                outputs: mirror: {
                    apiVersion: "v1"
                    kind:       "ConfigMap"
                    metadata: {
                        name:      context.name + "-mirror"
                        namespace: context.namespace
                    }
                    data: registry: parameter.registry
                }
            }
            """;

    private static EmbeddedCluster server;
    private static Clusters clusters;
    private final ConfigActions config = new ConfigActions();
    private final StepContext step = StepContext.with(clusters);

    @BeforeAll
    static void start() {
        server = EmbeddedCluster.start("configs");
        clusters = Clusters.builder()
                .cluster(
                        "",
                        new ClusterSource.KubeconfigText(
                                "configs", server.kubeconfig(), Optional.empty(), ClusterSource.Trust.RESTRICTED))
                .build();
        ObjectNode template = (ObjectNode) json("{'apiVersion':'v1','kind':'ConfigMap','metadata':{"
                + "'name':'config-template-image-registry','namespace':'vela-system',"
                + "'labels':{'config.oam.dev/scope':'project'}}}");
        template.putObject("data").put("template", TEMPLATE);
        server.load(template);
    }

    @AfterAll
    static void stop() {
        clusters.close();
        server.close();
    }

    private Outcome perform(String action, String params) throws InterruptedException {
        return config.perform(step, call("config", action, params));
    }

    private static JsonNode secret(String name) throws Exception {
        return clusters.get("")
                .get(new ObjectKey("v1", "Secret", "default", name))
                .orElseThrow();
    }

    private static String decoded(JsonNode secret, String key) {
        return new String(
                Base64.getDecoder().decode(secret.path("data").path(key).asText()), StandardCharsets.UTF_8);
    }

    @Test
    void aConfigIsWrittenReadListedAndDeleted() throws Exception {
        String named = "{'name':'plain','namespace':'default'";
        result(perform("create", named + ",'config':{'a':1,'b':{'c':'x'}}}"));
        Outcome read = perform("read", named + "}");
        assertThat(result(read).path("config")).isEqualTo(json("{'a':1,'b':{'c':'x'}}"));
        assertThat(((Outcome.Done) read).sensitive()).isTrue();
        assertThat(secret("plain").at("/metadata/labels").toString())
                .contains("\"config.oam.dev/catalog\":\"velacore-config\"");
        result(perform("delete", named + "}"));
        assertThat(perform("read", named + "}")).isInstanceOfSatisfying(Outcome.Failed.class, f -> assertThat(
                        f.error().message())
                .contains("does not exist"));
        assertThat(perform("delete", named + "}")).isInstanceOf(Outcome.Failed.class);
    }

    @Test
    void aTemplateShapesTheSecretAndMakesFurtherObjects() throws Exception {
        result(
                perform(
                        "create",
                        "{'name':'hub','namespace':'default','template':'image-registry','config':{'registry':'hub.example.org'}}"));
        JsonNode secret = secret("hub");
        assertThat(decoded(secret, "url")).isEqualTo("https://hub.example.org");
        assertThat(decoded(secret, "input-properties")).isEqualTo("{\"registry\":\"hub.example.org\"}");
        assertThat(secret.at("/metadata/labels/config.oam.dev~1type").asText()).isEqualTo("image-registry");
        assertThat(secret.at("/metadata/labels/config.oam.dev~1scope").asText()).isEqualTo("project");
        ObjectKey mirror = new ObjectKey("v1", "ConfigMap", "default", "hub-mirror");
        assertThat(clusters.get("").get(mirror))
                .as("already at the first creation")
                .isPresent();
        JsonNode listed = result(perform("list", "{'namespace':'default','template':'vela-system/image-registry'}"));
        assertThat(listed.at("/configs/0/name").asText()).isEqualTo("hub");
        assertThat(listed.at("/configs/0/config/registry").asText()).isEqualTo("hub.example.org");
        assertThat(perform("create", "{'name':'hub','namespace':'default','config':{}}"))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        f -> assertThat(f.error().message()).contains("the template of config hub cannot be changed"));
        result(perform("delete", "{'name':'hub','namespace':'default'}"));
        assertThat(clusters.get("").get(mirror)).isEmpty();
    }

    @Test
    void aTemplateRefusesWhatDoesNotFit() throws Exception {
        assertThat(
                        perform(
                                "create",
                                "{'name':'x','namespace':'default','template':'image-registry','config':{'registry':'bad.example.org'}}"))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class, f -> assertThat(f.error().message())
                                .isEqualTo("failed to validate config: that registry is closed"));
        assertThat(perform(
                        "create",
                        "{'name':'x','namespace':'default','template':'image-registry','config':{'registry':5}}"))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class, f -> assertThat(f.error().message())
                                .contains("does not fit its template vela-system/image-registry"));
        assertThat(perform("create", "{'name':'x','namespace':'default','template':'nope','config':{}}"))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        f -> assertThat(f.error().message()).contains("the template does not exist"));
        assertThat(clusters.get("").get(new ObjectKey("v1", "Secret", "default", "x")))
                .isEmpty();
    }

    @Test
    void aSecretThatIsNoConfigIsLeftAlone() throws Exception {
        server.load(json("{'apiVersion':'v1','kind':'Secret','metadata':{'name':'foreign'}}"));
        String named = "{'name':'foreign','namespace':'default'";
        assertThat(perform("read", named + "}")).isInstanceOf(Outcome.Failed.class);
        assertThat(perform("delete", named + "}")).isInstanceOf(Outcome.Failed.class);
        assertThat(perform("create", named + ",'config':{}}")).isInstanceOf(Outcome.Failed.class);
        assertThat(secret("foreign")).isNotNull();
    }

    @Test
    void aListNeedsATemplate() throws Exception {
        assertThat(perform("list", "{'namespace':'default','template':''}"))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        f -> assertThat(f.error().message()).startsWith("the request is invalid"));
    }

    @Test
    void theOlderNamesWork() throws Exception {
        OpActions op = new OpActions();
        result(op.perform(step, call("op", "create-config", "{'name':'old','namespace':'default','config':{'a':1}}")));
        assertThat(result(op.perform(step, call("op", "read-config", "{'name':'old','namespace':'default'}")))
                        .at("/config/a")
                        .asInt())
                .isEqualTo(1);
    }
}
