package io.jenkins.plugins.vela.cue.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.vela.cue.Cue;
import io.jenkins.plugins.vela.cue.CueOptions;
import io.jenkins.plugins.vela.cue.CueSource;
import io.jenkins.plugins.vela.cue.schema.Schema.ScalarType;
import io.jenkins.plugins.vela.cue.schema.SchemaField.Presence;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SchemaTest {

    private static Schema schema(String parameter) {
        return Cue.compile(CueOptions.defaults(), new CueSource("test", parameter))
                .evaluate()
                .lookup("parameter")
                .schema();
    }

    private static SchemaField field(String declaration) {
        Schema.Struct struct = (Schema.Struct) schema("parameter: {\n" + declaration + "\n}");
        assertThat(struct.fields()).hasSize(1);
        return struct.fields().get(0);
    }

    private static Schema.Scalar scalar(String type) {
        return (Schema.Scalar) field("a: " + type).schema();
    }

    @Test
    void a_field_is_required_unless_it_is_optional_or_has_a_default() {
        assertThat(field("a: string").presence()).isEqualTo(Presence.REQUIRED);
        assertThat(field("a!: string").presence()).isEqualTo(Presence.REQUIRED);
        assertThat(field("a?: string").presence()).isEqualTo(Presence.OPTIONAL);
        assertThat(field("a: *\"x\" | string").presence()).isEqualTo(Presence.DEFAULTED);
        assertThat(field("a: {b: *1 | int}").presence()).isEqualTo(Presence.DEFAULTED);
        assertThat(field("a: {b: int}").presence()).isEqualTo(Presence.REQUIRED);
    }

    @Test
    void the_default_is_the_value_that_is_taken_when_nothing_is_said() {
        assertThat(scalar("*\"x\" | string").defaultValue()).contains(TextNode.valueOf("x"));
        assertThat(scalar("string").defaultValue()).isEmpty();
        assertThat(scalar("\"a\" | \"b\"").defaultValue()).isEmpty();
    }

    @Test
    void alternatives_of_scalars_are_choices() {
        Schema.Scalar closed = scalar("*\"GET\" | \"POST\" | \"PUT\"");
        assertThat(closed.choices())
                .containsExactly(TextNode.valueOf("GET"), TextNode.valueOf("POST"), TextNode.valueOf("PUT"));
        assertThat(closed.isOpen()).isFalse();
        assertThat(closed.isOnly(ScalarType.STRING)).isTrue();
        Schema.Scalar open = scalar("\"a\" | \"b\" | string");
        assertThat(open.isOpen()).isTrue();
        assertThat(open.summary()).isEqualTo("\"a\" or \"b\" or any string");
    }

    @Test
    void numbers_and_integers_are_told_apart() {
        assertThat(scalar("int").types()).isEqualTo(Set.of(ScalarType.INT));
        assertThat(scalar("number").types()).isEqualTo(Set.of(ScalarType.NUMBER));
        assertThat(scalar("int | string").types()).isEqualTo(Set.of(ScalarType.INT, ScalarType.STRING));
    }

    @Test
    void bounds_and_validators_are_constraints() {
        Schema.Scalar port = scalar("int & >0 & <=65535");
        assertThat(port.types()).isEqualTo(Set.of(ScalarType.INT));
        assertThat(port.constraints())
                .extracting(Constraint::kind)
                .containsExactlyInAnyOrder(Constraint.Kind.ABOVE, Constraint.Kind.MOST);
        assertThat(scalar("=~\"^a\"").constraints())
                .containsExactly(new Constraint(
                        Constraint.Kind.MATCHES, java.util.Optional.of(TextNode.valueOf("^a")), "=~\"^a\""));
        Schema.Struct struct = (Schema.Struct) schema("import \"strings\"\nparameter: a: strings.MinRunes(3)");
        assertThat(((Schema.Scalar) struct.fields().get(0).schema()).constraints())
                .extracting(Constraint::kind, constraint -> constraint.limit().orElseThrow())
                .containsExactly(org.assertj.core.groups.Tuple.tuple(Constraint.Kind.SHORTEST, IntNode.valueOf(3)));
    }

    @Test
    void lists_know_their_elements_also_when_they_must_not_be_empty() {
        Schema.ListOf list = (Schema.ListOf) field("a: [...{name: string}]").schema();
        assertThat(((Schema.Struct) list.element()).field("name")).isPresent();
        assertThat(list.summary()).isEqualTo("list of struct");
        Schema.Struct struct = (Schema.Struct) schema("import \"list\"\nparameter: a: list.MinItems(1) & [...string]");
        SchemaField full = struct.fields().get(0);
        assertThat(full.presence()).isEqualTo(Presence.REQUIRED);
        assertThat(full.schema().summary()).isEqualTo("list of string (list.MinItems(1))");
    }

    @Test
    void patterns_and_ellipses_are_other_fields() {
        Schema.Struct map = (Schema.Struct) field("a: [string]: int").schema();
        assertThat(map.isMap()).isTrue();
        assertThat(map.summary()).isEqualTo("map of int");
        assertThat(field("a: {...}").schema().summary()).isEqualTo("map of anything");
        assertThat(((Schema.Struct) field("a: {b: int}").schema()).others()).isEmpty();
        assertThat(field("a: [Name=string]: {name: Name}").schema().summary()).isEqualTo("map of struct");
    }

    @Test
    void alternatives_of_structs_are_named_by_what_only_they_have() {
        Schema.OneOf source = (Schema.OneOf)
                field("a: close({value: string, note?: string}) | close({secretRef: {name: string}, note?: string})")
                        .schema();
        assertThat(source.alternatives()).extracting(Schema.Alternative::name).containsExactly("value", "secretRef");
        Schema.OneOf mixed = (Schema.OneOf) field("a: string | {git: string}").schema();
        assertThat(mixed.summary()).isEqualTo("struct with git or string");
        Schema.OneOf kinds =
                (Schema.OneOf) field("a: {kind: \"x\"} | {kind: \"y\"}").schema();
        assertThat(kinds.alternatives())
                .extracting(Schema.Alternative::name)
                .containsExactly("kind: \"x\"", "kind: \"y\"");
    }

    @Test
    void a_parameter_can_itself_be_one_of_several() {
        assertThat(schema("parameter: {a: int} | {b: int}")).isInstanceOf(Schema.OneOf.class);
    }

    @Test
    void comments_are_read_with_their_markers() {
        Documentation marked = field("// +usage=What it is\n// +alias=It\n// +ignore\na: string")
                .documentation();
        assertThat(marked.usage()).isEqualTo("What it is");
        assertThat(marked.marker("alias")).contains("It");
        assertThat(marked.isIgnored()).isTrue();
        assertThat(field("// Two lines\n// of text\na: string").documentation().usage())
                .isEqualTo("Two lines of text");
        assertThat(field("// +usgae=typo\na: string").documentation().usage()).isEqualTo("typo");
        assertThat(field("// +example=1h | 90s\na: string").documentation().examples())
                .isEqualTo(List.of("1h", "90s"));
    }

    @Test
    void secrets_are_known_by_mark_or_name() {
        assertThat(field("password: string").isSecret()).isTrue();
        assertThat(field("apiToken?: string").isSecret()).isTrue();
        assertThat(field("// +secret\npin: string").isSecret()).isTrue();
        assertThat(field("pin: string @secret()").isSecret()).isTrue();
        assertThat(field("// +usage=Name of the secret\ntoken: string").isSecret())
                .isFalse();
        assertThat(field("secret: string").isSecret()).isFalse();
        assertThat(field("passwordRef: {name: string}").isSecret()).isFalse();
    }

    @Test
    void a_definition_that_contains_itself_ends_where_it_begins_again() {
        Schema.Struct tree = (Schema.Struct) schema("#Tree: {name: string, children?: [...#Tree]}\nparameter: #Tree");
        Schema.ListOf children =
                (Schema.ListOf) tree.field("children").orElseThrow().schema();
        assertThat(children.element()).isInstanceOf(Schema.Anything.class);
    }

    @Test
    void fields_come_in_the_order_of_the_source() {
        Schema.Struct struct = (Schema.Struct) schema("parameter: {z: int, a?: int, m: *1 | int}");
        assertThat(struct.fields()).extracting(SchemaField::name).containsExactly("z", "a", "m");
    }

    @Test
    void it_can_be_written_as_openapi() {
        Schema schema = schema("""
                parameter: {
                	// +usage=Where to
                	url: =~"^https:"
                	method: *"GET" | "POST"
                	retries?: int & >=0
                	header?: [string]: string
                	to?: [...string]
                	token?: string
                }
                """);
        assertThat(OpenApi.of(schema).toString())
                .isEqualTo(JsonNodeFactory.instance.objectNode().toString().replace("{}", """
                {"type":"object","properties":{\
                "url":{"type":"string","pattern":"^https:","description":"Where to"},\
                "method":{"type":"string","enum":["GET","POST"],"default":"GET"},\
                "retries":{"type":"integer","minimum":0},\
                "header":{"type":"object","additionalProperties":{"type":"string"},"default":{}},\
                "to":{"type":"array","items":{"type":"string"},"default":[]},\
                "token":{"type":"string","format":"password"}},\
                "required":["url"]}"""));
    }
}
