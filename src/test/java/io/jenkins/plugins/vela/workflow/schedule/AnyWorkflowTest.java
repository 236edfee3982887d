package io.jenkins.plugins.vela.workflow.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.vela.workflow.model.StepPhase;
import io.jenkins.plugins.vela.workflow.model.StepReason;
import io.jenkins.plugins.vela.workflow.state.Plan;
import io.jenkins.plugins.vela.workflow.state.PlanStep;
import io.jenkins.plugins.vela.workflow.state.RunEvent;
import io.jenkins.plugins.vela.workflow.state.RunState;
import io.jenkins.plugins.vela.workflow.state.StatusView;
import io.jenkins.plugins.vela.workflow.state.StepState;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds for every workflow, whatever its steps do and in whatever order they end. */
final class AnyWorkflowTest {

    private static final List<String> TYPES =
            List.of("success", "success", "fail", "retries", "timeout", "break", "wait", "wait", "suspend");

    private static final List<String> CONDITIONS = List.of("", "", "", "always", "true", "false");

    @Property(tries = 400)
    void everyRunEndsAndReplaysToTheSameState(@ForAll long seed) {
        Random random = new Random(seed);
        Simulation simulation = new Simulation(workflow(random), (condition, state) -> condition.equals("true"));
        simulation.start();
        int moves = 0;
        while (!simulation.state().isFinished()) {
            assertThat(moves++).as("moves").isLessThan(500);
            List<PlanStep> open = open(simulation.state());
            assertThat(open)
                    .as("a run that is not over has a step under way: %s", simulation.status())
                    .isNotEmpty();
            PlanStep step = open.get(random.nextInt(open.size()));
            if (random.nextInt(20) == 0) {
                simulation.terminate();
            } else {
                boolean fails = random.nextInt(4) == 0;
                simulation.finish(
                        step.name(),
                        fails ? StepPhase.FAILED : StepPhase.SUCCEEDED,
                        fails ? StepReason.ACTION : StepReason.NONE);
            }
        }
        assertThat(simulation.started).as("no step starts twice").doesNotHaveDuplicates();
        assertThat(simulation.status().steps())
                .as("every top-level step has a status")
                .hasSize(simulation.state().plan().top().size());
        RunState replayed = RunState.initial(Plan.of(simulation.state().plan().spec()));
        for (RunEvent event : simulation.events) {
            replayed = replayed.apply(event);
        }
        assertThat(StatusView.of(replayed)).isEqualTo(simulation.status());
    }

    /** Steps under way that end when somebody says so. */
    private static List<PlanStep> open(RunState state) {
        return state.plan().steps().stream()
                .filter(step -> !step.isGroup())
                .filter(step ->
                        state.step(step.index()).filter(StepState::isActive).isPresent())
                .toList();
    }

    private static ObjectNode workflow(Random random) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.putObject("metadata").put("name", "any");
        ObjectNode spec = document.putObject("spec");
        boolean dag = random.nextBoolean();
        spec.putObject("mode")
                .put("steps", dag ? "DAG" : "StepByStep")
                .put("subSteps", random.nextBoolean() ? "DAG" : "StepByStep");
        ArrayNode steps = spec.putObject("workflowSpec").putArray("steps");
        List<String> before = new ArrayList<>();
        int count = 1 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            ObjectNode step = step(random, "s" + i, before);
            if (random.nextInt(3) == 0) {
                step.put("type", "step-group").remove("matrix");
                ArrayNode children = step.putArray("subSteps");
                List<String> within = new ArrayList<>(before);
                int size = random.nextInt(4);
                for (int j = 0; j < size; j++) {
                    children.add(step(random, "s" + i + "-" + j, within));
                    within.add("s" + i + "-" + j);
                }
                before.clear();
                before.addAll(within);
            }
            steps.add(step);
            before.add("s" + i);
        }
        return document;
    }

    private static ObjectNode step(Random random, String name, List<String> before) {
        ObjectNode step = JsonNodeFactory.instance.objectNode();
        step.put("name", name);
        step.put("type", TYPES.get(random.nextInt(TYPES.size())));
        String condition = CONDITIONS.get(random.nextInt(CONDITIONS.size()));
        if (!condition.isEmpty()) {
            step.put("if", condition);
        }
        if (random.nextInt(4) == 0) {
            ObjectNode matrix = step.putObject("matrix");
            ObjectNode values = matrix.putObject("values");
            if (random.nextBoolean()) {
                values.putArray("n").add("a").add("b").add("c");
            } else {
                values.putObject("n").put("from", "context.list");
            }
            if (random.nextBoolean()) {
                matrix.put("waves", 1 + random.nextInt(2));
            }
            matrix.put("maxFailures", random.nextInt(2));
        }
        if (!before.isEmpty() && random.nextInt(3) == 0) {
            step.putArray("dependsOn").add(before.get(random.nextInt(before.size())));
        }
        return step;
    }
}
