package io.jenkins.plugins.vela.cue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The evaluator as a Java program uses it. */
final class CueFaceTest {

    private static CueValue value(String text) {
        return Cue.compile(new CueSource("a.cue", text)).evaluate();
    }

    @Test
    void a_value_is_found_by_its_path_and_read_by_its_kind() {
        CueValue value = value("a: b: [1, {\"c-d\": \"x\"}], t: true, n: null, f: 1.50, s: int");

        assertThat(value.lookup("a.b[1].\"c-d\"").asString()).isEqualTo("x");
        assertThat(value.lookup("a.b[0]").asNumber()).isEqualByComparingTo("1");
        assertThat(value.lookup("t").asBoolean()).isTrue();
        assertThat(value.lookup("a.b").kind()).isEqualTo(CueKind.LIST);
        assertThat(value.lookup("n").kind()).isEqualTo(CueKind.NULL);
        assertThat(value.lookup("f").kind()).isEqualTo(CueKind.FLOAT);
        assertThat(value.lookup("s").kind()).isEqualTo(CueKind.UNDECIDED);
        assertThat(value.lookup("s").isConcrete()).isFalse();
        assertThat(value.lookup("nope").exists()).isFalse();
        assertThatThrownBy(() -> value.lookup("t").asString())
                .isInstanceOf(CueException.class)
                .hasMessageContaining("cannot use true (type bool) as string");
    }

    @Test
    void data_given_with_an_evaluation_is_ordered_as_if_it_were_written_at_the_end() throws Exception {
        CueTemplate template =
                Cue.compile(CueOptions.defaults().inputs("parameter"), new CueSource("template.cue", """
                        import "encoding/json"
                        message: json.Marshal(parameter.message)
                        parameter: message?: {
                            text?: {content: string}
                            msgtype: *"text" | "link"
                            link?: {text: string, title: string}
                        }
                        """));
        JsonNode parameter = new ObjectMapper()
                .readTree(
                        "{\"message\": {\"link\": {\"title\": \"t\", \"text\": \"x\"}, \"text\": {\"content\": \"c\"}}}");
        assertThat(template.evaluate(Map.of(CuePath.of("parameter"), parameter))
                        .lookup("message")
                        .asString())
                .isEqualTo(
                        "{\"text\":{\"content\":\"c\"},\"msgtype\":\"text\",\"link\":{\"text\":\"x\",\"title\":\"t\"}}");
    }

    @Test
    void what_is_wrong_as_data_is_what_keeps_it_from_being_written() {
        for (String text : List.of(
                "a: {}\nif a != _|_ {a: b: 1}",
                "ret: {}\nr: b: ret\nif r != _|_ {ret: c: 1}",
                "#D: a!: #T\n#T: b: #D",
                "a: \"x\"\nb: \"\\(a)\"\nb: {if a != _|_ {y: 1}}",
                "a: {_x!: int, #y!: int, z: 1}",
                "x: matchN(1, [{a!: 1}] == _|_) & {b: int}")) {
            CueValue value = value(text);

            assertThat(value.dataErrors()).as(text).isNotEmpty();
            assertThatThrownBy(value::toJson).as(text).isInstanceOf(CueException.class);
        }
    }

    @Test
    void fields_come_in_order_with_docs_attributes_and_positions() {
        CueValue value = value("""
                // what it is called
                name: "x" @label(title)
                size?: int
                #Hidden: 1
                _own:   2
                """);

        assertThat(value.fields()).extracting(CueField::name).containsExactly("name");
        assertThat(value.allFields())
                .extracting(CueField::kind)
                .containsExactlyInAnyOrder(
                        CueField.Kind.REGULAR, CueField.Kind.OPTIONAL, CueField.Kind.DEFINITION, CueField.Kind.HIDDEN);
        CueValue name = value.lookup("name");
        assertThat(name.doc()).isEqualTo("what it is called");
        assertThat(name.attribute("label")).contains("title");
        assertThat(name.position())
                .hasValueSatisfying(place -> assertThat(place).hasToString("a.cue:2:7"));
    }

    @Test
    void a_default_is_taken_and_can_be_filled_with_something_else() {
        CueValue value = value("replicas: *2 | int & <=5");

        assertThat(value.lookup("replicas").defaultValue().asNumber()).isEqualByComparingTo("2");
        assertThat(value.fill("replicas", IntNode.valueOf(4)).toJson().toString())
                .isEqualTo("{\"replicas\":4}");
        assertThat(value.fill("replicas", IntNode.valueOf(9)).errors())
                .singleElement()
                .satisfies(error -> assertThat(error.path()).hasToString("replicas"));
        assertThat(value.toJson().toString()).isEqualTo("{\"replicas\":2}");
    }

