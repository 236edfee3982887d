package io.jenkins.plugins.vela.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.vela.document.Document;
import org.junit.jupiter.api.Test;

class DefinitionObjectTest {
    private static final String GREET = """
            apiVersion: core.oam.dev/v1beta1
            kind: WorkflowStepDefinition
            metadata:
              name: greet
              labels:
                custom.definition.oam.dev/scope: WorkflowRun
              annotations:
                definition.oam.dev/description: Says hello.
                definition.oam.dev/alias: Greeting
                custom.definition.oam.dev/category: Demo
            spec:
              schematic:
                cue:
                  template: |
                    import "vela/builtin"

                    msg: builtin.#Message & {
                      $params: message: parameter.text
                    }
                    parameter: text: string
            """;

    private static Document document(String yaml) {
        return Document.parseAll("greet.yaml", yaml).get(0);
    }

    @Test
    void the_cluster_form_is_read_without_its_prefixes() {
        StepDefinition definition = DefinitionObject.read(document(GREET)).orElseThrow();
        assertThat(definition.name()).isEqualTo("greet");
        assertThat(definition.description()).isEqualTo("Says hello.");
        assertThat(definition.alias()).isEqualTo("Greeting");
        assertThat(definition.category()).isEqualTo("Demo");
        assertThat(definition.labels()).containsEntry("scope", "WorkflowRun");
        assertThat(definition.position()).hasToString("greet.yaml:1:1");
    }

    @Test
    void the_template_stands_where_it_stands_in_the_file() {
        StepDefinition definition = DefinitionObject.read(document(GREET)).orElseThrow();
        assertThat(definition.sourceName()).isEqualTo("greet.yaml");
        String[] template = definition.templateText().split("\n");
        String[] file = GREET.split("\n");
        for (int i = 0; i < template.length; i++) {
            assertThat(template[i]).isEqualTo(i < 14 ? "" : file[i]);
        }
        assertThat(template[16].indexOf("msg")).isEqualTo(8);
    }

    @Test
    void a_template_with_escapes_names_the_definition_in_its_source() {
        StepDefinition definition = DefinitionObject.read(
                        document("{apiVersion: core.oam.dev/v1beta1, kind: WorkflowStepDefinition, metadata: {name: x},"
                                + " spec: {schematic: {cue: {template: \"a: 1\\nb: 2\"}}}}"))
                .orElseThrow();
        assertThat(definition.sourceName()).isEqualTo("greet.yaml(x)");
        assertThat(definition.templateText()).isEqualTo("a: 1\nb: 2");
    }

    @Test
    void other_objects_are_no_definitions() {
        assertThat(DefinitionObject.read(document("apiVersion: v1\nkind: ConfigMap\n")))
                .isEmpty();
        assertThat(DefinitionObject.read(document("- 1\n"))).isEmpty();
        assertThat(DefinitionObject.read(document("apiVersion: core.oam.dev/v1beta1\nkind: ComponentDefinition\n")))
                .isEmpty();
    }

    @Test
    void what_is_missing_is_named_with_its_place() {
        String head = "apiVersion: core.oam.dev/v1beta1\nkind: WorkflowStepDefinition\nmetadata: {name: x}\n";
        assertThatThrownBy(() -> DefinitionObject.read(document(head + "spec: {schematic: {terraform: {}}}")))
                .hasMessage(
                        "greet.yaml:4:19: spec.schematic.cue.template: terraform definitions are no workflow steps");
        assertThatThrownBy(() -> DefinitionObject.read(document(head + "spec:\n  schematic:\n    cue: {template: 3}")))
                .hasMessage("greet.yaml:6:21: spec.schematic.cue.template: expected the CUE template as a text");
        assertThatThrownBy(() -> DefinitionObject.read(document(head.replace("{name: x}", "{}") + "spec: {}")))
                .hasMessage("greet.yaml:3:11: metadata.name: the step definition needs a name");
    }
}
