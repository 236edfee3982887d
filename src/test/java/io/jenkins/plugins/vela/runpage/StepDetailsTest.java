package io.jenkins.plugins.vela.runpage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.vela.workflow.model.WorkflowRunSpec;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

final class StepDetailsTest {

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }

    private static WorkflowRunSpec spec(String steps) throws IOException {
        return WorkflowRunSpec.decode(
                        json("{'metadata':{'name':'r'},'spec':{'workflowSpec':{'steps':[" + steps + "]}}}"),
                        name -> Optional.empty(),
                        finding -> {})
                .orElseThrow();
    }

    @Test
    void aStepHasWhatItWasGivenAndWhatItGave() throws IOException {
        WorkflowRunSpec spec = spec("{'name':'a','type':'t','if':'always','timeout':'1m','properties':{'x':1},"
                + "'outputs':[{'name':'out','valueFrom':'v'},{'name':'none','valueFrom':'w'}]},"
                + "{'name':'g','type':'step-group','subSteps':[{'name':'b','type':'t','dependsOn':['a'],"
                + "'inputs':[{'from':'out.deep','parameterKey':'p'},{'from':'context.name'}]}]}");

        StepDetails details = new StepDetails(spec, Map.of("out", json("{'deep':'value'}")), UnaryOperator.identity());

        assertThat(details.of("a").orElseThrow().toString())
                .isEqualTo(json("{'if':'always','timeoutSeconds':60,'properties':{'x':1},"
                                + "'inputs':[],'outputs':[{'name':'out','valueFrom':'v','value':{'deep':'value'}},"
                                + "{'name':'none','valueFrom':'w'}]}")
                        .toString());
        assertThat(details.of("b").orElseThrow().get("inputs"))
                .isEqualTo(json("[{'from':'out.deep','parameterKey':'p','value':'value'},{'from':'context.name'}]"));
        assertThat(details.all().fieldNames()).toIterable().containsExactly("a", "g", "b");
        assertThat(details.of("c")).isEmpty();
    }

    @Test
    void whatMustNotBeShownIsMaskedEverywhereAndLongTextsAreCut() throws IOException {
        WorkflowRunSpec spec = spec("{'name':'a','type':'t','properties':{'hunter2':['hunter2!'],'long':'"
                + "x".repeat(5_000) + "'},'outputs':[{'name':'out','valueFrom':'v'}]}");

        JsonNode shown = new StepDetails(
                        spec, Map.of("out", TextNode.valueOf("is hunter2")), text -> text.replace("hunter2", "****"))
                .of("a")
                .orElseThrow();

        assertThat(shown.toString()).doesNotContain("hunter2").contains("****!", "is ****", "(5000 characters)");
        assertThat(shown.toString().length()).isLessThan(5_000);
    }
}
