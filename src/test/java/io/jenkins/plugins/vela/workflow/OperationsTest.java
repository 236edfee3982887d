package io.jenkins.plugins.vela.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.vela.workflow.model.Decider;
import io.jenkins.plugins.vela.workflow.model.RunPhase;
import io.jenkins.plugins.vela.workflow.model.RunStatus;
import io.jenkins.plugins.vela.workflow.model.StepPhase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a user can ask of a run. */
@Timeout(120)
final class OperationsTest {

    @RegisterExtension
    final EngineFixture fixture = new EngineFixture();

    @Test
    void whoRestartsARunBeforeItsOldEndWasToldWaitsForTheNewEnd(@TempDir Path directory) throws Exception {
        try (EngineFixture before = new EngineFixture().state(directory)) {
            Run run = before.runByStep("{name:'a',type:'suspend'}");
            run.awaitRest(EngineFixture.PATIENCE);
            run.reject("a", new Decider("somebody", Set.of()), "");
            EngineFixture.end(run);
        }
        CountDownLatch listening = new CountDownLatch(1);
        RunListener slow = notice -> {
            try {
                listening.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        try (EngineFixture later = new EngineFixture().state(directory).with(builder -> builder.listener(slow))) {
            later.engine().recover();
            Run run = later.engine().runs().iterator().next();

            run.restart("a");
            CompletableFuture<RunStatus> end = run.finished().toCompletableFuture();
            listening.countDown();
            run.awaitRest(EngineFixture.PATIENCE);

            assertThat(end).isNotDone();
            run.approve("a", new Decider("somebody", Set.of()), "");
            assertThat(end)
                    .succeedsWithin(EngineFixture.PATIENCE)
                    .extracting(RunStatus::phase)
                    .isEqualTo(RunPhase.SUCCEEDED);
        }
    }

    @Test
    void aSuspendedRunIsAtRestUntilSomebodyResumesIt() throws InterruptedException {
        fixture.type("post", EngineFixture.POST);
        Run run = fixture.runByStep("{name:'hold',type:'suspend',properties:{message:'look first'}},"
                + "{name:'a',type:'post',properties:{name:'x'}}");

        assertThat(run.awaitRest(EngineFixture.PATIENCE)).isPresent();
        assertThat(EngineFixture.render(run.status())).isEqualTo("suspending hold=suspending/Suspend [look first]");

        run.resume();

        assertThat(EngineFixture.render(EngineFixture.end(run))).isEqualTo("succeeded hold=succeeded a=succeeded");
        run.resume();
    }

    @Test
    void aTimedSuspendEndsByItselfOrByHand() throws InterruptedException {
        Run run = fixture.run(
                "DAG",
                "{name:'short',type:'suspend',properties:{duration:'20ms'}},"
                        + "{name:'long',type:'suspend',properties:{duration:'5h'}}");
        await().until(() -> run.status()
                .step("short")
                .filter(s -> s.phase() == StepPhase.SUCCEEDED)
                .isPresent());

        assertThat(run.awaitRest(Duration.ofMillis(50))).isEmpty();
        run.resume("long");

        assertThat(EngineFixture.end(run).phase()).isEqualTo(RunPhase.SUCCEEDED);
    }

    @Test
    void terminatingEndsWhatWaits() throws InterruptedException {
        fixture.type("wait", "import \"vela/builtin\"\nwait: builtin.#ConditionalWait");
        Run run = fixture.runByStep("{name:'a',type:'wait'},{name:'b',type:'wait'}");
        await().until(() -> run.status().step("a").isPresent());
        run.terminate();
        run.terminate();

        assertThat(EngineFixture.render(EngineFixture.end(run)))
                .isEqualTo("terminated a=failed/Terminate b=skipped/Skip");
        assertThatThrownBy(run::suspend)
                .isInstanceOf(OperationRefusedException.class)
                .hasMessage("can not suspend a terminated workflow");
        assertThatThrownBy(run::resume)
                .isInstanceOf(OperationRefusedException.class)
                .hasMessage("can not resume a terminated workflow");
    }

    @Test
    void nothingStartsWhileTheRunIsSuspendedAndWhatIsInFlightFinishes() throws InterruptedException {
        fixture.type("slow", "import \"vela/test\"\nslow: test.#Slow & {$params: name: context.stepName}");
        fixture.actions.gate.shut();
        Run run = fixture.runByStep("{name:'a',type:'slow'},{name:'b',type:'slow'}");
        await().until(() -> fixture.actions.gate.waiting() == 1);
        run.suspend();
        run.suspend();
        fixture.actions.gate.open();
        await().until(() -> fixture.actions.count("slow a") == 1);

        assertThat(run.awaitRest(EngineFixture.PATIENCE)).isPresent();
        assertThat(run.status().suspended()).isTrue();
        assertThat(run.status().step("b")).isEmpty();

        run.resume();
        assertThat(EngineFixture.end(run).phase()).isEqualTo(RunPhase.SUCCEEDED);
        assertThat(fixture.actions.performed).containsExactly("slow a", "slow b");
    }

    @Test
    void behindAClosedGateWhatIsInFlightFinishesAndNothingElseBegins() throws InterruptedException {
        AtomicBoolean open = new AtomicBoolean(true);
        fixture.with(builder -> builder.gate(open::get));
        fixture.type("slow", "import \"vela/test\"\nslow: test.#Slow & {$params: name: context.stepName}");
        fixture.type(
                "two",
                "import \"vela/test\"\nfirst: test.#Slow & {$params: name: \"first\"}\n"
                        + "second: test.#Slow & {$params: {name: \"second\", value: first.$returns}}");
        fixture.actions.gate.shut();
        Run run = fixture.run("DAG", "{name:'a',type:'two'},{name:'b',type:'slow',dependsOn:['a']}");
        await().until(() -> fixture.actions.gate.waiting() == 1);
        open.set(false);
        fixture.actions.gate.open();
        await().until(() -> fixture.actions.count("slow first") == 1);
        fixture.engine().gateOpened();

        assertThat(run.await(Duration.ofMillis(200))).isEmpty();
        assertThat(fixture.actions.performed).containsExactly("slow first");
        assertThat(run.status().suspended()).isFalse();

        open.set(true);
        fixture.engine().gateOpened();
        assertThat(EngineFixture.end(run).phase()).isEqualTo(RunPhase.SUCCEEDED);
        assertThat(fixture.actions.performed).containsExactly("slow first", "slow second", "slow b");
    }

    @Test
    void anApprovalDoesNotExpireBehindAClosedGate() throws InterruptedException {
        AtomicBoolean open = new AtomicBoolean(true);
        fixture.with(builder -> builder.gate(open::get));
        Run run = fixture.runByStep("{name:'ask',type:'suspend',properties:{duration:'300ms',approvers:['anna']}}");
        await().until(() -> run.status().suspended());
        open.set(false);

        assertThat(run.await(Duration.ofMillis(600))).isEmpty();

        open.set(true);
        fixture.engine().gateOpened();
        assertThat(EngineFixture.render(EngineFixture.end(run)))
                .startsWith("terminated ask=failed/Terminate [nobody approved in time]");
    }

    @Test
    void aRunThatIsTerminatedEndsBehindAClosedGateToo() throws InterruptedException {
        AtomicBoolean open = new AtomicBoolean(true);
        fixture.with(builder -> builder.gate(open::get));
        fixture.type("wait", "import \"vela/builtin\"\nwait: builtin.#ConditionalWait");
        fixture.type("post", EngineFixture.POST);
        Run run = fixture.runByStep(
                "{name:'a',type:'wait'},{name:'b',type:'post',if:'always',properties:{name:'cleanup'}}");
        await().until(() -> run.status().step("a").isPresent());
        open.set(false);
        run.terminate();

        assertThat(EngineFixture.end(run).phase()).isEqualTo(RunPhase.TERMINATED);
        assertThat(fixture.actions.performed).containsExactly("post cleanup");
    }

    @Test
    void operationsOnStepsSayWhatCannotBe() throws InterruptedException {
        fixture.type("wait", "import \"vela/builtin\"\nwait: builtin.#ConditionalWait");
        Run run = fixture.runByStep("{name:'a',type:'wait'}");
        await().until(() -> run.status().step("a").isPresent());

        assertThatThrownBy(() -> run.suspend("x")).hasMessage("can not find step x");
        assertThatThrownBy(() -> run.restart("x")).hasMessage("failed step x not found");
        assertThatThrownBy(() -> run.restart("a")).hasMessage("can not restart from a non-failed step");
        run.suspend("a");
        assertThat(EngineFixture.render(run.status())).startsWith("suspending a=suspending");
        assertThatThrownBy(() -> run.resume("x")).hasMessage("can not find step x");
        run.resume("a");
        await().until(() -> run.status().phase() == RunPhase.EXECUTING);
    }

    @Test
    void aRestartFromTheFailedStepKeepsWhatWasDone() throws InterruptedException {
        fixture.type("post", EngineFixture.POST);
        fixture.type("flaky", "import \"vela/test\"\nflaky: test.#Flaky & {$params: name: \"push\"}");
        fixture.actions.failures.put("push", new AtomicInteger(1));
        Run run = fixture.runByStep(
                "{name:'a',type:'post',properties:{name:'x'}},{name:'b',type:'flaky',retry:{limit:0}}");
        assertThat(EngineFixture.end(run).phase()).isEqualTo(RunPhase.FAILED);

        run.restart("b");

        assertThat(EngineFixture.render(EngineFixture.end(run))).isEqualTo("succeeded a=succeeded b=succeeded");
        assertThat(fixture.actions.performed).containsExactly("post x", "fail push", "flaky push");
    }

    @Test
    void aRestartStartsAnew() throws InterruptedException {
        fixture.type("post", EngineFixture.POST);
        Run run = fixture.runByStep("{name:'a',type:'post',properties:{name:'x'}}");
        String first = EngineFixture.end(run).steps().get(0).id();

        run.restart();

        assertThat(EngineFixture.end(run).steps().get(0).id()).isNotEqualTo(first);
        assertThat(fixture.actions.performed).containsExactly("post x", "post x");
    }
}
