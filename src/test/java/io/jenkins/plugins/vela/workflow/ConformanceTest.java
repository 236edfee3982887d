package io.jenkins.plugins.vela.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.jenkins.plugins.vela.workflow.model.Finding;
import io.jenkins.plugins.vela.workflow.model.RunStatus;
import io.jenkins.plugins.vela.workflow.model.StepReason;
import io.jenkins.plugins.vela.workflow.model.StepStatus;
import io.jenkins.plugins.vela.workflow.model.WorkflowRunSpec;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rows of {@code conformance/*.yaml}: a workflow, what happens to it, and the status it must come to. Each says which upstream
 * test has the scenario, or which rule of ours it is for. See {@code conformance/README.md} for the words.
 */
@Timeout(120)
final class ConformanceTest {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private static final Map<String, String> TYPES = Map.of(
            "success", """
                    import "vela/test"
                    get: test.#Get & {$params: name: "anything"}
                    """,
            "failed", """
                    import "vela/test"
                    flaky: test.#Flaky & {$params: name: "always"}
                    """,
            "failed-after-retries", """
                    import "vela/test"
                    refused: test.#Refused & {$params: name: "it"}
                    """,
            "fail", """
                    import "vela/builtin"
                    fail: builtin.#Fail & {$params: message: "as told"}
                    """,
            "break", """
                    import "vela/builtin"
                    break: builtin.#Break & {$params: message: "enough"}
                    """,
            "running", """
                    import (
                    "vela/builtin"
                    "vela/test"
                    )
                    state: test.#Get & {$params: name: context.stepName}
                    if state.$returns.value.failed != _|_ {
                      fail: builtin.#Fail & {$params: message: state.$returns.value.failed}
                    }
                    wait: builtin.#ConditionalWait & {$params: continue: state.$returns.value.done}
                    """,
            "wait-with-set-var", """
                    import "vela/builtin"
                    put: builtin.#DoVar & {$params: {method: "Put", path: "saved", value: true}}
                    wait: builtin.#ConditionalWait
                    """,
            "show", """
                    import (
                    "encoding/json"
                    "vela/builtin"
                    )
                    say: builtin.#Message & {$params: message: json.Marshal(parameter)}
                    parameter: {...}
                    """,
            "echo", """
                    import "vela/test"
                    output: test.#Post & {$params: {name: "echo", value: parameter.value}}
                    plain: {a: 1, "b-c": [1, 2]}
                    parameter: {value: *1 | _, ...}
                    """,
            "multi-suspend", """
                    import "vela/builtin"
                    suspend1: builtin.#Suspend & {}
                    suspend2: builtin.#Suspend & {}
                    """);

    static Stream<Named<JsonNode>> rows() throws IOException {
        List<Named<JsonNode>> rows = new ArrayList<>();
        for (String file : List.of("executor", "conditions", "operations", "data", "controller", "spec")) {
            try (InputStream in = ConformanceTest.class.getResourceAsStream("conformance/" + file + ".yaml")) {
                for (JsonNode row : YAML.readTree(in)) {
                    rows.add(Named.of(file + ": " + row.path("name").asText(), row));
                }
            }
        }
        return rows.stream();
    }

    @Test
    void everyRowHasANameOfItsOwnAndASource() throws IOException {
        Set<String> names = new HashSet<>();
        rows().forEach(row -> {
            assertThat(names.add(row.getName())).as(row.getName()).isTrue();
            assertThat(row.getPayload().path("from").asText()).as(row.getName()).isNotEmpty();
        });
        assertThat(names).hasSizeGreaterThanOrEqualTo(120);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void comesToTheStatus(JsonNode row) throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        Optional<WorkflowRunSpec> spec = WorkflowRunSpec.decode(
                document(row), name -> Optional.ofNullable(row.path("workflows").get(name)), findings::add);
        if (row.has("refused")) {
            assertThat(spec).isEmpty();
            assertThat(findings.toString()).contains(row.path("refused").asText());
            return;
        }
        assertThat(findings).isEmpty();
        try (EngineFixture fixture = new EngineFixture()) {
            TYPES.forEach(fixture::type);
            row.path("types")
                    .properties()
                    .forEach(type -> fixture.type(type.getKey(), type.getValue().asText()));
            fixture.actions.failures.put("always", new AtomicInteger(Integer.MAX_VALUE));
            play(fixture, fixture.engine().submit(spec.orElseThrow()), row);
        }
    }

    private static JsonNode document(JsonNode row) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.putObject("metadata").put("name", "app");
        ObjectNode spec = document.putObject("spec");
        if (row.has("spec")) {
            document.set("spec", row.get("spec"));
            return document;
        }
        if (row.path("mode").isTextual()) {
            spec.putObject("mode").put("steps", row.path("mode").asText());
        } else if (row.has("mode")) {
            spec.set("mode", row.get("mode"));
        }
        if (row.has("context")) {
            spec.set("context", row.get("context"));
        }
        spec.putObject("workflowSpec").set("steps", row.path("steps"));
        return document;
    }

    private static void play(EngineFixture fixture, Run run, JsonNode row) throws InterruptedException {
        for (JsonNode move : row.path("play")) {
            if (move.isTextual()) {
                perform(fixture, run, move.asText());
            } else if (move.has("state")) {
                String state = move.path("state").asText();
                await().atMost(EngineFixture.PATIENCE)
                        .pollInterval(Duration.ofMillis(5))
                        .untilAsserted(() -> assertThat(render(run.status())).isEqualTo(state));
            } else {
                assertThatThrownBy(() -> perform(fixture, run, move.path("do").asText()))
                        .isInstanceOf(OperationRefusedException.class)
                        .hasMessageContaining(move.path("refused").asText());
            }
        }
        if (row.has("expect")) {
            RunStatus end = EngineFixture.end(run);
            assertThat(render(end)).isEqualTo(row.path("expect").asText());
            assertThat(end.finished()).isTrue();
        }
        row.path("messages").properties().forEach(message -> assertThat(
                        run.status().step(message.getKey()).orElseThrow().message())
                .as("message of " + message.getKey())
                .contains(message.getValue().asText()));
        if (row.has("resolved")) {
            assertThat(run.status().mode().steps() + "/" + run.status().mode().subSteps())
                    .isEqualTo(row.path("resolved").asText());
        }
    }

    private static void perform(EngineFixture fixture, Run run, String move) throws InterruptedException {
        String[] words = move.split(" ");
        Optional<String> step = words.length > 1 ? Optional.of(words[1]) : Optional.empty();
        switch (words[0]) {
            case "finish" -> fixture.actions.world.put(words[1], EngineFixture.json("{done:true}"));
            case "break" -> fixture.actions.world.put(words[1], EngineFixture.json("{failed:'broken'}"));
            case "mend" -> fixture.actions.world.put(words[1], EngineFixture.json("{}"));
            case "suspend" -> step.ifPresentOrElse(run::suspend, run::suspend);
            case "resume" -> step.ifPresentOrElse(run::resume, run::resume);
            case "restart" -> step.ifPresentOrElse(run::restart, run::restart);
            case "terminate" -> run.terminate();
            case "end" -> EngineFixture.end(run);
            default -> throw new IllegalArgumentException(move);
        }
    }

    private static String render(RunStatus status) {
        return (status.phase() + " " + render(status.steps())).trim();
    }

    private static String render(List<StepStatus> steps) {
        List<String> words = new ArrayList<>();
        for (StepStatus step : steps) {
            String children = step.subSteps().isEmpty() ? "" : "(" + render(step.subSteps()) + ")";
            String reason = step.reason() == StepReason.NONE ? "" : "/" + step.reason();
            words.add(step.name() + "=" + step.phase() + reason + children);
        }
        return String.join(" ", words);
    }
}
