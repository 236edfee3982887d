package io.jenkins.plugins.vela.workflow.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WorkflowRunSpecTest {

    private static final ObjectMapper JSON = new ObjectMapper()
            .configure(JsonParser.Feature.ALLOW_SINGLE_QUOTES, true)
            .configure(JsonParser.Feature.ALLOW_UNQUOTED_FIELD_NAMES, true);

    private final List<Finding> findings = new ArrayList<>();

    @Test
    void fillsInNamesAndModes() {
        WorkflowRunSpec spec = decode("{metadata:{name:'r'},spec:{workflowSpec:{steps:[{type:'a'},"
                        + "{type:'step-group',subSteps:[{type:'b'},{name:'own',type:'c'}]}]}}}")
                .orElseThrow();

        assertThat(findings).isEmpty();
        assertThat(spec.namespace()).isEqualTo("default");
        assertThat(spec.mode()).isEqualTo(WorkflowMode.DEFAULT);
        assertThat(spec.steps()).extracting(WorkflowStep::name).containsExactly("step-0", "step-1");
        assertThat(spec.steps().get(1).subSteps())
                .extracting(WorkflowStep::name)
                .containsExactly("step-1-0", "own");
        assertThat(spec.steps().get(1).subSteps().get(0).pointer()).isEqualTo("/spec/workflowSpec/steps/1/subSteps/0");
    }

    @Test
    void takesAReferencedWorkflowAndItsMode() {
        JsonNode workflow = json("{kind:'Workflow',mode:{steps:'DAG'},steps:[{name:'a',type:'t'}]}");
        WorkflowRunSpec spec = WorkflowRunSpec.decode(
                        json("{metadata:{name:'r'},spec:{workflowRef:'w'}}"),
                        name -> name.equals("w") ? Optional.of(workflow) : Optional.empty(),
                        findings::add)
                .orElseThrow();

        assertThat(spec.mode()).isEqualTo(new WorkflowMode(ExecutionMode.DAG, ExecutionMode.DAG));
        assertThat(spec.document().at("/spec/workflowSpec/steps/0/name").asText())
                .isEqualTo("a");
        assertThat(decode(spec.document()).orElseThrow().mode()).isEqualTo(spec.mode());
    }

    @Test
    void readsARetry() {
        WorkflowRunSpec spec = decode("{metadata:{name:'r'},spec:{workflowSpec:{steps:[{type:'a',timeout:'5m',"
                        + "retry:{limit:3,delay:'2s',on:['error']}}]}}}")
                .orElseThrow();

        WorkflowStep step = spec.steps().get(0);
        assertThat(step.timeout()).contains(Duration.ofMinutes(5));
        assertThat(step.retry().orElseThrow().limit()).isEqualTo(3);
        assertThat(step.retry().orElseThrow().delay()).contains(Duration.ofSeconds(2));
        assertThat(step.retry().orElseThrow().on()).containsExactly(StepRetry.Cause.ERROR);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{spec:{workflowSpec:{steps:[]}}} | /metadata/name: the run needs a name",
                "{metadata:{name:'r'},spec:{}} | /spec: the run needs workflowSpec or workflowRef",
                "{metadata:{name:'r'},spec:{workflowRef:'w'}} | /spec/workflowRef: there is no Workflow named w",
                "{kind:'Pod',metadata:{name:'r'},spec:{workflowSpec:{steps:[]}}}"
                        + " | /kind: expected WorkflowRun, found Pod",
            })
    void saysWhatIsWrongWithARun(String document, String expected) {
        assertThat(decode(document)).isEmpty();
        assertThat(findings).extracting(Finding::toString).containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{name:'a'} | /0: step a needs a type",
                "{name:'a',type:'t'},{name:'a',type:'t'} | /1/name: duplicated step name a",
                "{name:'a',type:'t',timeout:'1d'} | /0/timeout: invalid timeout 1d, write it like 30s, 5m, 1h or 1h30m",
                "{name:'a',type:'t',dependsOn:['x']}" + " | /0/dependsOn: step a depends on x, which does not exist",
                "{name:'a',type:'t',dependsOn:['b']},{name:'b',type:'t'}"
                        + " | /0/dependsOn: these steps wait for each other: a → b → a",
                "{name:'a',type:'t',dependsOn:['a']} | /0/dependsOn: these steps wait for each other: a → a",
                "{name:'g',type:'step-group',subSteps:[{name:'s',type:'t',dependsOn:['g']}]}"
                        + " | /0/subSteps/0/dependsOn: these steps wait for each other: s → g → s",
                "{name:'a',type:'t',inputs:[{parameterKey:'x'}]} | /0/inputs/0: from is missing",
                "{name:'a',type:'t',outputs:[{valueFrom:'x'}]} | /0/outputs/0: name is missing",
                "{name:'a',type:'t',retry:{limit:-1}}"
                        + " | /0/retry/limit: retry needs a limit, a whole number of 0 or more",
                "{name:'a',type:'t',if:true} | /0/if: if must be a string",
            })
    void saysWhatIsWrongWithSteps(String steps, String expected) {
        assertThat(decode("{metadata:{name:'r'},spec:{workflowSpec:{steps:[" + steps + "]}}}"))
                .isEmpty();
        assertThat(findings)
                .extracting(finding -> finding.toString().replace("/spec/workflowSpec/steps", ""))
                .containsExactly(expected);
    }

    @Test
    void warnsOfUnknownFieldsAndGoesOn() {
        assertThat(decode("{metadata:{name:'r'},spec:{workflowSpec:{steps:[{type:'t',depndsOn:['x']}]}}}"))
                .isPresent();
        assertThat(findings)
                .containsExactly(Finding.warning(
                        "/spec/workflowSpec/steps/0/depndsOn",
                        "unknown field \"depndsOn\", did you mean \"dependsOn\"?"));
    }

    @Test
    void aGroupStepMayDependOnAStepOfAnotherGroup() {
        assertThat(decode("{metadata:{name:'r'},spec:{mode:{steps:'DAG'},workflowSpec:{steps:["
                        + "{name:'g',type:'step-group',subSteps:[{name:'s',type:'t'},{name:'u',type:'t'}]},"
                        + "{name:'h',type:'step-group',subSteps:[{name:'v',type:'t',dependsOn:['s']}]}]}}}"))
                .isPresent();
        assertThat(findings).isEmpty();
    }

    private Optional<WorkflowRunSpec> decode(String document) {
        return decode(json(document));
    }

    private Optional<WorkflowRunSpec> decode(JsonNode document) {
        return WorkflowRunSpec.decode(document, name -> Optional.empty(), findings::add);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
