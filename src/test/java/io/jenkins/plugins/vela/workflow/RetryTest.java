package io.jenkins.plugins.vela.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Failures: what is tried again, when, and what ends a step for good. */
@Timeout(120)
final class RetryTest {

    @RegisterExtension
    final EngineFixture fixture = new EngineFixture();

    @Test
    void aStepThatFailsTwiceIsRetriedAsItSays() throws InterruptedException {
        fixture.type("flaky", "import \"vela/test\"\nflaky: test.#Flaky & {$params: name: \"push\"}");
        fixture.actions.failures.put("push", new AtomicInteger(2));
        Run run = fixture.runByStep("{name:'a',type:'flaky',retry:{limit:2,delay:'10ms',on:['error']}}");

        assertThat(EngineFixture.render(EngineFixture.end(run))).isEqualTo("succeeded a=succeeded");
        assertThat(fixture.actions.performed).containsExactly("fail push", "fail push", "flaky push");
        assertThat(fixture.notices)
                .filteredOn(RunNotice.StepRetrying.class::isInstance)
                .hasSize(2);
    }

    @Test
    void retriesRunOut() throws InterruptedException {
        fixture.type("flaky", "import \"vela/test\"\nflaky: test.#Flaky & {$params: name: \"push\"}");
        fixture.actions.failures.put("push", new AtomicInteger(9));
        Run run = fixture.runByStep("{name:'a',type:'flaky',retry:{limit:1,delay:'10ms'}},{name:'b',type:'flaky'}");

        assertThat(EngineFixture.render(EngineFixture.end(run)))
                .isEqualTo("failed a=failed/FailedAfterRetries [flaky: connection reset] b=skipped/Skip");
    }

    @Test
    void anAttemptThatFailedOrTimedOutStartsAnewWhenTheStepSaysSo() throws InterruptedException {
        fixture.type("attempt", """
                        import (
                        "vela/builtin"
                        "vela/test"
                        )
                        post: test.#Post & {$params: name: "it"}
                        state: test.#Get & {$params: name: "state"}
                        if state.$returns.value.broken != _|_ {
                          fail: builtin.#Fail & {$params: message: "broken"}
                        }
                        wait: builtin.#ConditionalWait & {$params: continue: state.$returns.value.done}
                        """);
        List<String> worlds = List.of("{broken:true}", "{}", "{done:true}");
        AtomicInteger posts = new AtomicInteger();
        fixture.actions.beforeEffect =
                () -> fixture.actions.world.put("state", EngineFixture.json(worlds.get(posts.getAndIncrement())));
        Run run = fixture.runByStep(
                "{name:'a',type:'attempt',timeout:'2s',retry:{limit:2,delay:'1ms',on:['fail','timeout']}}");

        assertThat(EngineFixture.render(EngineFixture.end(run))).isEqualTo("succeeded a=succeeded");
        assertThat(fixture.actions.count("post it")).isEqualTo(3);
        assertThat(fixture.notices)
                .filteredOn(RunNotice.StepStarted.class::isInstance)
                .extracting(notice -> ((RunNotice.StepStarted) notice).attempt())
                .containsExactly(1, 2, 3);
        assertThat(fixture.notices)
                .filteredOn(RunNotice.StepRetrying.class::isInstance)
                .hasSize(2);
    }

    @Test
    void aDefiniteRefusalIsNotRetried() throws InterruptedException {
        fixture.type("refused", "import \"vela/test\"\nask: test.#Refused & {$params: name: \"x\"}");
        Run run = fixture.runByStep("{name:'a',type:'refused'}");

        assertThat(EngineFixture.render(EngineFixture.end(run)))
                .isEqualTo("failed a=failed/FailedAfterRetries [ask: forbidden]");
    }

    @Test
    void aFailedStepIsHandledByCondition() throws InterruptedException {
        fixture.type("post", EngineFixture.POST);
        fixture.type(
                "fail",
                "import \"vela/builtin\"\nfail: builtin.#Fail & {$params: message: \"no: \" + parameter.why}\n"
                        + "parameter: why: string");
        Run run = fixture.runByStep("{name:'a-b',type:'fail',properties:{why:'because'}},"
                + "{name:'on-failure',type:'post',properties:{name:'repair'},if:'status[\"a-b\"].failed'},"
                + "{name:'on-success',type:'post',properties:{name:'party'},if:'status[\"a-b\"].succeeded'},"
                + "{name:'last',type:'post',properties:{name:'clean'},if:'always'}");

        assertThat(EngineFixture.render(EngineFixture.end(run)))
                .isEqualTo("failed a-b=failed/Action [no: because] on-failure=succeeded on-success=skipped/Skip"
                        + " last=succeeded");
        assertThat(fixture.actions.performed).containsExactly("post repair", "post clean");
    }

    @Test
    void aTimeoutEndsAWaitingStep() throws InterruptedException {
        fixture.type(
                "wait", "import \"vela/builtin\"\nwait: builtin.#ConditionalWait & {$params: message: \"for ever\"}");
        fixture.type("post", EngineFixture.POST);
        Run run = fixture.runByStep("{name:'a',type:'wait',timeout:'50ms'},"
                + "{name:'b',type:'post',properties:{name:'x'},if:'status.a.timeout'}");

        assertThat(EngineFixture.render(EngineFixture.end(run)))
                .isEqualTo("failed a=failed/Timeout [for ever] b=succeeded");
    }

    @Test
    void aGroupsTimeoutEndsItsSubSteps() throws InterruptedException {
        fixture.type("wait", "import \"vela/builtin\"\nwait: builtin.#ConditionalWait");
        Run run = fixture.runByStep("{name:'g',type:'step-group',timeout:'50ms',subSteps:[{name:'a',type:'wait'},"
                + "{name:'b',type:'wait',dependsOn:['a']}]}");

        assertThat(EngineFixture.render(EngineFixture.end(run)))
                .isEqualTo("failed g=failed/Timeout(a=failed/Timeout b=failed/Timeout)");
    }

    @Test
    void anActionThatThrowsFailsItsStepAndNothingElse() throws InterruptedException {
        fixture.type("post", EngineFixture.POST);
        fixture.actions.beforeEffect = () -> {
            throw new IllegalStateException("a mistake in a provider");
        };
        Run run = fixture.run(
                "DAG",
                "{name:'a',type:'post',properties:{name:'x'}},{name:'b',type:'print-message-in-status',properties:{message:'m'}}");

        assertThat(EngineFixture.render(EngineFixture.end(run)))
                .isEqualTo("failed a=failed/Rendering [an action failed unexpectedly: IllegalStateException]"
                        + " b=succeeded [m]");
    }
}
