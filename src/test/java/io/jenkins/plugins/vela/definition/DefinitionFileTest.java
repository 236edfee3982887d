package io.jenkins.plugins.vela.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.vela.cue.syntax.Parser;
import io.jenkins.plugins.vela.cue.syntax.Source;
import io.jenkins.plugins.vela.document.DocumentLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DefinitionFileTest {
    @TempDir
    private Path folder;

    private static final String GREET = """
            import (
            	"strings"
            	"vela/builtin"
            )

            // the header }
            "greet": {
            	type: "workflow-step"
            	alias: "Greeting"
            	description: "Says hello 😀."
            	annotations: category: "Demo"
            	labels: {scope: "WorkflowRun", "ui-hidden": true}
            }
            template: {
            	msg: builtin.#Message & {
            		$params: message: strings.ToUpper(parameter.text)
            	}
            	// a } in a comment
            	parameter: text: *"}" | string
            	// trailing }
            } // behind }
            // at the end }
            """;

    private static StepDefinition read(String text) {
        return DefinitionFile.read("greet.cue", text).orElseThrow();
    }

    @Test
    void the_header_says_what_the_step_is() {
        StepDefinition definition = read(GREET);
        assertThat(definition.name()).isEqualTo("greet");
        assertThat(definition.alias()).isEqualTo("Greeting");
        assertThat(definition.description()).isEqualTo("Says hello 😀.");
        assertThat(definition.category()).isEqualTo("Demo");
        assertThat(definition.labels()).containsEntry("scope", "WorkflowRun").containsEntry("ui-hidden", "true");
        assertThat(definition.position()).hasToString("greet.cue:7:1");
    }

    @Test
    void the_template_is_the_file_without_header_and_braces_everything_in_its_place() {
        String[] file = GREET.split("\n");
        String[] template = read(GREET).templateText().split("\n");
        assertThat(template).hasSize(20);
        for (int i = 0; i < template.length; i++) {
            boolean kept = i < 5 || i > 13;
            assertThat(template[i].stripTrailing())
                    .as("line " + (i + 1))
                    .isEqualTo(kept ? file[i].stripTrailing() : "");
        }
    }

    @Test
    void characters_of_two_units_count_as_one_column() throws Exception {
        StepDefinition definition = read("\"😀\": {type: \"workflow-step\"}, template: {a: 1}");
        assertThat(definition.name()).isEqualTo("😀");
        assertThat(definition.templateText()).isEqualTo(" ".repeat(41) + "a: 1");
        assertThat(Parser.parseFile(Source.of("x", definition.templateText()))
                        .decls()
                        .get(0)
                        .position()
                        .column())
                .isEqualTo(42);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "template: {\n\ta: 1\n}\nx: type: \"workflow-step\"\n",
                "package def\n\nx: {type: \"workflow-step\"}\ntemplate: {a: 1}\n",
                "import \"strings\"\nx: {type: \"workflow-step\"}\ntemplate: {a: 1}",
                "// comment\nx: type: \"workflow-step\"\n// doc\ntemplate: {a: 1, // }\n}\n",
            })
    void the_order_and_the_short_forms_do_not_matter(String text) throws Exception {
        StepDefinition definition = read(text);
        assertThat(definition.name()).isEqualTo("x");
        assertThat(Parser.parseFile(Source.of("x", definition.templateText())).decls())
                .hasSize(1);
    }

    @Test
    void definitions_of_components_and_traits_are_something_else() {
        assertThat(DefinitionFile.read("c.cue", "webservice: {type: \"component\"}\ntemplate: {}\n"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "template: {}|greet.cue:1:1: the header is missing: \"<name>\": {type: \"workflow-step\", description: \"…\"}",
                "x: {type: \"workflow-step\"}|greet.cue:1:1: template: {…} is missing",
                "x: {}, template: {}|greet.cue:1:1: type: expected \"workflow-step\"",
                "x: {type: \"workflow-step\"}, template: 3|greet.cue:1:29: template: expected a struct in braces",
                "x: {type: 3}, template: {}|greet.cue:1:11: expected a text in quotes",
                "x: {type: \"workflow-step\"}, y: {}|greet.cue:1:29: a second header, a file defines one step type",
                "x: {type: \"workflow-step\"}, for a in [1] {b: a}|greet.cue:1:29: expected only a header and a template here",
                "x: 3, template: {}|greet.cue:1:4: expected a struct",
            })
    void what_is_wrong_has_a_place(String text, String message) {
        assertThatThrownBy(() -> DefinitionFile.read("greet.cue", text)).hasMessage(message);
    }

    @Test
    void text_that_is_no_cue_is_told_with_the_files_own_place() {
        assertThatThrownBy(() ->
                        DefinitionFile.read("greet.cue", "x: {type: \"workflow-step\"}\ntemplate: {\n\ta: [1,\n}\n"))
                .isInstanceOf(DefinitionException.class)
                .hasMessageStartingWith("greet.cue:4:1: ");
    }

    @Test
    void a_directory_may_hold_both_forms_and_other_files() throws IOException {
        Files.writeString(folder.resolve("greet.cue"), GREET);
        Files.writeString(folder.resolve("notes.txt"), "}");
        Files.writeString(folder.resolve("web.cue"), "web: {type: \"component\"}\ntemplate: {}\n");
        Files.writeString(folder.resolve("more.yaml"), """
                apiVersion: v1
                kind: ConfigMap
                ---
                apiVersion: core.oam.dev/v1beta1
                kind: WorkflowStepDefinition
                metadata: {name: nothing}
                spec: {schematic: {cue: {template: "parameter: {}"}}}
                """);
        FixedDefinitions read = DirectoryDefinitions.read("defs", folder, DocumentLimits.DEFAULT);
        assertThat(read.types()).containsExactly("greet", "nothing");
        assertThat(read.find("nothing").orElseThrow().sourceName()).isEqualTo("defs/more.yaml");
    }

    @Test
    void all_problems_of_a_directory_are_told_at_once() throws IOException {
        Files.writeString(folder.resolve("a.cue"), "a: {");
        Files.writeString(folder.resolve("b.yaml"), "a: b: c");
        assertThatThrownBy(() -> DirectoryDefinitions.read("defs", folder, DocumentLimits.DEFAULT))
                .isInstanceOfSatisfying(
                        DefinitionException.class, e -> assertThat(e.problems()).hasSize(2));
        assertThatThrownBy(() -> DirectoryDefinitions.read("nope", folder.resolve("nope"), DocumentLimits.DEFAULT))
                .hasMessage("nope: no such directory");
        assertThatThrownBy(() -> DirectoryDefinitions.read("a.cue", folder.resolve("a.cue"), DocumentLimits.DEFAULT))
                .hasMessage("a.cue: expected a directory");
    }

    @Test
    void every_built_in_definition_can_be_read() {
        BuiltInDefinitions builtIn = new BuiltInDefinitions();
        for (String type : builtIn.types()) {
            StepDefinition definition = builtIn.find(type).orElseThrow(() -> new AssertionError(type));
            assertThat(definition.name()).isEqualTo(type);
            assertThat(definition.description()).as(type).isNotEmpty();
        }
    }
}
