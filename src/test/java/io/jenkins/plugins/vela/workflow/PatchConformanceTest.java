package io.jenkins.plugins.vela.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.jenkins.plugins.vela.workflow.model.RunPhase;
import io.jenkins.plugins.vela.workflow.model.RunStatus;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows of {@code conformance/patch.yaml}, each a step that patches one object. */
@Timeout(120)
final class PatchConformanceTest {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    static Stream<Named<JsonNode>> rows() throws IOException {
        List<Named<JsonNode>> rows = new ArrayList<>();
        try (InputStream in = PatchConformanceTest.class.getResourceAsStream("conformance/patch.yaml")) {
            YAML.readTree(in)
                    .forEach(row -> rows.add(Named.of(
                            row.path("name").asText() + " (" + row.path("from").asText() + ")", row)));
        }
        return rows.stream();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theObjectBecomesWhatTheRowSays(JsonNode row) throws Exception {
        String whole = row.path("whole").asText();
        String template = """
                import ("encoding/json", "vela/builtin", "vela/util")
                patched: util.#PatchK8sObject & {
                  $params: {
                    value: {
                %s
                    }
                    %s
                    patch: {
                %s
                    }
                  }
                }
                if patched.$returns.err == _|_ {
                  say: builtin.#Message & {$params: message: json.Marshal(patched.$returns.result)}
                }
                if patched.$returns.err != _|_ {
                  fail: builtin.#Fail & {$params: message: patched.$returns.err}
                }
                """.formatted(
                        row.path("base").asText().replace("\", metadata", "\"\nmetadata"),
                        whole.isEmpty() ? "" : "// +patchStrategy=" + whole,
                        row.path("patch").asText());
        try (EngineFixture fixture = new EngineFixture().type("patch", template)) {
            RunStatus status = EngineFixture.end(fixture.runByStep("{name:'p',type:'patch'}"));
            String message = status.steps().get(0).message();
            if (row.has("conflict")) {
                assertThat(message).contains(row.path("conflict").asText());
                assertThat(status.phase()).isEqualTo(RunPhase.FAILED);
            } else {
                assertThat(status.phase()).as(message).isEqualTo(RunPhase.SUCCEEDED);
                assertThat(YAML.readTree(message)).isEqualTo(row.path("result"));
            }
        }
    }
}
