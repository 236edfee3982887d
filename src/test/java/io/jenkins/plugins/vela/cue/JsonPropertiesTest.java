package io.jenkins.plugins.vela.cue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** JSON is CUE: what is read comes out again. */
final class JsonPropertiesTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    @Property(tries = 500)
    void json_that_is_read_as_cue_is_exported_as_it_was(@ForAll("documents") JsonNode data) {
        CueValue value = Cue.compile(new CueSource("data.cue", data.toString())).evaluate();

        assertThat(value.toJson().toString()).isEqualTo(data.toString());
    }

    @Property(tries = 500)
    void json_and_yaml_data_is_exported_as_it_was(@ForAll("documents") JsonNode data) {
        CueValue fromJson =
                Cue.compile(CueSource.json("data.json", data.toString())).evaluate();
        CueValue fromYaml =
                Cue.compile(CueSource.yaml("data.yaml", fromJson.toYaml())).evaluate();

        assertThat(fromJson.toJson().toString()).isEqualTo(data.toString());
        assertThat(fromYaml.toJson().toString()).isEqualTo(data.toString());
    }

    @Property(tries = 500)
    void data_written_as_cue_means_the_same(@ForAll("documents") JsonNode data) {
        CueValue value =
                Cue.compile(CueSource.json("data.json", data.toString())).evaluate();

        String text = value.toCue(CueText.data());

        assertThat(Cue.compile(new CueSource("written.cue", text))
                        .evaluate()
                        .toJson()
                        .toString())
                .as(text)
                .isEqualTo(data.toString());
        assertThat(Cue.format(new CueSource("written.cue", text))).isEqualTo(text);
    }

    @Provide
    Arbitrary<JsonNode> documents() {
        return Arbitraries.recursive(JsonPropertiesTest::leaf, JsonPropertiesTest::composed, 1, 3);
    }

    private static Arbitrary<JsonNode> leaf() {
        return Arbitraries.oneOf(
                Arbitraries.bigIntegers().map(NODES::numberNode),
                Arbitraries.bigDecimals()
                        .between(new BigDecimal("-1000"), new BigDecimal("1000"))
                        .ofScale(3)
                        .map(DecimalNode::valueOf),
                Arbitraries.strings()
                        .withChars("ab\"\\\n\t #_$:-é€\uD83D\uDE00"
                                .codePoints()
                                .filter(Character::isBmpCodePoint)
                                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                                .toString()
                                .toCharArray())
                        .ofMaxLength(8)
                        .map(NODES::textNode),
                Arbitraries.of(NODES.booleanNode(true), NODES.booleanNode(false), NODES.nullNode()));
    }

    private static Arbitrary<JsonNode> composed(Arbitrary<JsonNode> inner) {
        Arbitrary<List<String>> names = Arbitraries.of("a", "b-c", "x y", "if", "#d", "_h", "0", "é", "", "A1")
                .list()
                .uniqueElements()
                .ofMaxSize(4);
        Arbitrary<JsonNode> object =
                names.flatMap(keys -> inner.list().ofSize(keys.size()).map(values -> {
                    var node = NODES.objectNode();
                    for (int i = 0; i < keys.size(); i++) {
                        node.set(keys.get(i), values.get(i));
                    }
                    return node;
                }));
        Arbitrary<JsonNode> array =
                inner.list().ofMaxSize(4).map(values -> NODES.arrayNode().addAll(values));
        return Arbitraries.oneOf(object, array);
    }
}
