package io.jenkins.plugins.vela.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.vela.workflow.model.RunPhase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A run's own timeout, and runs that exclude each other. */
@Timeout(120)
final class RunTimesTest {

    private static final String WAIT = "import \"vela/builtin\"\nwait: builtin.#ConditionalWait";

    @RegisterExtension
    final EngineFixture fixture = new EngineFixture();

    @BeforeEach
    void types() {
        fixture.type("wait", WAIT);
        fixture.type("say", "import \"vela/builtin\"\nsay: builtin.#Message & {$params: message: \"said\"}");
    }

    private Run submit(String name, String spec, String steps) {
        return fixture.engine()
                .submit(EngineFixture.spec(
                        "{metadata:{name:'" + name + "'},spec:{" + spec + "workflowSpec:{steps:[" + steps + "]}}}"));
    }

    private Run keyed(String name, String policy) {
        return submit(name, "concurrency:{key:'deploy',policy:'" + policy + "'},", "{name:'a',type:'wait'}");
    }

    // ---- timeout ----

    @Test
    void aRunWhoseTimeIsUpFailsAndStepsThatAlwaysRunStillDo() throws InterruptedException {
        Run run = submit(
                "r",
                "timeout:'50ms',",
                "{name:'a',type:'wait',retry:{limit:3,on:['timeout']}},{name:'b',type:'say'},"
                        + "{name:'c',type:'say',if:'always'},{name:'d',type:'say',if:'status.a.timeout'}");

        assertThat(EngineFixture.render(EngineFixture.end(run)))
                .isEqualTo("failed a=failed/Timeout b=skipped/Skip c=succeeded [said] d=succeeded [said]");
        assertThat(run.status().message()).isEqualTo("the run's time is up");
    }

    @Test
    void theTimeAlsoRunsWhileAUserHoldsTheRun() throws InterruptedException {
        Run run = submit("r", "timeout:'500ms',", "{name:'s',type:'suspend'},{name:'b',type:'say'}");
        await().until(() -> run.status().step("s").isPresent());
        run.suspend();

        assertThat(EngineFixture.render(EngineFixture.end(run)))
                .startsWith("failed s=failed/Timeout")
                .endsWith("b=skipped/Skip");
    }

    @Test
    void theTimeGoesOnAfterARecovery(@TempDir Path directory) throws InterruptedException {
        String spec = "{metadata:{name:'r'},spec:{timeout:'1s',workflowSpec:{steps:[{name:'a',type:'wait'}]}}}";
        try (EngineFixture first = new EngineFixture().state(directory).type("wait", WAIT)) {
            Run run = first.engine().submit(EngineFixture.spec(spec));
            await().until(() -> run.status().step("a").isPresent());
        }
        try (EngineFixture second = new EngineFixture().state(directory)) {
            Run run = second.engine().recover().get(0);

            assertThat(EngineFixture.render(EngineFixture.end(run))).isEqualTo("failed a=failed/Timeout");
        }
    }

    @Test
    void aRestartFromAStepCountsAnew() throws InterruptedException {
        Run run = submit("r", "timeout:'100ms',", "{name:'a',type:'wait'}");
        EngineFixture.end(run);

        run.restart("a");

        assertThat(EngineFixture.render(EngineFixture.end(run))).isEqualTo("failed a=failed/Timeout");
    }

    // ---- concurrency ----

    @Test
    void aQueuedRunStartsWhenTheOneBeforeIsFinished() throws InterruptedException {
        Run first = keyed("first", "queue");
        Run second = keyed("second", "queue");
        Run third = keyed("third", "queue");
        await().until(() ->
                second.status().message().equals("waits for default/first, which has the concurrency key deploy"));
        assertThat(second.status().phase()).isEqualTo(RunPhase.INITIALIZING);
        assertThat(second.status().steps()).isEmpty();

        second.terminate();
        assertThat(EngineFixture.render(EngineFixture.end(second))).isEqualTo("terminated ");
        first.terminate();
        await().until(() -> third.status().phase() == RunPhase.EXECUTING);

        assertThat(third.status().message()).isEmpty();
    }

    @Test
    void aNewerRunCancelsTheOlder() throws InterruptedException {
        Run first = keyed("first", "queue");
        Run second = keyed("second", "cancel-older");

        assertThat(EngineFixture.end(first).phase()).isEqualTo(RunPhase.TERMINATED);
        await().until(() -> second.status().phase() == RunPhase.EXECUTING);
    }

    @Test
    void theOlderIsCancelledHoweverSoonTheNewerComes() throws InterruptedException {
        List<Run> older = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String key = "concurrency:{key:'k" + i + "',policy:'";
            older.add(submit("older" + i, key + "queue'},", "{name:'a',type:'wait'}"));
            submit("newer" + i, key + "cancel-older'},", "{name:'a',type:'wait'}");
        }

