package io.jenkins.plugins.vela.workflow.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The cases measured with upstream's function; where it does nothing silently, the value arrives here. */
final class ParameterKeyTest {

    private static final ObjectMapper JSON = new ObjectMapper()
            .configure(JsonParser.Feature.ALLOW_SINGLE_QUOTES, true)
            .configure(JsonParser.Feature.ALLOW_UNQUOTED_FIELD_NAMES, true);

    @ParameterizedTest(name = "{0} with {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | a | {a:'x'}",
                "{} | a.b | {a:{b:'x'}}",
                "{a:'old'} | a | {a:'x'}",
                "{a:{b:1,c:2}} | a.b | {a:{b:'x',c:2}}",
                "{a:{b:1}} | a | {a:'x'}",
                "{a:null} | a.b | {a:{b:'x'}}",
                "{} | my-key | {'my-key':'x'}",
                "{} | a.my-key.b | {a:{'my-key':{b:'x'}}}",
                "{} | m[\"my-key\"] | {m:{'my-key':'x'}}",
                "{} | \"my-key\" | {'my-key':'x'}",
                "{} | [\"my-key\"] | {'my-key':'x'}",
                "{} | m[\"x\"] | {m:{x:'x'}}",
                "{} | m[\"a.b]\"] | {m:{'a.b]':'x'}}",
                "{a:['h']} | a[0] | {a:['x']}",
                "{a:['h']} | a[1] | {a:['h','x']}",
                "{a:[]} | a[2] | {a:[{},{},'x']}",
                "{a:[{b:1}]} | a[0].b | {a:[{b:'x'}]}",
                "{a:[]} | a[0].b | {a:[{b:'x'}]}",
                "{} | a[0] | {a:['x']}",
                "{} | a[1].b[0] | {a:[{},{b:['x']}]}",
                "{} | _h | {_h:'x'}",
                "{} | 1 | {'1':'x'}",
            })
    void putsTheValueWhereTheKeySays(String before, String key, String after) throws JsonProcessingException {
        ObjectNode parameter = (ObjectNode) JSON.readTree(before);

        assertThat(ParameterKey.parse(key).orElseThrow().set(parameter, TextNode.valueOf("x")))
                .isEmpty();
        assertThat(parameter).isEqualTo(JSON.readTree(after));
    }

    @ParameterizedTest(name = "{0} with {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{a:'s'} | a.b | parameter.a is no struct",
                "{a:[1]} | a.b | parameter.a is no struct",
                "{a:{b:1}} | a[0] | parameter.a is no list",
                "{a:[]} | a[5000] | the index 5000 lies far behind the end of parameter.a",
            })
    void saysWhatCannotBe(String before, String key, String problem) throws JsonProcessingException {
        ObjectNode parameter = (ObjectNode) JSON.readTree(before);

        assertThat(ParameterKey.parse(key).orElseThrow().set(parameter, TextNode.valueOf("x")))
                .contains(problem);
        assertThat(parameter).isEqualTo(JSON.readTree(before));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a.", ".a", "a..b", "a[", "a[]", "a[x]", "a[-1]", "a]b[", "a[0]b", "\"a"})
    void refusesWhatIsNoPath(String key) {
        boolean refused = ParameterKey.parse(key)
                .map(parsed -> parsed.set(JSON.createObjectNode(), TextNode.valueOf("x"))
                        .isPresent())
                .orElse(true);
        assertThat(refused).isTrue();
    }
}
