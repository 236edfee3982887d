package io.jenkins.plugins.vela.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.vela.workflow.model.RunPhase;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunOutputsTest {

    private final EngineFixture fixture = fixture();

    private static EngineFixture fixture() {
        return new EngineFixture()
                .type("say", "parameter: text: string\nsaid: \"I say \\(parameter.text)\"")
                .type("leak", """
                    import "vela/test"
                    secret: test.#Secret & {$params: name: "token"}
                    """);
    }

    @TempDir
    Path directory;

    @AfterEach
    void close() {
        fixture.close();
    }

    private static final String STEPS =
            "{name:'a',type:'say',properties:{text:'hello'},outputs:[{name:'word',valueFrom:'said'},"
                    + "{name:'nothing',valueFrom:'unsaid'}]},"
                    + "{name:'b',type:'leak',outputs:[{name:'hidden',valueFrom:'secret.$returns.value'}]}";

    @Test
    void aFinishedRunTellsWhatItsStepsPublishedButNoSecretAndNothingThatIsNotThere() throws InterruptedException {
        Run run = fixture.runByStep(STEPS);

        assertThat(run.await(EngineFixture.PATIENCE).orElseThrow().phase()).isEqualTo(RunPhase.SUCCEEDED);
        assertThat(run.outputs()).isEqualTo(Map.<String, JsonNode>of("word", TextNode.valueOf("I say hello")));
    }

    @Test
    void oneSecretOutputDoesNotHideTheOthersOfItsStep() throws InterruptedException {
        fixture.type("half", """
                import "vela/test"
                secret: test.#Secret & {$params: name: "token"}
                plain: "open"
                """);
        Run run = fixture.runByStep("{name:'a',type:'half',outputs:[{name:'open',valueFrom:'plain'},"
                + "{name:'hidden',valueFrom:'secret.$returns.value'}]}");

        run.await(EngineFixture.PATIENCE);

        assertThat(run.outputs()).isEqualTo(Map.<String, JsonNode>of("open", TextNode.valueOf("open")));
    }

    @Test
    void whatAStepHasMadeOfASecretThatWasItsInputIsNotTold() throws InterruptedException {
        Run run =
                fixture.runByStep("{name:'b',type:'leak',outputs:[{name:'hidden',valueFrom:'secret.$returns.value'}]},"
                        + "{name:'a',type:'say',inputs:[{from:'hidden',parameterKey:'text'}],"
                        + "outputs:[{name:'word',valueFrom:'said'},{name:'all',valueFrom:'*'}]}");

        assertThat(run.await(EngineFixture.PATIENCE).orElseThrow().phase()).isEqualTo(RunPhase.SUCCEEDED);
        assertThat(run.outputs()).containsOnlyKeys("all");
        assertThat(run.outputs().get("all").toString()).isEqualTo("{\"said\":\"I say ****\"}");
    }

    @Test
    void aStarIsAllPlainDataWithoutActionsParametersAndSecrets() throws Exception {
        fixture.type("data", """
                import "vela/test"
                parameter: text: string
                secret: test.#Secret & {$params: name: "token"}
                said: parameter.text
                if parameter.text == "hello" {
                  more: {deep: [1, {two: said}], from: secret.$returns.value, open: string}
                }
                mixed: [1, secret.$returns.value]
                _hidden: 1
                #Definition: 2
                unknown: int
                """);
        Run run = fixture.runByStep("{name:'a',type:'data',properties:{text:'hello'},"
                + "outputs:[{name:'all',valueFrom:'*'},{name:'part',valueFrom:'more.*'}]}");

        run.await(EngineFixture.PATIENCE);

        assertThat(run.outputs().get("all"))
                .isEqualTo(new ObjectMapper()
                        .readTree("{\"said\":\"hello\",\"more\":{\"deep\":[1,{\"two\":\"hello\"}]}}"));
        assertThat(run.outputs().get("part").toString()).isEqualTo("{\"deep\":[1,{\"two\":\"hello\"}]}");
    }

    @Test
    void aRecoveredRunKnowsWhichOutputsAreSecret() throws InterruptedException {
        fixture.state(directory).runByStep(STEPS).await(EngineFixture.PATIENCE);
        fixture.close();
        try (EngineFixture later = fixture().state(directory)) {
            later.engine().recover();

            Run recovered = later.engine().runs().iterator().next();

            assertThat(recovered.outputs()).containsOnlyKeys("word");
        }
    }
}
