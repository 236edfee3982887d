package io.jenkins.plugins.vela.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.vela.workflow.micrometer.MicrometerMeters;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;

/** Figures and log context of runs. */
@Timeout(120)
final class MetersTest {

    @RegisterExtension
    final EngineFixture fixture = new EngineFixture();

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void theFiguresAreThoseOfTheUpstreamController() throws InterruptedException {
        fixture.with(builder -> builder.meters(new MicrometerMeters(registry)));
        fixture.type("say", "import \"vela/builtin\"\nsay: builtin.#Message & {$params: message: \"m\"}");
        Run run = fixture.runByStep("{name:'a',type:'say'},{name:'b',type:'say',if:'false'}");
        EngineFixture.end(run);
        await().until(() -> registry.find("workflowrun.phase.number")
                        .tag("phase", "succeeded")
                        .gauge()
                != null);

        assertThat(registry.getMeters())
                .extracting(Meter::getId)
                .extracting(Meter.Id::getName)
                .containsOnly(
                        "workflowrun.initialized.num",
                        "workflowrun.phase.number",
                        "workflowrun.step.phase.number",
                        "workflowrun.finished.time",
                        "workflowrun.step.duration.ms",
                        "workflowrun.reconcile.time",
                        "generate.task.runners.time");
        assertThat(registry.get("workflowrun.initialized.num").gauge().value()).isEqualTo(1);
        assertThat(registry.get("workflowrun.phase.number")
                        .tag("phase", "succeeded")
                        .gauge()
                        .value())
                .isEqualTo(1);
        assertThat(registry.get("workflowrun.phase.number")
                        .tag("phase", "executing")
                        .gauge()
                        .value())
                .isZero();
        assertThat(registry.get("workflowrun.step.phase.number")
                        .tags("step_type", "say", "phase", "skipped")
                        .gauge()
                        .value())
                .isEqualTo(1);
        assertThat(registry.get("workflowrun.finished.time")
                        .tag("phase", "succeeded")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("workflowrun.step.duration.ms")
                        .tags("controller", "workflowrun", "step_type", "say")
                        .summary()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aRunThatGoesOnInAnotherProcessIsCountedOnceAndMeasuredFromItsBeginning(@TempDir Path state)
            throws InterruptedException {
        fixture.state(state).with(builder -> builder.meters(new MicrometerMeters(registry)));
        assertThat(fixture.runByStep("{name:'hold',type:'suspend'}").awaitRest(EngineFixture.PATIENCE))
                .isPresent();
        fixture.close();

        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));
        try (EngineFixture second = new EngineFixture()
                .state(state)
                .clock(later)
                .with(builder -> builder.meters(new MicrometerMeters(registry)))) {
            Run run = second.engine().recover().get(0);
            run.resume();
            EngineFixture.end(run);
        }

        assertThat(registry.get("workflowrun.initialized.num").gauge().value()).isEqualTo(1);
        assertThat(registry.get("workflowrun.finished.time").timer().totalTime(TimeUnit.MINUTES))
                .isGreaterThanOrEqualTo(60);
    }

    @Test
    void whatAnActionLogsNamesItsRunStepAndSession() throws InterruptedException {
        List<String> seen = new CopyOnWriteArrayList<>();
        fixture.actions.beforeEffect = () -> seen.add(new TreeSet<>(MDC.getCopyOfContextMap().entrySet().stream()
                        .map(Object::toString)
                        .toList())
                .toString());
        fixture.type("post", "import \"vela/test\"\npost: test.#Post & {$params: name: \"x\"}");
        Run run = fixture.runByStep("{name:'a',type:'post'}");
        EngineFixture.end(run);

        String session = run.status().steps().get(0).id();
        assertThat(seen).containsExactly("[run=default/r, session=" + session + ", step=a]");
    }
}
