package io.jenkins.plugins.vela.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.ConfigurationContext;
import io.jenkins.plugins.casc.ConfiguratorRegistry;
import io.jenkins.plugins.casc.misc.ConfiguredWithCode;
import io.jenkins.plugins.casc.misc.JenkinsConfiguredWithCodeRule;
import io.jenkins.plugins.casc.misc.Util;
import io.jenkins.plugins.casc.misc.junit.jupiter.WithJenkinsConfiguredWithCode;
import io.jenkins.plugins.casc.model.CNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
                .extracting(DefinitionSourceConfiguration::describe)
                .containsExactly(
                        "directory definitions",
                        "repository Mock SCM steps main:resources/vela/definitions",
                        "cluster prod, namespace steps");
        assertThat(configuration.getRefreshMinutes()).isEqualTo(30);
        assertThat(configuration.getLimits().getWorkflows()).isEqualTo(100);
        assertThat(configuration.getLimits().getSilenceHours()).isEqualTo(8);
        assertThat(configuration.cueLimits().time()).isEqualTo(Duration.ofSeconds(5));
        assertThat(configuration.cueLimits().vertices()).isEqualTo(100_000);
        assertThat(configuration.cueLimits().sourceChars()).isEqualTo(50_000);
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

    @Test
    void theExampleOfTheDocumentationIsUnderstood(JenkinsConfiguredWithCodeRule jenkins) throws Exception {
        String docs = Files.readString(Path.of("../docs/jenkins.md"));
        int begin = docs.indexOf("```yaml\n", docs.indexOf("<!-- loaded by a test -->")) + 8;
        Path file = Files.writeString(
                jenkins.jenkins.getRootDir().toPath().resolve("example.yaml"),
                docs.substring(begin, docs.indexOf("```", begin)));

        ConfigurationAsCode.get().configure(file.toString());

        assertThat(VelaConfiguration.get().getClusters())
                .extracting(ClusterConfiguration::getName)
                .containsExactly("prod-eu", "test");
        assertThat(VelaConfiguration.get().getDefinitionSources()).hasSize(2);
        assertThat(VelaConfiguration.get().getLimits().getWorkflows()).isEqualTo(500);
    }
}
