package io.jenkins.plugins.vela.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.vela.workflow.model.RunPhase;
import io.jenkins.plugins.vela.workflow.model.StepPhase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs with real templates and a world in the test's hands. */
@Timeout(120)
final class EngineTest {

    private static final String POST =
            "import \"vela/test\"\npost: test.#Post & {$params: {name: parameter.name, value: parameter.value}}\n"
                    + "parameter: {name: string, value: *1 | _}";

    private final EngineFixture fixture = new EngineFixture();

    @AfterEach
    void close() {
        fixture.actions.gate.open();
        fixture.close();
    }

    @Test
    void aStepPerformsItsActionOnce() throws InterruptedException {
        fixture.type("post", POST);
        Run run = fixture.runByStep("{name:'a',type:'post',properties:{name:'x'}}");

        assertThat(EngineFixture.render(EngineFixture.end(run))).isEqualTo("succeeded a=succeeded");
        assertThat(fixture.actions.performed).containsExactly("post x");
    }

    @Test
    void anOutputReachesALaterStep() throws InterruptedException {
        fixture.type("post", POST);
        Run run = fixture.runByStep("{name:'a',type:'post',properties:{name:'x',value:{n:42}},"
                + "outputs:[{name:'out',valueFrom:'post.$returns.value.n'},"
                + "{name:'sum',valueFrom:'post.$returns.value.n + 1'}]},"
                + "{name:'b',type:'post',properties:{name:'y'},"
                + "inputs:[{from:'sum',parameterKey:'value[\"my-key\"]'},{from:'context.name',parameterKey:'name'}]}");

        assertThat(EngineFixture.render(EngineFixture.end(run))).isEqualTo("succeeded a=succeeded b=succeeded");
        assertThat(fixture.actions.performed).containsExactly("post x", "post r");
    }

    @Test
    void aPostIsNotRepeatedWhileTheStepWaits() throws InterruptedException {
        fixture.type("build", """
                        import (
                        "vela/test"
                        "vela/builtin"
                        )
                        post: test.#Post & {$params: name: "build"}
                        poll: test.#Get & {$params: name: "state"}
                        wait: builtin.#ConditionalWait & {$params: continue: poll.$returns.value.done}
                        """);
        Run run = fixture.runByStep("{name:'a',type:'build'}");
        await().until(() -> fixture.actions.count("get state") > 3);

        assertThat(EngineFixture.render(run.status())).isEqualTo("executing a=running/Wait");

        fixture.actions.world.put("state", EngineFixture.json("{done:true}"));

        assertThat(EngineFixture.render(EngineFixture.end(run))).isEqualTo("succeeded a=succeeded");
        assertThat(fixture.actions.count("post build")).isEqualTo(1);
    }

    @Test
    void aMisspeltNameStopsTheStepBeforeAnythingLaterRuns() throws InterruptedException {
        fixture.type("backup", """
                        import "vela/test"
                        backup: test.#Post & {$params: {name: "backup", value: context.nmae}}
                        delete: test.#Post & {$params: name: "delete"}
                        """);
        Run run = fixture.runByStep("{name:'a',type:'backup'}");

        assertThat(EngineFixture.end(run).phase()).isEqualTo(RunPhase.FAILED);
        assertThat(fixture.actions.performed).isEmpty();
        assertThat(run.status().step("a").orElseThrow().message()).contains("backup");
    }

    @Test
    void anActionWaitsForTheResultOfALaterOne() throws InterruptedException {
        fixture.type("order", """
                        import "vela/test"
                        second: test.#Post & {$params: {name: "second", value: first.$returns.key}}
                        first: test.#Post & {$params: name: "first"}
                        """);
        Run run = fixture.runByStep("{name:'a',type:'order'}");

        assertThat(EngineFixture.end(run).phase()).isEqualTo(RunPhase.SUCCEEDED);
        assertThat(fixture.actions.performed).containsExactly("post first", "post second");
    }

