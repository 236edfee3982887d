package io.jenkins.plugins.vela.runpage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.vela.workflow.Engine;
import io.jenkins.plugins.vela.workflow.Run;
import io.jenkins.plugins.vela.workflow.model.WorkflowRunSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RunGraphTest {

    private static WorkflowRunSpec spec(String mode, String steps) throws IOException {
        String text = "{'metadata':{'name':'r'},'spec':{'mode':{'steps':'" + mode + "'},'workflowSpec':{'steps':["
                + steps + "]}}}";
        return WorkflowRunSpec.decode(
                        new ObjectMapper().readTree(text.replace('\'', '"')), name -> Optional.empty(), finding -> {})
                .orElseThrow();
    }

    private static RunGraph graph(WorkflowRunSpec spec) throws InterruptedException {
        try (Engine engine = Engine.builder().build()) {
            Run run = engine.submit(spec);
            run.awaitRest(Duration.ofMinutes(1));
            return RunGraph.of(spec, run.status());
        }
    }

    private static String step(String name, String more) {
        return "{'name':'" + name + "','type':'print-message-in-status','properties':{'message':'m'}" + more + "}";
    }

    private static String cells(RunGraph graph) {
        StringBuilder cells = new StringBuilder();
        graph.nodes().forEach(node -> cells.append(node.name())
                .append(node.column())
                .append(node.row())
                .append(' '));
        return cells.toString().trim();
    }

    private static String edges(RunGraph graph) {
        StringBuilder edges = new StringBuilder();
        graph.edges()
                .forEach(edge -> edges.append(edge.from()).append(edge.to()).append(' '));
        return edges.toString().trim();
    }

    @Test
    void stepsThatFollowEachOtherStandInARow() throws Exception {
        RunGraph graph = graph(spec("StepByStep", step("a", "") + "," + step("b", "") + "," + step("c", "")));

        assertThat(cells(graph)).isEqualTo("a00 b10 c20");
        assertThat(edges(graph)).isEqualTo("ab bc");
    }

    @Test
    void stepsThatWaitForNothingStandBesideEachOther() throws Exception {
        RunGraph graph = graph(spec(
                "DAG",
                step("a", "") + "," + step("b", "") + "," + step("c", ",'dependsOn':['a','b']") + ","
                        + step("d", ",'dependsOn':['c']")));

        assertThat(cells(graph)).isEqualTo("a00 b01 c10 d20");
        assertThat(edges(graph)).isEqualTo("ac bc cd");
    }

    @Test
    void aGroupTakesTheCellsOfItsSteps() throws Exception {
        String group = "{'name':'g','type':'step-group','subSteps':[" + step("x", "") + "," + step("y", "") + ","
                + step("z", ",'dependsOn':['x']") + "]}";
        RunGraph graph = graph(spec("StepByStep", step("a", "") + "," + group + "," + step("b", "")));

        assertThat(cells(graph)).isEqualTo("a00 x10 y11 z20 b30");
        assertThat(graph.groups()).singleElement().satisfies(box -> assertThat(
                        new int[] {box.column(), box.row(), box.lastColumn(), box.lastRow()})
                .containsExactly(1, 0, 2, 1));
        assertThat(edges(graph).split(" ")).containsExactlyInAnyOrder("xz", "ax", "ay", "yb", "zb");
    }

    @Test
    void thePictureSaysHowEachStepDoes() throws Exception {
        WorkflowRunSpec spec = spec(
                "StepByStep",
                step("a", "")
                        + ",{'name':'ask','type':'suspend','properties':{'message':'ship it?','approvers':['ops']}},"
                        + step("b", ""));
        try (Engine engine = Engine.builder().build()) {
            Run run = engine.submit(spec);
            run.awaitRest(Duration.ofMinutes(1));
            JsonNode json = RunGraph.of(spec, run.status())
                    .toJson(run.status(), run.status().startTime().orElseThrow().plusSeconds(60));

            assertThat(json.path("phase").asText()).isEqualTo("suspending");
            assertThat(json.at("/nodes/0/phase").asText()).isEqualTo("succeeded");
            assertThat(json.at("/nodes/1/phase").asText()).isEqualTo("suspending");
            assertThat(json.at("/nodes/1/approvers/0").asText()).isEqualTo("ops");
            assertThat(json.at("/nodes/1/seconds").asInt()).isBetween(50, 60);
            assertThat(json.at("/nodes/2/phase").asText()).isEqualTo("pending");
        }
    }
}
