package io.jenkins.plugins.vela.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.sandbox.EmbeddedCluster;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ClusterRulesTest {
    private final EmbeddedCluster embedded = EmbeddedCluster.start("test");
    private final Clusters clusters = Clusters.builder()
            .cluster(
                    "local",
                    new ClusterSource.KubeconfigText(
                            "local", embedded.kubeconfig(), Optional.empty(), ClusterSource.Trust.RESTRICTED))
            .build();

    @AfterEach
    void close() {
        clusters.close();
        embedded.close();
    }

    private ClusterConnection guarded(ClusterRules rules) throws ClusterException {
        return rules.guard(clusters.get("local"));
    }

    private static ObjectNode object(String json) throws Exception {
        return (ObjectNode) new ObjectMapper().readTree(json.replace('\'', '"'));
    }

    @Test
    void onlyAllowedNamespacesCanBeUsed() throws Exception {
        ClusterConnection some = guarded(new ClusterRules(List.of("default"), List.of(), true));

        some.apply(object("{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'a'}}"));
        assertThat(some.get(new ObjectKey("v1", "ConfigMap", "default", "a"))).isPresent();
        assertThatThrownBy(() -> some.apply(object(
                        "{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'a','namespace':'kube-system'}}")))
                .hasMessageContaining("objects in namespace kube-system may not be used there");
        assertThatThrownBy(() -> some.list(new ObjectSelector("v1", "ConfigMap", "", Map.of(), "")))
                .hasMessageContaining("objects of all namespaces");
        assertThatThrownBy(() -> some.apply(object("{'apiVersion':'v1','kind':'Namespace','metadata':{'name':'new'}}")))
                .isInstanceOf(ClusterException.class);
        assertThatThrownBy(() -> some.logs("kube-system", "pod", LogOptions.everything()))
                .isInstanceOf(ClusterException.class);
    }

    @Test
    void onlyAllowedKindsCanBeUsed() throws Exception {
        ClusterConnection some = guarded(new ClusterRules(List.of(), List.of("ConfigMap", "apps/Deployment"), true));

        some.apply(object("{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'a'}}"));
        assertThat(some.get(new ObjectKey("apps/v1", "Deployment", "default", "x")))
                .isEmpty();
        assertThatThrownBy(() -> some.delete(new ObjectKey("v1", "Pod", "default", "p"), Propagation.BACKGROUND))
                .hasMessageContaining("Pod is not among the kinds");
    }

    @Test
    void whoMayNotReadSecretsCanWriteThemAndSeesNothingOfThem() throws Exception {
        ClusterConnection some = guarded(new ClusterRules(List.of(), List.of(), false));

        assertThat(some.apply(
                                object(
                                        "{'apiVersion':'v1','kind':'Secret','metadata':{'name':'s'},'stringData':{'k':'geheim'}}"))
                        .toString())
                .contains("\"s\"")
                .doesNotContain("geheim", "Z2VoZWlt");
        assertThatThrownBy(() -> some.get(new ObjectKey("v1", "Secret", "default", "s")))
                .hasMessageContaining("Secrets may not be read there");
        assertThatThrownBy(() -> some.list(new ObjectSelector("v1", "Secret", "default", Map.of(), "")))
                .hasMessageContaining("Secrets may not be read there");
        assertThat(clusters.get("local").get(new ObjectKey("v1", "Secret", "default", "s")))
                .isPresent();
    }
}
