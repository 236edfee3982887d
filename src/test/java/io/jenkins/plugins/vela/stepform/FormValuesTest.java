package io.jenkins.plugins.vela.stepform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jenkins.plugins.vela.cue.CuePackages;
import io.jenkins.plugins.vela.cue.schema.Schema;
import io.jenkins.plugins.vela.definition.DefinitionFile;
import io.jenkins.plugins.vela.definition.StepSchema;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FormValuesTest {

    private static final List<FormField> FIELDS = fields("""
            // +usage=What to push
            image: string
            replicas: *1 | int
            push?: bool
            level: *"info" | "warn" | "error"
            args?: [...string]
            ports?: [...int]
            labels?: [string]: string
            source: {git: string, branch: *"main" | string} | string
            credentials?: {
            	// +usage=Name of the secret
            	name: string
            	key: *"token" | string
            }
            "pull.policy"?: string
            // +ignore
            internal: *"x" | string
            """);

    private static List<FormField> fields(String parameters) {
        String text =
                "\"thing\": type: \"workflow-step\"\ntemplate: {\nparameter: {\n" + parameters.indent(1) + "}\n}\n";
        Schema schema = StepSchema.of(DefinitionFile.read("thing.cue", text).orElseThrow(), CuePackages.none())
                .parameters();
        return FormField.of(((Schema.Struct) schema).fields());
    }

    private static FormField field(String name) {
        return FIELDS.stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyParameterThatAPersonMayGiveHasAFieldOfItsKind() {
        assertThat(FIELDS.stream().map(field -> field.name() + " " + field.kind()))
                .containsExactly(
                        "image TEXT",
                        "replicas NUMBER",
                        "push FLAG",
                        "level CHOICE",
                        "args LINES",
                        "ports LINES",
                        "labels DATA",
                        "source DATA",
                        "credentials GROUP",
                        "pull.policy TEXT");
        assertThat(field("image").usage()).isEqualTo("What to push");
        assertThat(field("level").choices()).containsExactly("info", "warn", "error");
        assertThat(field("level").defaultText()).isEqualTo("info");
        assertThat(field("credentials").children().get(0).key()).isEqualTo("v/credentials/name");
        assertThat(field("pull.policy").key()).isEqualTo("v/pull~2e~policy");
    }

    @Test
    void aFlatFormNamesEveryFieldWithItsPlace() {
        assertThat(FormField.flat(FIELDS).stream().map(FormField::label))
                .containsSubsequence("source", "credentials", "credentials.name", "credentials.key", "pull.policy");
    }

    @Test
    void whatWasFilledInBecomesTypedValuesAndWhatWasNotIsLeftOut() {
        Map<String, Object> values = FormValues.read(
                FIELDS,
                Map.of(
                        "v/image", "app:1",
                        "v/replicas", "3",
                        "v/push", "false",
                        "v/args", "--fast\n\n--loud\n",
                        "v/ports", "80\n443",
                        "v/labels", "team: a\ntier: b",
                        "v/source", "git: github.com/acme/app",
                        "v/credentials/name", "registry",
                        "v/level", ""));

        assertThat(values)
                .isEqualTo(Map.of(
                        "image", "app:1",
                        "replicas", 3L,
                        "push", false,
                        "args", List.of("--fast", "--loud"),
                        "ports", List.of(80L, 443L),
                        "labels", Map.of("team", "a", "tier", "b"),
                        "source", Map.of("git", "github.com/acme/app"),
                        "credentials", Map.of("name", "registry")));
    }

    @Test
    void aMistakeNamesItsField() {
        refused(Map.of(), "image is required");
        refused(Map.of("v/image", "a", "v/source", "x", "v/replicas", "many"), "replicas is no number: many");
        refused(Map.of("v/image", "a", "v/source", "x", "v/push", "maybe"), "push is true or false, not maybe");
        refused(
                Map.of("v/image", "a", "v/source", "x", "v/level", "loud"),
                "level is one of info, warn, error, not loud");
        refused(Map.of("v/image", "a", "v/source", "x", "v/credentials/key", "k"), "credentials.name is required");
        refused(Map.of("v/image", "a", "v/source", "a: [1"), "source:1");
    }

    private static void refused(Map<String, String> submitted, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FormValues.read(FIELDS, submitted))
                .withMessageContaining(message);
    }

    @Test
    void aFormShowsTheValuesThatAreThere() {
        Map<String, Object> values = Map.of("ports", List.of(80L, 443L), "credentials", Map.of("name", "registry"));

        assertThat(field("ports").textOf(values)).isEqualTo("80\n443");
        assertThat(field("credentials").children().get(0).textOf(values)).isEqualTo("registry");
        assertThat(field("image").textOf(values)).isEmpty();
    }
}