    @Test
    void aGuardThatRestsOnAnAbsentResultWaitsForIt() throws InterruptedException {
        fixture.type("guard", """
                        import "vela/test"
                        if read.$returns.value.found == _|_ {
                          create: test.#Post & {$params: name: "create"}
                        }
                        read: test.#Get & {$params: name: "object"}
                        """);
        fixture.actions.world.put("object", EngineFixture.json("{found:true}"));
        Run run = fixture.runByStep("{name:'a',type:'guard'}");

        assertThat(EngineFixture.end(run).phase()).isEqualTo(RunPhase.SUCCEEDED);
        assertThat(fixture.actions.performed).containsExactly("get object");
    }

    @Test
    void aGuardThatFlipsRepeatsNoPost() throws InterruptedException {
        fixture.type("flip", """
                        import (
                        "vela/builtin"
                        "vela/test"
                        )
                        read: test.#Get & {$params: name: "object"}
                        if read.$returns.value.found == _|_ {
                          create: test.#Post & {$params: name: "create"}
                        }
                        wait: builtin.#ConditionalWait & {$params: continue: read.$returns.value.ready}
                        """);
        Run run = fixture.runByStep("{name:'a',type:'flip'}");
        await().until(() -> fixture.actions.count("post create") == 1 && fixture.actions.count("get object") > 2);
        fixture.actions.world.put("object", EngineFixture.json("{found:true}"));
        long seen = fixture.actions.count("get object");
        await().until(() -> fixture.actions.count("get object") > seen + 2);
        fixture.actions.world.put("object", EngineFixture.json("{}"));
        long again = fixture.actions.count("get object");
        await().until(() -> fixture.actions.count("get object") > again + 2);
        fixture.actions.world.put("object", EngineFixture.json("{ready:true}"));

        assertThat(EngineFixture.render(EngineFixture.end(run))).isEqualTo("succeeded a=succeeded");
        assertThat(fixture.actions.count("post create")).isEqualTo(1);
    }

    @Test
    void aPostWhoseParametersChangeIsNotRepeatedAndSaysSo() throws InterruptedException {
        fixture.type("changing", """
                        import (
                        "vela/builtin"
                        "vela/test"
                        )
                        read: test.#Get & {$params: name: "object"}
                        post: test.#Post & {$params: {name: "it", value: read.$returns.value}}
                        put: test.#Put & {$params: {name: "it", value: read.$returns.value}}
                        wait: builtin.#ConditionalWait & {$params: continue: read.$returns.value.ready}
                        """);
        Run run = fixture.runByStep("{name:'a',type:'changing'}");
        await().until(() -> fixture.actions.count("get object") > 1);
        fixture.actions.world.put("object", EngineFixture.json("{ready:true}"));

        assertThat(EngineFixture.render(EngineFixture.end(run))).isEqualTo("succeeded a=succeeded");
        assertThat(fixture.actions.count("post it")).isEqualTo(1);
        assertThat(fixture.actions.count("put it")).isEqualTo(2);
        assertThat(fixture.notices)
                .filteredOn(RunNotice.StepWarning.class::isInstance)
                .extracting(Object::toString)
                .singleElement()
                .asString()
                .contains("test.post at post was performed with other parameters; it is not repeated");
    }

    @Test
    void aWaitWithADefaultUnderAGuardWaitsForTheGuard() throws InterruptedException {
        fixture.type("guarded", """
                        import (
                        "vela/builtin"
                        "vela/test"
                        )
                        read: test.#Get & {$params: name: "object"}
                        wait: builtin.#ConditionalWait & {
                          if read.$returns.value.replicas != _|_ {
                            $params: continue: read.$returns.value.replicas == 2
                          }
                        }
                        """);
        Run run = fixture.runByStep("{name:'a',type:'guarded'}");
        await().until(() -> fixture.actions.count("get object") > 2);
        assertThat(run.status().finished()).isFalse();
        fixture.actions.world.put("object", EngineFixture.json("{replicas:1}"));
        long seen = fixture.actions.count("get object");
        await().until(() -> fixture.actions.count("get object") > seen + 2);
        assertThat(run.status().finished()).isFalse();
        fixture.actions.world.put("object", EngineFixture.json("{replicas:2}"));

        assertThat(EngineFixture.render(EngineFixture.end(run))).isEqualTo("succeeded a=succeeded");
    }

