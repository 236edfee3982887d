package io.jenkins.plugins.vela.workflow.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.vela.workflow.model.RunPhase;
import io.jenkins.plugins.vela.workflow.model.StepPhase;
import io.jenkins.plugins.vela.workflow.model.StepReason;
import io.jenkins.plugins.vela.workflow.model.StepStatus;
import io.jenkins.plugins.vela.workflow.state.RunEvent;
import io.jenkins.plugins.vela.workflow.state.RunState;
import io.jenkins.plugins.vela.workflow.state.StatusView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** What becomes of steps, as rows: a workflow, and the phases that it must end with. */
final class SchedulerTest {

    private static final ObjectMapper JSON = new ObjectMapper()
            .configure(JsonParser.Feature.ALLOW_SINGLE_QUOTES, true)
            .configure(JsonParser.Feature.ALLOW_UNQUOTED_FIELD_NAMES, true);

    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "workflows.csv", delimiter = '|', quoteCharacter = '`', numLinesToSkip = 1)
    void runsAsUpstreamDoes(String name, String mode, String steps, String expectedRun, String expectedSteps) {
        Simulation simulation = simulation(mode, steps).start();

        assertThat(render(simulation)).isEqualTo(expectedRun + " " + expectedSteps);
        assertReplayGivesTheSame(simulation);
    }

    @Test
    void aSuspendedStepHoldsWhatDependsOnItAndNothingElse() {
        Simulation simulation = simulation(
                        "DAG",
                        "{name:'s',type:'suspend'},{name:'a',type:'success',dependsOn:['s']},{name:'b',type:'success'}")
                .start();

        assertThat(render(simulation)).isEqualTo("suspending s=suspending/Suspend a=pending/Wait b=succeeded");
        assertThat(simulation.status().suspended()).isTrue();

        simulation.apply(new RunEvent.StepReleased(TIME, "s"));
        simulation.finish("s", StepPhase.SUCCEEDED, StepReason.NONE);

        assertThat(render(simulation)).isEqualTo("succeeded s=succeeded a=succeeded b=succeeded");
        assertThat(simulation.status().suspended()).isFalse();
    }

    @Test
    void nothingStartsWhileAUserHoldsTheRun() {
        Simulation simulation = simulation("StepByStep", "{name:'a',type:'wait'},{name:'b',type:'success'}")
                .start();
        simulation.apply(new RunEvent.RunSuspended(TIME, ""));
        simulation.finish("a", StepPhase.SUCCEEDED, StepReason.NONE);

        assertThat(render(simulation)).isEqualTo("suspending a=succeeded");

        simulation.apply(new RunEvent.RunResumed(TIME));
        simulation.settle();

        assertThat(render(simulation)).isEqualTo("succeeded a=succeeded b=succeeded");
    }

    @Test
    void aTerminatedRunStillRunsStepsThatAlwaysRun() {
        Simulation simulation = simulation(
                        "StepByStep",
                        "{name:'a',type:'wait'},{name:'b',type:'success'},{name:'c',type:'success',if:'always'}")
                .start();
        simulation.terminate();

        assertThat(render(simulation)).isEqualTo("terminated a=failed/Terminate b=skipped/Skip c=succeeded");
    }

    @Test
    void aRestartFromAStepForgetsWhatRestsOnIt() {
        Simulation simulation = simulation(
                        "DAG",
                        "{name:'a',type:'success',outputs:[{name:'x',valueFrom:'v'}]},"
                                + "{name:'b',type:'fail',inputs:[{from:'x'}],outputs:[{name:'y',valueFrom:'v'}]},"
                                + "{name:'c',type:'success',inputs:[{from:'y'}]},"
                                + "{name:'d',type:'success',dependsOn:['b']}")
                .start();
        assertThat(render(simulation)).isEqualTo("failed a=succeeded b=failed/Action c=succeeded d=skipped/Skip");
        simulation.started.clear();

        simulation.apply(new RunEvent.RunRestarted(TIME, Optional.of("b")));
        assertThat(simulation.state().variables().get("x")).isPresent();
        assertThat(simulation.state().variables().get("y")).isEmpty();
        simulation.settle();

        assertThat(simulation.started).containsExactly("b", "c");
        assertThat(render(simulation)).isEqualTo("failed a=succeeded b=failed/Action c=succeeded d=skipped/Skip");
    }

    @Test
    void aRestartFromASubStepKeepsItsFinishedSiblings() {
        Simulation simulation = simulation(
                        "StepByStep",
                        "{name:'g',type:'step-group',subSteps:[{name:'p',type:'success'},{name:'q',type:'fail'}]},"
                                + "{name:'z',type:'success'}")
                .start();
        simulation.started.clear();

        simulation.apply(new RunEvent.RunRestarted(TIME, Optional.of("q")));
        simulation.settle();

        assertThat(simulation.started).containsExactly("g", "q");
        assertThat(render(simulation)).isEqualTo("failed g=failed/Action(p=succeeded q=failed/Action) z=skipped/Skip");
    }

    @Test
    void aRestartForgetsEverything() {
        Simulation simulation =
                simulation("StepByStep", "{name:'a',type:'fail'}").start();
        simulation.apply(new RunEvent.RunRestarted(TIME, Optional.empty()));

        assertThat(simulation.status().steps()).isEmpty();
        assertThat(simulation.status().finished()).isFalse();
    }

    @Test
    void aVariableThatNobodyCanProvideIsNoticed() {
        Simulation simulation = simulation(
                        "DAG", "{name:'a',type:'success'},{name:'b',type:'success',inputs:[{from:'x'}]}")
                .start();

        assertThat(render(simulation)).isEqualTo("executing a=succeeded b=pending/Wait");
        assertThat(Scheduler.stuck(simulation.state())).containsExactly(1);
    }

    @Test
    void aVariableThatSomebodyMayStillProvideIsWaitedFor() {
        Simulation simulation = simulation(
                        "DAG", "{name:'a',type:'wait'},{name:'b',type:'success',inputs:[{from:'x.y'}]}")
                .start();
        assertThat(Scheduler.stuck(simulation.state())).isEmpty();

        simulation.apply(new RunEvent.VariableWritten(
                TIME, "a", "x.y", JSON.getNodeFactory().numberNode(1)));
        simulation.settle();

        assertThat(render(simulation)).isEqualTo("executing a=running b=succeeded");
    }

    @Test
    void anEventInALongRunTouchesOnlyItsStep() {
        StringBuilder steps = new StringBuilder();
        for (int i = 0; i < 2_000; i++) {
            steps.append(i == 0 ? "" : ",").append("{type:'wait'}");
        }
        Simulation simulation = simulation("DAG", steps.toString()).start();
        assertThat(simulation.started).hasSize(2_000);

        simulation.apply(new RunEvent.StepFinished(TIME, "step-7", StepPhase.SUCCEEDED, StepReason.NONE, ""));

        assertThat(Scheduler.decisions(simulation.state())).isEmpty();
    }

    // ---- reading and writing rows ----

    private static Simulation simulation(String mode, String steps) {
        String[] modes = mode.split("/", -1);
        String text = "{metadata:{name:'r'},spec:{mode:{steps:'" + modes[0] + "'"
                + (modes.length > 1 ? ",subSteps:'" + modes[1] + "'" : "") + "},workflowSpec:{steps:[" + steps + "]}}}";
        return new Simulation(json(text), SchedulerTest::condition);
    }

    /** Understands {@code status.<step>.<phase>}, {@code !…}, {@code true} and {@code false}. */
    private static boolean condition(String condition, RunState state) {
        if (condition.startsWith("!")) {
            return !condition(condition.substring(1), state);
        }
        if (!condition.startsWith("status.")) {
            return Boolean.parseBoolean(condition);
        }
        String[] parts = condition.split("\\.");
        return state.step(state.plan().index(parts[1]))
                .map(step -> step.phase().word().equals(parts[2])
                        || (parts[2].equals("timeout") && step.reason() == StepReason.TIMEOUT))
                .orElse(false);
    }

    private static void assertReplayGivesTheSame(Simulation simulation) {
        RunState replayed = RunState.initial(simulation.state().plan());
        for (RunEvent event : simulation.events) {
            replayed = replayed.apply(event);
        }
        assertThat(StatusView.of(replayed)).isEqualTo(simulation.status());
        assertThat(replayed.variables().toJson())
                .isEqualTo(simulation.state().variables().toJson());
    }

    private static String render(Simulation simulation) {
        RunPhase phase = simulation.status().phase();
        return phase + " " + render(simulation.status().steps());
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

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
