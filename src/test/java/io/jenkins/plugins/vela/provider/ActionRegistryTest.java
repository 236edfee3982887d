package io.jenkins.plugins.vela.provider;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActionRegistryTest {

    private final ActionRegistry registry = ActionRegistry.discovered(ActionRegistryTest.class.getClassLoader());

    @Test
    void everyPackageOfTheFacadesIsThere() {
        assertThat(registry.packages().keySet())
                .containsExactly(
                        "vela/builtin",
                        "vela/config",
                        "vela/email",
                        "vela/http",
                        "vela/kube",
                        "vela/metrics",
                        "vela/multicluster",
                        "vela/oam",
                        "vela/op",
                        "vela/ql",
                        "vela/query",
                        "vela/terraform",
                        "vela/time",
                        "vela/util");
    }

    @Test
    void everyActionThatAFacadeNamesIsPerformedByItsProvider() {
        registry.packages()
                .forEach((path, files) -> files.forEach(file -> {
                    java.util.regex.Matcher action = java.util.regex.Pattern.compile(
                                    "#do:\\s+\"([^\"]+)\"\\s+#provider:\\s+\"([^\"]+)\"")
                            .matcher(file.text());
                    while (action.find()) {
                        assertThat(registry.find(action.group(2), action.group(1)))
                                .as(path + ": " + action.group(2) + "." + action.group(1))
                                .isPresent();
                    }
                }));
    }

    @ParameterizedTest
    @CsvSource({
        "kube, aply, kube.apply",
        "kube, applyInParallel, kube.apply-in-parallel",
        "htpp, do, http.do",
        "util, patchK8sObject, util.patch-k8s-object",
        "builtin, waite, builtin.wait"
    })
    void aMisspeltActionIsGuessed(String provider, String action, String meant) {
        assertThat(registry.find(provider, action)).isEmpty();
        assertThat(registry.unknown(provider, action).message())
                .isEqualTo("unknown action " + provider + "." + action + ", did you mean " + meant + "?");
    }

    @Test
    void whatResemblesNothingGetsTheListOfProviders() {
        assertThat(registry.unknown("ansible", "load-components").message())
                .startsWith("unknown action ansible.load-components; there are providers builtin, config,");
    }
}
