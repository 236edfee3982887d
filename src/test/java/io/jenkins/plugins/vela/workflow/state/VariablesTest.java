package io.jenkins.plugins.vela.workflow.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.junit.jupiter.api.Test;

final class VariablesTest {

    private static final JsonNode ONE = JsonNodeFactory.instance.numberNode(1);
    private static final JsonNode TWO = JsonNodeFactory.instance.numberNode(2);

    @Test
    void aPathLeadsIntoAStruct() {
        Variables variables = Variables.EMPTY.with("a.b", ONE).with("a.c", TWO);

        assertThat(variables.get("a.b")).contains(ONE);
        assertThat(variables.get("a").orElseThrow().toString()).isEqualTo("{\"b\":1,\"c\":2}");
        assertThat(variables.get("a.x")).isEmpty();
        assertThat(variables.get("a.b.c")).isEmpty();
    }

    @Test
    void theSameValueMayBeWrittenAgainAndAnotherMayNot() {
        Variables variables = Variables.EMPTY.with("token", TextNode.valueOf("geheim"));

        assertThat(variables.conflict("token", TextNode.valueOf("geheim"))).isEmpty();
        assertThat(variables.conflict("token", TextNode.valueOf("anders"))).contains("token has another value already");
    }

    @Test
    void nullIsAValue() {
        assertThat(Variables.EMPTY.with("a", NullNode.getInstance()).get("a")).contains(NullNode.getInstance());
    }

    @Test
    void oneStateDoesNotChangeAnother() {
        Variables before = Variables.EMPTY.with("a.b", ONE);
        Variables after = before.with("a.c", TWO);

        assertThat(before.get("a.c")).isEmpty();
        assertThat(after.without("a.b").get("a")).isEmpty();
        assertThat(before.get("a.b")).contains(ONE);
    }
}