    @Test
    void severalSuspendsOfATemplateFollowEachOther() throws InterruptedException {
        fixture.type("twice", """
                        import (
                        "vela/builtin"
                        "vela/test"
                        )
                        one: builtin.#Suspend
                        post: test.#Post & {$params: name: "between"}
                        two: builtin.#Suspend
                        """);
        Run run = fixture.runByStep("{name:'a',type:'twice'}");
        assertThat(run.awaitRest(EngineFixture.PATIENCE)).isPresent();
        assertThat(EngineFixture.render(run.status())).contains("[Suspended by field one]");
        run.resume("a");
        assertThat(run.awaitRest(EngineFixture.PATIENCE)).isPresent();
        assertThat(EngineFixture.render(run.status())).contains("[Suspended by field two]");
        run.resume("a");

        assertThat(EngineFixture.end(run).phase()).isEqualTo(RunPhase.SUCCEEDED);
        assertThat(fixture.actions.performed).containsExactly("post between");
    }

    @Test
    void outputsReadPathsScriptsAndOldForms() throws InterruptedException {
        fixture.type("post", POST);
        Run run = fixture.runByStep("{name:'a',type:'post',properties:{name:'x',value:{'b-c':['p','q']}},outputs:["
                + "{name:'path',valueFrom:'post.$returns.value[\"b-c\"][1]'},"
                + "{name:'old',valueFrom:'post.value'},"
                + "{name:'script',valueFrom:'import \"strings\"\\n strings.ToUpper(parameter.name)'},"
                + "{name:'text',valueFrom:'\"v-\\\\(context.name)\"'},"
                + "{name:'none',valueFrom:'nosuch.path'}]},"
                + "{name:'b',type:'print-message-in-status',inputs:[{from:'script',parameterKey:'message'}]},"
                + "{name:'c',type:'print-message-in-status',inputs:[{from:'path',parameterKey:'message'}]},"
                + "{name:'d',type:'print-message-in-status',inputs:[{from:'text',parameterKey:'message'}]},"
                + "{name:'e',type:'post',properties:{name:'last'},if:'inputs.none == null',inputs:[{from:'none'}]}");

        assertThat(EngineFixture.render(EngineFixture.end(run)))
                .contains("failed to get output from nosuch.path")
                .endsWith("b=succeeded [X] c=succeeded [q] d=succeeded [v-r] e=succeeded");
    }

    @Test
    void specContextWinsOverTheRunsOwnNames() throws InterruptedException {
        Run run = fixture.engine()
                .submit(EngineFixture.spec("{metadata:{name:'r'},spec:{context:{name:'mine',extra:{n:1}},"
                        + "workflowSpec:{steps:[{name:'a',type:'print-message-in-status',"
                        + "inputs:[{from:'context.name',parameterKey:'message'}],if:'context.extra.n == 1'}]}}}"));

        assertThat(EngineFixture.render(EngineFixture.end(run))).isEqualTo("succeeded a=succeeded [mine]");
    }

    @Test
    void anIfThatIsNoBooleanSkipsTheStepAndItsGroup() throws InterruptedException {
        fixture.type("post", POST);
        Run run = fixture.runByStep("{name:'g',type:'step-group',if:'status.nosuch.failed',"
                + "subSteps:[{name:'a',type:'post',properties:{name:'x'}}]}");

        assertThat(EngineFixture.render(EngineFixture.end(run)))
                .startsWith("succeeded g=skipped/Skip [pre check error: invalid if value: ")
                .endsWith("(a=skipped/Skip)");
        assertThat(fixture.actions.performed).isEmpty();
    }

