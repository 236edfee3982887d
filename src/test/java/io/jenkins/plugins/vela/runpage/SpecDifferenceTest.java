package io.jenkins.plugins.vela.runpage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.vela.workflow.model.WorkflowRunSpec;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SpecDifferenceTest {

    private static WorkflowRunSpec spec(String metadata, String steps) throws IOException {
        String text = "{'metadata':{" + metadata + "},'spec':{'workflowSpec':{'steps':[" + steps + "]}}}";
        return WorkflowRunSpec.decode(
                        new ObjectMapper().readTree(text.replace('\'', '"')), name -> Optional.empty(), finding -> {})
                .orElseThrow();
    }

    private static Optional<String> difference(String one, String other) throws IOException {
        return SpecDifference.between(spec("'name':'a'", one), spec("'name':'b'", other));
    }

    private static String step(String properties) {
        return "{'name':'s','type':'t','properties':{" + properties + "}}";
    }

    @Test
    void theNameAndTheWidthOfANumberDoNotCount() throws IOException {
        assertThat(difference(step("'n':1,'l':[1,{'x':true}]"), step("'l':[1.0,{'x':true}],'n':1")))
                .isEmpty();
    }

    @Test
    void theFirstPlaceThatDiffersIsTold() throws IOException {
        assertThat(difference(step("'image':'a:1'"), step("'image':'a:2'")))
                .contains("spec.workflowSpec.steps[0].properties.image");
        assertThat(difference(step("'l':[1]"), step("'l':[1,2]")))
                .contains("spec.workflowSpec.steps[0].properties.l[1]");
        assertThat(difference(step(""), step("") + ",{'name':'more','type':'t'}"))
                .contains("spec.workflowSpec.steps[1]");
        assertThat(SpecDifference.between(spec("'name':'a'", step("")), spec("'name':'a','namespace':'n'", step(""))))
                .contains("metadata.namespace");
    }
}