    @Test
    void values_of_one_evaluation_can_be_unified() {
        CueValue value = value("a: {x: int, y: 1}, b: {x: 2}, c: x: \"no\"");

        assertThat(value.lookup("a").unify(value.lookup("b")).toJson().toString())
                .isEqualTo("{\"x\":2,\"y\":1}");
        assertThat(value.lookup("a").unify(value.lookup("c")).errors()).hasSize(1);
        assertThatThrownBy(() -> value.unify(value("x: 1"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void every_error_has_a_code_a_path_a_message_and_all_its_places() {
        List<CueError> errors = value("a: 1\na: 2\nb: c: string & 3\nd: int").dataErrors();

        assertThat(errors).extracting(CueError::code).containsOnly(CueError.Code.CONFLICT);
        assertThat(errors).extracting(error -> error.path().toString()).containsExactly("a", "b.c");
        assertThat(errors.get(0).positions())
                .extracting(CuePosition::toString)
                .containsExactlyInAnyOrder("a.cue:1:4", "a.cue:2:4");
        assertThat(errors.get(0).explain()).contains("  a: 2\n     ^\n  and a.cue:1:4\n  a: 1\n     ^");
    }

    @Test
    void what_is_not_concrete_is_no_error_until_data_is_wanted() {
        CueValue value = value("a: int\nb!: string");

        assertThat(value.errors()).isEmpty();
        assertThat(value.dataErrors())
                .extracting(error -> error.path().toString())
                .containsExactly("a", "b");
        assertThatThrownBy(value::validate).isInstanceOfSatisfying(CueException.class, e -> assertThat(e.isIncomplete())
                .isTrue());
    }

    @Test
    void a_text_that_does_not_parse_is_told_with_every_error() {
        assertThatThrownBy(() -> value("a: [\nb: )\n"))
                .isInstanceOfSatisfying(CueException.class, e -> assertThat(e.errors())
                        .allMatch(error -> error.code() == CueError.Code.COMPILE)
                        .isNotEmpty());
    }

    @Test
    void data_beside_cue_keeps_its_positions() {
        CueTemplate template = Cue.compile(
                new CueSource("schema.cue", "port: int"), CueSource.yaml("values.yaml", "# ours\nport: \"80\"\n"));

        assertThat(template.evaluate().errors())
                .singleElement()
                .satisfies(error -> assertThat(error.positions().get(0)).hasToString("values.yaml:2:7"));
    }

    @Test
    void data_that_does_not_parse_is_told_with_its_place() {
        assertThatThrownBy(() -> Cue.compile(CueSource.json("d.json", "{\"a\": 1,\n \"b\" 2}")))
                .hasMessageStartingWith("d.json:2:");
        assertThatThrownBy(() -> Cue.compile(CueSource.yaml("d.yaml", "a: b: c")))
                .hasMessageStartingWith("d.yaml:1:");
    }

    @Test
    void tags_set_fields() {
        CueOptions options = CueOptions.defaults().tags(Map.of("env", "prod", "n", "3"));
        CueSource source = new CueSource("a.cue", "env: *\"dev\" | string @tag(env)\nn: int @tag(n,type=int)");

        assertThat(Cue.compile(options, source).evaluate().toJson().toString()).isEqualTo("{\"env\":\"prod\",\"n\":3}");
        assertThatThrownBy(() -> Cue.compile(options.tags(Map.of("nobody", "1")), source))
                .hasMessage("no tag for \"nobody\"");
    }

    @Test
    void an_expression_is_evaluated_in_the_scope_of_a_value() {
        CueValue value = value("a: {x: 2, y: 3}");

        assertThat(value.lookup("a").evaluate("x * y").asNumber()).isEqualByComparingTo("6");
        assertThatThrownBy(() -> value.evaluate("z + 1")).hasMessageContaining("reference \"z\" not found");
    }

    @Test
    void a_value_is_written_as_json_yaml_and_cue() {
        CueValue value = value("#D: {n: int}\nd: #D & {n: 1}\nt: string");

        assertThat(value.toCue()).isEqualTo("#D: {\n    n: int\n}\nd: {\n    n: 1\n}\nt: string\n");
        assertThat(value.lookup("d").toYaml()).isEqualTo("\"n\": 1\n");
        assertThat(value.fill("t", TextNode.valueOf("x")).toCue(CueText.data())).isEqualTo("d: n: 1\nt: \"x\"\n");
    }

    @Test
    void text_is_formatted() {
        assertThat(Cue.format(new CueSource("a.cue", "\"a\" :1 // one\nbb:{c:2}")))
                .isEqualTo("\"a\": 1 // one\nbb: {c: 2}\n");
        assertThat(Cue.simplify(new CueSource("a.cue", "\"a\" :1\nbb:{c:2}"))).isEqualTo("a: 1\nbb: c: 2\n");
    }

    @Test
    void deeply_nested_text_is_refused_and_never_overflows_the_stack() {
        for (String text : List.of(
                "a: " + "[".repeat(100_000),
                "a: " + "{a:".repeat(100_000),
                "a: " + "(".repeat(100_000),
                "a: " + "-".repeat(100_000) + "1",
                "a: " + "!".repeat(100_000) + "true",
                "a: \"" + "\\(\"".repeat(50_000),
                "a:".repeat(100_000) + " 1",
                "a: 1" + "+1".repeat(100_000))) {
            assertThatThrownBy(() -> Cue.format(new CueSource("deep.cue", text)))
                    .isInstanceOf(CueException.class);
            assertThatThrownBy(() -> value(text)).isInstanceOf(CueException.class);
        }
    }
}
