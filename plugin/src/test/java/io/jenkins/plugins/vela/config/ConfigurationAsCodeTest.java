package io.jenkins.plugins.vela.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.casc.ConfigurationContext;
import io.jenkins.plugins.casc.ConfiguratorRegistry;
import io.jenkins.plugins.casc.misc.ConfiguredWithCode;
import io.jenkins.plugins.casc.misc.JenkinsConfiguredWithCodeRule;
import io.jenkins.plugins.casc.misc.Util;
import io.jenkins.plugins.casc.misc.junit.jupiter.WithJenkinsConfiguredWithCode;
import io.jenkins.plugins.casc.model.CNode;
import org.junit.jupiter.api.Test;

@WithJenkinsConfiguredWithCode
class ConfigurationAsCodeTest {

    private static void everythingCanBeSaidInAFile() {
        VelaConfiguration configuration = VelaConfiguration.get();

        assertThat(configuration.getClusters()).hasSize(2);
        ClusterConfiguration prod = configuration.getClusters().get(0);
        assertThat(prod.getName()).isEqualTo("prod");
        assertThat(prod.isReadSecrets()).isFalse();
        assertThat(prod.isTrusted()).isFalse();
        assertThat(prod.rules().namespaces()).containsExactly("web", "shop");
        assertThat(prod.isAllowedIn("team-a/deploy")).isTrue();
        assertThat(prod.isAllowedIn("team-ab/deploy")).isFalse();
        assertThat(configuration.getDefinitionSources())
                .singleElement()
                .extracting(DefinitionSourceConfiguration::describe)
                .isEqualTo("directory definitions");
        assertThat(configuration.httpPolicy().allow()).containsExactly("*.example.org");
        assertThat(configuration.httpPolicy().loopback()).isFalse();
    }

    private void whatIsExportedIsWhatWasRead() throws Exception {
        ConfigurationContext context = new ConfigurationContext(ConfiguratorRegistry.get());
        CNode exported = Util.getUnclassifiedRoot(context).get("vela");

        String expected = Util.toStringFromYamlFile(this, "vela.yaml");
        assertThat(Util.toYamlString(exported).trim())
                .isEqualTo(expected.substring(expected.indexOf("    clusters:"))
                        .replaceAll("(?m)^    ", "")
                        .trim());
    }

    @Test
    @ConfiguredWithCode("vela.yaml")
    void theFormAndTheExportKeepEverything(JenkinsConfiguredWithCodeRule jenkins) throws Exception {
        everythingCanBeSaidInAFile();
        whatIsExportedIsWhatWasRead();

        jenkins.configRoundtrip();

        everythingCanBeSaidInAFile();
        assertThat(VelaConfiguration.get().getClusters().get(1).getServerUrl())
                .isEqualTo("https://test.example.org:6443");
        assertThat(VelaConfiguration.get().getClusters().get(1).isReadSecrets()).isTrue();
    }
}