        for (Run run : older) {
            assertThat(EngineFixture.end(run).phase()).isEqualTo(RunPhase.TERMINATED);
        }
    }

    @Test
    void aRunMayBeRefused() throws InterruptedException {
        Run first = keyed("first", "queue");

        assertThatThrownBy(() -> keyed("second", "reject"))
                .isInstanceOf(RunRefusedException.class)
                .hasMessageContaining("default/first has the concurrency key deploy");
        first.terminate();
        EngineFixture.end(first);

        await().until(() -> keyed("second", "reject").status() != null);
    }

    @Test
    void enginesThatShareTheirKeysExcludeEachOthersRuns() throws InterruptedException {
        ConcurrencyKeys keys = new ConcurrencyKeys();
        String spec =
                "{metadata:{name:'%s'},spec:{concurrency:{key:'k'},workflowSpec:{steps:[{name:'s',type:'suspend'}]}}}";
        try (Engine one = Engine.builder().concurrencyKeys(keys).build();
                Engine other = Engine.builder().concurrencyKeys(keys).build()) {
            Run first = one.submit(EngineFixture.spec(String.format(spec, "first")));
            Run second = other.submit(EngineFixture.spec(String.format(spec, "second")));
            await().until(() -> !second.status().message().isEmpty());
            first.terminate();

            await().until(() -> second.status().phase() == RunPhase.SUSPENDING);
        }
    }

    @Test
    void runsOfOneNameInTwoEnginesExcludeEachOtherToo() throws InterruptedException {
        ConcurrencyKeys keys = new ConcurrencyKeys();
        String spec =
                "{metadata:{name:'same'},spec:{concurrency:{key:'k'},workflowSpec:{steps:[{name:'s',type:'suspend'}]}}}";
        try (Engine one = Engine.builder().concurrencyKeys(keys).build();
                Engine other = Engine.builder().concurrencyKeys(keys).build()) {
            Run first = one.submit(EngineFixture.spec(spec));
            Run second = other.submit(EngineFixture.spec(spec));
            await().until(() -> !second.status().message().isEmpty());
            assertThat(second.status().phase()).isEqualTo(RunPhase.INITIALIZING);
            first.terminate();

            await().until(() -> second.status().phase() == RunPhase.SUSPENDING);
        }
    }

    @Test
    void aClosedEngineStartsNobody() throws InterruptedException {
        ConcurrencyKeys keys = new ConcurrencyKeys();
        String spec =
                "{metadata:{name:'same'},spec:{concurrency:{key:'k'},workflowSpec:{steps:[{name:'s',type:'suspend'}]}}}";
        try (Engine other = Engine.builder().concurrencyKeys(keys).build()) {
            Run second;
            try (Engine one = Engine.builder().concurrencyKeys(keys).build()) {
                Run first = one.submit(EngineFixture.spec(spec));
                await().until(() -> first.status().phase() == RunPhase.SUSPENDING);
                second = other.submit(EngineFixture.spec(spec));
                await().until(() -> !second.status().message().isEmpty());
            }
            assertThat(second.status().phase()).isEqualTo(RunPhase.INITIALIZING);
        }
    }

    @Test
    void aRunRestsWhenTheOneItWaitsForDoes() throws InterruptedException {
        Run first = submit("first", "concurrency:{key:'k'},", "{name:'s',type:'suspend'}");
        Run second = submit("second", "concurrency:{key:'k'},", "{name:'a',type:'say'}");
        Run third = submit("third", "concurrency:{key:'k'},", "{name:'a',type:'say'}");

        assertThat(third.awaitRest(EngineFixture.PATIENCE)).isPresent();
        assertThat(third.status().phase()).isEqualTo(RunPhase.INITIALIZING);
        first.resume();

        assertThat(EngineFixture.end(first).phase()).isEqualTo(RunPhase.SUCCEEDED);
        assertThat(second.awaitRest(EngineFixture.PATIENCE).orElseThrow().phase())
                .isEqualTo(RunPhase.SUCCEEDED);
        assertThat(third.awaitRest(EngineFixture.PATIENCE).orElseThrow().phase())
                .isEqualTo(RunPhase.SUCCEEDED);
    }

    @Test
    void theLineIsKeptOverARecovery(@TempDir Path directory) throws InterruptedException {
        String spec =
                "{metadata:{name:'%s'},spec:{concurrency:{key:'k'},workflowSpec:{steps:[{name:'a',type:'wait'}]}}}";
        try (EngineFixture engine = new EngineFixture().state(directory).type("wait", WAIT)) {
            Run holder = engine.engine().submit(EngineFixture.spec(String.format(spec, "z")));
            await().until(() -> holder.status().step("a").isPresent());
            Run waiting = engine.engine().submit(EngineFixture.spec(String.format(spec, "b")));
            await().until(() -> !waiting.status().message().isEmpty());
            Run last = engine.engine().submit(EngineFixture.spec(String.format(spec, "a")));
            await().until(() -> !last.status().message().isEmpty());
        }
        try (EngineFixture engine = new EngineFixture().state(directory)) {
            engine.engine().recover();
            Run holder = engine.engine().run("default/z").orElseThrow();
            Run waiting = engine.engine().run("default/b").orElseThrow();
            Run last = engine.engine().run("default/a").orElseThrow();
            assertThat(waiting.status().phase()).isEqualTo(RunPhase.INITIALIZING);
            holder.terminate();
            await().until(() -> waiting.status().phase() == RunPhase.EXECUTING);

            assertThat(last.status().phase()).isEqualTo(RunPhase.INITIALIZING);
        }
    }

    @Test
    void aRestartQueuesBehindWhoHasTheKeyMeanwhile() throws InterruptedException {
        Run first = keyed("first", "queue");
        Run second = keyed("second", "queue");
        await().until(() -> first.status().step("a").isPresent());
        first.terminate();
        await().until(() -> second.status().phase() == RunPhase.EXECUTING);

        assertThatThrownBy(() -> first.restart("a"))
                .isInstanceOf(OperationRefusedException.class)
                .hasMessage("default/second has the concurrency key deploy");
        first.restart();
        assertThat(first.status().phase()).isEqualTo(RunPhase.INITIALIZING);
        second.terminate();

        await().until(() -> first.status().phase() == RunPhase.EXECUTING);
    }
}
