package io.jenkins.plugins.vela.stepform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.cue.CuePackages;
import io.jenkins.plugins.vela.cue.schema.Schema;
import io.jenkins.plugins.vela.definition.DefinitionFile;
import io.jenkins.plugins.vela.definition.StepSchema;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class StepValuesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Schema SCHEMA = schema("""
            // +usage=What to push
            image: string
            replicas: *1 | int
            push?: bool
            level: *"info" | "warn" | "error"
            policies: *[] | [...string]
            namespace: *context.namespace | string
            apiToken?: string
            from?: {
            	user: string
            	password: {value: string} | {secretRef: {name: string, key: string}}
            }
            place: {
            	city?: string
            	zip: *9000 | int
            }
            limits?: [string]: int
            port?: *80 | int
            // +ignore
            internal: *"x" | string
            """);

    private static Schema schema(String parameters) {
        String text =
                "\"thing\": type: \"workflow-step\"\ntemplate: {\nparameter: {\n" + parameters.indent(1) + "}\n}\n";
        return StepSchema.of(DefinitionFile.read("thing.cue", text).orElseThrow(), CuePackages.none())
                .parameters();
    }

    private static JsonNode json(String text) throws Exception {
        return JSON.readTree(text);
    }

    private static ObjectNode field(ObjectNode model, String name) {
        for (JsonNode field : model.path("fields")) {
            if (field.path("name").asText().equals(name)) {
                return (ObjectNode) field;
            }
        }
        throw new AssertionError("no field " + name + " in " + model);
    }

    @Test
    void aFormHasANodeForEverythingThatCanBeGiven() {
        ObjectNode model = FormModel.of(SCHEMA);

        assertThat(model.path("kind").asText()).isEqualTo("group");
        assertThat(field(model, "image").toString())
                .isEqualTo("{\"kind\":\"text\",\"summary\":\"string\",\"name\":\"image\","
                        + "\"usage\":\"What to push\",\"required\":true}");
        assertThat(field(model, "replicas").path("default").intValue()).isEqualTo(1);
        assertThat(field(model, "replicas").path("whole").booleanValue()).isTrue();
        assertThat(field(model, "level").path("choices").size()).isEqualTo(3);
        assertThat(field(model, "policies").path("kind").asText()).isEqualTo("list");
        assertThat(field(model, "policies").path("element").path("kind").asText())
                .isEqualTo("text");
        assertThat(field(model, "namespace").path("fromRun").booleanValue()).isTrue();
        assertThat(field(model, "apiToken").path("secret").booleanValue()).isTrue();
        assertThat(field(model, "limits").path("kind").asText()).isEqualTo("map");
        assertThat(field(model, "port").has("default")).isFalse();
        assertThat(model.toString()).doesNotContain("internal");
    }

    @Test
    void alternativesAreNodesOfTheirOwnAndAValueBesideAReferenceIsSecret() {
        ObjectNode password = field(field(FormModel.of(SCHEMA), "from"), "password");

        assertThat(password.path("kind").asText()).isEqualTo("oneOf");
        assertThat(password.path("alternatives").size()).isEqualTo(2);
        assertThat(password.at("/alternatives/0/node/fields/0/secret").booleanValue())
                .isTrue();
        assertThat(password.at("/alternatives/1/node").toString()).doesNotContain("\"secret\"");
        assertThat(FormModel.asksForSecrets(password)).isTrue();
        assertThat(FormModel.asksForSecrets(field(FormModel.of(SCHEMA), "place")))
                .isFalse();
    }

    @Test
    void whatTellsAlternativesApartIsPartOfThem() {
        ObjectNode model = FormModel.of(schema("cloud: {type: \"aws\", region: string} | {type: \"gcp\"}"));

        assertThat(field(model, "cloud")
                        .at("/alternatives/0/node/fields/0/kind")
                        .asText())
                .isEqualTo("fixed");
        assertThat(field(model, "cloud")
                        .at("/alternatives/0/node/fields/0/value")
                        .asText())
                .isEqualTo("aws");
    }

    @Test
    void aDeepSchemaEndsInYaml() {
        String deep = "a: " + "{a: ".repeat(30) + "string" + "}".repeat(30);

        assertThat(FormModel.of(schema(deep)).toString()).contains("\"kind\":\"data\"");
    }

    @Test
    void jsonAndYamlAreReadAndSoAreThePartsThatAFormLeavesToTheServer() throws Exception {
        assertThat(StepValues.read("{\"a\": 1}")).isEqualTo(json("{\"a\": 1}"));
        assertThat(StepValues.read("a: [x, z]\n")).isEqualTo(json("{\"a\": [\"x\", \"z\"]}"));
        assertThat(StepValues.read("{\"a\": {\"$yaml\": \"b: 1\\nc: [d]\"}}"))
                .isEqualTo(json("{\"a\": {\"b\": 1, \"c\": [\"d\"]}}"));
        assertThat(StepValues.read("{\"a\": 1, \"$more\": {\"$yaml\": \"b: 2\"}}"))
                .isEqualTo(json("{\"a\": 1, \"b\": 2}"));
        assertThat(StepValues.read(" ")).isEqualTo(json("{}"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StepValues.read("{\"a\": {\"b\": {\"$yaml\": \"[1\"}}}"))
                .withMessageContaining("a.b:1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StepValues.read("[1]"))
                .withMessageContaining("an object");
    }

    @Test
    void secretsAreFoundWhereTheSchemaAsksForThemOnly() throws Exception {
        JsonNode values = json("""
                {"image": {"credentialsId": "no"}, "apiToken": {"credentialsId": "t"},
                 "from": {"user": "u", "password": {"value": {"credentialsId": "p"}}}}""");

        assertThat(StepValues.secrets(SCHEMA, values))
                .containsExactly(
                        new StepValues.SecretValue("apiToken", "/apiToken", Optional.of("t")),
                        new StepValues.SecretValue("from.password.value", "/from/password/value", Optional.of("p")));
        assertThat(StepValues.secrets(SCHEMA, json("{\"apiToken\": \"given\", \"image\": \"x\"}")))
                .containsExactly(new StepValues.SecretValue("apiToken", "/apiToken", Optional.empty()));
        assertThat(StepValues.namedCredentials(values)).containsExactly("no", "p", "t");
        assertThat(StepValues.plainSecrets(SCHEMA, values)).isEmpty();
    }

    @Test
    void aSecretThatIsWrittenDownIsToldAndAVariableIsNone() throws Exception {
        assertThat(StepValues.plainSecrets(SCHEMA, json("{\"apiToken\": \"s3cret\"}")))
                .containsExactly("apiToken");
        assertThat(StepValues.plainSecrets(SCHEMA, json("{\"from\": {\"password\": {\"value\": \"x\"}}}")))
                .containsExactly("from.password.value");
        assertThat(StepValues.plainSecrets(SCHEMA, json("{\"apiToken\": \"${TOKEN}\"}")))
                .isEmpty();
    }

    @Test
    void defaultsAreFilledInExceptThoseOfARun() throws Exception {
        assertThat(StepValues.withDefaults(
                        SCHEMA, json("{\"image\": \"a\", \"other\": 1, \"place\": {\"city\": \"x\"}}")))
                .isEqualTo(json("""
                        {"image": "a", "replicas": 1, "level": "info", "policies": [],
                         "place": {"city": "x", "zip": 9000}, "internal": "x", "other": 1}"""));
    }

    @Test
    void variablesBecomeWhatTheSchemaWants() throws Exception {
        Map<String, String> variables = Map.of("${N}", "3", "${B}", "true", "${T}", "7", "${X}", "many", "${L}", "5");

        assertThat(StepValues.expanded(SCHEMA, json("""
                                {"replicas": "${N}", "push": "${B}", "image": "${T}", "limits": {"cpu": "${L}"},
                                 "policies": ["${T}", "t"], "place": {"zip": "${X}"}}"""), text -> variables.getOrDefault(text, text)))
                .isEqualTo(json("""
                        {"replicas": 3, "push": true, "image": "7", "limits": {"cpu": 5},
                         "policies": ["7", "t"], "place": {"zip": "many"}}"""));
    }
}
