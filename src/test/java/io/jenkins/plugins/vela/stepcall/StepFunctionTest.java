package io.jenkins.plugins.vela.stepcall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jenkins.plugins.vela.cue.CuePackages;
import io.jenkins.plugins.vela.definition.DefinitionFile;
import io.jenkins.plugins.vela.definition.DefinitionLibrary;
import io.jenkins.plugins.vela.definition.StepDefinition;
import io.jenkins.plugins.vela.provider.ActionRegistry;
import io.jenkins.plugins.vela.stepclass.ParameterType;
import io.jenkins.plugins.vela.stepclass.StepParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StepFunctionTest {

    private static final CuePackages PACKAGES = CuePackages.of(
            ActionRegistry.discovered(StepFunctionTest.class.getClassLoader()).packages());

    @ParameterizedTest
    @CsvSource({"build-push-image, buildPushImage", "export2config, export2config", "my.step_one, myStep_one"})
    void aTypeIsCalledAsGroovyWritesNames(String type, String function) {
        assertThat(StepFunction.functionName(type)).contains(function);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2env", "new", "params", "-"})
    void whatGroovyMeansDifferentlyIsNoFunction(String type) {
        assertThat(StepFunction.functionName(type)).isEmpty();
    }

    @Test
    void parametersAreTypedAndKnowWhetherTheyMustBeGiven() {
        StepFunction function = function("""
                parameter: {
                    image:     string
                    replicas?: int
                    force:     *false | bool
                    tags: [...string]
                    weight?: number
                    any?:    _
                }
                """);

        assertThat(function.parameters())
                .contains(
                        new StepParameter("image", ParameterType.TEXT, true),
                        new StepParameter("replicas", ParameterType.INTEGER, false),
                        new StepParameter("force", ParameterType.FLAG, false),
                        new StepParameter("weight", ParameterType.NUMBER, false),
                        new StepParameter("any", ParameterType.ANY, false))
                .anySatisfy(
                        parameter -> assertThat(parameter.type()).isEqualTo(ParameterType.listOf(ParameterType.TEXT)));
    }

    @Test
    void alternativesAreNoFunction() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> function("parameter: {a: string} | {b: string}"))
                .withMessageEndingWith(StepFunction.CALL_GENERICALLY);
    }

    @Test
    void theBuiltInTypesAreFunctions() {
        StepDefinition definition =
                DefinitionLibrary.builtIn().find("build-push-image").orElseThrow();

        assertThat(StepFunction.of(definition, PACKAGES).names()).contains("image", "context", "dockerfile");
    }

    private static StepFunction function(String template) {
        String file =
                "\"my-step\": {type: \"workflow-step\", description: \"Does it.\"}\ntemplate: {\n" + template + "}\n";
        return StepFunction.of(DefinitionFile.read("my-step.cue", file).orElseThrow(), PACKAGES);
    }
}