    @Test
    void independentStepsRunAtTheSameTime() {
        fixture.type("slow", "import \"vela/test\"\nslow: test.#Slow & {$params: name: context.stepName}");
        fixture.actions.gate.shut();
        Run run = fixture.run(
                "DAG",
                "{name:'a',type:'slow'},{name:'b',type:'slow'},"
                        + "{name:'g',type:'step-group',subSteps:[{name:'c',type:'slow'},{name:'d',type:'slow'}]}");

        await().until(() -> fixture.actions.gate.waiting() == 4);
        fixture.actions.gate.open();
        await().until(() -> run.status().phase() == RunPhase.SUCCEEDED);
    }

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
        fixture.type("post", POST);
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
    void aSuspendedRunIsAtRestUntilSomebodyResumesIt() throws InterruptedException {
        fixture.type("post", POST);
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
    void aTimeoutEndsAWaitingStep() throws InterruptedException {
        fixture.type(
                "wait", "import \"vela/builtin\"\nwait: builtin.#ConditionalWait & {$params: message: \"for ever\"}");
        fixture.type("post", POST);
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
        fixture.type("post", POST);
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
        fixture.type("post", POST);
        Run run = fixture.runByStep("{name:'a',type:'post',properties:{name:'x'}}");
        String first = EngineFixture.end(run).steps().get(0).id();

        run.restart();

        assertThat(EngineFixture.end(run).steps().get(0).id()).isNotEqualTo(first);
        assertThat(fixture.actions.performed).containsExactly("post x", "post x");
    }

    @Test
    void variablesPassBetweenSteps() throws InterruptedException {
        fixture.type(
                "put",
                "import \"vela/builtin\"\nput: builtin.#DoVar & {$params: {method: \"Put\", path: \"a.b\", value: 7}}");
        fixture.type("get", """
                        import (
                        "vela/builtin"
                        "vela/test"
                        )
                        get: builtin.#DoVar & {$params: path: "a.b"}
                        post: test.#Post & {$params: {name: "got-\\(get.$returns.value)"}}
                        """);
        Run run = fixture.runByStep("{name:'p',type:'put'},{name:'g',type:'get'}");

        assertThat(EngineFixture.render(EngineFixture.end(run))).isEqualTo("succeeded p=succeeded g=succeeded");
        assertThat(fixture.actions.performed).containsExactly("post got-7");
    }

    @Test
    void aBreakEndsTheRun() throws InterruptedException {
        fixture.type("break", "import \"vela/builtin\"\nstop: builtin.#Break & {$params: message: \"enough\"}");
        fixture.type("post", POST);
        Run run = fixture.runByStep("{name:'a',type:'break'},{name:'b',type:'post',properties:{name:'x'}},"
                + "{name:'c',type:'post',properties:{name:'y'},if:'always'}");

        assertThat(EngineFixture.render(EngineFixture.end(run)))
                .isEqualTo("terminated a=succeeded/Terminate [enough] b=skipped/Skip c=succeeded");
    }

    @Test
    void secretsAreNotShown() throws InterruptedException {
        fixture.type("leak", """
                        import (
                        "vela/builtin"
                        "vela/test"
                        )
                        secret: test.#Secret & {$params: name: "token"}
                        say: builtin.#Message & {$params: message: "it is \\(secret.$returns.value)"}
                        """);
        Run run = fixture.runByStep("{name:'a',type:'leak',outputs:[{name:'t',valueFrom:'secret.$returns.value'}]},"
                + "{name:'b',type:'print-message-in-status',inputs:[{from:'t',parameterKey:'message'}]}");

        String end = EngineFixture.render(EngineFixture.end(run));
        assertThat(end).startsWith("succeeded").doesNotContain("geheim");
        assertThat(fixture.notices.toString()).doesNotContain("geheim");
    }

    @Test
    void aWrongParameterFailsBeforeTheFirstAction() throws InterruptedException {
        fixture.type("post", POST);
        Run run = fixture.runByStep("{name:'a',type:'post',properties:{name:3}}");

        assertThat(EngineFixture.end(run).phase()).isEqualTo(RunPhase.FAILED);
        assertThat(run.status().step("a").orElseThrow().message()).contains("parameter.name");
        assertThat(fixture.actions.performed).isEmpty();
    }

    @Test
    void anInputThatNobodyProvidesEndsTheRun() throws InterruptedException {
        fixture.type("post", POST);
        Run run = fixture.runByStep("{name:'a',type:'post',properties:{name:'x'},inputs:[{from:'nothing'}]}");

        assertThat(EngineFixture.render(EngineFixture.end(run)))
                .isEqualTo("failed a=failed/Input [Pending on Input: nothing, which no step provides]");
    }

    @Test
    void unknownTypesAreRefusedAtOnce() {
        assertThatThrownBy(() -> fixture.runByStep("{name:'a',type:'nosuch'},{name:'b',type:'suspended'}"))
                .isInstanceOfSatisfying(RunRefusedException.class, refused -> {
                    assertThat(refused.findings()).hasSize(2);
                    assertThat(refused.findings().get(1).toString())
                            .contains("/spec/workflowSpec/steps/1/type")
                            .contains("suspend");
                });
    }

    @Test
    void anActionThatThrowsFailsItsStepAndNothingElse() throws InterruptedException {
        fixture.type("post", POST);
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

    @Test
    void aListenerThatThrowsDisturbsNothing() throws InterruptedException {
        AtomicInteger told = new AtomicInteger();
        try (Engine engine = Engine.builder()
                .listener(notice -> {
                    told.incrementAndGet();
                    throw new IllegalStateException("a mistake in a listener");
                })
                .build()) {
            Run run = engine.submit(EngineFixture.spec("{metadata:{name:'r'},spec:{workflowSpec:{steps:["
                    + "{name:'a',type:'print-message-in-status',properties:{message:'m'}}]}}}"));

            assertThat(EngineFixture.end(run).phase()).isEqualTo(RunPhase.SUCCEEDED);
            assertThat(told.get()).isGreaterThan(3);
        }
    }

    @Test
    void aListenerMayOperateOnItsRun() throws InterruptedException {
        AtomicReference<Run> run = new AtomicReference<>();
        try (Engine engine = Engine.builder()
                .listener(notice -> {
                    if (notice instanceof RunNotice.StepSuspended) {
                        await().until(() -> run.get() != null);
                        run.get().resume();
                    }
                })
                .build()) {
            run.set(engine.submit(EngineFixture.spec(
                    "{metadata:{name:'r'},spec:{workflowSpec:{steps:[{name:'a',type:'suspend'}]}}}")));

            assertThat(EngineFixture.end(run.get()).phase()).isEqualTo(RunPhase.SUCCEEDED);
        }
    }

    @Test
    void aClosedEngineTellsNothingMoreAndMakesNoStatusUp() {
        fixture.type("slow", "import \"vela/test\"\nslow: test.#Slow & {$params: name: context.stepName}");
        fixture.actions.gate.shut();
        Run run = fixture.runByStep("{name:'a',type:'slow'}");
        await().until(() -> fixture.actions.gate.waiting() == 1);

        fixture.close();
        int told = fixture.notices.size();
        await().until(() -> fixture.actions.gate.waiting() == 0);

        assertThat(run.finished().toCompletableFuture()).isNotDone();
        assertThat(fixture.notices).hasSize(told);
        assertThatThrownBy(run::terminate).hasMessage("the engine is closed");
    }

    @Test
    void statusIsInTheUpstreamSchema() throws InterruptedException {
        fixture.type("post", POST);
        Run run = fixture.runByStep("{name:'a',type:'post',properties:{name:'x'}}");
        var json = EngineFixture.end(run).toJson();

        assertThat(json.path("status").asText()).isEqualTo("succeeded");
        assertThat(json.at("/mode/subSteps").asText()).isEqualTo("DAG");
        assertThat(json.path("finished")).isEqualTo(JsonNodeFactory.instance.booleanNode(true));
        assertThat(json.at("/conditions/0/reason").asText()).isEqualTo("Available");
        assertThat(json.at("/steps/0/phase").asText()).isEqualTo("succeeded");
        assertThat(json.at("/steps/0/id").asText()).hasSize(10);
        assertThat(json.at("/steps/0/firstExecuteTime").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
    }
}
