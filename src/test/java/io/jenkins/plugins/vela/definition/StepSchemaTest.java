package io.jenkins.plugins.vela.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.vela.cue.CuePackages;
import io.jenkins.plugins.vela.cue.schema.Schema;
import io.jenkins.plugins.vela.cue.schema.SchemaField;
import org.junit.jupiter.api.Test;

final class StepSchemaTest {

    private static StepSchema of(String template) {
        StepDefinition definition = DefinitionFile.read(
                        "test.cue", "\"test\": {type: \"workflow-step\"}\ntemplate: {\n" + template + "\n}")
                .orElseThrow();
        return StepSchema.of(definition, CuePackages.none());
    }

    @Test
    void a_default_that_the_run_gives_is_named_and_not_given() {
        StepSchema schema = of("parameter: {\n\tnamespace: *context.namespace | string\n\tname: *\"x\" | string\n}");
        Schema.Struct parameters = (Schema.Struct) schema.parameters();
        SchemaField namespace = parameters.field("namespace").orElseThrow();
        assertThat(namespace.presence()).isEqualTo(SchemaField.Presence.DEFAULTED);
        assertThat(namespace.schema().defaultValue().orElseThrow().textValue()).isEqualTo("<context.namespace>");
        assertThat(StepSchema.isFromRun(namespace.schema().defaultValue().orElseThrow()))
                .isTrue();
        assertThat(StepSchema.isFromRun(parameters
                        .field("name")
                        .orElseThrow()
                        .schema()
                        .defaultValue()
                        .orElseThrow()))
                .isFalse();
    }

    @Test
    void a_template_without_parameters_has_none() {
        assertThat(((Schema.Struct) of("a: 1").parameters()).fields()).isEmpty();
    }

    @Test
    void outputs_are_what_the_template_declares() {
        StepSchema schema =
                of("parameter: image: string\noutputs: {\n\t// +usage=What was built\n\tref: parameter.image\n}");
        Schema.Struct outputs = (Schema.Struct) schema.outputs().orElseThrow();
        assertThat(outputs.field("ref").orElseThrow().documentation().usage()).isEqualTo("What was built");
        assertThat(of("parameter: {}").outputs()).isEmpty();
    }
}
